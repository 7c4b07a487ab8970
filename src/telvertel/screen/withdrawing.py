"""Taking away at the desk what was said by mistake: a reason, and it leaves every list."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import DifferenceAgreed, LearningPointNoted, MishapNoted, WishNoted
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.parts import entry, field

Withdrawn = LearningPointNoted | MishapNoted | DifferenceAgreed | WishNoted


def withdraw(meeting: Meeting, one: Withdrawn, name: str) -> None:
    """Folded behind one button; ``name`` is the id of what goes. The history keeps it."""
    if meeting.sealed_at:
        return
    w = session.spoken()
    with st.popover(w("withdrawing.take_away"), type="tertiary"):
        st.caption(w("withdrawing.kept"))
        entry(
            meeting,
            f"withdraw.{one.kind}.{name}",
            [field("reason", w("withdrawing.reason"), "line", max=300, required=True)],
            fixed={**one.model_dump(mode="json"), "dropped": True},
            submit=w("withdrawing.take_away"),
        )
