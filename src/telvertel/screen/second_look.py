"""A second look at every text in which somebody may be recognised, before anything goes out.

What is hard, or points at one child, keeps the meeting inside until it is rewritten, or until two
people from two sides of the table (or a privacy officer and one more) let it go: it points at
nobody, or it stays with a reason. What is soft goes along, with who looked at it and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from telvertel.looking import Place
from telvertel.meeting import events as e
from telvertel.meeting.state import Looked, Meeting
from telvertel.privacy.text import names_a_person
from telvertel.screen import places as pages
from telvertel.screen import room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.screen.way_out import keeps_inside
from telvertel.wording import numbers
from telvertel.wording.words import Words

LONGEST = 160  # letters of a text that is shown; the place in it comes first


@dataclass(frozen=True)
class Looker:
    """Who looks along: a role, and for whom; empty while nobody was chosen."""

    by: str
    looks_for: e.LooksFor | None

    def __bool__(self) -> bool:
        return bool(self.by and self.looks_for)


def of_meeting(meeting: Meeting) -> None:
    """The texts, those that hold it up first, each with its place; nothing when nothing was
    found."""
    w = session.spoken()
    found = room.house().telling.places(meeting.id)
    earlier = keeps_inside(meeting.id) and not any(one.waits for one in found)
    if not found and not earlier:
        return
    st.header(w("concerns.title"), anchor=False)
    st.markdown(w("concerns.intro"))
    if earlier:
        st.warning(w("concerns.earlier_waits"))
    asked = any(not one.passed and not one.stays_out for one in found)
    who = _who(meeting, w) if asked else Looker("", None)
    for one in (one for one in found if one.holds):
        _holding(meeting, one, who, w)
    _soft(meeting, [one for one in found if not one.holds], who, w)
    st.caption(w("concerns.misses"))


def _who(meeting: Meeting, w: Words) -> Looker:
    """Who looks: a role of the table, not whoever typed; for whom follows from it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
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
        side = next((one.side for one in meeting.people if one.role == by and one.side), None)
        every = list(e.LooksFor)
        looks_for = st.selectbox(
            w("concerns.looks_for"),
            every,
            index=every.index(e.LooksFor(side)) if side else None,
            format_func=w.of,
            placeholder=w("concerns.looks_for_none"),
            key=f"second-look-for-{meeting.id}-{by}",
            width=300,
        )
    return Looker((by or "").strip()[:120], looks_for)


def _holding(meeting: Meeting, one: Place, who: Looker, w: Words) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{_kinds(one, w)}** · {plain(_around(one))}")
        for seen in one.seconds:
            st.caption(_looked(seen, w))
        if one.passed and not one.stays_out:
            return
        if isinstance(one.event.body, e.FiguresFrozen) and not one.stays_out:
            st.markdown(w("concerns.with_figures"))
        else:
            st.markdown(w("concerns.never" if one.stays_out else "concerns.rewrite_first"))
        if one.seconds and not one.stays_out:
            st.markdown(w("concerns.one_more"))
        help = None if who else w("concerns.who_first")
        with st.container(horizontal=True):
            if st.button(w("close.to_lead"), key=f"second-look-lead-{_key(one)}"):
                pages.go("lead", meeting.id)
            if not one.stays_out and st.button(
                w("concerns.points_at_nobody"),
                key=f"second-look-{_key(one)}",
                disabled=not who,
                help=help,
            ):
                _pass(meeting, [one], who)
        if not one.stays_out:
            _stays(meeting, one, who, help, w)


def _stays(meeting: Meeting, one: Place, who: Looker, help: str | None, w: Words) -> None:
    """It stands although it points at somebody: with a reason that is kept."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input(
            w("concerns.reason"), max_chars=300, key=f"second-look-why-{_key(one)}", width=480
        ).strip()
        pressed = st.button(
            w("concerns.stays"), key=f"second-look-stays-{_key(one)}", disabled=not who, help=help
        )
    if pressed and not reason:
        st.warning(w("concerns.reason_first"))
    elif pressed and names_a_person(reason):
        st.warning(w("figures.no_persons"))
    elif pressed:
        _pass(meeting, [one], who, reason)


def _soft(meeting: Meeting, found: Sequence[Place], who: Looker, w: Words) -> None:
    if not found:
        return
    open_ = [one for one in found if not one.passed]
    st.markdown(w("concerns.soft", count=len(found)))
    with st.container(gap="xxsmall"):
        for one in found:
            told = f"{_kinds(one, w)} · {plain(_around(one))}"
            seen = f" · *{_looked(one.seconds[-1], w)}*" if one.seconds else ""
            st.markdown(f"- {told}{seen}")
    if open_ and st.button(
        w("concerns.all_looked", count=len(open_)),
        key=f"second-look-soft-{meeting.id}",
        disabled=not who,
        help=None if who else w("concerns.who_first"),
    ):
        _pass(meeting, open_, who)


def _pass(meeting: Meeting, found: Sequence[Place], who: Looker, reason: str = "") -> None:
    for one in found:
        kinds = tuple(dict.fromkeys(concern.kind.value for concern in one.found))
        body = e.TextPassed(
            said=one.event.sequence,
            field=one.field,
            concerns=kinds,
            second=True,
            by=who.by,
            looks_for=who.looks_for,
            reason=reason,
        )
        if not troubles.said(meeting.id, body):
            return
    st.rerun()


def _looked(seen: Looked, w: Words) -> str:
    day = numbers.day(seen.at, w)
    body = seen.body
    by = plain(body.by) + (f" ({w.of(body.looks_for)})" if body.looks_for else "")
    told = w("concerns.looked", by=by, time=numbers.clock(seen.at, w), day=day)
    return told + (f" {w('concerns.because', reason=plain(body.reason))}" if body.reason else "")


def _kinds(one: Place, w: Words) -> str:
    return w.join(tuple(dict.fromkeys(w.of(concern.kind) for concern in one.found)))


def _around(one: Place) -> str:
    """The text, or the part of it around the first place."""
    start = max(0, one.found[0].start - LONGEST // 2)
    part = one.text[start : start + LONGEST]
    return f"{'…' if start else ''}{part}{'…' if start + LONGEST < len(one.text) else ''}"


def _key(one: Place) -> str:
    return f"{one.event.meeting}-{one.event.sequence}-{one.field}"
