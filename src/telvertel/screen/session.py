"""What one browser session remembers; the only file that touches ``st.session_state``.

The meeting and the language also stand in the address, so that a reload or a shared link comes back
to the same place; a click in the menu drops the address, and then the session knows.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import streamlit as st

from telvertel.wording.words import LANGUAGES, Words, words

LANGUAGE, MEETING = "taal", "gesprek"  # their names in the address
KEY = "sleutel"  # the ticket of an invitation
DEVICE = "device"


def language() -> str:
    """ "nl" unless the address or an earlier choice in this session says otherwise."""
    asked = st.query_params.get(LANGUAGE) or st.session_state.get(LANGUAGE)
    chosen = asked if asked in LANGUAGES else LANGUAGES[0]
    st.session_state[LANGUAGE] = chosen
    return chosen


def say_language(chosen: str) -> None:
    st.session_state[LANGUAGE] = chosen
    st.query_params[LANGUAGE] = chosen


def spoken() -> Words:
    return words(language())


def meeting_id(known: tuple[str, ...], fallback: str | None) -> str | None:
    """The meeting of this session: address first, then memory, then the fallback."""
    for asked in (st.query_params.get(MEETING), st.session_state.get(MEETING), fallback):
        if asked in known:
            st.session_state[MEETING] = asked
            return asked
    return None


def choose_meeting(chosen: str) -> None:
    st.session_state[MEETING] = chosen
    st.query_params[MEETING] = chosen


def address(name: str) -> str | None:
    """One value of the address, e.g. the side of an invitation."""
    return st.query_params.get(name)


def put_address(values: dict[str, str]) -> None:
    """Write these values to the address and leave the rest; empty values are taken out."""
    for name, value in values.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def addresses() -> dict[str, str]:
    return dict(st.query_params)


def device() -> str:
    """A name of its own for this browser session: two desks are two writers."""
    return st.session_state.setdefault(DEVICE, f"session-{uuid4().hex}")


def kept(name: str, default: Any = None) -> Any:
    """Something this session remembers under a name of its own page."""
    return st.session_state.get(name, default)


def keep(name: str, value: Any) -> None:
    st.session_state[name] = value
