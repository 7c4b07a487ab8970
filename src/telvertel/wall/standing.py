"""What could be said of the point a line is pinned to, at the moment it is written.

The browser knows no reading: the server finds it in the reading that was frozen with the figures,
and it is kept with the line.
"""

from __future__ import annotations

from telvertel.indicators.period import read
from telvertel.indicators.reading import Standing, is_complete, thaw
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting, Note
from telvertel.privacy.mark import Mark
from telvertel.wall.pictures import frozen_figures


def standing_at(meeting: Meeting, body: e.NoteWritten | e.NoteRevised) -> Standing | None:
    """The standing of the pinned point; None without a pin, and for a series that is not read.

    A message that is sent again keeps what was said the first time, also when figures came since.
    """
    held = next((note.written for note in meeting.notes if note.id == body.note), None)
    if held and isinstance(body, e.NoteWritten):
        return Standing(held.reading) if held.reading else None
    written = held or body
    if not body.period or not isinstance(written, e.NoteWritten) or written.group:
        return None
    frozen = meeting.frozen.get(written.item)
    if frozen is None or frozen.reading is None:
        return None
    return thaw(frozen.reading).reading_of(body.period)


def with_standing(meeting: Meeting, saying: e.Saying) -> e.Saying:
    """The saying with the standing written in a line of the talk; anything else as it was."""
    body = saying.body
    if not isinstance(body, e.NoteWritten | e.NoteRevised):
        return saying
    told = body.model_copy(update={"reading": standing_at(meeting, body)})
    return saying.model_copy(update={"body": told})


def why_unread(meeting: Meeting, note: Note) -> str:
    """Why the pinned point is not read, as a key of ``reading.unread``; empty when not known."""
    period, figures = note.written.period, frozen_figures(meeting, note.written.item)
    if period is None or not figures:
        return ""
    rows = figures[0].frame.filter(period=period, group="").to_dicts()
    if len(rows) != 1:
        return ""
    (row,) = rows
    reasons = {
        "small": row["mark"] == Mark.small,
        "dominated": row["mark"] == Mark.dominated,
        "missing": row["mark"] == Mark.missing,
        "provisional": row["status"] != "final",
        "incomplete": not is_complete(row),
        "before_break": _is_before_a_break(meeting, note),
    }
    return next((key for key, applies in reasons.items() if applies), "")


def _is_before_a_break(meeting: Meeting, note: Note) -> bool:
    at = read(note.written.period).start
    breaks = meeting.frozen[note.written.item].breaks
    return any(at < read(one["period"]).start for one in breaks)
