"""Leren: which part of it one looks at; what was told comes first."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from telvertel.screen import (
    learn,
    learn_back,
    learn_calendar,
    learn_exchange,
    learn_library,
    learn_points,
    learn_since,
    learn_year,
    session,
)

PART = "deel"  # in the address
TOLD = "told"


def choose() -> str:
    """The part of the address; what is not known there is what was told."""
    w = session.spoken()
    key, asked = "learn.part", session.address(PART) or TOLD
    value = asked if asked in PARTS else TOLD
    if session.kept(key) != value:
        session.keep(key, value)
    chosen = st.pills(
        w("learn.label.part"),
        list(PARTS),
        format_func=lambda part: w(f"learn.part.{part}"),
        key=key,
        on_change=_changed,
        label_visibility="collapsed",
        required=True,
    )
    return chosen or TOLD


def show(part: str) -> None:
    PARTS[part]()


def _changed() -> None:
    chosen = session.kept("learn.part") or TOLD
    session.put_address({PART: "" if chosen == TOLD else chosen})


def _told() -> None:
    told = learn.told_or_stop()
    learn.show(learn.choose(told), len(told))


PARTS: dict[str, Callable[[], None]] = {
    TOLD: _told,
    "points": learn_points.show,
    "library": learn_library.show,
    "calendar": learn_calendar.show,
    "since": learn_since.show,
    "back": learn_back.show,
    "year": learn_year.show,
    "exchange": learn_exchange.show,
}
