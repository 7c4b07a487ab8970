"""Zelfcontrole: one page, and one quiet line elsewhere when something asks for attention.

Looking takes a moment (every line of every meeting is read again), so Start shows what was found
when the app was opened, and the page looks anew.
"""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Lock
from typing import Any

import streamlit as st
from streamlit import config

from telvertel.installation import Installation, opened
from telvertel.screen import places, room, session
from telvertel.screen.markdown import plain
from telvertel.selfcheck.findings import (
    SHIPPED,
    Finding,
    State,
    findings,
    is_fictional,
    needing_attention,
)
from telvertel.selfcheck.lines import line
from telvertel.wording import numbers

SIGNS = {State.fine: "✓", State.attention: "!", State.unseen: "?"}

_looking = Lock()
_last: dict[Installation, tuple[Finding, ...]] = {}  # of the installation that is open


def look(house: Installation) -> tuple[Finding, ...]:
    """Look now, and remember it for the quiet line."""
    found = findings(house.home, house, live())
    with _looking:
        _last.clear()
        _last[house] = found
    return found


def live() -> dict[str, Any]:
    """The options as Streamlit has them now, whoever set them."""
    return {name: config.get_option(name) for name in SHIPPED}


def heading() -> None:
    w = session.spoken()
    st.title(w("selfcheck.title"), anchor=False)
    st.markdown(w("selfcheck.intro"))


def show() -> None:
    """Every check, what asks for attention first."""
    w, found = session.spoken(), look(room.house())
    order = (State.attention, State.unseen, State.fine)
    for one in sorted(found, key=lambda finding: order.index(finding.state)):
        told = line(one, w)
        with st.container(gap="xxsmall"):
            st.markdown(f"{SIGNS[told.state]} **{told.name}** · {told.standing}")
            st.markdown(plain(told.sentence))
            if told.advice:
                st.caption(plain(told.advice))
    st.caption(w("selfcheck.looked", time=numbers.clock(datetime.now(UTC), w)))
    st.button(w("selfcheck.again"))


def way_here() -> None:
    """The way to the page; with a sentence when something asks for attention."""
    w, house = session.spoken(), opened()
    found = _last.get(house, ()) if house else ()
    open_points = needing_attention(found, fictional=is_fictional(house)) if found else ()
    if open_points:
        st.caption(w("selfcheck.quiet", count=len(open_points)))
    if st.button(w("selfcheck.open"), type="tertiary"):
        places.go("selfcheck")
