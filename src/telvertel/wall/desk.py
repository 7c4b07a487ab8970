"""What the facilitator sees beside the wall: the scene, and what only the desk may know.

The desk gets the wall's scene, the order of the meeting as steps, the lines of the item with what
can be done with them, what waits for a decision, and quiet hints. None of it reaches the wall.
"""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.state import BESIDE, Meeting
from telvertel.wall import pictures
from telvertel.wall.at_item import picture_key
from telvertel.wall.clock import clock
from telvertel.wall.desk_beside import beside
from telvertel.wall.desk_hints import coverage, hints, tally, unheard
from telvertel.wall.desk_lines import held, lines
from telvertel.wall.desk_parked import parked
from telvertel.wall.desk_steps import back_to, been, place, sections, step, steps
from telvertel.wall.desk_time import gives, offer
from telvertel.wall.naming import side_name
from telvertel.wall.prediction import state_of
from telvertel.wall.room_size import BIGGEST, scale_of
from telvertel.wall.scene import scene
from telvertel.wording import numbers
from telvertel.wording.words import Words, words

WITH_A_FORM = (e.View.dispute, e.View.then)  # screens beside the talk that have forms of their own


def at_hand(meeting: Meeting) -> e.Shown | None:
    """The screen that the forms of the page are about; a card or the calm screen changes none."""
    beside = meeting.shown and meeting.shown.view in WITH_A_FORM
    return meeting.shown if beside else meeting.step


def standing(meeting: Meeting) -> str:
    """Where the talk stands, as one comparable text.

    The page was drawn for one standing; when the desk hears of another it asks for a new run.
    """
    at = at_hand(meeting)
    where = (at.view, at.item, at.stage, at.agreement) if at else ()
    beside = meeting.shown.about if meeting.shown else None
    written = [state_of(meeting.predictions.get((at.item, side))) for side in e.Side] if at else ()
    facts = (*where, beside, *written, meeting.opened_at is not None, meeting.sealed_at is not None)
    return "|".join(str(one) for one in facts)


def desk(meeting: Meeting, language: str, previous: Meeting | None = None) -> dict[str, Any]:
    """The wall's scene under ``wall`` and the facilitator's own view under ``desk``."""
    w = words(language)
    wall = scene(meeting, language, previous)
    if meeting.plan is None:
        return {"wall": wall, "desk": {}}
    order = steps(meeting, previous)
    at = place(meeting, order)
    return {
        "wall": wall,
        "desk": {
            "step": at,
            "standing": standing(meeting),
            "steps": [step(one, meeting, previous, w) for one in order],
            "sections": sections(order, meeting, at, w),
            "been": been(meeting, previous, w),
            "view": meeting.shown.view.value if meeting.shown else "",
            "aside": "" if order[at] == meeting.shown else _aside(meeting, w),
            "back": back_to(meeting).model_dump(mode="json"),
            **_about_the_item(meeting, w),
            "held": held(meeting, w),
            "parked": parked(meeting, w),
            "sides": {side.value: side_name(meeting, side, w) for side in e.Side},
            "clock": clock(meeting),
            "gives": gives(meeting, w),
            "offer": offer(meeting, w),
            "room": _room(meeting),
            "hints": hints(meeting, w),
            "tally": tally(meeting, w),
            "coverage": coverage(meeting, w),
            "unheard": unheard(meeting, w),
            "beside": beside(meeting, w),
            "on": [one.value for one in Extra if meeting.has(one)],
            "upcoming": _upcoming_pictures(meeting, order, at, language),
            "saved": _saved(meeting, w),
            "opened": meeting.opened_at is not None,
            "sealed": meeting.sealed_at is not None,
        },
    }


def _aside(meeting: Meeting, w: Words) -> str:
    """The name of a screen beside the talk while it is on the wall; else empty."""
    return w.of(meeting.shown.view) if meeting.shown and meeting.shown.view in BESIDE else ""


def _saved(meeting: Meeting, w: Words) -> dict[str, str]:
    """When the last thing was kept: the moment, and its day and time as people write them."""
    return {
        "at": meeting.said_at.isoformat(),
        "day": numbers.day(meeting.said_at, w, "short"),
        "time": numbers.clock(meeting.said_at, w, seconds=True),
    }


def _about_the_item(meeting: Meeting, w: Words) -> dict[str, Any]:
    item = meeting.step.item if meeting.step else None
    return {"lines": lines(meeting, item, w), "periods": _periods(meeting, item, w)}


def _periods(meeting: Meeting, item: str | None, w: Words) -> list[dict[str, str]]:
    """Periods of the item's own series, newest first: where a line can be pinned."""
    figures = pictures.figures_in_sight(meeting, item, meeting.step.stage) if item else ()
    if not figures:
        return []
    ids = figures[0].frame["period"].unique(maintain_order=True).to_list()
    return [{"id": one, "name": numbers.period(one, w, short=True)} for one in reversed(ids)]


def _room(meeting: Meeting) -> dict[str, Any]:
    """The room as it is set; what the desk says again when one thing of it changes."""
    room = meeting.room or meeting.plan
    return {
        "screen_height_m": room.screen_height_m,
        "farthest_seat_m": room.farthest_seat_m,
        "larger": max(meeting.room.larger, 0) if meeting.room else 0,
        "dark": bool(meeting.room and meeting.room.dark),
        "largest": scale_of(meeting) >= BIGGEST,
    }


def _upcoming_pictures(
    meeting: Meeting, order: tuple[e.Shown, ...], at: int, language: str
) -> list[str]:
    """Keys of the pictures of the next and the previous steps, to be fetched beforehand."""
    keys = []
    for shown in order[at + 1 : at + 4] + order[max(at - 1, 0) : at]:
        if shown.view is e.View.item and shown.stage:
            key = picture_key(meeting, shown.item, shown.stage, language)
            if key and key not in keys:
                keys.append(key)
    return keys
