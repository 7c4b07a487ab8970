"""Saying something from a page, and the sentence when it cannot be kept."""

from __future__ import annotations

from typing import Any

import streamlit as st

from telvertel.journal.troubles import NotSaved
from telvertel.meeting.policies import NotAllowed
from telvertel.screen import room, session
from telvertel.telling import TextRefused


def said(meeting_id: str, body: Any) -> bool:
    """Say it as the facilitator; when it is refused, show why and answer False."""
    w = session.spoken()
    try:
        room.say(meeting_id, body)
    except NotAllowed as refused:
        st.warning(w(f"refusals.{refused.reason.value}"))
    except TextRefused:
        st.warning(w("desk.texts.concern_blocked"))
    except NotSaved:
        st.warning(w("journal.not_saved"))
    else:
        return True
    return False
