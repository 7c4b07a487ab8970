"""Leren, kalender: the talks with a provider, and which figures of which period were discussed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from telvertel.meeting import talks
from telvertel.meeting.state import Meeting
from telvertel.screen import learn, places, replay, room, session
from telvertel.screen.markdown import plain
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import Words

PERIODS = 4  # beside each other; older ones are in the talks themselves


def show(today: date | None = None) -> None:
    w, today = session.spoken(), today or date.today()
    st.markdown(w("learn.calendar.intro"))
    provider = choose_provider(w)
    if provider is None:
        st.caption(w("learn.calendar.nothing"))
        return
    held = talks.with_provider(room.meetings(), provider)
    _coming(held, today, w)
    _talks(held, w)
    _discussed(held, today, w)


def choose_provider(w: Words) -> str | None:
    """A provider, first one with a talk to look back on; None as long as there is no meeting."""
    names = talks.providers(room.meetings())
    if not names:
        return None
    codes = list(names)
    now = _first_asked(room.meeting(), names)
    return st.selectbox(
        w("learn.label.provider"),
        codes,
        index=codes.index(now),
        format_func=names.get,
        key="learn.provider",
        width=320,
    )


def _first_asked(meeting: Meeting, names: Mapping[str, str]) -> str:
    """The provider of the meeting in hand when a talk with it was sealed, else that of the last
    sealed talk; without any of those the one in hand."""
    in_hand = [one for one in meeting.plan.providers if one in names]
    sealed = [one for one in room.meetings() if one.sealed_at]
    before = [code for one in sealed for code in one.plan.providers if code in names]
    known = [one for one in in_hand if one in before]
    return next(iter((*known, *before, *in_hand, *names)))


def _coming(held: Sequence[Meeting], today: date, w: Words) -> None:
    coming = talks.coming(held, today)
    if coming is None:
        st.markdown(w("learn.calendar.not_planned"))
        return
    day = numbers.day(coming.plan.held_on, w)
    st.markdown(w("learn.calendar.coming", day=day, title=plain(coming.plan.title)))
    if st.button(w("learn.calendar.to_prepare"), key="learn.calendar.prepare"):
        places.go("prepare", coming.id)


def _talks(held: Sequence[Meeting], w: Words) -> None:
    """By year, the newest first; a talk that was never sealed is named as such."""
    st.header(w("learn.calendar.talks"), anchor=False)
    for one in reversed(held):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            state = "sealed" if one.sealed_at else "open" if one.opened_at else "planned"
            day = numbers.day(one.plan.held_on, w)
            facts = {"day": day, "title": plain(one.plan.title)}
            st.markdown(w(f"learn.calendar.talk.{state}", **facts))
            replay.link(one, "calendar")


def _discussed(held: Sequence[Meeting], today: date, w: Words) -> None:
    """Per figure and period the day on which it was discussed."""
    st.header(w("learn.calendar.discussed"), anchor=False)
    known = talks.on_agenda(held)
    if known:
        periods = talks.periods_before(today, held[-1].plan.grain, PERIODS)
        st.table(_days(held, known, periods, w), border="horizontal", hide_index=True)
        st.caption(w("learn.calendar.explained"))
    never = [code for code in room.house().catalogue.cards if code not in known]
    if never:
        with st.expander(w("learn.calendar.never", count=len(never))):
            st.markdown("\n".join(f"- {plain(learn.figure_name(code, w))}" for code in never))


def _days(
    held: Sequence[Meeting], known: Sequence[str], periods: Sequence[str], w: Words
) -> dict[str, list[str]]:
    days = {code: talks.discussed_on(held, code, newest_period) for code in known}
    cells = {w("learn.calendar.figure"): [plain(learn.figure_name(code, w)) for code in known]}
    for period in periods:
        cells[numbers.period(period, w, short=True)] = [
            numbers.day(found, w, "medium") if (found := talks.day_of(days[code], period)) else "–"
            for code in known
        ]
    cells[w("learn.calendar.last")] = [
        numbers.day(max(days[code].values()), w, "medium") if days[code] else "–" for code in known
    ]
    return cells


def newest_period(meeting: Meeting, item: str) -> str | None:
    """The newest period of the figures that an item was talked about with."""
    figures = frozen_figures(meeting, item)
    if not figures or figures[0].frame.is_empty():
        return None
    return figures[0].frame.sort("start")["period"][-1]
