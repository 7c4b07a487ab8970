"""Handing out copies: for whom each is, written down when it is made, so that after a wipe one
knows who still holds the words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from telvertel.journal.audit import Act, AuditLog
from telvertel.journal.troubles import NotSaved
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session

TO = ("unsaid", "both", "municipality", "provider", "council", "archive")


def to_whom(meeting: Meeting) -> str:
    """The choice that holds for the copies downloaded next."""
    w = session.spoken()
    return st.selectbox(
        w("handing.to_whom"),
        TO,
        format_func=lambda one: w(f"handing.to.{one}"),
        help=w("handing.help"),
        key=f"handing-{meeting.id}",
        width=360,
    )


def recorded(
    make: Callable[[], bytes], what: str, meeting: Meeting, to: str
) -> Callable[[], bytes]:
    """The same copy, with a line in the audit log once it is made. Runs outside the page."""
    audit: AuditLog = room.house().audit
    name = meeting.id

    def made() -> bytes:
        data = make()
        with suppress(NotSaved):  # a full disk does not keep people from their minutes
            audit.add(Act.handed_out, what=what, meeting=name, to=to)
        return data

    return made
