"""Points that were put aside: at the desk until somebody says they were talked about."""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wall.naming import side_name
from telvertel.wording.words import Words


def parked(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Open points: those that wait for this stage first, then those of this item, then the rest."""
    found = [_point(meeting, one, w) for one in meeting.open_parked()]
    return sorted(found, key=lambda one: (not one["now"], not one["here"]))


def _point(meeting: Meeting, one: e.Parked, w: Words) -> dict[str, Any]:
    step = meeting.step
    here = bool(step and one.item and one.item == step.item)
    place = ""
    if meeting.item(one.item):
        number = meeting.number_of(one.item)
        stage = w.of(one.stage) if one.stage else w("desk.parked_any_stage")
        place = w("desk.step_item", number=number, stage=stage)
    side = side_name(meeting, one.side, w) if one.side else w("wall.together")
    return {
        "id": one.parked,
        "text": one.text,
        "about": " · ".join(part for part in (place, side) if part),
        "here": here,
        "now": here and one.stage is not None and one.stage is step.stage,
    }
