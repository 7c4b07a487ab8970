"""What was said in a sealed meeting, as a list to click in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from telvertel.screen import session
from telvertel.wall.replay import Line

_replay = st.components.v2.component(
    "telvertel.replay",
    html='<div class="tv-replay" role="group"></div>',
    css="replay.css",
    js="replay.js",
)


def _nothing() -> None:
    """A trigger needs a callback to be known; the rerun itself is what we want of it."""


def said(meeting: str, lines: Sequence[Line], at: int) -> int | None:
    """Draws the list with line ``at`` marked; the number of the line that was clicked, if any."""
    label = session.spoken()("replay.list_label")
    told = _replay(
        key=f"replay-{meeting}",
        data={"lines": [asdict(one) for one in lines], "at": at, "label": label},
        on_line_change=_nothing,
    )
    return getattr(told, "line", None)
