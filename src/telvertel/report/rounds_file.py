"""Silent rounds and positions of a meeting as data, with no more in them than in the minutes.

One entry per closed round with its lines or its counts, and one per side that said aloud where it
stands. Nothing here knows who, when, or in which order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report.items import discussed
from telvertel.report.rounds import Outcome, outcomes
from telvertel.wall.positions import SIDES


def as_json(meeting: Meeting) -> bytes:
    items = discussed(meeting)
    kept = {
        "meeting": meeting.id,
        "rounds": [_round(one) for item in items for one in outcomes(meeting, item.id)],
        "positions": [one for item in items for one in _positions(meeting, item)],
    }
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def _round(came: Outcome) -> dict[str, Any]:
    """Lines that became notes are given by the ids of those; the side is null for together."""
    opened = came.round.opened
    return {
        "item": opened.item,
        "kind": opened.round_kind.value,
        "question": opened.question,
        "note": opened.note,
        "lines": [one.model_dump(mode="json") for one in came.lines],
        "taken": [note.id for note in came.taken],
        "positions": [one.model_dump(mode="json") for one in came.closed.positions],
        "left_out": came.closed.left_out,
    }


def _positions(meeting: Meeting, item: e.AgendaItem) -> Iterator[dict[str, Any]]:
    for note in meeting.notes_of(item.id):
        for side in SIDES:
            if position := meeting.positions.get((note.id, side)):
                yield {
                    "item": item.id,
                    "note": note.id,
                    "side": side.value,
                    "position": position.value,
                }
