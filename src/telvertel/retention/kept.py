"""What an installation keeps, since when and until when; nothing is changed here.

Delivered files and records are not in the list: an import reads them in memory and in a process of
its own, and writes only the protected figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from telvertel import counting
from telvertel.figures.warehouse import Warehouse
from telvertel.installation import Installation
from telvertel.journal import backup
from telvertel.journal.journal import Journal
from telvertel.journal.periods import Periods
from telvertel.meeting.expiring import texts_of_the_talk
from telvertel.retention import logs
from telvertel.selfcheck import backups


class Subject(StrEnum):
    """What is kept; the words are ``retention.subject.<value>``."""

    cube = "cube"  # one version of the protected figures, with its sticky table
    notes = "notes"  # what people said and wrote in one meeting
    log = "log"  # the log of one day
    copy = "copy"  # one copy of all conversations, elsewhere
    copied_cube = "copied_cube"  # a version of the figures in a copy


@dataclass(frozen=True)
class Kept:
    """One thing that is kept. ``until`` None: it has no end date, because all in it is invented."""

    subject: Subject
    name: str  # id of a version or a meeting, name of a file, folder of a copy
    since: date
    until: date | None

    def is_due(self, today: date) -> bool:
        return self.until is not None and self.until < today


def kept(house: Installation, periods: Periods) -> tuple[Kept, ...]:
    """Everything with an end date, by kind and then the oldest first."""
    found = (
        *_cubes(house, periods),
        *_notes(house, periods),
        *_logs(house.home, periods),
        *_copies(house.home, periods),
    )
    order = tuple(Subject)
    return tuple(sorted(found, key=lambda one: (order.index(one.subject), one.since, one.name)))


def _cubes(house: Installation, periods: Periods) -> Iterator[Kept]:
    parties = counting.parties(house.warehouse)
    invented = bool(parties) and all(one.fictional for one in parties)
    for name in house.warehouse.stored():
        made = house.warehouse.version(name).at.date()
        until = None if invented else made + timedelta(days=periods.cube_days)
        yield Kept(Subject.cube, name, made, until)


def _notes(house: Installation, periods: Periods) -> Iterator[Kept]:
    """Meetings in which something that was said still stands."""
    for one in house.telling.meetings():
        if one.plan is None or not waiting(house.journal, one.id):
            continue
        held = one.plan.held_on
        until = None if one.plan.fictional else held + timedelta(days=periods.notes_days)
        yield Kept(Subject.notes, one.id, held, until)


def waiting(journal: Journal, meeting: str) -> frozenset[int]:
    """The events of a meeting whose texts have an end date and still stand."""
    return texts_of_the_talk(journal.since(meeting))


def _logs(home: Path, periods: Periods) -> Iterator[Kept]:
    for path, day in logs.of_days_before(home):
        yield Kept(Subject.log, path.name, day, day + timedelta(days=periods.log_days))


def _copies(home: Path, periods: Periods) -> Iterator[Kept]:
    """Copies where the last one was put, as long as that place is there. The newest copy of the
    conversations stays until there is a newer one: it may be the only one."""
    last = backups.last(home)
    if last is None or not last.folder.is_dir():
        return
    made = sorted(backup.copies(last.folder / "journal").items(), key=lambda pair: pair[1])
    for path, at in made[:-1]:
        until = at.date() + timedelta(days=periods.backup_days)
        yield Kept(Subject.copy, str(path), at.date(), until)
    figures = Warehouse(last.folder / "figures")
    try:
        for name in figures.stored():
            at = figures.version(name).at.date()
            fictional = counting.parties(figures, name)
            invented = bool(fictional) and all(one.fictional for one in fictional)
            until = None if invented else at + timedelta(days=periods.cube_days)
            yield Kept(Subject.copied_cube, name, at, until)
    finally:
        figures.close()


def today() -> date:
    return datetime.now(UTC).date()
