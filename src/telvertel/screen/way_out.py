"""The way out: every file that somebody takes along is offered here, and nowhere else.

What holds words of a talk is made behind the second look: asked once when the page is drawn, and
again at the moment of making, so that no button from before lets a text out after all.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import streamlit as st

from telvertel.meeting.policies import NotAllowed
from telvertel.screen import room, session

Made = bytes | str
Maker = Callable[[], Made]


class NoTalk(StrEnum):
    """Why a file holds no words of a talk, so that nobody has to look at it twice."""

    # What stands on Verkennen: Released, words of the house, and words that were delivered with the
    # figures without those in which the text check finds somebody.
    figures = "figures"
    delivery = "delivery"  # about a file that was offered: an empty form, its problems
    acts = "acts"  # what was done with the data, without any text


Holds = tuple[str, ...] | NoTalk  # the meetings whose words are in a file


def offer(label: str, data: Made | Maker, name: str, mime: str, holds: Holds, **looks: Any) -> None:
    """A button for one file; while a text of a meeting whose words it holds waits for a second
    look there is a sentence in its place."""
    if isinstance(holds, NoTalk):
        st.download_button(label, data, name, mime, on_click="ignore", **looks)
        return
    if any(keeps_inside(one) for one in holds):
        st.caption(session.spoken()("concerns.waits_inside"))
        return
    make = data if callable(data) else lambda: data
    made = behind_the_look(holds, make)
    st.download_button(label, made, name, mime, on_click="ignore", **looks)


def keeps_inside(meeting: str) -> bool:
    """Whether a text of this meeting, or of one before it, keeps all of it inside."""
    try:
        room.house().telling.check_leaving(meeting)
    except NotAllowed:
        return True
    return False


def behind_the_look(meetings: tuple[str, ...], make: Maker) -> Maker:
    """The same file, or NotAllowed when it may not leave at the moment it is made. Runs outside
    the page, so nothing in it asks the session."""
    telling = room.house().telling

    def made() -> Made:
        for one in meetings:
            telling.check_leaving(one)
        return make()

    return made
