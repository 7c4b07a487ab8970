"""Leren, kalender: the talks with a provider, and which figures of which period were discussed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from telvertel import days
from telvertel.meeting import talks
from telvertel.meeting.state import Meeting
from telvertel.screen import learn, places, replay, room, session
from telvertel.screen.markdown import plain
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import Words

PERIODS = 4  # beside each other; older ones are in the talks themselves


def show(today: date | None = None) -> None:
    w, today = session.spoken(), today or days.today()
    st.markdown(w("learn.calendar.intro"))
    held = choose_talks(w)
    if not held:
        st.caption(w("learn.calendar.nothing"))
        return
    _coming(held, today, w)
    _talks(held, w)
    _discussed(held, today, w)


def choose_talks(w: Words) -> tuple[Meeting, ...]:
    """The talks of one municipality with one provider, the oldest first; none as long as there is
    no meeting. Which municipality is asked only where there are several."""
    with st.container(horizontal=True, gap="small"):
        there = of_municipality(w)
        names = talks.providers(there)
        if not names:
            return ()
        in_hand = room.meeting()
        here = in_hand.plan.providers if in_hand.id in {one.id for one in there} else ()
        before = [code for one in there if one.sealed_at for code in one.plan.providers]
        provider = _choose("provider", names, _first_asked(here, before, names), w)
    return talks.with_provider(there, provider)


def of_municipality(w: Words) -> tuple[Meeting, ...]:
    """All meetings, or where they are of several municipalities those of the one that is chosen."""
    names = talks.municipalities(room.meetings())
    if len(names) < 2:
        return tuple(room.meetings())
    before = [one.plan.municipality for one in room.meetings() if one.sealed_at]
    first = _first_asked([room.meeting().plan.municipality], before, names)
    return talks.of_municipality(room.meetings(), _choose("municipality", names, first, w))


def _first_asked(in_hand: Sequence[str], before: Sequence[str], names: Mapping[str, str]) -> str:
    """That of the meeting in hand when a talk with it was sealed (``before``), else that of the
    last sealed talk; without any of those the one in hand."""
    in_hand, before = ([one for one in codes if one in names] for codes in (in_hand, before))
    known = [one for one in in_hand if one in before]
    return next(iter((*known, *before, *in_hand, *names)))


def _choose(name: str, names: Mapping[str, str], first: str, w: Words) -> str:
    codes = list(names)
    return st.selectbox(
        w(f"learn.label.{name}"),
        codes,
        index=codes.index(first),
        format_func=names.get,
        key=f"learn.{name}",
        width=320,
    )


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
    met = {code: talks.discussed_on(held, code, newest_period) for code in known}
    cells = {w("learn.calendar.figure"): [plain(learn.figure_name(code, w)) for code in known]}
    for period in periods:
        cells[numbers.period(period, w, short=True)] = [
            numbers.day(found, w, "medium") if (found := talks.day_of(met[code], period)) else "–"
            for code in known
        ]
    cells[w("learn.calendar.last")] = [
        numbers.day(max(met[code].values()), w, "medium") if met[code] else "–" for code in known
    ]
    return cells


def newest_period(meeting: Meeting, item: str) -> str | None:
    """The newest period of the figures that an item was talked about with."""
    figures = frozen_figures(meeting, item)
    if not figures or figures[0].frame.is_empty():
        return None
    return figures[0].frame.sort("start")["period"][-1]
