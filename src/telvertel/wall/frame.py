"""The frameworks on the wall: limit, where it stands, margin (M74, M50).

Being outside a framework is a fact and stands as one; what people think of the help is weighed
elsewhere. Every number is typed by people, none comes from the figures.
"""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.foundations import foundations, margin
from telvertel.meeting.lasting import Framework
from telvertel.meeting.state import Meeting
from telvertel.wall.lines import shortened
from telvertel.wording import numbers
from telvertel.wording.words import Words

SHOWN = 4  # frameworks beneath each other
HEADS = ("framework", "limit", "current", "margin", "expected")
NAME = 52
SOURCE = 40


def frameworks(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """Each framework with its limit; empty when the municipality set none."""
    found = foundations(meeting).frameworks
    held = found.frameworks if found else ()
    more = len(held) - SHOWN
    return {
        "title": w("wall_steering.frameworks_title" if held else "wall_steering.no_frameworks"),
        "heads": [w(f"wall_steering.{one}") for one in HEADS],
        "rows": [_row(one, w) for one in held[:SHOWN]],
        "more": w("wall_steering.more_frameworks", count=more) if more > 0 else "",
        "apart": w("wall_steering.apart_from_weighing") if held else "",
    }


def _row(one: Framework, w: Words) -> dict[str, Any]:
    left = margin(one)
    return {
        "name": shortened(one.name, NAME),
        "kind": _kind(one, w),
        "limit": amount(one.limit, one.unit, w),
        "value": amount(one.value, one.unit, w),
        "margin": amount(abs(left) if left is not None else None, one.unit, w),
        "margin_word": _word(left, w),
        "outside": left is not None and left < 0,
        "expected": amount(one.expected, one.unit, w),
        "owner": shortened(one.owner, SOURCE),
        "source": w("wall.source", source=shortened(one.source, SOURCE)) if one.source else "",
    }


def _kind(one: Framework, w: Words) -> str:
    """Financial or legal; with the unit, where the numbers do not carry it."""
    kind, unit = w.of(one.framework_kind), one.unit.strip()
    return (
        kind
        if not unit or numbers.has_sign(unit)
        else w("wall_steering.in_unit", kind=kind, unit=unit)
    )


def _word(left: float | None, w: Words) -> str:
    if left is None:
        return ""
    return w("wall_steering.outside" if left < 0 else "wall_steering.inside")


def amount(value: float | None, unit: str, w: Words) -> str:
    """A number; with its sign if it has one, other units stand by the kind; "onbekend" where
    nobody filled it in."""
    if value is None:
        return w("wall_steering.unknown")
    return numbers.amount(value, unit if numbers.has_sign(unit) else "", w)
