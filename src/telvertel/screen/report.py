"""The minutes to take home: made at the click, never before."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from telvertel.meeting.lasting import Visibility
from telvertel.meeting.state import Meeting
from telvertel.report import carried, html, minutes, word
from telvertel.screen import handing, room, second_look, session, takeaway
from telvertel.screen.takeaway import WORD as WORD
from telvertel.telling import Telling


def downloads(meeting: Meeting) -> None:
    """Before the seal a concept; after it both editions and the whole meeting."""
    w, sealed = session.spoken(), meeting.sealed_at is not None
    st.header(w("close.report_title"), anchor=False)
    if second_look.keeps_inside(meeting):
        st.warning(w("concerns.export_waits"))
        return
    st.markdown(w("close.report_intro") if sealed else w("close.concept_intro"))
    if room.house().journal.gone(meeting.id).expired:
        st.caption(w("retention.expired_here"))
    before = room.previous(meeting)
    as_html, as_word = editions(meeting, before, w.language)
    facts = {"day": f"{meeting.plan.held_on:%Y-%m-%d}", "meeting": meeting.id}
    name = w("close.file" if sealed else "close.file_concept", **facts)
    concept = "" if sealed else "_concept"
    to = handing.to_whom(meeting)
    as_html = handing.recorded(as_html, f"html{concept}", meeting, to)
    as_word = handing.recorded(as_word, f"word{concept}", meeting, to)
    with st.container(horizontal=True):
        _button(w(f"close.html{concept}"), as_html, f"{name}.html", "text/html", first=sealed)
        _button(w(f"close.word{concept}"), as_word, f"{name}.docx", WORD)
        if sealed:
            name = f"{w('close.file_pack', **facts)}.zip"
            whole = packed(room.house().telling, meeting, before)
            whole = handing.recorded(whole, "pack", meeting, to)
            _button(w("close.pack"), whole, name, "application/zip", help=w("close.pack_help"))
    if sealed:
        if private := sum(n.written.visibility is Visibility.talk for n in meeting.notes):
            st.caption(w("close.pack_private", count=private))
        takeaway.downloads(meeting)


def _button(
    label: str,
    data: Callable[[], bytes],
    name: str,
    mime: str,
    *,
    first: bool = False,
    help: str | None = None,
) -> None:
    kind = "primary" if first else "secondary"
    st.download_button(
        label, data, name, mime, help=help, type=kind, on_click="ignore", key=f"download-{name}"
    )


def editions(
    meeting: Meeting, before: Meeting | None, language: str
) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """How to make both editions. They run outside the page, so nothing here asks the session."""

    def as_html() -> bytes:
        return html.html(minutes.minutes(meeting, before, language)).encode()

    def as_word() -> bytes:
        return word.word(minutes.minutes(meeting, before, language))

    return as_html, as_word


def packed(telling: Telling, meeting: Meeting, before: Meeting | None) -> Callable[[], bytes]:
    """How to make the whole meeting as one file, equal for whoever asks."""

    def whole() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "meeting.zip"
            told, unfit = carried.inside(meeting, before), telling.unfit(meeting.id)
            telling.journal.pack(meeting.id, path, told, unfit)
            return path.read_bytes()

    return whole
