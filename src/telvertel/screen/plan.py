"""The frame of a meeting: who, when, which figures, and how large the letters must be.

What people choose is kept at once, and only by who chose it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic import ValidationError

from telvertel import counting
from telvertel.indicators.period import Grain
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import extras, planning, room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.wall.room_size import BIGGEST, font_scale
from telvertel.wording import numbers
from telvertel.wording.words import Words

PIXELS = 40  # smallest letter of the wall at 1080 lines and scale 1
LINES = 1080
CAPITAL = 0.7  # height of a capital as a share of the font size


def frame(meeting: Meeting) -> None:
    """Sides, day, figures and room beside each other."""
    left, right = st.columns(2, gap="large")
    with left:
        _sides(meeting)
        extras.partnership(meeting)
        _when(meeting)
    with right:
        _figures(meeting)
        _room(meeting)


def _sides(meeting: Meeting) -> None:
    w, plan = session.spoken(), meeting.plan
    st.header(w("prepare.sides_title"), anchor=False)
    names = {one.code: one.name for one in planning.parties("provider")}
    names |= dict(zip(plan.providers, plan.provider_names, strict=False))
    st.markdown(f"**{w('prepare.municipality')}**: {plain(plan.municipality_name)}")
    st.multiselect(
        w("prepare.providers"),
        list(names),
        default=list(plan.providers),
        format_func=names.get,
        disabled=meeting.opened_at is not None,
        **_keeps(meeting, "providers", list(plan.providers)),
    )
    if len(plan.providers) > 1:
        st.toggle(
            w("prepare.consortium"),
            value=plan.consortium,
            help=w("prepare.consortium_help"),
            **_keeps(meeting, "consortium"),
        )


def _when(meeting: Meeting) -> None:
    w, plan = session.spoken(), meeting.plan
    st.header(w("prepare.when_title"), anchor=False)
    day, begin, minutes = st.columns(3)
    day.date_input(
        w("prepare.held_on"), plan.held_on, format="DD-MM-YYYY", **_keeps(meeting, "held_on")
    )
    begin.time_input(
        w("prepare.starts_at"), plan.starts_at, step=900, **_keeps(meeting, "starts_at")
    )
    minutes.number_input(
        w("prepare.minutes"), 10, 300, plan.minutes, 5, **_keeps(meeting, "minutes")
    )
    known = {one.id: one for one in planning.earlier(plan.municipality, plan.held_on)}
    known.pop(meeting.id, None)
    options = [None, *known]
    st.selectbox(
        w("prepare.previous"),
        options,
        index=options.index(plan.previous) if plan.previous in options else 0,
        format_func=lambda one: planning.meeting_name(known.get(one), w),
        help=w("prepare.previous_help"),
        **_keeps(meeting, "previous"),
    )


def _figures(meeting: Meeting) -> None:
    w, plan = session.spoken(), meeting.plan
    st.header(w("prepare.figures_title"), anchor=False)
    held = counting.periods(room.house().warehouse, plan.grain)
    fixed = meeting.opened_at is not None
    grain, since, until = st.columns(3)
    grain.selectbox(
        w("prepare.grain"), list(Grain), list(Grain).index(plan.grain), w.of, disabled=fixed,
        **_keeps(meeting, "grain"),
    )  # fmt: skip
    for place, name, open_end in (
        (since, "since", w("prepare.from_start")),
        (until, "until", w("prepare.to_newest")),
    ):
        chosen = getattr(plan, name)
        options = list(dict.fromkeys([None, *reversed(held), chosen]))
        place.selectbox(
            w(f"prepare.{name}"),
            options,
            index=options.index(chosen),
            format_func=lambda one, open_end=open_end: numbers.period(one, w) if one else open_end,
            disabled=fixed,
            **_keeps(meeting, name),
        )
    st.toggle(
        w("prepare.plain"), plan.plain, help=w("prepare.plain_help"), **_keeps(meeting, "plain")
    )
    if not plan.plain:
        st.toggle(
            w("prediction.prepare.switch"),
            plan.predict,
            help=w("prediction.prepare.help"),
            **_keeps(meeting, "predict"),
        )


def _room(meeting: Meeting) -> None:
    w, plan = session.spoken(), meeting.plan
    st.header(w("prepare.room_title"), anchor=False)
    height, seat = st.columns(2)
    height.number_input(
        w("prepare.screen_height"), 0.4, 10.0, plan.screen_height_m, 0.1, format="%.1f",
        **_keeps(meeting, "screen_height_m"),
    )  # fmt: skip
    seat.number_input(
        w("prepare.farthest_seat"), 1.0, 60.0, plan.farthest_seat_m, 0.5, format="%.1f",
        **_keeps(meeting, "farthest_seat_m"),
    )  # fmt: skip
    st.caption(letter_size(plan, w))


def fits_the_room(plan: e.MeetingPlanned) -> bool:
    """Whether the farthest seat can read the smallest letter."""
    return font_scale(plan) < BIGGEST


def letter_size(plan: e.MeetingPlanned, w: Words) -> str:
    """How large the smallest letter becomes, or that it cannot become large enough."""
    pixels = round(PIXELS * font_scale(plan))
    if not fits_the_room(plan):
        metres = numbers.number(plan.farthest_seat_m, w, 1)
        return w("prepare.letter_too_small", pixels=pixels, metres=metres)
    millimetres = round(pixels * CAPITAL / LINES * plan.screen_height_m * 1000)
    return w("prepare.letter", pixels=pixels, millimetres=millimetres)


def _keeps(meeting: Meeting, name: str, shown: Any = None) -> dict[str, Any]:
    """Key and callback of a choice that is kept as soon as it is made.

    The key holds the value, so that a choice made elsewhere is shown here too.
    """
    value = shown if shown is not None else getattr(meeting.plan, name)
    key = f"plan-{meeting.id}-{name}-{value}"
    return {"key": key, "on_change": _changed, "args": (meeting.id, name, key)}


def _changed(meeting_id: str, name: str, key: str) -> None:
    """Keep one choice. Only the person who touched the choice writes it, and only that one."""
    plan = room.house().telling.meeting(meeting_id).plan
    changed = {name: session.kept(key)}
    if name == "grain":
        changed |= {"since": None, "until": None}  # a quarter is no half-year
    if name == "providers":
        named = {one.code: one.name for one in planning.parties("provider")}
        named |= dict(zip(plan.providers, plan.provider_names, strict=False))
        changed["provider_names"] = tuple(named[code] for code in changed["providers"])
        if not changed["providers"]:
            return
    try:
        new = e.MeetingPlanned.model_validate({**plan.model_dump(), **changed})
    except ValidationError:
        return  # an emptied date or number: the one that was there stays
    if new != plan:
        troubles.said(meeting_id, new)
