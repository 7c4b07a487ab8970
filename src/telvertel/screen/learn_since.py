"""Leren, sinds het vorige gesprek: what changed with a provider since the last sealed meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from telvertel import counting, days
from telvertel.meeting import following, standing
from telvertel.meeting.register import Registered, register
from telvertel.meeting.state import Meeting
from telvertel.screen import leaning, learn, news, room, session
from telvertel.screen.learn_calendar import choose_talks
from telvertel.screen.learn_points import step_told
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words


def show(today: date | None = None) -> None:
    w, today = session.spoken(), today or days.today()
    st.markdown(w("learn.since.intro"))
    held = choose_talks(w)
    sealed = [one for one in held if one.sealed_at]
    if not sealed:
        st.caption(w("learn.since.nothing"))
        return
    last = sealed[-1]
    day = numbers.day(last.plan.held_on, w)
    st.markdown(w("learn.since.last", title=plain(last.plan.title), day=day))
    _figures(last, w)
    _list(w("learn.since.agreements"), _agreements(held, today, w), w)
    _list(w("learn.since.moved"), _moved(last, held, w), w)
    _list(w("learn.since.open"), [*_disputes(last, w), *_differences(last, w)], w)
    _list(w("learn.since.wishes"), [plain(one.text) for one in standing.wishes(last)], w)


def _list(title: str, lines: Iterable[str], w: Words) -> None:
    st.header(title, anchor=False)
    told = "\n".join(f"- {one}" for one in lines)
    if told:
        st.markdown(told)
    else:
        st.caption(w("learn.since.none"))


def _figures(last: Meeting, w: Words) -> None:
    st.header(w("learn.since.figures"), anchor=False)
    versions = counting.versions(room.house().warehouse)
    if not versions:
        st.caption(w("start.no_figures"))
        return
    with st.spinner(w("start.reading_figures")):
        found = list(news.since(last, versions[0].id))
    news.told(last, found, w)


def _agreements(held: Iterable[Meeting], today: date, w: Words) -> list[str]:
    """What waits for an answer; what is due says so."""
    told = []
    for one in following.waiting(held, today):
        made = one.agreement.made
        date_ = numbers.day(made.due, w) if made.due else w("wall.no_date_yet")
        key = "learn.since.due" if one.is_due(today) else "learn.since.later"
        who = plain(made.who) if made.who else w("wall.nobody_yet")
        line = w(key, text=plain(made.then_text), who=who, day=date_)
        mark = leaning.mark(leaning.of_agreement(one.agreement, one.meeting), one.meeting, w)
        told.append("  \n  ".join(part for part in (line, mark) if part))
    return told


def _moved(last: Meeting, held: Iterable[Meeting], w: Words) -> list[str]:
    """Steps of learning points after the sealing, whichever meeting they were said in."""
    ids = {one.id for one in held}
    told = []
    for one in _of(register(room.meetings()), ids):
        steps = [step_told(step, w) for step in one.point.steps if step.at > last.sealed_at]
        if steps:
            told.append("  \n  ".join((f"**{plain(one.point.noted.text)}**", *steps)))
    return told


def _of(every: Iterable[Registered], ids: set[str]) -> list[Registered]:
    return [one for one in every if one.point.raised_in in ids]


def _disputes(last: Meeting, w: Words) -> list[str]:
    told = []
    for one in last.open_disputes():
        item = (one.raised_in or last).item(one.raised.item)
        name = learn.figure_name(item.indicator if item else learn.NO_FIGURE, w)
        told.append(w("learn.since.disputed", name=plain(name), text=plain(one.raised.text)))
    return told


def _differences(last: Meeting, w: Words) -> list[str]:
    return [
        w("learn.since.difference", datum=plain(one.datum)) for one in standing.differences(last)
    ]
