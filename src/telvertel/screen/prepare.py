"""Voorbereiden: which meeting is prepared, and the building blocks under which it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from telvertel.meeting.state import Meeting
from telvertel.screen import choosing, places, planning, room, session
from telvertel.screen.markdown import plain
from telvertel.screen.start import between
from telvertel.wording import numbers
from telvertel.wording.words import Words

Part = Callable[[Meeting], None]

# The four building blocks of the Utrecht frame (M60), and the check at the end.
BLOCKS = ("purpose", "frameworks", "data", "dialogue", "ready")


def meeting_or_new() -> Meeting:
    """The meeting that is prepared; without one, or on asking, the form that makes one."""
    w, meeting = session.spoken(), room.meeting()
    if meeting is None or session.address(places.NEW):
        st.title(w("prepare.title"), anchor=False)
        planning.new_meeting()
        st.stop()
    return meeting


def heading(meeting: Meeting) -> None:
    """Which meeting this is, the shared goal, and how far it has come."""
    w, plan = session.spoken(), meeting.plan
    title, choose, new = st.columns([7, 3, 2], vertical_alignment="bottom")
    title.title(plain(plan.title), anchor=False)
    day = numbers.day(plan.held_on, w)
    title.caption(f"{day} · {plain(between(meeting, w))}")
    with choose:
        choosing.which(meeting, w)
    if new.button(w("prepare.new"), width="stretch"):
        places.begin()
    _stage(meeting, w)


def _stage(meeting: Meeting, w: Words) -> None:
    """An opened or sealed meeting says so, with the way to where it goes on."""
    if not meeting.opened_at:
        return
    page, key = ("close", "report") if meeting.sealed_at else ("lead", "lead")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(w("prepare.sealed" if meeting.sealed_at else "prepare.opened"))
        if st.button(w(f"prepare.to_{key}"), type="tertiary"):
            places.go(page, meeting.id)


def blocks(meeting: Meeting, *filled: Sequence[Part]) -> None:
    """A tab per block with its parts below each other; only the one that is open is filled."""
    w = session.spoken()
    names = [w(f"prepare.block_{name}") for name in BLOCKS]
    tabs = st.tabs(names, key=f"blocks-{w.language}", on_change="rerun")
    for tab, parts in zip(tabs, filled, strict=True):
        if tab.open:
            with tab:
                for part in parts:
                    part(meeting)
