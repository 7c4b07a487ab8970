"""Ambition, forecast and framework limit in the minutes: what was set, by whom, when and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from telvertel.charts.norms import is_absent, norm_text
from telvertel.indicators.definition import Unit
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report.document import Line, Piece, Tone
from telvertel.report.items import card_of
from telvertel.wording import numbers
from telvertel.wording.words import Words


def norm_line(meeting: Meeting, item: e.AgendaItem, norm: dict[str, Any], w: Words) -> Line:
    """What was hoped, expected or allowed, as the picture says it, with its day and reason."""
    unit = Unit(card_of(meeting, item)["unit"])
    told = () if is_absent(norm) else (_set_on(norm, w), norm.get("reason"))
    more = ". ".join(part for part in told if part)
    line = (Piece(norm_text(norm, unit, w)),)
    return (*line, Piece(f" ({more})", Tone.quiet)) if more else line


def _set_on(norm: dict[str, Any], w: Words) -> str:
    if not norm.get("set_on"):
        return ""
    day = numbers.day(date.fromisoformat(str(norm["set_on"])), w)
    return w("minutes.norm.set_on", day=day)
