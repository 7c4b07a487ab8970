"""Our own components for silent rounds and taking part: live at the desk, without a script run."""

from __future__ import annotations

from typing import Any

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session

_rounds = st.components.v2.component(
    "telvertel.rounds", html='<div class="tv-rounds"></div>', css="rounds.css", js="desk_rounds.js"
)
_joining = st.components.v2.component(
    "telvertel.joining", html='<div class="tv-joining"></div>', css="rounds.css", js="desk_join.js"
)


def _nothing() -> None:
    """A trigger needs a callback to be known; the rerun itself is what we want of it."""


def _data(meeting: Meeting, texts: str) -> dict[str, Any]:
    w = session.spoken()
    return {
        "meeting": meeting.id,
        "ticket": room.ticket(meeting),
        "role": e.Role.facilitator.value,
        "language": w.language,
        "texts": w.table(texts),
    }


def rounds(meeting: Meeting) -> None:
    """Begin and close a silent round, and say who stands where."""
    w = session.spoken()
    positions = {one.value: w.of(one) for one in e.Position}
    data = _data(meeting, "rounds.texts") | {"positions": positions}
    _rounds(key=f"rounds-{meeting.id}", data=data, on_expired_change=_nothing)


def joining(meeting: Meeting) -> None:
    """The code with its QR code, and who takes part."""
    data = _data(meeting, "join.panel_texts")
    _joining(key=f"joining-{meeting.id}", data=data, on_expired_change=_nothing)
