"""A second look at every text in which somebody may be recognised, before anything goes out.

What is hard keeps the meeting inside until it is rewritten, or until two people say that it points
at nobody; what is soft goes along, with who looked at it and when.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.looking import Place
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import places as pages
from telvertel.screen import room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.screen.way_out import keeps_inside
from telvertel.wording import numbers
from telvertel.wording.words import Words

LONGEST = 160  # letters of a text that is shown; the place in it comes first


def of_meeting(meeting: Meeting) -> None:
    """The texts, hard ones first, each with its place; nothing when nothing was found."""
    w = session.spoken()
    found = room.house().telling.places(meeting.id)
    earlier = keeps_inside(meeting.id) and not any(one.waits for one in found)
    if not found and not earlier:
        return
    st.header(w("concerns.title"), anchor=False)
    st.markdown(w("concerns.intro"))
    if earlier:
        st.warning(w("concerns.earlier_waits"))
    by = _who(meeting, w) if any(one.second is None for one in found) else ""
    for one in (one for one in found if one.hard):
        _hard(meeting, one, by, w)
    _soft(meeting, [one for one in found if not one.hard], by, w)
    st.caption(w("concerns.misses"))


def _who(meeting: Meeting, w: Words) -> str:
    """Who looks: a role of the table, not whoever typed."""
    by = st.selectbox(
        w("concerns.by"),
        list(dict.fromkeys(one.role for one in meeting.people)),
        index=None,
        placeholder=w("close.someone"),
        help=w("close.confirmed_by_help"),
        accept_new_options=True,
        key=f"second-look-by-{meeting.id}",
        width=420,
    )
    return (by or "").strip()[:120]


def _hard(meeting: Meeting, one: Place, by: str, w: Words) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{_kinds(one, w)}** · {plain(_around(one))}")
        if one.second and not one.stays_out:
            st.caption(_looked(one, w))
            return
        st.markdown(w("concerns.never" if one.stays_out else "concerns.rewrite_first"))
        with st.container(horizontal=True):
            if st.button(w("close.to_lead"), key=f"second-look-lead-{_key(one)}"):
                pages.go("lead", meeting.id)
            if not one.stays_out and st.button(
                w("concerns.points_at_nobody"),
                key=f"second-look-{_key(one)}",
                disabled=not by,
                help=None if by else w("concerns.who_first"),
            ):
                _pass(meeting, [one], by)


def _soft(meeting: Meeting, found: Sequence[Place], by: str, w: Words) -> None:
    if not found:
        return
    open_ = [one for one in found if one.second is None]
    st.markdown(w("concerns.soft", count=len(found)))
    with st.container(gap="xxsmall"):
        for one in found:
            told = f"{_kinds(one, w)} · {plain(_around(one))}"
            st.markdown(f"- {told}" + (f" · *{_looked(one, w)}*" if one.second else ""))
    if open_ and st.button(
        w("concerns.all_looked", count=len(open_)),
        key=f"second-look-soft-{meeting.id}",
        disabled=not by,
        help=None if by else w("concerns.who_first"),
    ):
        _pass(meeting, open_, by)


def _pass(meeting: Meeting, found: Sequence[Place], by: str) -> None:
    for one in found:
        kinds = tuple(dict.fromkeys(concern.kind.value for concern in one.found))
        body = e.TextPassed(
            said=one.event.sequence, field=one.field, concerns=kinds, second=True, by=by
        )
        if not troubles.said(meeting.id, body):
            return
    st.rerun()


def _looked(one: Place, w: Words) -> str:
    seen = one.second
    facts = {"day": numbers.day(seen.at.astimezone(numbers.HOME).date(), w)}
    return w("concerns.looked", by=seen.body.by, time=numbers.clock(seen.at, w), **facts)


def _kinds(one: Place, w: Words) -> str:
    return w.join(tuple(dict.fromkeys(w.of(concern.kind) for concern in one.found)))


def _around(one: Place) -> str:
    """The text, or the part of it around the first place."""
    start = max(0, one.found[0].start - LONGEST // 2)
    part = one.text[start : start + LONGEST]
    return f"{'…' if start else ''}{part}{'…' if start + LONGEST < len(one.text) else ''}"


def _key(one: Place) -> str:
    return f"{one.event.meeting}-{one.event.sequence}-{one.field}"
