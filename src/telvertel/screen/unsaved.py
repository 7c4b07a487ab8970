"""What stands in a table and is not kept yet: it outlives another form, another tab and another
desk, and knows what its writer had seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from telvertel.days import today
from telvertel.meeting.state import Meeting
from telvertel.screen import session

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Filled:
    """Rows, the day from which they hold, and why."""

    rows: Rows
    day: date | None
    reason: str = ""


@dataclass(frozen=True)
class Unsaved:
    """One table as it stands in this browser session."""

    place: str  # where the session keeps it
    edition: int  # versions of its own kind that were there when it was begun
    base: int  # what the writer had seen
    columns: str  # as they were drawn; with other columns it is drawn anew
    first: Filled  # as it was begun
    start: Filled  # as it was drawn last: a drawn table keeps its own changes on top of this
    typed: Filled  # as it stands now
    drawn: str  # tells one drawing from another
    doubted: Filled | None = None  # what the second look asked about

    @property
    def is_touched(self) -> bool:
        return self.typed != self.first

    def key(self, part: str) -> str:
        return f"{part}-{self.place}-{self.drawn}"


def opened(place: str, meeting: Meeting, rows: Rows, columns: str, edition: int) -> Unsaved:
    """The table as it was left here, else as it holds; a new version of somebody else comes in by
    itself as long as nothing was typed."""
    held: Unsaved | None = session.kept(place)
    if held is None or (held.edition != edition and not held.is_touched):
        new = Filled(rows, today())
        return _put(
            Unsaved(place, edition, meeting.sequence, columns, new, new, new, uuid4().hex[:8])
        )
    if held.edition == edition:
        held = replace(held, base=meeting.sequence)
    if held.columns != columns or session.kept(held.key("table")) is None:
        held = replace(held, columns=columns, start=held.typed, drawn=uuid4().hex[:8])
    return _put(held)


def typed(held: Unsaved, rows: Rows, day: date | None, reason: str) -> Unsaved:
    return _put(replace(held, typed=Filled(rows, day, reason)))


def doubted(held: Unsaved) -> Unsaved:
    return _put(replace(held, doubted=held.typed))


def done(held: Unsaved) -> None:
    session.keep(held.place, None)


def _put(held: Unsaved) -> Unsaved:
    session.keep(held.place, held)
    return held
