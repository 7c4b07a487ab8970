"""Leren, leerpunten: what has to reach policy, purchasing or funding, until it is secured."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.meeting.lasting import Route
from telvertel.meeting.learning import LONG_OPEN, Step
from telvertel.meeting.register import Registered, register
from telvertel.screen import leaning, learn, room, session
from telvertel.screen.learning_points import further
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

ALL, NONE = "", "-"


def show() -> None:
    w = session.spoken()
    st.markdown(w("learn.points.intro"))
    every = register(room.meetings())
    if not every:
        st.caption(w("learn.points.nothing"))
        return
    _without_key_person(every, w)
    chosen = _choose(every, w)
    if not chosen:
        st.markdown(w("learn.points.none_found"))
    for one in (one for one in chosen if one.point.is_open):
        _card(one, w)
    ended = [one for one in chosen if not one.point.is_open]
    if ended:
        with st.expander(w("learn.points.ended", count=len(ended))):
            for one in ended:
                _card(one, w)


def _without_key_person(every: Sequence[Registered], w: Words) -> None:
    lacking = [one for one in every if one.point.is_open and not one.point.has_key_person]
    if lacking:
        st.markdown(w("learn.points.lacking", count=len(lacking)))


def _choose(every: Sequence[Registered], w: Words) -> list[Registered]:
    """By key person, by route, and what is open long."""
    people = sorted({who for one in every if (who := key_person(one, w))})
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = st.selectbox(
            w("learn.points.label.key_person"),
            [ALL, NONE, *people],
            format_func=lambda code: _special(code, "key_person", w) or code,
            key="learn.points.key",
            width=280,
        )
        route = st.selectbox(
            w("learn.points.label.route"),
            [ALL, NONE, *(one.value for one in Route)],
            format_func=lambda code: _special(code, "route", w) or w.of(Route(code)),
            key="learn.points.route",
            width=220,
        )
        long = st.toggle(w("learn.points.long_open", meetings=LONG_OPEN), key="learn.points.long")
    return [
        one
        for one in every
        if _fits(key, key_person(one, w))
        and _fits(route, one.point.noted.route or "")
        and (one.point.open_long or not long)
    ]


def _special(code: str, name: str, w: Words) -> str:
    return {ALL: w(f"learn.points.all.{name}"), NONE: w(f"learn.points.none.{name}")}.get(code, "")


def _fits(asked: str, value: str) -> bool:
    return asked in (ALL, value) or (asked == NONE and not value)


def key_person(one: Registered, w: Words) -> str:
    """Role and department; "" when either is missing, for then nobody can be asked."""
    if not one.point.has_key_person:
        return ""
    role, department = one.key_person
    return w("learn.points.key_person", role=role, department=department)


def _card(one: Registered, w: Words) -> None:
    point = one.point
    with st.container(border=True, gap="xsmall"):
        st.markdown("  \n".join((f"**{plain(point.noted.text)}**", *_at_a_glance(one, w))))
        leaning.marked(leaning.of_point(one), one.raised_in, w)
        if one.missing and point.is_open:
            st.caption(w("learn.points.pilot", what=w.join(w.of(kind) for kind in one.missing)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _step(one, w)
            with st.popover(w("learn.points.more"), type="tertiary"):
                _more(one, w)
        if one.coming is None and point.is_open:
            st.caption(w("learn.points.no_meeting"))


def _at_a_glance(one: Registered, w: Words) -> list[str]:
    """How far it is, where it goes, and who carries it on."""
    who = key_person(one, w)
    carried = w("learn.points.with_key", who=plain(who)) if who else w("learn.points.no_key")
    return [_age(one, w), _route(one, w), *([carried] if one.point.is_open or who else [])]


def _age(one: Registered, w: Words) -> str:
    status = f"**{w.of(one.point.status)}**"
    if not one.point.is_open:
        return status
    age = w("learn.points.age", count=one.point.meetings_since)
    return f"{status} · **{age}**" if one.point.open_long else f"{status} · {age}"


def _route(one: Registered, w: Words) -> str:
    noted = one.point.noted
    told = [w.of(noted.level)] if noted.level else []
    told.append(w.of(noted.route) if noted.route else w("learn.points.no_route"))
    if noted.target_document:
        told.append(plain(noted.target_document))
    told.append(_due(one, w))
    return " · ".join(one for one in told if one)


def _due(one: Registered, w: Words) -> str:
    due = one.point.noted.due
    if due is None:
        return w("learn.points.no_date") if one.point.is_open else ""
    return w("stories_told.due", day=numbers.day(due, w))


def _more(one: Registered, w: Words) -> None:
    """What it means for the system, where it comes from, and every step so far."""
    noted = one.point.noted
    if noted.meaning:
        st.markdown(w("learn.points.meaning", text=plain(noted.meaning)))
    if noted.sectors:
        st.caption(w("learn.points.sectors", sectors=w.join(w.of(s) for s in noted.sectors)))
    st.caption(origin(one, w))
    if one.point.steps:
        st.markdown("\n".join(f"- {step_told(step, w)}" for step in one.point.steps))
    else:
        st.caption(w("learn.points.no_steps"))


def origin(one: Registered, w: Words) -> str:
    """Which figure it is about and which meeting it was raised in."""
    plan = one.raised_in.plan
    day = numbers.day(plan.held_on, w)
    told = [w("stories_told.meeting", title=plain(plan.title), day=day)]
    if one.point.noted.indicator:
        told.insert(0, plain(learn.figure_name(one.point.noted.indicator, w)))
    return " · ".join(told)


def step_told(step: Step, w: Words) -> str:
    """One step: when, what, and what happened."""
    day = numbers.day(step.at, w)
    facts = {"day": day, "status": w.of(step.moved.to), "text": plain(step.moved.text)}
    return w("learn.points.step", **facts)


def _step(one: Registered, w: Words) -> None:
    """The next step, said in the meeting that is to come."""
    if one.coming is None:
        return
    with st.popover(w("learn.points.take_step")):
        day = numbers.day(one.coming.plan.held_on, w)
        st.caption(w("learn.points.in_meeting", title=plain(one.coming.plan.title), day=day))
        further(one.coming, one.point)
