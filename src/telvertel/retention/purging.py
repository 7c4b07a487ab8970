"""Removing what is due, with a line of proof in the audit log for each thing that went.

Nothing is removed after *stop en bewaar*, until somebody opens the installation again.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from telvertel import forgetting
from telvertel.figures.troubles import FiguresTrouble
from telvertel.figures.warehouse import Warehouse
from telvertel.installation import Installation
from telvertel.journal.audit import Act
from telvertel.journal.erase_list import Gone
from telvertel.journal.periods import Periods
from telvertel.journal.troubles import JournalTrouble
from telvertel.retention import logs, stopping
from telvertel.retention.kept import Keeping, Kept, Subject, kept, waiting
from telvertel.selfcheck import backups

log = logging.getLogger(__name__)

TALKING = timedelta(hours=3)  # since the last word of a meeting that is open


@dataclass(frozen=True)
class Purged:
    """What went, and what was due but could not go now: it is tried again the next time."""

    gone: tuple[Kept, ...] = ()
    refused: tuple[Kept, ...] = ()


def due(house: Keeping, periods: Periods, today: date) -> tuple[Kept, ...]:
    """What would go today."""
    return tuple(one for one in kept(house, periods) if one.is_due(today))


def purge(house: Installation, periods: Periods, today: date) -> Purged:
    """Remove everything that is due, and take what was erased out of the copies too."""
    if stopping.stopped_at(house.home):
        return Purged()
    gone, refused = [], []
    for one in due(house, periods, today):
        try:
            _REMOVED_BY[one.subject](house, one.name)
            house.audit.add(Act.purged, **_facts(one))
            gone.append(one)
        except (OSError, JournalTrouble, FiguresTrouble) as trouble:
            log.error("not purged: %s, %s", one.subject.value, type(trouble).__name__)
            house.audit.add(Act.not_purged, **_facts(one))
            refused.append(one)
    house.sessions.forget_past()
    _follow_in_copies(house)
    return Purged(tuple(gone), tuple(refused))


def is_talking(house: Installation, now: datetime | None = None) -> bool:
    """Whether people are in a talk now: then purging waits."""
    now = now or datetime.now(UTC)
    return any(
        one.opened_at and not one.sealed_at and one.said_at and now - one.said_at < TALKING
        for one in house.telling.meetings()
    )


def _facts(one: Kept) -> dict[str, str]:
    name = Path(one.name).name if one.subject is Subject.copy else one.name
    return {
        "subject": one.subject.value,
        "name": name,
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else "",
    }


def _notes(house: Installation, meeting: str) -> None:
    """The words go out of lines, database, drafts and what was set aside; the chain stays."""
    house.telling.erase(meeting, Gone(expired=waiting(house.journal, meeting)))
    house.journal.drafts.drop(meeting)


def _log(house: Installation, name: str) -> None:
    (house.home / logs.FOLDER / name).unlink(missing_ok=True)


def _in_copy(house: Installation, work: Callable[[Warehouse], None]) -> None:
    last = backups.last(house.home)
    if last is None:
        return
    figures = Warehouse(last.folder / "figures")
    try:
        work(figures)
    finally:
        figures.close()


def _older(figures: Warehouse, day: str) -> None:
    forgetting.forget(figures, date.fromisoformat(day))


_REMOVED_BY: dict[Subject, Callable[[Installation, str], None]] = {
    Subject.cube: lambda house, version: house.warehouse.drop(version),
    Subject.notes: _notes,
    Subject.log: _log,
    Subject.copy: lambda house, folder: shutil.rmtree(folder),
    Subject.older: lambda house, day: _older(house.warehouse, day),
    Subject.copied_cube: lambda house, name: _in_copy(house, lambda one: one.drop(name)),
    Subject.copied_older: lambda house, day: _in_copy(house, lambda one: _older(one, day)),
}


def _follow_in_copies(house: Installation) -> None:
    try:
        house.journal.erase_in_copies()
    except (OSError, ValueError) as trouble:
        log.error("copies do not follow the erase list: %s", type(trouble).__name__)
