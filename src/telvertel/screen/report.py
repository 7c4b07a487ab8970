"""The minutes to take home: made at the click, never before."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from telvertel.meeting.lasting import Visibility
from telvertel.meeting.state import Meeting
from telvertel.report import carried, html, minutes, word
from telvertel.screen import handing, room, session, takeaway, way_out
from telvertel.screen.takeaway import WORD as WORD
from telvertel.telling import Telling


def downloads(meeting: Meeting) -> None:
    """Before the seal a concept; after it, once it is said for whom, both editions and the whole
    meeting."""
    w, sealed = session.spoken(), meeting.sealed_at is not None
    st.header(w("close.report_title"), anchor=False)
    if way_out.keeps_inside(meeting.id):
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
    if to is None:
        return
    as_html = handing.recorded(as_html, f"html{concept}", meeting, to)
    as_word = handing.recorded(as_word, f"word{concept}", meeting, to)
    with st.container(horizontal=True):
        html_name, word_name = f"{name}.html", f"{name}.docx"
        first = "primary" if sealed else "secondary"
        _button(meeting, w(f"close.html{concept}"), as_html, html_name, "text/html", type=first)
        _button(meeting, w(f"close.word{concept}"), as_word, word_name, WORD)
        if sealed:
            name = f"{w('close.file_pack', **facts)}.zip"
            whole = packed(room.house().telling, meeting, before)
            whole = handing.recorded(whole, "pack", meeting, to)
            pack = {"mime": "application/zip", "help": w("close.pack_help")}
            _button(meeting, w("close.pack"), whole, name, **pack)
    if sealed:
        if private := sum(n.written.visibility is Visibility.talk for n in meeting.notes):
            st.caption(w("close.pack_private", count=private))
        takeaway.downloads(meeting, to)


def _button(
    meeting: Meeting, label: str, data: Callable[[], bytes], name: str, mime: str, **looks: str
) -> None:
    way_out.offer(label, data, name, mime, (meeting.id,), key=f"download-{name}", **looks)


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
