"""Agreeing to differ: two readings of one figure, what would convince both, and what that told."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.lasting import DifferenceAgreed, Extra
from telvertel.meeting.standing import differences
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.asking import Asking, shortly
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.screen.withdrawing import withdraw
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def panel(meeting: Meeting, item: str) -> None:
    """Two readings of the figure on the wall; below it those that nobody settled yet."""
    w, indicator = session.spoken(), meeting.item(item).indicator
    st.caption(w("steering.differing_intro"))
    entry(
        meeting,
        f"difference.{item}",
        _fields(meeting, None),
        fixed={"kind": "difference_agreed", "indicator": indicator},
        new_id="difference",
        clear=True,
        submit=w("steering.record_difference"),
    )
    _listed(meeting, [d for d in _waiting(meeting) if d.indicator in (indicator, None)], w)


def opening(meeting: Meeting) -> None:
    """With the agreements of last time: the differences that are still open."""
    w, found = session.spoken(), _waiting(meeting)
    if found and meeting.has(Extra.differences):
        st.markdown(f"**{w('steering.differences_open')}**")
        _listed(meeting, found, w)


def beside(meeting: Meeting) -> None:
    """While two readings are on the wall: what the datum told, at hand."""
    on_the_wall = [one for one in differences(meeting) if one not in _waiting(meeting)]
    _listed(meeting, on_the_wall, session.spoken())


def _waiting(meeting: Meeting) -> list[DifferenceAgreed]:
    """Open differences but for the one on the wall: its forms stand at hand already."""
    shown = meeting.shown
    about = shown.about if shown and shown.view is e.View.difference else None
    return [one for one in differences(meeting) if one.difference != about]


def _fields(meeting: Meeting, given: DifferenceAgreed | None) -> list:
    ask = Asking(meeting, given)
    readings = [
        field(
            name := f"{side.value}_reading",
            ask.w("steering.reading_of", side=side_name(meeting, side, ask.w)),
            rows=2,
            value=ask.now(name),
            required=True,
        )
        for side in (e.Side.provider, e.Side.municipality)
    ]
    return [
        *readings,
        ask.text("datum", "steering.would_convince", required=True),
        ask.line("owner", "steering.looks_it_up", max=120),
        ask.day("due", "lead.due"),
    ]


def _listed(meeting: Meeting, found: Sequence[DifferenceAgreed], w: Words) -> None:
    for one in found:
        with st.expander(f"{plain(shortly(one.datum))} · {plain(who(one, w))}"):
            _open(meeting, one, w)


def who(one: DifferenceAgreed, w: Words) -> str:
    """Who finds it out, and by when; what is missing is shown as missing."""
    day = numbers.day(one.due, w) if one.due else w("wall.no_date_yet")
    return f"{one.owner or w('wall.nobody_yet')}, {day}"


def _open(meeting: Meeting, one: DifferenceAgreed, w: Words) -> None:
    """Settled with a sentence on what the figure told; or corrected as a whole."""
    entry(
        meeting,
        f"settle.difference.{one.difference}",
        [field("settled", w("steering.what_it_told"), rows=2, required=True)],
        fixed=one.model_dump(mode="json"),
        submit=w("steering.settle_difference"),
    )
    with st.popover(w("steering.correct")):
        entry(
            meeting,
            f"correct.difference.{one.difference}",
            _fields(meeting, one),
            fixed=one.model_dump(mode="json"),
            submit=w("lead.record_correction"),
        )
    withdraw(meeting, one, one.difference)
