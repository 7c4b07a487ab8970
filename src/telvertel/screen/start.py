"""Start: which meetings there are, and what is the next thing to do for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from telvertel import days
from telvertel.meeting import events as e
from telvertel.meeting import following
from telvertel.meeting.following import Waiting
from telvertel.meeting.register import Registered, register
from telvertel.meeting.state import Meeting
from telvertel.screen import leaning, places, replay, room, session
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

WELCOMED = "welcomed"  # this session has seen the welcome


def heading() -> None:
    w = session.spoken()
    title, new = st.columns([4, 1], vertical_alignment="bottom")
    title.title(w("start.title"), anchor=False)
    title.markdown(w("start.intro"))
    if new.button(w("start.new"), width="stretch"):
        places.begin()


def welcome(today: date | None = None) -> None:
    """Three lines for who opens the demo for the first time: what to try in ten minutes."""
    w, today = session.spoken(), today or days.today()
    demo = next((one for one in reversed(room.meetings()) if _is_demo_to_lead(one, today)), None)
    if demo is None or session.kept(WELCOMED):
        return
    with st.container(border=True):
        st.header(w("start.welcome_title"), anchor=False)
        first = w("start.welcome_first", title=plain(demo.plan.title))
        lines = [first, w("start.welcome_second"), w("start.welcome_third")]
        st.markdown(w("start.welcome_intro"))
        st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)))
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(w("start.welcome_go")):
                places.go("lead", demo.id)
            if st.button(w("start.welcome_done"), type="tertiary"):
                session.keep(WELCOMED, True)
                st.rerun()


def _is_demo_to_lead(meeting: Meeting, today: date) -> bool:
    return meeting.plan.fictional and next_page(meeting, today) == "lead"


def meetings(today: date | None = None) -> None:
    """The meetings to come, nearest first, and those that were sealed, newest first."""
    w = session.spoken()
    known = room.meetings()
    if not known:
        st.info(w("start.no_meetings"))
        return
    ahead = [one for one in reversed(known) if not one.sealed_at]
    behind = [one for one in known if one.sealed_at]
    st.header(w("start.ahead"), anchor=False)
    if not ahead:
        st.caption(w("start.no_meetings_ahead"))
    for number, one in enumerate(ahead):
        _card(one, w, today or days.today(), first=number == 0)
    if behind:
        st.header(w("start.behind"), anchor=False)
    for one in behind:
        _card(one, w, today or days.today(), first=False)


def _card(meeting: Meeting, w: Words, today: date, *, first: bool) -> None:
    """One meeting: when, who, what for, how far it is, and the one thing to do now."""
    plan = meeting.plan
    name = next_page(meeting, today)
    with st.container(border=True):
        about, act = st.columns([5, 2], vertical_alignment="center")
        with about.container(gap="xxsmall"):
            _state(meeting, w)
            st.markdown(f"**{plain(plan.title)}**")
            moment = w(
                "start.moment",
                day=numbers.day(plan.held_on, w),
                time=numbers.clock(plan.starts_at, w),
            )
            purpose = w("start.to", purpose=w(f"start.purpose.{plan.purpose.value}"))
            st.caption(f"{moment} · {plain(between(meeting, w))} · {purpose}")
        kind = "primary" if first else "secondary"
        if act.button(w(f"start.{name}"), key=f"go-{meeting.id}", type=kind, width="stretch"):
            places.go(name, meeting.id)
        with act:
            replay.link(meeting, "start")


def _state(meeting: Meeting, w: Words) -> None:
    if meeting.sealed_at:
        label = w("start.sealed", code=meeting.check_code)
        st.badge(label, color="gray", help=w("start.code_help"))
    else:
        opened = meeting.opened_at is not None
        label = w("start.opened") if opened else w("start.preparing")
        st.badge(label, color="blue" if opened else "gray")


def between(meeting: Meeting, w: Words) -> str:
    """The two sides of a meeting in words."""
    plan = meeting.plan
    return w(
        "start.between",
        municipality=plan.municipality_name,
        providers=plan.partnership or w.join(plan.provider_names),
    )


def next_page(meeting: Meeting, today: date) -> str:
    """Where a meeting goes on: its preparation, the desk, or its minutes."""
    if meeting.sealed_at:
        return "close"
    ready = bool(meeting.agenda) and meeting.plan.held_on <= today
    return "lead" if meeting.opened_at or ready else "prepare"


def agreements_due(today: date | None = None) -> None:
    """What was agreed and waits for an answer, over all meetings."""
    w, today = session.spoken(), today or days.today()
    waiting = following.waiting(room.meetings(), today)
    st.header(w("start.due_title"), anchor=False)
    due = [one for one in waiting if one.is_due(today)]
    later = [one for one in waiting if not one.is_due(today)]
    if not waiting:
        st.caption(w("start.nothing_due"))
    _agreements(due, w)
    if later:
        with st.expander(w("start.due_later")):
            _agreements(later, w)


def _agreements(waiting: Sequence[Waiting], w: Words) -> None:
    for one in waiting:
        made = one.agreement.made
        due = w("start.before", day=numbers.day(made.due, w)) if made.due else w("start.no_date")
        facts = [
            due,
            plain(made.who) if made.who else w("start.nobody_yet"),
            w.of(made.side) if made.side else "",
            w("start.made_in", title=plain(one.meeting.plan.title)),
        ]
        with st.container(gap="xxsmall"):
            st.markdown(plain(agreed(made, w)))
            st.caption(" · ".join(fact for fact in facts if fact))
            leaning.marked(leaning.of_agreement(one.agreement, one.meeting), one.meeting, w)


def learning_waiting() -> None:
    """Learning points that stay open too long or have nobody to carry them, one line each (M09)."""
    w = session.spoken()
    waiting = [one for one in register(room.meetings()) if _waits(one)]
    if not waiting:
        return
    st.header(w("start.learning_title"), anchor=False)
    for one in waiting:
        facts = [
            w.of(one.point.status),
            w("start.learning_open", count=one.point.meetings_since),
            "" if one.point.has_key_person else w("start.no_key_person"),
        ]
        with st.container(gap="xxsmall"):
            st.markdown(plain(one.point.noted.text))
            st.caption(" · ".join(fact for fact in facts if fact))
            leaning.marked(leaning.of_point(one), one.raised_in, w)
    if st.button(w("start.to_learning"), type="tertiary"):
        places.go("learn")


def _waits(one: Registered) -> bool:
    point = one.point
    return point.is_open and (point.open_long or not point.has_key_person)


def agreed(made: e.AgreementMade, w: Words) -> str:
    """An agreement as one sentence."""
    if made.if_text:
        return w("start.if_then", condition=made.if_text, action=made.then_text)
    return made.then_text[:1].upper() + made.then_text[1:]


def broken_cards() -> None:
    """Cards and questions that could not be read, with the file and what to do."""
    house = room.house()
    problems = (*house.catalogue.problems, *house.questions.problems)
    if not problems:
        return
    w = session.spoken()
    st.header(w("start.cards_title"), anchor=False)
    for problem in problems:
        repair = w(f"cards.repair.{problem.fault}", **problem.facts)
        facts = {"fault": w.of(problem.fault), "repair": plain(repair)}
        st.markdown(w("start.card_problem", file=plain(problem.file), **facts))
