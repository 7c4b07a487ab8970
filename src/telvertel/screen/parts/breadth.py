"""How wide a place on the page is: pictures are laid out on the server, in pixels.

Streamlit stretches a chart by its data area only, and our labels stand at computed places. So the
page tells its width, in steps, and the picture is laid out anew when that changes.
"""

from __future__ import annotations

import streamlit as st

from telvertel.screen import session

STEP = 40  # pixels; the same as in breadth.js
BEFORE_IT_IS_KNOWN = 520  # fits half a laptop screen: the first picture must not overflow
NARROWEST, WIDEST = 320, 1200
KEPT = "breadth"

_breadth = st.components.v2.component(
    "telvertel.breadth", html='<div class="tv-breadth" aria-hidden="true"></div>', js="breadth.js"
)


def _nothing() -> None:
    """A state needs a callback to be known; the rerun itself is what we want of it."""


def breadth(name: str) -> int:
    """Pixels of the place where this is called; remembered for the next page of the session."""
    kept = session.kept(KEPT, BEFORE_IT_IS_KNOWN)
    told = _breadth(key=f"breadth-{name}", data={"step": STEP}, on_wide_change=_nothing)
    wide = getattr(told, "wide", None) or kept
    wide = min(max(int(wide), NARROWEST), WIDEST)
    session.keep(KEPT, wide)
    return wide
