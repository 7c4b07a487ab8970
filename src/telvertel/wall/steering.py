"""Three quiet screens with few words: what each side holds back on, two readings of one figure, and
what went wrong and what we learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import DifferenceAgreed
from telvertel.meeting.standing import differences, mishaps
from telvertel.meeting.state import Meeting
from telvertel.wall.lines import shortened
from telvertel.wall.naming import figure_name, side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

SIDES = (e.Side.provider, e.Side.municipality)
LETTERS = 260  # of a text in half the width; what is longer stands in the minutes
DATUM = 120  # of the figure that would settle it


def reserves(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """What each side holds back on, at equal size; what is not said stays visibly empty (M14)."""
    told = [(side_name(meeting, side, w), meeting.reserves.get(side, "")) for side in SIDES]
    return {
        "title": w("wall_steering.reserves_title"),
        "columns": [_column(name, text, w) for name, text in told],
    }


def difference(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """Two readings of a figure beside each other, and what would convince both (M11)."""
    agreed = _named(differences(meeting, every=True), "difference", shown.about)
    if agreed is None:
        return {"title": w("wall_steering.no_difference"), "columns": []}
    readings = (agreed.provider_reading, agreed.municipality_reading)
    names = [side_name(meeting, side, w) for side in SIDES]
    return {
        "title": w("wall_steering.difference_title"),
        "about": figure_name(meeting, agreed.indicator, w),
        "columns": [_column(name, text, w) for name, text in zip(names, readings, strict=True)],
        "settling": _settling(agreed, w),
    }


def _settling(agreed: DifferenceAgreed, w: Words) -> dict[str, Any]:
    """The question that is open, with who looks for the answer; or what the answer was."""
    settled = agreed.settled.strip()
    due = numbers.day(agreed.due, w) if agreed.due else w("wall.no_date_yet")
    who = agreed.owner or w("wall.nobody_yet")
    return {
        "question": w("wall_steering.what_would_convince"),
        "datum": shortened(agreed.datum, DATUM),
        "who": w("wall_steering.finds_out", who=who, due=due) if not settled else "",
        "settled_title": w("wall_steering.settled") if settled else "",
        "settled": shortened(settled, DATUM),
    }


def mishap(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """What went wrong and what we learn: no side and no name, and never counted (M29)."""
    told = _named(mishaps(meeting), "mishap", shown.about)
    if told is None:
        return {"title": w("wall_steering.no_mishap"), "columns": []}
    return {
        "title": w("wall_steering.mishap_title"),
        "about": figure_name(meeting, told.indicator, w),
        "columns": [
            _column(w("wall_steering.went_wrong"), told.text, w),
            _column(w("wall_steering.we_learn"), told.learned, w),
        ],
    }


def _column(name: str, text: str, w: Words) -> dict[str, Any]:
    told = shortened(text, LETTERS)
    return {"name": name, "text": told or w("wall.not_told_yet"), "told": bool(told)}


def _named(found: Sequence[Any], field: str, about: str | None) -> Any:
    """The one that was asked for, else the last; None when there is none."""
    asked = [one for one in found if getattr(one, field) == about]
    return next(iter(asked), found[-1] if found else None)
