"""Voorspel eerst on the wall: the question, and of each side only whether it has written.

What a side expected is shown beside what it became when both sides agreed to that; else only
whether it was a surprise. Both sides have the same place.
"""

from __future__ import annotations

from typing import Any

from telvertel.indicators.period import read
from telvertel.meeting import events as e
from telvertel.meeting.stages import newest_may_show
from telvertel.meeting.state import Meeting, Note
from telvertel.wall import pictures
from telvertel.wall.expected import (
    Newest,
    became_told,
    expected_told,
    is_written,
    newest,
    surprise_told,
)
from telvertel.wall.kept_back import is_in_sight, is_kept_back, periods_kept_back
from telvertel.wall.lines import columns_of, fitting, height_of
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

SIDES = (e.Side.provider, e.Side.municipality)
SIZE = "half"  # of the picture at Voorspel
ASKED = 2  # lines that the question, and whether a side has written, take from those of the voices


def predicting(meeting: Meeting, item_id: str, room: int, w: Words) -> dict[str, Any]:
    """The question and the columns of the stage Voorspel; ``room`` is in lines under a name."""
    of = newest(meeting, item_id)
    seen = meeting.revealed(item_id)
    room = max(1, room - ASKED)
    notes = said_before(meeting, item_id)
    columns = columns_of(notes)
    drawn = [
        {"side": side.value, "name": side_name(meeting, side, w)}
        | _written(meeting, item_id, side, w)
        | fitting([one for one in notes if one.written.side is side], room, columns, w)
        for side in SIDES
    ]
    if columns > len(SIDES):
        between = fitting([one for one in notes if one.written.side is None], room, columns, w)
        together = {"side": "together", "name": w("wall.together"), "told": "", "written": False}
        drawn.insert(1, together | between)
    asked = w("prediction.seen") if seen else question(of, w)
    return {"question": asked, "compared": "" if seen else compared(of, w), "sides": drawn}


def said_before(meeting: Meeting, item_id: str) -> tuple[Note, ...]:
    """Lines written before the newest points were seen, pinned to nothing that is kept back."""
    figures = pictures.frozen_figures(meeting, item_id)
    kept = periods_kept_back(figures[0]) if figures else ()
    return tuple(
        note
        for note in meeting.notes_of(item_id)
        if not newest_may_show(note.written.stage)
        and (note.written.period is None or is_in_sight(note.written.period, kept))
    )


def _written(meeting: Meeting, item_id: str, side: e.Side, w: Words) -> dict[str, Any]:
    """Whether, never what."""
    state = state_of(meeting.predictions.get((item_id, side)))
    return {"told": w(f"prediction.state.{state}"), "written": state != "not_yet"}


def state_of(given: e.PredictionGiven | None) -> str:
    """not_yet, known or written: the key of its words in ``prediction.state``."""
    if not is_written(given):
        return "not_yet"
    return "known" if given.known else "written"


def unwritten(meeting: Meeting, item_id: str, w: Words) -> str:
    """Which sides wrote nothing yet of what can still be predicted; empty when none is left."""
    if meeting.revealed(item_id) or newest(meeting, item_id) is None:
        return ""
    left = [one for one in SIDES if not is_written(meeting.predictions.get((item_id, one)))]
    if not left:
        return ""
    names = [side_name(meeting, one, w) for one in left]
    told = "both_wait" if len(left) > 1 else "one_waits"
    return w(f"prediction.desk.{told}", one=names[0], other=names[-1])


def question(of: Newest | None, w: Words) -> str:
    if of is None:
        return w("prediction.nothing_to_predict")
    return w("prediction.question", period=numbers.period(of.period, w, short=True))


def compared(of: Newest | None, w: Words) -> str:
    """What a direction is meant against; a split figure is told in words."""
    if of is None or (of.row is not None and of.since is None):
        return ""
    if of.row is None:
        return w("prediction.in_words")
    return w("prediction.compared", period=numbers.period(of.since, w, short=True))


def outcome(meeting: Meeting, item_id: str, columns: int, w: Words) -> dict[str, Any]:
    """The prediction at Herkennen: lines per side, and how many lines to keep for them.

    Empty when nothing was predicted.
    """
    of = newest(meeting, item_id)
    if of is None or not was_predicted(meeting, item_id):
        return {}
    lines = {
        side.value: [one for one in _lines(meeting, item_id, side, of, w) if one] for side in SIDES
    }
    rows = max(sum(height_of(one, columns) for one in told) for told in lines.values())
    return {"lines": lines, "rows": rows}


def was_predicted(meeting: Meeting, item_id: str) -> bool:
    """Whether a side wrote what it expects, or said afterwards whether it was surprised."""
    written = any(is_written(meeting.predictions.get((item_id, side))) for side in SIDES)
    return written or any(where == item_id for where, _ in meeting.surprises)


def _lines(meeting: Meeting, item_id: str, side: e.Side, of: Newest, w: Words) -> tuple[str, ...]:
    if not meeting.gap_agreed(item_id):
        return (surprise_told(meeting, item_id, side, w),)
    given = meeting.predictions.get((item_id, side))
    return (expected_told(given, of, w), became_told(given, of, w))


def visible_later(meeting: Meeting, item_id: str, period: str | None, w: Words) -> str:
    """That what happened since a period comes later, when it is still to be predicted; else ""."""
    of = newest(meeting, item_id) if is_kept_back(meeting, item_id) else None
    if of is None or period is None or read(period).start > read(of.period).end:
        return ""
    if is_in_sight(period, periods_kept_back(pictures.frozen_figures(meeting, item_id)[0])):
        return ""
    return w("prediction.visible_later", period=numbers.period(period, w))
