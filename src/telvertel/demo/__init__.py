"""The fictional demo: a municipality, its deliveries and its meetings, made from a seed.

Nobody and nothing in it exists. How it is made and what is in it: data/demo/README.md.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from telvertel import counting
from telvertel.demo import deliveries, files, meetings
from telvertel.demo.deliveries import Delivery, Drawn
from telvertel.demo.moments import Moments
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import catalogue
from telvertel.journal.journal import Journal
from telvertel.telling import Telling

SEED = 2026
ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "data" / "reference" / "national.csv"


class DemoRefused(Exception):
    """The demo does not fit the checks of a delivery any more: a bug, with the problems found."""


def build(home: Path, *, today: date, seed: int = SEED) -> None:
    """Fill an empty data folder with the deliveries and meetings of Rivierstede.

    Made beside and put in place when it is whole: a first start that is broken off leaves nothing.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=home, prefix="demo-") as folder:
        made = Path(folder)
        _make(made, deliveries.draw(seed, Moments(today)))
        for name in ("figures", "journal"):
            (made / name).rename(home / name)


def _make(folder: Path, drawn: Drawn) -> None:
    """Last year's meeting is told between the first delivery and the second: its figures are
    frozen as they were then."""
    cards = catalogue.load(ROOT / "data" / "indicators").cards
    warehouse = counting.open_figures(folder / "figures")
    clock = meetings.Clock()
    journal = Journal.open(folder / "journal", now=clock)
    told = (drawn.moments, Telling(journal), clock, warehouse, cards)
    try:
        first, *later = deliveries.deliveries(drawn)
        _take_in(warehouse, drawn, first, cards, (REFERENCE,) if REFERENCE.exists() else ())
        meetings.tell("oever_last_year", *told)
        for delivery in later:
            _take_in(warehouse, drawn, delivery, cards)
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
    with TemporaryDirectory() as folder:
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
