"""The fictional demo: a municipality, its deliveries and its meetings, made from a seed.

Nobody and nothing in it exists. How it is made and what is in it: data/demo/README.md.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from telvertel import counting
from telvertel.demo import deliveries, files, meetings
from telvertel.demo.deliveries import Delivery, Drawn
from telvertel.demo.moments import Moments
from telvertel.figures import invented
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import catalogue
from telvertel.journal import disk
from telvertel.journal.journal import Journal
from telvertel.telling import Telling

SEED = 2026
PARTS = ("figures", "journal")
MAKING, MADE = "demo-being-made", "demo-made"  # folders beside them; MADE holds the whole demo
ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "data" / "reference" / "national.csv"


class DemoRefused(Exception):
    """The demo does not fit the checks of a delivery any more: a bug, with the problems found."""


def build(home: Path, *, today: date, seed: int = SEED) -> bool:
    """Fill an empty data folder with the deliveries and meetings of Rivierstede; False when there
    is something of its own in it.

    Made beside, and finished by one rename; only then put in place, part by part. A start that is
    broken off before the rename is swept away by the next one, after it is carried on with.
    JournalInUse when another program is at it.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = any((home / name).exists() for name in (MAKING, MADE))
    if not begun and not _is_empty(home):
        return False
    hold = disk.Hold(home / "demo.lock")
    try:
        shutil.rmtree(home / MAKING, ignore_errors=True)
        if not (home / MADE).exists():
            if not _is_empty(home):
                return False
            (home / MAKING).mkdir(mode=0o700)
            _make(home / MAKING, deliveries.draw(seed, Moments(today)))
            (home / MAKING).rename(home / MADE)
        _put_in_place(home)
    finally:
        hold.release()
    return True


def _is_empty(home: Path) -> bool:
    return not any((home / name).exists() for name in PARTS)


def _put_in_place(home: Path) -> None:
    for name in PARTS:
        if (home / MADE / name).exists() and not (home / name).exists():
            (home / MADE / name).rename(home / name)
    shutil.rmtree(home / MADE)


def _make(folder: Path, drawn: Drawn) -> None:
    """Last year's meeting and those before it are told between the first delivery and the second:
    their figures are frozen as they were then."""
    cards = catalogue.load(catalogue.HERE).cards
    warehouse = counting.open_figures(folder / "figures")
    clock = meetings.Clock()
    journal = Journal.open(folder / "journal", now=clock)
    told = (drawn.moments, Telling(journal), clock, warehouse, cards)
    try:
        first, *later = deliveries.deliveries(drawn)
        _take_in(warehouse, drawn, first, cards, (REFERENCE,) if REFERENCE.exists() else ())
        for name in ("oever_two_years_ago", "oever_half_year", "oever_last_year"):
            meetings.tell(name, *told)
        for delivery in later:
            _take_in(warehouse, drawn, delivery, cards)
        invented.mark(warehouse)
        meetings.tell("oever_today", *told)
        meetings.tell("anker_soon", *told)
    finally:
        journal.close()
        warehouse.close()


def _take_in(
    warehouse: Warehouse,
    drawn: Drawn,
    delivery: Delivery,
    cards: dict,
    published: tuple[Path, ...] = (),
) -> None:
    # Beside the figures: it goes with them when the start is broken off.
    with TemporaryDirectory(dir=warehouse.folder.parent) as folder:
        paths = files.write(drawn, delivery, cards.values(), Path(folder))
        receipt = counting.take_in(
            warehouse,
            paths,
            published=published,
            who=drawn.told["deliveries"]["who"],
            why=delivery.why,
            reference_date=delivery.until.end,
            at=datetime.combine(delivery.on, time(15, 20), tzinfo=UTC),
        )
    if receipt.version is None:
        raise DemoRefused(receipt.problems)
