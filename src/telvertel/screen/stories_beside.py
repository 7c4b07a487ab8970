"""The agreed stories beside a figure: what was told about it in meetings that were sealed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from telvertel.charts import Marker
from telvertel.freezing import scope_of
from telvertel.indicators.period import Grain, containing, read
from telvertel.meeting import library
from telvertel.meeting import told as telling
from telvertel.meeting.lasting import ExplanationChecked
from telvertel.meeting.state import Meeting, Note
from telvertel.meeting.told import Told
from telvertel.screen import room, session, voices
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import Words

Checks = dict[tuple[str, str], ExplanationChecked]  # meeting and note → whether it held


def about(asked: Asked) -> tuple[Told, ...]:
    """What sealed meetings told of the indicator at a table with one of the providers asked for."""
    return tuple(
        one
        for one in telling.told(room.meetings())
        if one.indicator == asked.card.id and _is_of_its_sides(one.meeting, asked)
    )


def _is_of_its_sides(meeting: Meeting, asked: Asked) -> bool:
    """Held by the municipality with one of the providers asked for; with any when all are."""
    plan, wanted = meeting.plan, set(asked.scope.providers)
    same = plan.municipality == asked.scope.municipality
    return same and (not wanted or bool(wanted & set(plan.providers)))


def pins(told: Sequence[Told], asked: Asked) -> tuple[tuple[Marker, ...], dict[str, int]]:
    """Numbered markers for the picture, and note → number, in order of time.

    A note is pinned only where the picture is of the same providers as the one it was said of, and
    never more precisely than it was said.
    """
    placed = []
    for one in told:
        period = _period(one.period, asked.scope.grain)
        if isinstance(one.said, Note) and period and _same_cut(one, asked):
            placed.append((period, one.said.at, one.said.id))
    markers, by_note = [], {}
    for number, (period, _, note) in enumerate(sorted(placed), 1):
        markers.append((number, period, None))
        by_note[note] = number
    return tuple(markers), by_note


def _period(said: str | None, grain: Grain) -> str | None:
    if said is None:
        return None
    order = tuple(Grain)
    one = read(said)
    if order.index(one.grain) > order.index(grain):
        return None
    return containing(one.start, grain).id


def _same_cut(told: Told, asked: Asked) -> bool:
    scope = scope_of(told.item, told.meeting.plan)
    cut = (set(scope.providers), scope.care_forms, scope.age_bands)
    return cut == (set(asked.scope.providers), asked.scope.care_forms, asked.scope.age_bands)


def discussed(asked: Asked, last: str, w: Words) -> tuple[str, ...]:
    """What these sides talked about and up to where; "nog niet besproken" for all else (M63)."""
    held = [one for one in room.meetings() if _is_of_its_sides(one, asked)]
    for meeting, item in telling.discussed(held, asked.card.id):
        figures = frozen_figures(meeting, item)
        shown = figures[0].frame["period"].max() if figures else None
        day = numbers.day(meeting.plan.held_on, w)
        chips = [w("explore.chip.discussed", day=day)]
        if shown and read(shown).end < read(last).end:
            chips.append(w("explore.chip.since_then", period=numbers.period(shown, w)))
        return tuple(chips)
    return (w("explore.chip.never"),)


def stories(told: Sequence[Told], pinned: dict[str, int]) -> None:
    """The stories with a line to search in them; an empty place shows as empty."""
    w = session.spoken()
    st.subheader(w("explore.stories.title"), anchor=False)
    if not told:
        st.markdown(w("explore.stories.none"))
        st.caption(w("explore.stories.none_help"))
        return
    search = st.text_input(
        w("explore.stories.search"),
        key="explore.search",
        placeholder=w("explore.stories.search_example"),
        label_visibility="collapsed",
        live="300ms",
    )
    found = telling.found(told, search)
    if search.strip():
        st.caption(w("explore.stories.found", count=len(found), all=len(told)))
    checks = library.checks(room.meetings())
    for _, ones in groupby(found, key=lambda one: one.meeting.id):
        _meeting(list(ones), pinned, checks, w)


def _meeting(told: Sequence[Told], pinned: dict[str, int], checks: Checks, w: Words) -> None:
    plan, code = told[0].meeting.plan, told[0].meeting.check_code
    with st.container(border=True):
        with st.container(gap=None):
            st.markdown(f"**{plain(plan.title)}**")
            st.caption(w("explore.stories.sealed", day=numbers.day(plan.held_on, w), code=code))
        for one in told:
            voices.voice(one, pinned)
            check = checks.get((one.meeting.id, one.said.id)) if _is_explanation(one) else None
            if check:
                held = w("explore.stories.held", held=w.of(check.held), text=check.text)
                st.caption(plain(held.strip()))


def _is_explanation(one: Told) -> bool:
    return one.kind is telling.ToldKind.explanation
