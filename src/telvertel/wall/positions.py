"""Where people stand on an explanation: a spread per side, never a majority and never an average.

A side that said it aloud at the table stands with one word; a round of phones stands with how many
chose which, both sides at the same size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wall.naming import side_name
from telvertel.wording.words import Words

SHOWN = 2  # explanations whose positions stand under the voices; the newest
LETTERS = 40  # in half the width
SIDES = (e.Side.provider, e.Side.municipality)


def spreads(meeting: Meeting, item_id: str, w: Words) -> list[dict[str, Any]]:
    """Explanations of an item with where each side stands, under the number of the explanation."""
    found = [
        {"number": note.number, "sides": told}
        for note in meeting.notes_of(item_id)
        if (told := told_of(meeting, note.id, w))
    ]
    return found[-SHOWN:]


def rows(meeting: Meeting, item_id: str, w: Words) -> int:
    """Lines of text that the spreads take under the voices, the rule above them included."""
    found = spreads(meeting, item_id, w)
    return bool(found) + sum(
        max(math.ceil(len(text) / (LETTERS * (3 - len(one["sides"])))) for text in one["sides"])
        for one in found
    )


def told_of(meeting: Meeting, note: str, w: Words) -> list[str]:
    """One text per side, or one for both together; empty when nobody has said anything yet.

    What a side said aloud after its phones chose is the later word, so it holds.
    """
    counts = _counted(meeting, note)
    taken = {side: meeting.positions.get((note, side)) for side in SIDES}
    aloud = [side for side, one in taken.items() if one]
    if not counts and not aloud:
        return []
    if any(one.side is None for one in counts) and len(aloud) < len(SIDES):
        both = _spread(meeting, None, counts, w)
        return [both, *(_aloud(meeting, side, taken[side], w) for side in aloud)]
    return [
        _spread(meeting, side, counts, w)
        if counts and side not in aloud
        else _aloud(meeting, side, taken[side], w)
        for side in SIDES
    ]


def _aloud(meeting: Meeting, side: e.Side, one: e.Position | None, w: Words) -> str:
    told = w.of(one) if one else w("rounds.not_said")
    return w("rounds.stands", side=side_name(meeting, side, w), told=told)


def _counted(meeting: Meeting, note: str) -> Sequence[e.PositionCount]:
    """What the last round about an explanation came to."""
    rounds = [
        one.closed.positions
        for one in meeting.rounds
        if one.opened.note == note and one.closed and one.closed.positions
    ]
    return rounds[-1] if rounds else ()


def _spread(
    meeting: Meeting, side: e.Side | None, counts: Sequence[e.PositionCount], w: Words
) -> str:
    chosen = {one.position: one.count for one in counts if one.side is side}
    words = [
        w("rounds.chose", position=w(f"rounds.short.{one.value}"), count=chosen[one])
        for one in e.Position
        if one in chosen
    ]
    told = " · ".join(words) or w("rounds.nobody")
    return w("rounds.stands", side=side_name(meeting, side, w), told=told)


def in_full(meeting: Meeting, counts: Sequence[e.PositionCount], w: Words) -> list[dict[str, Any]]:
    """The whole spread on a screen of its own: every position, also where nobody stands."""
    together = any(one.side is None for one in counts)
    return [
        {
            "name": side_name(meeting, side, w),
            "stands": [
                {
                    "name": w.of(one),
                    "count": sum(c.count for c in counts if c.side is side and c.position is one),
                }
                for one in e.Position
            ],
        }
        for side in ((None,) if together else SIDES)
    ]


def at_desk(meeting: Meeting, item_id: str) -> list[dict[str, Any]]:
    """The explanations of an item, newest first, with what each side said aloud."""
    return [
        {
            "id": note.id,
            "number": note.number,
            "text": note.text,
            "taken": {
                side.value: position.value
                for side in SIDES
                if (position := meeting.positions.get((note.id, side)))
            },
        }
        for note in reversed(meeting.notes_of(item_id))
        if note.written.note_kind is e.NoteKind.explanation
    ]
