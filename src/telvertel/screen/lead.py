"""Regie: what the facilitator sees and does, beside the desk itself.

Which form is open follows what the wall shows, so that nobody has to look for it; the rest is one
click away.
"""

from __future__ import annotations

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.screen import (
    agreements,
    disputing,
    leaning,
    parts,
    predicting,
    prepared,
    reviewing,
    room,
    session,
    weighing,
)
from telvertel.wall.desk import at_hand


def meeting_or_stop() -> Meeting:
    """The meeting on the desk; without one a sentence that says where to begin."""
    meeting = room.meeting()
    if meeting is None:
        st.info(session.spoken()("lead.no_meeting"))
        st.stop()
    return meeting


def small_wall(meeting: Meeting) -> None:
    """The live copy, and the way to open the real wall in a second window."""
    w = session.spoken()
    parts.wall(meeting)
    open_wall, fold = st.columns(2)
    query = {session.MEETING: meeting.id, session.LANGUAGE: w.language}
    address = "/beamer?" + "&".join(f"{name}={value}" for name, value in query.items())
    open_wall.link_button(w("lead.open_wall"), address, width="stretch")
    fold.caption(w("lead.one_screen"))


def desk(meeting: Meeting) -> None:
    parts.desk(meeting)


def forms(meeting: Meeting) -> None:
    """The forms that go with where the talk is; looking aside at a card leaves them."""
    shown = at_hand(meeting)
    if shown is None or meeting.sealed_at:
        return
    if shown.view is e.View.last_agreements:
        reviewing.panel(meeting, shown)
    elif shown.view is e.View.item and shown.item:
        _item_forms(meeting, shown)
    elif shown.view is e.View.dispute and shown.item:
        disputing.beside(meeting, shown.item)
    elif shown.view is e.View.then and shown.item:
        leaning.beside(meeting, shown.item)
    elif shown.view is e.View.read_back:
        agreements.read_back(meeting, shown)


def _item_forms(meeting: Meeting, shown: e.Shown) -> None:
    w = session.spoken()
    item, stage = shown.item, shown.stage
    predicting.panel(meeting, item, stage)
    folds = [
        ("weighing", Stage.appraise, weighing.panel),
        ("agreements", Stage.improve, agreements.panel),
        ("dispute", None, disputing.panel),
        ("tells", None, weighing.judged),
        ("stories", None, prepared.panel),
    ]
    # What belongs to this stage stands first and open; the order of the others stays.
    for name, of, panel in sorted(folds, key=lambda fold: fold[1] is not stage):
        with st.expander(w(f"lead.{name}"), expanded=of is stage):
            panel(meeting, item)
