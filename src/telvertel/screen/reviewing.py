"""Agreements of last time: kept, and helped."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session
from telvertel.screen.parts import choice, entry, field


def panel(meeting: Meeting, shown: e.Shown) -> None:
    """Kept? and, separately, helped? Never without a sentence on the result."""
    w = session.spoken()
    before = room.previous(meeting)
    agreement = (
        next((one for one in before.standing_agreements() if one.id == shown.agreement), None)
        if before
        else None
    )
    if agreement is None:
        return
    given = meeting.reviews.get(agreement.id)
    fields = [
        choice("kept", w("lead.kept"), e.Answer, given),
        choice("helped", w("lead.helped"), e.Helped, given, help=w("lead.helped_help")),
        field(
            "result",
            w("lead.result"),
            rows=2,
            required=True,
            help=w("lead.result_help"),
            value=given.result if given else "",
        ),
    ]
    fixed = {"kind": "agreement_reviewed", "agreement": agreement.id, "made_in": agreement.meeting}
    with st.container(border=True):
        entry(meeting, f"review.{agreement.id}", fields, fixed=fixed, submit=w("lead.record"))
