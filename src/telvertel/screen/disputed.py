"""Betwist, wherever a figure is shown: the chip and the sentence, and the list of what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from telvertel.indicators.period import read
from telvertel.meeting import following
from telvertel.meeting.following import Disputable
from telvertel.meeting.state import Dispute, Meeting
from telvertel.screen import corrections, room, session
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.wall.disputes import about, chip, disputed_by, period_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def everywhere() -> tuple[Dispute, ...]:
    """What is still disputed in meetings that were opened, oldest meeting first.

    What a side filed beforehand is its own until the opening.
    """
    found = following.disputed(reversed(room.meetings()))
    return tuple(one for one in found if one.raised_in.opened_at)


def of(asked: Asked) -> tuple[Dispute, ...]:
    """Open disputes about the figures that are asked for, whoever raised them."""
    scope = asked.scope
    wanted = Disputable(
        indicator=asked.card.id,
        municipality=scope.municipality,
        providers=frozenset(scope.providers),
        first=read(scope.since).start if scope.since else date.min,
        last=read(scope.until).end if scope.until else date.max,
    )
    subjects = ((one, following.subject_of(one)) for one in everywhere())
    return tuple(one for one, subject in subjects if subject and subject.meets(wanted))


def chips(disputes: Sequence[Dispute], w: Words) -> list[str]:
    """Each with its period: "Betwist door De Oever: telling · 2e kwartaal 2026"."""
    told = (f"{chip(one.raised_in, one, w)} · {period_name(one, w)}" for one in disputes)
    return list(dict.fromkeys(told))


def sentences(disputes: Sequence[Dispute], w: Words) -> list[str]:
    """The own number of who disputes it, and who finds out before when."""
    return [_sentence(one, w) for one in disputes]


def _sentence(dispute: Dispute, w: Words) -> str:
    raised = dispute.raised
    own = raised.own_value or w("dispute.own_not_said")
    if raised.own_value and raised.own_source:
        own = w("minutes.dispute.figure", figure=raised.own_value, source=raised.own_source)
    return w(
        "dispute.sentence",
        side=disputed_by(dispute.raised_in, dispute, w),
        own=own,
        owner=raised.owner or w("wall.nobody_yet"),
        due=numbers.day(raised.due, w) if raised.due else w("wall.no_date_yet"),
    )


def told(disputes: Sequence[Dispute], w: Words) -> None:
    """Chip and sentence of every dispute about what is shown; nothing when there is none."""
    if not disputes:
        return
    # Without the period, which stands in the sentence: a badge that is too long for a phone is cut.
    with st.container(horizontal=True, gap="small"):
        for one in dict.fromkeys(chip(one.raised_in, one, w) for one in disputes):
            st.badge(plain(one), color="orange")
    for dispute, one in zip(disputes, sentences(disputes, w), strict=True):
        st.markdown(plain(f"{period_name(dispute, w)}. {one}"))


def open_list() -> None:
    """On Start: what is still disputed over all meetings, with the request to the deliverer."""
    w, disputes = session.spoken(), everywhere()
    if not disputes:
        return
    st.header(w("dispute.list_title"), anchor=False)
    for one in disputes:
        with st.container(border=True):
            _listed(one.raised_in, one, "start", w)


def of_meeting(meeting: Meeting) -> None:
    """At Afronden: what this meeting leaves disputed, each with the request to the deliverer."""
    w, disputes = session.spoken(), meeting.open_disputes()
    if not disputes:
        return
    st.header(w("dispute.list_title"), anchor=False)
    st.markdown(w("dispute.list_intro"))
    for one in disputes:
        with st.container(border=True):
            _listed(meeting, one, "close", w)


def _listed(meeting: Meeting, dispute: Dispute, place: str, w: Words) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(f"**{plain(chip(meeting, dispute, w))}**")
        st.caption(plain(about(meeting, dispute, w)))
        st.markdown(plain(dispute.raised.text))
        owner = dispute.raised.owner or w("wall.nobody_yet")
        due = numbers.day(dispute.raised.due, w) if dispute.raised.due else w("wall.no_date_yet")
        st.caption(f"{plain(owner)} · {due}")
    corrections.download(meeting, dispute, place)
