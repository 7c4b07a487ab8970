"""Regie: the facilitator's desk."""

import streamlit as st

from telvertel.screen import join, lead, opening, prompting, repairs

meeting = lead.meeting_or_stop()
repairs.repairs()
beside, desk = st.columns([11, 10], gap="medium")
with beside:
    opening.opening(meeting)
    lead.small_wall(meeting)
with desk:
    lead.desk(meeting)
    prompting.prompting(meeting)
with beside:
    lead.forms(meeting)
    join.fold(meeting)
