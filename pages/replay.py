"""Terugkijken: een vastgesteld gesprek regel voor regel, met het scherm zoals het was."""

import streamlit as st

from telvertel.screen import replay, revised_since

meeting = replay.meeting_or_stop()
lines = replay.lines_or_stop(meeting)
now = replay.chosen(lines)
wall, said = st.columns([3, 2], gap="medium")
with said:
    replay.listed(meeting, lines, now)
with wall:
    replay.wall(meeting, now)
    replay.steps(meeting, lines, now)
    revised_since.of_meeting(meeting)
