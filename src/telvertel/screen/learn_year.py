"""Leren, het jaar: what spoke for the principles, which kinds of figures were discussed, what the
rooms said of them, and what they ask of a provider."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from telvertel import days
from telvertel.indicators.definition import Indicator, Kind
from telvertel.meeting import standing, year
from telvertel.meeting.foundations import history
from telvertel.meeting.lasting import PrinciplesSet, WishNoted
from telvertel.meeting.register import families
from telvertel.meeting.state import Meeting
from telvertel.screen import learn, room, session
from telvertel.screen.learn_calendar import of_municipality
from telvertel.screen.markdown import plain
from telvertel.wall.naming import principle_name, principles_of
from telvertel.wording import numbers
from telvertel.wording.words import Words


def show(today: date | None = None) -> None:
    w, today = session.spoken(), today or days.today()
    st.markdown(w("learn.year.intro", since=numbers.day(year.begin_of(today), w)))
    meetings = year.of_year(of_municipality(w), today)
    if meetings:
        _principles(meetings, w)
        _balance(meetings, w)
        _judged(meetings, w)
    else:
        st.caption(w("learn.year.nothing"))
    _burden(meetings, w)
    _wishes(w)
    _history(w)


def _principles(meetings: Sequence[Meeting], w: Words) -> None:
    st.header(w("learn.year.principles"), anchor=False)
    for one in year.covered(meetings, principles_of):
        name = f"**{plain(principle_name(meetings[0], one.principle, w))}**"
        figures = [plain(learn.figure_name(code, w)) for code in one.indicators]
        told = [
            w("learn.year.figures", names=w.join(figures))
            if figures
            else w("learn.year.no_figures"),
            w("learn.year.stories", count=one.stories)
            if one.stories
            else w("learn.year.no_stories"),
        ]
        if one.agreements:
            told.append(w("learn.year.agreements", count=one.agreements))
        st.markdown(f"{name}  \n{' · '.join(told)}")


def _kind_of(code: str) -> Kind | None:
    card = room.card(code)
    return card.kind if card else None


def _balance(meetings: Sequence[Meeting], w: Words) -> None:
    """Which kinds of figures the talks were about; the names, for a share would say too much."""
    st.header(w("learn.year.balance"), anchor=False)
    lines = []
    for kind, codes in year.balance(meetings, _kind_of).items():
        names = w.join(plain(learn.figure_name(code, w)) for code in codes)
        facts = {"kind": w.of(kind), "names": names or w("learn.year.not_discussed")}
        lines.append(w("learn.year.of_kind", **facts))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _judged(meetings: Sequence[Meeting], w: Words) -> None:
    st.header(w("lead.tells_question"), anchor=False)
    found = year.judged(meetings)
    for one in found:
        facts = {
            "name": plain(learn.figure_name(one.indicator, w)),
            "tells": w.of(one.said.tells),
            "day": numbers.day(one.meeting.plan.held_on, w),
        }
        st.markdown(f"{w('learn.year.judged', **facts)}  \n{plain(one.said.text)}")
    if not found:
        st.caption(w("learn.year.not_judged"))


def _burden(meetings: Sequence[Meeting], w: Words) -> None:
    """What all figures together ask of one provider in a year, and what could be dropped."""
    st.header(w("learn.year.burden"), anchor=False)
    cards = list(room.house().catalogue.cards.values())
    asked = [card for card in cards if card.burden_minutes]
    total = sum(year.minutes_a_year(card) for card in asked)
    facts = {"minutes": numbers.number(total, w), "cards": len(asked), "all": len(cards)}
    st.markdown(w("learn.year.minutes", **facts))
    st.caption(w("learn.year.estimate"))
    vain = year.asked_in_vain(cards, meetings)
    if vain:
        st.markdown(w("learn.year.drop"))
        st.markdown("\n".join(f"- {_costs(card, w)}" for card in vain))


def _costs(card: Indicator, w: Words) -> str:
    minutes = numbers.number(year.minutes_a_year(card), w)
    return w("learn.year.costs", name=plain(card.prose(w.language).name), minutes=minutes)


def _wishes(w: Words) -> None:
    """Figures one would like to have, each with what it would cost and what goes instead."""
    st.header(w("learn.year.wishes"), anchor=False)
    found = [one for family in families(room.meetings()) for one in _wished(family)]
    for one in found:
        _wish(one, w)
    if not found:
        st.caption(w("learn.year.no_wishes"))


def _wished(family: Sequence[Meeting]) -> tuple[WishNoted, ...]:
    """As the last sealed meeting of a series left them."""
    sealed = [one for one in family if one.sealed_at]
    return standing.wishes(sealed[-1]) if sealed else ()


def _wish(one: WishNoted, w: Words) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{plain(one.text)}**")
        minutes = numbers.number(one.minutes, w) if one.minutes is not None else None
        told = [plain(one.what_for), plain(one.how_obtained), plain(one.how_often)]
        told.append(
            w("learn.year.asks", minutes=minutes) if minutes else w("learn.year.asks_unknown")
        )
        told.append(plain(one.owner) if one.owner else w("wall.nobody_yet"))
        st.caption(" · ".join(fact for fact in told if fact))
        st.markdown(w("learn.year.instead", text=plain(one.drops)))


def _history(w: Words) -> None:
    """Every version of the principles with its day and its reason (M52)."""
    meetings = room.meetings()
    versions = history(meetings[0], PrinciplesSet) if meetings else ()
    st.header(w("learn.year.history"), anchor=False)
    if not versions:
        st.caption(w("learn.year.default_principles"))
    for one in reversed(versions):
        names = w.join(plain(principle.name) for principle in one.principles)
        facts = {"day": numbers.day(one.valid_from, w), "reason": plain(one.reason)}
        st.markdown(w("learn.year.version", names=names, **facts))
