"""Figures as they were: which version a page shows, and the one click back to today."""

from __future__ import annotations

import streamlit as st

from telvertel.screen import asked as asking
from telvertel.screen import room
from telvertel.screen.asked import Asked, Known
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words


def named(version: str, known: Known, w: Words) -> str:
    """A version in a list of them."""
    if version == known.versions[0]:
        return w("earlier.today")
    return w("earlier.choice", day=_day(version, w), version=numbers.version(version))


def told(asked: Asked, w: Words) -> None:
    """That these are figures of before, of which delivery, and the way back to today."""
    if asked.earlier is None:
        return
    made = room.house().warehouse.version(asked.earlier)
    facts = {"day": _day(made.id, w), "version": numbers.version(made.id), "why": plain(made.why)}
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(w("earlier.told", **facts), width="stretch")
        st.button(w("earlier.back"), key="earlier.back", on_click=back)


def back() -> None:
    """The same question to the version in use."""
    here, now = asking.known_here(), asking.known()
    if here is not None and now is not None:
        asking.put(asking.read_query(asking.of_address(here).query(), now))


def _day(version: str, w: Words) -> str:
    return numbers.day(room.house().warehouse.version(version).at, w)
