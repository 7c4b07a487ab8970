"""Learning points on the wall: one of them large, or those that are open too long (M07–M13)."""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import PreconditionKind, Securing
from telvertel.meeting.learning import (
    LearningPoint,
    learning_points,
    long_open,
    to_look_back,
)
from telvertel.meeting.state import Meeting
from telvertel.wall.lines import shortened
from telvertel.wall.naming import side_name
from telvertel.wall.strength import scale
from telvertel.wording import numbers
from telvertel.wording.words import Words

LISTED = 4  # points beneath each other
LARGE = 170  # letters of the point itself
BESIDE = 150  # letters of what it means, and of the last step
# Letters of a point in a list, by how many stand there: two lines each, with room more.
IN_A_LIST = {4: 84, 3: 126}
WHOLE = 170


def learned(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """The point that was asked for; without one those open through more than two meetings."""
    one = next((p for p in learning_points(meeting) if p.id == shown.about), None)
    return _one(meeting, one, w) if one else _list(meeting, w)


def _one(meeting: Meeting, point: LearningPoint, w: Words) -> dict[str, Any]:
    noted = point.noted
    back = _look_back(meeting, point, w)
    return {
        "title": back["question"] if back else w("wall_steering.learning_title"),
        "age": age(point, w),
        "text": shortened(noted.text, LARGE),
        "side": side_name(meeting, noted.side, w) if noted.side else "",
        "meaning_title": w("wall_steering.meaning"),
        "meaning": shortened(noted.meaning, BESIDE) or w("wall.not_told_yet"),
        "meant": bool(noted.meaning.strip()),
        "facts": _facts(point, w),
        "steps": steps_of(point, w),
        "last_step": shortened(point.steps[-1].moved.text, BESIDE) if point.steps else "",
        "looked_back": back.get("told", ""),
        "pilot": _pilot(point, w),
        "strength": scale(noted.strength, w),
    }


def age(point: LearningPoint, w: Words) -> str:
    """How long a point is open; nothing in the meeting it was raised in, or once it ended."""
    return w("wall_steering.age", count=point.meetings_since) if _aged(point) else ""


def _aged(point: LearningPoint) -> bool:
    return point.is_open and point.meetings_since > 0


def steps_of(point: LearningPoint, w: Words) -> list[dict[str, Any]]:
    """The seven steps in order, with the present one and those that were taken."""
    taken = {Securing.raised, *(one.moved.to for one in point.steps)}
    return [
        {
            "id": one.value,
            "name": w.of(one),
            "now": one is point.status,
            "been": one in taken,
        }
        for one in Securing
    ]


def _facts(point: LearningPoint, w: Words) -> list[dict[str, Any]]:
    """Route, document, key person and reach; what is missing is said, not hidden."""
    told = (
        ("route", route_of(point, w), w("wall_steering.no_route")),
        ("key_person", _key_person(point), w("wall_steering.no_key_person")),
        ("level", _reach(point, w), w("wall_steering.no_level")),
    )
    return [
        {"name": w(f"wall_steering.{name}"), "text": text or missing, "known": bool(text)}
        for name, text, missing in told
    ]


def route_of(point: LearningPoint, w: Words, letters: int | None = None) -> str:
    """ "Inkoop · Bestek 2027 · 1 maart 2027", as far as it is known; empty without a route.

    With at most so many ``letters`` the name of the document is cut, and never the date.
    """
    noted = point.noted
    if noted.route is None:
        return ""
    due = numbers.day(noted.due, w).replace(" ", "\u00a0") if noted.due else ""
    name, document = w.of(noted.route), noted.target_document
    if letters is not None:
        document = shortened(document, letters - len(name) - len(due))
    return " · ".join(one for one in (name, document, due) if one)


def _key_person(point: LearningPoint) -> str:
    return f"{point.noted.key_role}, {point.noted.key_department}" if point.has_key_person else ""


def _reach(point: LearningPoint, w: Words) -> str:
    """Its level, and the sectors it touches."""
    noted = point.noted
    sectors = w.join(w.of(one) for one in noted.sectors) if noted.sectors else ""
    return " · ".join(one for one in (w.of(noted.level) if noted.level else "", sectors) if one)


def _pilot(point: LearningPoint, w: Words) -> dict[str, Any] | None:
    """What was looked at for making a pilot regular; None of what is no pilot (M41)."""
    if not point.noted.pilot:
        return None
    missing = point.not_ready
    return {
        "title": w("wall_steering.pilot"),
        "kinds": [{"name": w.of(k), "ready": k not in missing} for k in PreconditionKind],
    }


def _look_back(meeting: Meeting, point: LearningPoint, w: Words) -> dict[str, str]:
    """Nog steeds zo? and what was answered; empty when nobody asks it of this point today."""
    said = [one for one in point.looked_back if one.meeting == meeting.id]
    if not said and point.id not in [one.id for one in to_look_back(meeting)]:
        return {}
    told = f"{w.of(said[-1].said.still)}. {said[-1].said.text}" if said else ""
    return {"question": w("wall_steering.still_so"), "told": shortened(told, BESIDE)}


def _list(meeting: Meeting, w: Words) -> dict[str, Any]:
    points = long_open(meeting)
    more = len(points) - LISTED
    letters = IN_A_LIST.get(min(len(points), LISTED), WHOLE)
    return {
        "title": w("wall_steering.long_open_title" if points else "wall_steering.none_long_open"),
        "points": [_row(one, letters, w) for one in points[:LISTED]],
        "more": w("wall_steering.more_points", count=more) if more > 0 else "",
    }


def _row(point: LearningPoint, letters: int, w: Words) -> dict[str, Any]:
    route = w.of(point.noted.route) if point.noted.route else w("wall_steering.no_route")
    return {
        "text": shortened(point.noted.text, letters),
        "age": age(point, w),
        "status": w.of(point.status),
        "route": route,
    }
