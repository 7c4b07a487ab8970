"""Afronden, the council edition: both sides read it, approve it, and only then it leaves."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.policies import can_release
from telvertel.meeting.state import Meeting
from telvertel.privacy.council import held
from telvertel.report import council, html, word
from telvertel.screen import handing, preview, session, troubles, way_out
from telvertel.screen.markdown import plain
from telvertel.screen.report import WORD
from telvertel.screen.stories import SIDES
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def edition(meeting: Meeting) -> None:
    """Folded away: the text, what each side says of it, releasing, and the files."""
    w = session.spoken()
    with st.expander(w("council.title"), expanded=bool(meeting.council)):
        limits = held()
        st.markdown(w("council.intro", count=limits.count, share=limits.share_from))
        mark = council.mark_of(meeting)
        out = meeting.released_on(mark)
        if st.toggle(w("council.read"), key=f"council-read-{meeting.id}"):
            session.keep(_seen(mark), True)
            with st.container(border=True):
                preview.whole(council.council(meeting, w.language, out))
        for place, side in zip(st.columns(2, gap="large"), SIDES, strict=True):
            with place.container(border=True):
                _side(meeting, side, mark, w)
        _leaves(meeting, mark, w)


def _side(meeting: Meeting, side: e.Side, mark: str, w: Words) -> None:
    """What a side says of this very text, and the buttons to say it."""
    st.markdown(f"**{plain(side_name(meeting, side, w))}**")
    given = meeting.council.get(side)
    agrees = meeting.council_approved(side, mark)
    if agrees:
        by = w("council.said_by", by=plain(given.by)) if given.by else w("council.said")
        st.markdown(by)
        if st.button(w("council.take_back"), key=f"council-back-{side}", type="tertiary"):
            _say(meeting, e.CouncilApproved(side=side, edition=mark, agrees=False, by=given.by))
        return
    if given and given.agrees:
        st.caption(w("council.changed"))
    elif given:
        st.caption(w("council.not_agreed"))
    by = st.selectbox(
        w("close.confirmed_by"),
        [one.role for one in meeting.people if one.side is side],
        index=None,
        placeholder=w("close.someone"),
        accept_new_options=True,
        key=f"council-by-{meeting.id}-{side}",
    )
    with st.container(horizontal=True):
        for answer in (True, False):
            label = w("council.agree" if answer else "council.disagree")
            unread = answer and not session.kept(_seen(mark))
            why = w("council.read_first") if unread else None
            if st.button(label, key=f"council-{answer}-{side}", disabled=unread, help=why):
                body = e.CouncilApproved(
                    side=side, edition=mark, agrees=answer, by=(by or "")[:120]
                )
                _say(meeting, body)
    if not session.kept(_seen(mark)):
        st.caption(w("council.read_first"))


def _seen(mark: str) -> str:
    """Nobody agrees with a text that was not opened in this session."""
    return f"council-seen-{mark}"


def _say(meeting: Meeting, body: e.Happening) -> None:
    if troubles.said(meeting.id, body):
        st.rerun()


def _leaves(meeting: Meeting, mark: str, w: Words) -> None:
    """Released with its day, the files; before that the button, as soon as both sides agree."""
    out = meeting.released_on(mark)
    if not can_release(meeting, mark):
        st.caption(w("council.waits"))
        return
    if out is None:
        if st.button(w("council.release"), type="primary", key="council-release"):
            _say(meeting, e.CouncilReleased(edition=mark))
        return
    st.markdown(w("council.is_out", day=numbers.day(out, w)))
    language = w.language
    made = lambda: council.council(meeting, language, out)  # noqa: E731
    name = w("council.file", day=f"{meeting.plan.held_on:%Y-%m-%d}", meeting=meeting.id)
    with st.container(horizontal=True):
        _file(meeting, "html", lambda: html.html(made()).encode(), f"{name}.html", "text/html", w)
        _file(meeting, "word", lambda: word.word(made()), f"{name}.docx", WORD, w)


def _file(
    meeting: Meeting, form: str, make: Callable[[], bytes], name: str, mime: str, w: Words
) -> None:
    data = handing.recorded(make, f"council_{form}", meeting, "council")
    way_out.offer(w(f"council.{form}"), data, name, mime, (meeting.id,), key=f"council-{form}")
