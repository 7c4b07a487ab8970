"""The end of the talk on the wall: what goes to purchasing and policy, and what is asked of each.

With learning points these are two screens, the first asked for with ``about=TAKEN``; without them
one screen holds both.
"""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra, Route
from telvertel.meeting.learning import LearningPoint, open_points
from telvertel.meeting.state import Meeting
from telvertel.wall.desk_hints import coverage
from telvertel.wall.disputes import listed
from telvertel.wall.learned import route_of
from telvertel.wall.lines import shortened
from telvertel.wall.naming import side_name
from telvertel.wording.words import Words

TAKEN = "taken"  # what is taken along to purchasing and policy
POINTS = 3  # beside what both sides added; with less added one or two more
POINT = 70  # letters in two lines over half the width
WHOLE = 105  # in three, where both sides need little
LITTLE = 70
ROUTE = 66
ANSWER = 105  # letters of what a side says, in three lines
URGENT = (Route.purchasing, Route.policy, Route.funding, Route.process)


def closing(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """What each side takes along and asks of itself, who was heard, and what is still disputed."""
    apart = meeting.has(Extra.learning)
    if apart and shown.about == TAKEN:
        return _taken(meeting, w)
    questions = [_question(meeting, "asks_of_me", "wall.asks_title", w)]
    if not apart:
        questions.insert(0, _question(meeting, "to_policy", "wall.to_policy_title", w))
    return {
        "title": w("wall.closing_title"),
        "questions": questions,
        "confirmed": _confirmed(meeting, w),
        "balance": _balance(meeting, w) if apart else [],
        "heard": _heard(meeting, w),
        "disputes": listed(meeting, w),
    }


def _taken(meeting: Meeting, w: Words) -> dict[str, Any]:
    """Learning points with the way they go, and what each side adds to them."""
    points = routed(meeting)
    question = _question(meeting, "to_policy", "wall_steering.each_side_adds", w)
    room = POINTS + sum(not one["told"] for one in question["answers"])
    letters = WHOLE if all(len(one["text"]) <= LITTLE for one in question["answers"]) else POINT
    more = len(points) - room
    return {
        "title": w("wall.to_policy_title"),
        "points": [_point(one, letters, w) for one in points[:room]],
        "no_points": "" if points else w("wall_steering.no_points_taken"),
        "more": w("wall_steering.more_points", count=more) if more > 0 else "",
        "questions": [question],
    }


def routed(meeting: Meeting) -> list[LearningPoint]:
    """Open points that have a way to go, purchasing first; of one way the oldest first."""
    going = [one for one in open_points(meeting) if one.noted.route]
    return sorted(going, key=lambda one: URGENT.index(one.noted.route))


def _point(point: LearningPoint, letters: int, w: Words) -> dict[str, str]:
    return {
        "text": shortened(point.noted.text, letters),
        "route": route_of(point, w, ROUTE),
    }


def _question(meeting: Meeting, question: str, heading: str, w: Words) -> dict[str, Any]:
    """A question with one line of each side; what is not said stays visibly empty."""
    answers = []
    for side in (e.Side.provider, e.Side.municipality):
        text = meeting.closing.get((question, side), "")
        name = side_name(meeting, side, w)
        told = shortened(text, ANSWER) or w("wall.not_told_yet")
        answers.append({"name": name, "text": told, "told": bool(text)})
    return {"heading": w(heading), "answers": answers}


def _confirmed(meeting: Meeting, w: Words) -> list[str]:
    sides = (e.Side.provider, e.Side.municipality)
    given = [meeting.confirmations.get(side) for side in sides]
    return [w.of(one.how) if one else "" for one in given]


def _balance(meeting: Meeting, w: Words) -> list[str]:
    """Of how many figures something was told; what each side said is counted at the desk only."""
    told = sum(bool(meeting.notes_of(item.id)) for item in meeting.agenda)
    return [w("wall_steering.counted_and_told", told=told, total=len(meeting.agenda))]


def _heard(meeting: Meeting, w: Words) -> dict[str, Any] | None:
    """Who was heard and who was not; None when nobody keeps it in this meeting."""
    if not meeting.has(Extra.perspectives):
        return None
    return {"title": w("wall_steering.heard_title"), "voices": coverage(meeting, w)}
