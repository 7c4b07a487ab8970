"""A new meeting: who talk, and when; and one that follows on another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import uuid4

import streamlit as st

from telvertel import counting
from telvertel.counting import Party
from telvertel.days import today
from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.meeting import events as e
from telvertel.meeting.following import latest_of_series
from telvertel.meeting.state import Meeting
from telvertel.screen import places, room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

AHEAD = timedelta(days=14)  # a new meeting: both stories are asked for ten days ahead
A_QUARTER = timedelta(weeks=13)


def parties(kind: str) -> tuple[Party, ...]:
    return tuple(one for one in counting.parties(room.house().warehouse) if one.kind == kind)


def new_meeting() -> None:
    """The few choices that make a meeting; everything else comes after."""
    w = session.spoken()
    st.header(w("prepare.new_title"), anchor=False)
    municipalities, providers = parties("municipality"), parties("provider")
    if not municipalities or not providers:
        _nobody_to_talk_with(w)
        return
    st.markdown(w("prepare.new_intro"))
    municipality = _municipality(municipalities, w)
    chosen, together = _providers(providers, w)
    day, begin, minutes = st.columns(3)
    held_on = day.date_input(w("prepare.held_on"), value=today() + AHEAD, format="DD-MM-YYYY")
    starts_at = begin.time_input(w("prepare.starts_at"), value=time(14), step=900)
    duration = minutes.number_input(
        w("prepare.minutes"), min_value=10, max_value=300, value=90, step=5
    )
    before = _previous(municipality, chosen, held_on, w)
    if not chosen:
        st.caption(w("prepare.choose_provider"))
    with st.container(horizontal=True):
        make = st.button(w("prepare.make"), type="primary", disabled=not chosen or not held_on)
        if room.meetings() and st.button(w("prepare.cancel")):
            places.go("start")
    if make:
        plan = first_plan(municipality, chosen, held_on, w, before).model_copy(
            update={"consortium": together, "starts_at": starts_at, "minutes": duration}
        )
        name = create(plan, before.people if before else ())
        if name:
            # Already on this page: a switch of page would leave the address as it was.
            session.put_address({places.NEW: ""})
            session.choose_meeting(name)
            st.rerun()


def _nobody_to_talk_with(w: Words) -> None:
    """Published figures name nobody to talk with: a file of parties does, here as an example."""
    if room.house().warehouse.current is None:
        st.info(w("prepare.no_parties"))
        return
    st.info(w("prepare.no_providers"))
    headings = ";".join(one.heading for one in COLUMNS[DeliveryKind.parties])
    st.code(f"{headings}\n{w('prepare.parties_example')}", language=None)


def _municipality(municipalities: Sequence[Party], w: Words) -> Party:
    if len(municipalities) == 1:
        st.markdown(f"**{w('prepare.municipality')}**: {plain(municipalities[0].name)}")
        return municipalities[0]
    return st.selectbox(w("prepare.municipality"), municipalities, format_func=lambda one: one.name)


def _providers(providers: Sequence[Party], w: Words) -> tuple[list[Party], bool]:
    chosen = st.multiselect(
        w("prepare.providers"),
        providers,
        format_func=lambda one: one.name,
        help=w("prepare.providers_help"),
        placeholder=w("form.choose"),
    )
    together = len(chosen) > 1 and st.toggle(
        w("prepare.consortium"), help=w("prepare.consortium_help")
    )
    return chosen, bool(together)


def _previous(
    municipality: Party, providers: Sequence[Party], held_on: date | None, w: Words
) -> Meeting | None:
    """The last meeting of these sides, unless somebody chooses another or none."""
    known = earlier(municipality.code, held_on or today())
    found = latest_of_series(
        known, municipality.code, [one.code for one in providers], held_on or today()
    )
    if not known:
        return None
    options = [None, *known]
    return st.selectbox(
        w("prepare.previous"),
        options,
        index=options.index(found),
        format_func=lambda one: meeting_name(one, w),
        help=w("prepare.previous_help"),
        key=f"previous-{found.id if found else ''}",
    )


def earlier(municipality: str, before: date) -> list[Meeting]:
    """Meetings of a municipality before a day, newest first."""
    return [
        one
        for one in room.meetings()
        if one.plan.municipality == municipality and one.plan.held_on < before
    ]


def meeting_name(meeting: Meeting | None, w: Words) -> str:
    if meeting is None:
        return w("prepare.no_previous")
    day = numbers.day(meeting.plan.held_on, w)
    return w("prepare.meeting_on", title=meeting.plan.title, day=day)


def first_plan(
    municipality: Party,
    providers: Sequence[Party],
    held_on: date,
    w: Words,
    before: Meeting | None,
) -> e.MeetingPlanned:
    """The frame of a new meeting; goal, purpose, grain and room as they were the last time."""
    names = tuple(one.name for one in providers)
    kept = {"purpose", "goal", "grain", "plain", "without", "screen_height_m", "farthest_seat_m"}
    is_plain = before is not None and before.plan.plain
    title = w("prepare.default_title", providers=w.join(names), municipality=municipality.name)
    return e.MeetingPlanned(
        title=title[:120],
        municipality=municipality.code,
        municipality_name=municipality.name,
        providers=tuple(one.code for one in providers),
        provider_names=names,
        held_on=held_on,
        previous=before.id if before else None,
        predict=not is_plain,
        fictional=any(one.fictional for one in (municipality, *providers)),
        **(before.plan.model_dump(include=kept) if before else {}),
    )


def follow_up(meeting: Meeting) -> None:
    """Make the next meeting of the same people and go on with preparing it."""
    name = create(next_plan(meeting), meeting.people)
    if name:
        places.go("prepare", name)


def next_plan(meeting: Meeting) -> e.MeetingPlanned:
    """The same frame a quarter later, following on this meeting and open to newer figures."""
    return meeting.plan.model_copy(
        update={
            "held_on": meeting.plan.held_on + A_QUARTER,
            "previous": meeting.id,
            "since": None,
            "until": None,
            "predict": not meeting.plan.plain,
        }
    )


def create(plan: e.MeetingPlanned, people: Sequence[e.Person]) -> str | None:
    """Write a new meeting down and give its id; None when it was refused, and the page says why."""
    name = f"{plan.held_on:%Y-%m-%d}-{uuid4().hex[:6]}"
    kept = troubles.said(name, plan)
    if kept and people:
        kept = troubles.said(name, e.PeopleNoted(people=tuple(people)))
    return name if kept else None
