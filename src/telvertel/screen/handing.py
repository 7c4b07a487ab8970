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

UNSAID = "unsaid"
TO = ("both", "municipality", "provider", "council", "archive")


def to_whom(meeting: Meeting) -> str | None:
    """The choice that holds for the copies downloaded next; None while nobody chose.

    Sealed it has to be chosen: such a copy leaves the room. A concept may go without: it is read
    at the table by those whose talk it is, and a question first would keep them from looking.
    """
    w, sealed = session.spoken(), meeting.sealed_at is not None
    chosen = st.selectbox(
        w("handing.to_whom"),
        TO if sealed else (UNSAID, *TO),
        index=None if sealed else 0,
        format_func=lambda one: w(f"handing.to.{one}"),
        placeholder=w("handing.choose"),
        help=w("handing.help"),
        # Who left it unsaid before the seal is asked anew after it.
        key=f"handing-{'sealed-' if sealed else ''}{meeting.id}",
        width=360,
    )
    if chosen is None:
        st.caption(w("handing.first"))
    elif chosen == UNSAID:
        st.caption(w("handing.unsaid_note"))
    return chosen


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
