"""Lines: what was said, as it stands beside a picture, and how much of it fits there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from telvertel.charts.theme import text_width
from telvertel.meeting.events import Basis
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting, Note
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

SMALLEST = 40  # pixels of the smallest letter at 1080 lines

# What fits beside the picture at that size, in lines of text under the name of a side. The rest is
# counted behind "en nog".
ROOM = {"full": 2, "half": 4, "wide": 5, "slim": 6}  # by size of the picture
ONE_LINE = 45  # letters that may stand on one line, where the column is as wide
COLUMN = {2: 800, 3: 510}  # of a column beside a marker, in pixels at that size
LINE = 690  # of a running text: at most 45 letters
MOST = 4  # things said by one side that an eye takes in; older ones are counted
RETOLD = (Basis.client_voice, Basis.case)
NEWEST = 2  # lines of its own stage that stand under the agreements
WIDTH = {2: LINE, 3: 565}  # of a line in a column, in pixels at that size


def columns_of(notes: Sequence[Note]) -> int:
    """Two voices, and a column between them when something was said together."""
    return 3 if any(note.written.side is None for note in notes) else 2


def lines_of(text: str, columns: int) -> int:
    """About how many lines a text takes in a column; as many as columns, the rest is cut."""
    if len(text) <= ONE_LINE and text_width(text, SMALLEST) <= COLUMN[columns]:
        return 1
    return min(columns, rows_of(text, min(COLUMN[columns], LINE)))


def rows_of(text: str, width: float, bold: bool = False) -> int:
    """Lines of whole words that a text takes in so many pixels at that size; a longer word is
    broken. At least 1."""
    rows, used = 1, 0.0
    for word in text.split():
        wide = text_width(word, SMALLEST, bold)
        space = text_width(" ", SMALLEST) if used else 0.0
        if used and used + space + wide > width:
            rows, used, space = rows + 1, 0.0, 0.0
        over = max(math.ceil(wide / width) - 1, 0)
        rows, used = rows + over, used + space + wide - over * width
    return rows


def height_of(text: str, columns: int) -> int:
    """Lines that a text without a marker takes in a column; two at most, the rest is cut."""
    return min(2, max(1, math.ceil(text_width(text, SMALLEST, bold=True) / WIDTH[columns])))


def smallest_with(lines: float) -> str:
    """The largest picture that leaves room for so many lines; the smallest when none does."""
    return next((size for size, room in ROOM.items() if lines <= room), "slim")


def fitting(notes: Sequence[Note], room: int, columns: int, w: Words) -> dict[str, Any]:
    """The newest notes that fit, the very newest always; oldest first, and how many more."""
    kept: list[Note] = []
    for note in reversed(notes):
        rest = len(notes) - len(kept) - 1
        used = sum(lines_of(one.text, columns) for one in [note, *kept])
        if kept and (used + bool(rest) > room or len(kept) == MOST):
            break
        kept.insert(0, note)
    more = len(notes) - len(kept)
    left = room - sum(lines_of(one.text, columns) for one in kept) - bool(more)
    return {
        "lines": _with_reasons(kept, left, columns, w),
        "more": w("wall.more_lines", count=more) if more else "",
        "left_out": more,
    }


def shortened(text: str, letters: int) -> str:
    """A text whole when it fits, else up to the last whole word; the minutes hold the rest."""
    told = " ".join(text.split())
    if len(told) <= letters:
        return told
    return told[:letters].rpartition(" ")[0].rstrip(",;:.") + " …"


def said_at(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> list[dict[str, Any]]:
    """The newest lines of an item said in a stage, oldest first, each with who said it."""
    said = [one for one in meeting.notes_of(item_id) if one.written.stage is stage][-NEWEST:]
    return [line(one, w) | {"name": side_name(meeting, one.written.side, w)} for one in said]


def line(note: Note, w: Words) -> dict[str, Any]:
    period = note.written.period
    return {
        "id": note.id,
        "number": note.number,
        "pinned": bool(period),
        "text": note.text,
        "kind": w.of(note.written.note_kind),
        "period": numbers.period(period, w, short=True) if period else "",
        "reason": "",
    }


def reason_of(note: Note, w: Words) -> str:
    """ "personeel · kant van de gemeente": why, and on whose side it lies (M04, M05); of the words
    of somebody who is not at the table where they come from."""
    written = note.written
    tag, side = written.reason_tag, written.reason_side
    told = [w(f"wall_steering.reason.{tag.value}")] if tag else []
    told += [w(f"wall_steering.reason_side.{side.value}")] if side else []
    told += [written.evidence] if written.evidence and written.basis in RETOLD else []
    return " · ".join(told)


def lines_of_note(note: Note, columns: int, w: Words) -> int:
    """Lines that a note takes with its reason under it."""
    reason = reason_of(note, w)
    under = rows_of(reason, min(COLUMN[columns], LINE)) if reason else 0
    return lines_of(note.text, columns) + under


def _with_reasons(kept: Sequence[Note], left: int, columns: int, w: Words) -> list[dict[str, Any]]:
    """The lines with their reasons, the newest first to get one: no reason pushes a line away."""
    drawn = []
    for note in reversed(kept):
        takes = lines_of_note(note, columns, w) - lines_of(note.text, columns)
        fits = takes <= left
        left -= takes if fits else 0
        drawn.insert(0, line(note, w) | ({"reason": reason_of(note, w)} if fits else {}))
    return drawn
