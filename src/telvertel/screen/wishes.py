"""Figures one would like to have, beside the agenda: asked as at the desk (M23, M49)."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import Extra
from telvertel.meeting.state import Meeting
from telvertel.screen import session, wishing


def wishes(meeting: Meeting) -> None:
    """What for, how often, how much work, what do we drop; folded, and absent where it is off."""
    if not meeting.has(Extra.learning) or meeting.sealed_at:
        return
    w = session.spoken()
    # Its name stays the same when a wish is added: a fold with another name is another, closed one.
    with st.expander(w("foundations.wishes_title")):
        wishing.panel(meeting, "agenda")
