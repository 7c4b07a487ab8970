"""The board of preconditions on the wall, drawn so that a room takes it in at one look (M33–M36).

Two columns: what gives room and what obstructs, a row per kind. Between them run the pairs that
clash, overlap or strengthen each other. What does not fit is counted, never drawn smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import (
    Bearing,
    ClashNoted,
    Disposition,
    PreconditionKind,
    PreconditionNoted,
    Relation,
)
from telvertel.meeting.preconditions import Board, board
from telvertel.meeting.state import Meeting
from telvertel.wall.lines import shortened
from telvertel.wall.naming import figure_name
from telvertel.wording.words import Words

ROWS = 4  # boxes beneath each other
BOXES = 8
PAIRS = 3
TEXT = 62  # letters in three lines of a box, what both want with it included
EXAMPLE = 60  # letters in two lines under a pair
WHOM = 16  # letters of whom something is taken up with
UNRATED = 2  # preconditions nobody rated yet, named in one line
FIGURES = 2  # figures named with the number of clashes that touch them
IN_LINE = 48  # letters of what they say
COLUMNS = (Bearing.gives_room, Bearing.obstructs)
LOUDEST = (Relation.clashes, Relation.overlaps, Relation.strengthens)


@dataclass(frozen=True)
class Box:
    """A precondition in its place: row from 0, and its column."""

    noted: PreconditionNoted
    row: int


def preconditions_board(
    meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None
) -> dict[str, Any]:
    """The board as it stands; calm when nothing was named."""
    found = board(meeting)
    if not found.preconditions:
        return {"title": w("wall_steering.no_preconditions"), "boxes": []}
    chosen = _chosen(found)
    boxes = _placed(chosen)
    pairs = _pairs(found, boxes)
    rated = sum(one.bearing is not None for one in found.preconditions)
    return {
        "title": w("wall_steering.board_title"),
        "figures": clashes_by_figure(meeting, found, w),
        "heads": [{"id": one.value, "name": w.of(one)} for one in COLUMNS],
        "rows": 1 + max((one.row for one in boxes), default=-1),
        "kinds": _kinds(boxes, w),
        "boxes": [_box(one, w) for one in boxes],
        "pairs": [_pair(n, one, boxes, w) for n, one in enumerate(pairs, 1)],
        "figure_status": _more(rated - len(boxes), len(found.pairs) - len(pairs), w),
        "unrated": _unrated(found, w),
    }


def _chosen(found: Board) -> list[PreconditionNoted]:
    """What fits, first both ends of what goes together; in the order of the board."""
    rated = [one for one in found.preconditions if one.bearing]
    groups = [{pair.one, pair.other} for pair in _by_loudness(found.pairs)]
    groups += [{one.precondition} for one in rated]
    kept: list[PreconditionNoted] = []
    for names in groups:
        tried = [one for one in rated if one in kept or one.precondition in names]
        if len(tried) <= BOXES and max((box.row for box in _placed(tried)), default=0) < ROWS:
            kept = tried
    return kept


def _by_loudness(pairs: Sequence[ClashNoted]) -> list[ClashNoted]:
    """What clashes first, for that is what the room has to see."""
    return sorted(pairs, key=lambda one: LOUDEST.index(one.relation))


def _placed(chosen: list[PreconditionNoted]) -> list[Box]:
    """A row per kind; a kind with more on one side takes as many rows."""
    boxes, first = [], 0
    for kind in PreconditionKind:
        of_kind = [one for one in chosen if one.precondition_kind is kind]
        by_side = [[one for one in of_kind if one.bearing is side] for side in COLUMNS]
        boxes += [Box(one, first + n) for side in by_side for n, one in enumerate(side)]
        first += max(map(len, by_side))
    return boxes


def _kinds(boxes: list[Box], w: Words) -> list[dict[str, Any]]:
    """The name of each kind with the rows it takes."""
    rows: dict[PreconditionKind, list[int]] = {}
    for one in boxes:
        rows.setdefault(one.noted.precondition_kind, []).append(one.row)
    return [
        {
            "name": w(f"wall_steering.kind.{kind.value}"),
            "row": min(taken),
            "rows": max(taken) - min(taken) + 1,
        }
        for kind, taken in rows.items()
    ]


def _box(box: Box, w: Words) -> dict[str, Any]:
    noted, wanted = box.noted, _disposition(box.noted, w)
    return {
        "id": noted.precondition,
        "row": box.row,
        "bearing": noted.bearing.value,
        "text": shortened(noted.text, TEXT - len(wanted)),
        "disposition": wanted,
    }


def _disposition(noted: PreconditionNoted, w: Words) -> str:
    """What both want with it; of what goes up, to whom."""
    if noted.disposition is None:
        return ""
    told = w.of(noted.disposition).lower()
    escalates = noted.disposition is Disposition.escalate and noted.escalate_to
    return f"{told}: {shortened(noted.escalate_to, WHOM)}" if escalates else told


def _pairs(found: Board, boxes: list[Box]) -> list[ClashNoted]:
    """Pairs of which both are in sight, what clashes first."""
    seen = {one.noted.precondition for one in boxes}
    drawn = [one for one in found.pairs if {one.one, one.other} <= seen]
    return _by_loudness(drawn)[:PAIRS]


def _pair(number: int, pair: ClashNoted, boxes: list[Box], w: Words) -> dict[str, Any]:
    by_id = {one.noted.precondition: one for one in boxes}
    ends = [by_id[name] for name in (pair.one, pair.other)]
    return {
        "number": number,
        "relation": pair.relation.value,
        "word": w.of(pair.relation).lower(),
        "ends": [{"row": one.row, "bearing": one.noted.bearing.value} for one in ends],
        "example": shortened(pair.example, EXAMPLE) or w("wall_steering.no_example"),
        "told": bool(pair.example.strip()),
        "owner": pair.owner or w("wall.nobody_yet"),
    }


def _more(boxes: int, pairs: int, w: Words) -> str:
    told = []
    if boxes > 0:
        told.append(w("wall_steering.more_preconditions", count=boxes))
    if pairs > 0:
        told.append(w("wall_steering.more_pairs", count=pairs))
    return " · ".join(told)


def _unrated(found: Board, w: Words) -> str:
    """What was named and not yet said whether it gives room or obstructs."""
    texts = [one.text for one in found.preconditions if one.bearing is None]
    if not texts:
        return ""
    return w("wall_steering.unrated", texts=shortened(w.join(texts[:UNRATED]), IN_LINE))


def clashes_by_figure(meeting: Meeting, found: Board, w: Words) -> str:
    """ "Wachttijd: 2 botsingen": the number beside the figure that is touched most (M34)."""
    told = {
        figure_name(meeting, indicator, w): count
        for indicator in dict.fromkeys(item.indicator for item in meeting.agenda)
        if (count := len(found.clashes_of(indicator)))
    }
    loudest = sorted(told, key=told.get, reverse=True)[:FIGURES]
    said = [f"{name}: {w('wall_steering.clashes', count=told[name])}" for name in loudest]
    return shortened(" · ".join(said), IN_LINE)


def clashes_at(meeting: Meeting, item_id: str, w: Words) -> str:
    """How many preconditions clash about the figure of an item; nothing when none does."""
    item = meeting.item(item_id)
    pairs = board(meeting).clashes_of(item.indicator) if item else ()
    count = len({name for pair in pairs for name in (pair.one, pair.other)})
    return w("wall_steering.clashing", count=count) if count else ""
