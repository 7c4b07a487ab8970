"""Deelnemen: whether phones take part, with which code, and who does; silent rounds at Regie."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.state import Meeting
from telvertel.screen import places, room, session, troubles
from telvertel.screen.parts import rounds as parts
from telvertel.web.beyond import is_open_beyond


def meeting_or_stop() -> Meeting:
    """The meeting on the desk; without one a sentence that says where to begin."""
    meeting = room.meeting()
    if meeting is None:
        st.info(session.spoken()("join.panel.no_meeting"))
        st.stop()
    return meeting


def heading() -> None:
    w = session.spoken()
    st.title(w("join.panel.title"))
    st.write(w("join.panel.intro"))


def fold(meeting: Meeting) -> None:
    """At Regie: silent rounds and who stands where, and how people take part; folded away."""
    if meeting.sealed_at or meeting.opened_at is None:
        return
    w = session.spoken()
    running = meeting.open_round() is not None
    with st.expander(w("rounds.fold"), expanded=running, key="fold-rounds"):
        parts.rounds(meeting)
    with st.expander(w("join.panel.title"), key="fold-join"):
        panel(meeting)


def to_the_desk(meeting: Meeting) -> None:
    """The way back to the talk itself, from the page about phones."""
    w, going_on = session.spoken(), meeting.opened_at and not meeting.sealed_at
    if going_on and st.button(w("join.panel.to_lead")):
        places.go("lead", meeting.id)


def panel(meeting: Meeting) -> None:
    """Off until somebody switches it on; off again everybody is out at once."""
    w = session.spoken()
    if meeting.sealed_at:
        st.info(w("join.panel.sealed"))
        return
    on = meeting.plan.phones
    chosen = st.toggle(
        w("join.panel.switch"),
        on,
        key=f"phones-{meeting.id}-{on}",
        help=w("join.panel.switch_help"),
    )
    if chosen != on:
        _switch(meeting, chosen)
    if not on:
        return
    if not is_open_beyond():
        st.warning(w("join.panel.here_only"))
    parts.joining(meeting)


def _switch(meeting: Meeting, on: bool) -> None:
    if troubles.said(meeting.id, meeting.plan.model_copy(update={"phones": on})):
        st.rerun()
