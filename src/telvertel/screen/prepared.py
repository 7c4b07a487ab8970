"""The prepared stories of both sides, beside each other at the desk."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import session, taking_stories
from telvertel.wall.naming import side_name


def panel(meeting: Meeting, item: str) -> None:
    """Both in full, for the facilitator to draw from; an empty place stays in sight. Under them
    what was delivered about the figure."""
    w = session.spoken()
    for column, side in zip(st.columns(2), (e.Side.provider, e.Side.municipality), strict=True):
        with column:
            st.subheader(side_name(meeting, side, w))
            told = meeting.story(item, side)
            if not told:
                st.caption(w("wall.not_told_yet"))
            for name, text in told.items():
                st.caption(w.of(name))
                st.text(text)
    taking_stories.at_desk(meeting, item)
