"""Terugkijken: the wall of a sealed meeting as it was after each line."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import parts, places, room, session
from telvertel.screen.markdown import plain
from telvertel.screen.parts.said import said
from telvertel.wall.replay import Line, told, wall_at
from telvertel.wording import numbers

ON_THE_WALL = (e.Shown, e.RoomSet, e.MinutesSet)  # what nobody said and nothing was decided with
LINE = "regel"  # in the address: the number of a line in the journal


def meeting_or_stop() -> Meeting:
    """The sealed meeting of the address; before the seal there is nothing to look back at."""
    w, meeting = session.spoken(), room.meeting()
    st.title(w("replay.title"), anchor=False)
    if meeting is None or meeting.sealed_at is None:
        st.info(w("replay.not_sealed" if meeting else "replay.no_meeting"))
        st.stop()
    day = numbers.day(meeting.plan.held_on, w)
    st.caption(f"{plain(meeting.plan.title)} · {day}")
    st.caption(w("replay.explained"))
    return meeting


def lines_or_stop(meeting: Meeting) -> tuple[Line, ...]:
    """What was said and decided; what came on the wall too when that is asked for."""
    w, events = session.spoken(), _events(meeting)
    if not st.toggle(w("replay.wall_too"), key=f"replay-wall-too-{meeting.id}"):
        events = tuple(one for one in events if not isinstance(one.body, ON_THE_WALL))
    lines = told(meeting, events, w)
    if not lines:
        st.info(w("replay.nothing"))
        st.stop()
    return lines


def _events(meeting: Meeting) -> tuple[e.Event, ...]:
    return room.house().journal.since(meeting.id)


def chosen(lines: Sequence[Line]) -> Line:
    """The line of the address, or the last one before it; the first when it says nothing."""
    asked = session.address(LINE) or ""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    before = [one for one in lines if one.number <= number]
    return before[-1] if before else lines[0]


def listed(meeting: Meeting, lines: Sequence[Line], now: Line) -> None:
    """Everything that was said, to jump in; the keys walk through it."""
    clicked = said(meeting.id, lines, now.number)
    if clicked is not None and clicked != now.number:
        _go(int(clicked))


def steps(meeting: Meeting, lines: Sequence[Line], now: Line) -> None:
    """One line back or on, with the keys too, and the way to the minutes."""
    w, at = session.spoken(), lines.index(now)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(w("replay.back"), disabled=at == 0, shortcut="Left"):
            _go(lines[at - 1].number)
        if st.button(w("replay.on"), disabled=at == len(lines) - 1, shortcut="Right"):
            _go(lines[at + 1].number)
        st.markdown(w("replay.place", number=at + 1, total=len(lines)))
        if st.button(w("replay.to_close"), type="tertiary"):
            places.go("close", meeting.id)


def _go(number: int) -> None:
    session.put_address({LINE: str(number)})
    st.rerun()


def wall(meeting: Meeting, now: Line) -> None:
    """What the room saw after this line, from the figures frozen with the meeting."""
    language, house = session.language(), room.house()
    scene = wall_at(
        meeting,
        _events(meeting),
        now.number,
        language,
        house.telling.series(meeting),
        house.previous(meeting),
    )
    parts.still(meeting, scene)


def link(meeting: Meeting, place: str) -> None:
    """The way to here, wherever a sealed meeting is named."""
    label = session.spoken()("replay.link")
    if meeting.sealed_at and st.button(label, key=f"replay-{place}-{meeting.id}", type="tertiary"):
        places.go("replay", meeting.id)
