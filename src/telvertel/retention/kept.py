"""What an installation keeps, since when and until when; nothing is changed here.

Delivered files and records are not in the list: an import reads them in memory and in a process of
its own, and writes only the protected figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from telvertel import counting, forgetting
from telvertel.days import day_of
from telvertel.figures import invented
from telvertel.figures.warehouse import Warehouse
from telvertel.installation import Installation
from telvertel.journal import backup
from telvertel.journal.journal import Journal
from telvertel.journal.lines import read
from telvertel.journal.periods import Periods
from telvertel.journal.record import event_of
from telvertel.meeting import state
from telvertel.meeting.events import Event, MeetingPlanned
from telvertel.meeting.expiring import texts_of_the_talk
from telvertel.retention import logs
from telvertel.selfcheck import backups


class Subject(StrEnum):
    """What is kept; the words are ``retention.subject.<value>``."""

    cube = "cube"  # one version of the protected figures, with its sticky table
    older = "older"  # what was taken over on one day, in versions that were made later
    notes = "notes"  # what people said and wrote in one meeting
    log = "log"  # the log of one day
    copy = "copy"  # one copy of all conversations, elsewhere
    copied_cube = "copied_cube"  # a version of the figures in a copy
    copied_older = "copied_older"


@dataclass(frozen=True)
class Kept:
    """One thing that is kept. ``until`` None: it has no end date, because all in it is invented."""

    subject: Subject
    name: str  # id of a version or a meeting, name of a file, folder of a copy, a day
    since: date
    until: date | None

    def is_due(self, today: date) -> bool:
        return self.until is not None and self.until < today


@dataclass(frozen=True)
class OnDisk:
    """An installation that is only looked at, also while the app has it open."""

    home: Path
    warehouse: Warehouse


Keeping = Installation | OnDisk


def kept(house: Keeping, periods: Periods) -> tuple[Kept, ...]:
    """Everything with an end date, by kind and then the oldest first."""
    found = (
        *_cubes(house, periods),
        *_notes(house, periods),
        *_logs(house.home, periods),
        *_copies(house.home, periods),
    )
    order = tuple(Subject)
    return tuple(sorted(found, key=lambda one: (order.index(one.subject), one.since, one.name)))


def _cubes(house: Keeping, periods: Periods) -> Iterator[Kept]:
    yield from _figures(Subject.cube, Subject.older, house.warehouse, periods)


def _figures(
    subject: Subject, older: Subject, figures: Warehouse, periods: Periods
) -> Iterator[Kept]:
    """The versions of a warehouse, and what in them is older than they are. What somebody delivered
    into the demo themselves has an end date like any other."""
    of_demo = _of_demo(figures)
    made = {name: day_of(figures.version(name).at) for name in figures.stored()}
    for name, day in made.items():
        until = None if name in of_demo else day + timedelta(days=periods.cube_days)
        yield Kept(subject, name, day, until)
    stays = {day for name, day in made.items() if name in of_demo}
    if set(made) - of_demo:
        yield from _older(older, figures, periods, stays)


def _of_demo(figures: Warehouse) -> frozenset[str]:
    """The versions of the demo; where that was not written down, all of them when everybody who
    was declared is invented."""
    marked = invented.marked(figures)
    if marked is not None:
        return marked
    parties = counting.parties(figures)
    everybody = bool(parties) and all(one.fictional for one in parties)
    return frozenset(figures.stored()) if everybody else frozenset()


def _older(
    subject: Subject, figures: Warehouse, periods: Periods, stays: Collection[date]
) -> Iterator[Kept]:
    """The days on which figures of versions that were made later were taken over: a version takes
    the older periods along, and their time is over first. Not the days of the demo: those go with
    the version they are in."""
    found = {
        day
        for name in figures.stored()
        for day in forgetting.days(figures, name)
        if day < day_of(figures.version(name).at) and day not in stays
    }
    for day in sorted(found):
        yield Kept(subject, day.isoformat(), day, day + timedelta(days=periods.cube_days))


def _notes(house: Keeping, periods: Periods) -> Iterator[Kept]:
    """Meetings in which something that was said still stands."""
    for name, plan, events in _said(house):
        if plan is None or not texts_of_the_talk(events):
            continue
        until = None if plan.fictional else plan.held_on + timedelta(days=periods.notes_days)
        yield Kept(Subject.notes, name, plan.held_on, until)


def _said(house: Keeping) -> Iterator[tuple[str, MeetingPlanned | None, Sequence[Event]]]:
    """Every meeting with its plan and its events."""
    if isinstance(house, OnDisk):
        for path in sorted((house.home / "journal").glob("*.jsonl")):
            events = [event_of(line.text) for line in read(path.read_bytes()).lines]
            yield path.stem, state.meeting(path.stem, events).plan, events
        return
    for one in house.telling.meetings():
        yield one.id, one.plan, house.journal.since(one.id)


def waiting(journal: Journal, meeting: str) -> frozenset[int]:
    """The events of a meeting whose texts have an end date and still stand."""
    return texts_of_the_talk(journal.since(meeting))


def _logs(home: Path, periods: Periods) -> Iterator[Kept]:
    for path, day in logs.by_day(home):
        yield Kept(Subject.log, path.name, day, day + timedelta(days=periods.log_days))


def _copies(home: Path, periods: Periods) -> Iterator[Kept]:
    """Copies where the last one was put, as long as that place is there. The newest copy of the
    conversations stays until there is a newer one: it may be the only one."""
    last = backups.last(home)
    if last is None or not last.folder.is_dir():
        return
    made = sorted(backup.copies(last.folder / "journal").items(), key=lambda pair: pair[1])
    for path, at in made[:-1]:
        day = day_of(at)
        until = day + timedelta(days=periods.backup_days)
        yield Kept(Subject.copy, str(path), day, until)
    figures = Warehouse(last.folder / "figures")
    try:
        yield from _figures(Subject.copied_cube, Subject.copied_older, figures, periods)
    finally:
        figures.close()
