"""Going somewhere: another page, with the meeting in hand."""

from __future__ import annotations

import streamlit as st

from telvertel import ROOT
from telvertel.meeting.events import Side
from telvertel.screen import session

# In the address: make a meeting rather than open one; whose story, and the ticket to it.
NEW, SIDE, KEY = "nieuw", "kant", session.KEY
SIDES = {Side.municipality: "gemeente", Side.provider: "aanbieder"}
PREPARE = "/voorbereiden"


def go(name: str, meeting_id: str | None = None) -> None:
    """To a page by the name of its file; the run of this page ends here."""
    if meeting_id:
        session.choose_meeting(meeting_id)
    # A change of page drops the address, so what must stand in it goes along.
    there = {session.MEETING: meeting_id} if meeting_id else {}
    st.switch_page(ROOT / "pages" / f"{name}.py", query_params=there)


def begin() -> None:
    """To the page where a new meeting is made."""
    st.switch_page(ROOT / "pages" / "prepare.py", query_params={NEW: "1"})
