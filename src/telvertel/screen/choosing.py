"""Choosing which meeting a page is about."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.state import Meeting
from telvertel.screen import planning, room, session
from telvertel.wording.words import Words


def which(meeting: Meeting, w: Words) -> None:
    """A list of all meetings with this one in it; another choice goes to memory and address."""
    known = {one.id: one for one in room.meetings()}
    st.selectbox(
        w("prepare.which"),
        list(known),
        index=list(known).index(meeting.id),
        format_func=lambda one: planning.meeting_name(known[one], w),
        key=f"which-{meeting.id}",
        on_change=_chosen,
        args=(meeting.id,),
    )


def _chosen(now: str) -> None:
    session.choose_meeting(session.kept(f"which-{now}"))
