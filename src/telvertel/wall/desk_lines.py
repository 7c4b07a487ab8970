"""The lines of an item at the desk, and the held ones about which somebody has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telvertel.charts.said import standing_told
from telvertel.indicators.reading import Standing
from telvertel.meeting.lasting import Visibility
from telvertel.meeting.state import Meeting, Note
from telvertel.privacy.text import ConcernKind
from telvertel.wall.also_said import also_said
from telvertel.wall.desk_hints import asks_municipality
from telvertel.wall.naming import side_name
from telvertel.wall.standing import why_unread
from telvertel.wording import numbers
from telvertel.wording.words import Words

# What hangs on a line and can be corrected with it.
HANGS = {
    "perspective",
    "basis",
    "reason_tag",
    "reason_side",
    "evidence",
    "follow_up",
    "visibility",
    "theme",
    "principles",
}
UNREAD = (Standing.not_read, Standing.too_short)  # points of which nothing may be said


def lines(meeting: Meeting, item: str | None, w: Words) -> list[dict[str, Any]]:
    """Lines of an item, newest last, those pulled back included and marked; no held ones."""
    if not item:
        return []
    return [_line(meeting, note, w) for note in meeting.notes_of(item, every=True) if not note.held]


def held(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Lines off the wall about which somebody still has to decide, of the whole meeting."""
    return [
        {
            "id": note.id,
            "text": note.text,
            "also": also_said(meeting, note, w),
            "about": w(
                "desk.held_about",
                item=_number(meeting, note),
                number=note.number,
                side=side_name(meeting, note.written.side, w),
            ),
        }
        for note in meeting.held()
    ]


def _number(meeting: Meeting, note: Note) -> int | str:
    """The place of its item on the agenda; an item that left it has none."""
    return meeting.number_of(note.written.item) if meeting.item(note.written.item) else "–"


def _line(meeting: Meeting, note: Note, w: Words) -> dict[str, Any]:
    written = note.written
    return {
        "id": note.id,
        "number": note.number or "·",
        "text": note.text,
        "kind": written.note_kind.value,
        "kind_name": w.of(written.note_kind),
        "side": written.side.value if written.side else "",
        "period": written.period or "",
        "period_name": numbers.period(written.period, w, short=True) if written.period else "",
        "standing": _standing(meeting, note, w),
        "set_aside": set_aside(note.overruled, w),
        "pulled_back": note.pulled_back,
        "wiped": note.wiped,
        "private": note.private,
        "talk_only": written.visibility is Visibility.talk,
        "asks_municipality": asks_municipality(meeting, note),
        "revised": len(note.earlier_texts),
        "hangs": {} if note.wiped else written.model_dump(mode="json", include=HANGS),
        "at": numbers.clock(note.at, w, seconds=True),
        "since": note.at.isoformat(),
    }


def set_aside(kinds: Sequence[str], w: Words) -> str:
    """That a line was let through although the check doubted it, and of what; else empty."""
    told = w.join(tuple(w.of(ConcernKind(one)) for one in dict.fromkeys(kinds)))
    return w("concerns.set_aside", kinds=told) if kinds else ""


def _standing(meeting: Meeting, note: Note, w: Words) -> str:
    """What could be said of the pinned point, and what that asks of the story; else empty."""
    reading = note.written.reading
    if not reading:
        return ""
    because = why_unread(meeting, note) if reading == Standing.not_read else ""
    told = w(f"reading.unread.{because}") if because else standing_told(Standing(reading), w)
    key = "unread" if reading in UNREAD else "common" if reading == Standing.common else "signal"
    return w(f"desk.standing.{key}", told=told)
