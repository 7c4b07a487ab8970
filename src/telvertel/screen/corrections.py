"""The correction request to take along: as a web page, in Word, and as text for a mail."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from telvertel.meeting.state import Dispute, Meeting
from telvertel.report import html, word
from telvertel.report.correction import request
from telvertel.report.text import text
from telvertel.screen import handing, session, way_out
from telvertel.screen.report import WORD


def download(meeting: Meeting, dispute: Dispute, place: str) -> None:
    """The request of one dispute in three forms, made at the click; ``place`` is where it stands on
    the page, for the same dispute may stand there twice."""
    w = session.spoken()
    raised_in = dispute.raised_in or meeting
    day = f"{raised_in.plan.held_on:%Y-%m-%d}"
    name = w("dispute.correction.file", day=day, name=dispute.raised.item)
    made = editions(meeting, dispute, w.language)
    with st.popover(w("dispute.correction.button"), key=f"request.{place}.{name}.{dispute.id}"):
        for form, (make, ending, mime) in made.items():
            way_out.offer(
                w(f"dispute.correction.{form}"),
                handing.recorded(make, f"correction_{form}", meeting, "source"),
                f"{name}.{ending}",
                mime,
                tuple(dict.fromkeys((raised_in.id, meeting.id))),
                key=f"request.{place}.{raised_in.id}.{dispute.id}.{form}",
            )


Made = tuple[Callable[[], bytes], str, str]  # how to make it, the ending of its name, its type


def editions(meeting: Meeting, dispute: Dispute, language: str) -> dict[str, Made]:
    """They run outside the page, so nothing here asks the session."""

    def asked():
        return request(meeting, dispute, language)

    return {
        "html": (lambda: html.html(asked()).encode(), "html", "text/html"),
        "word": (lambda: word.word(asked()), "docx", WORD),
        "text": (lambda: text(asked()).encode(), "txt", "text/plain"),
    }
