"""A delivery of very many records: counted and protected a municipality at a time.

The same hops as in ``counting.py`` for the same figures; what differs is that nothing of a whole
country stands in memory at once. A test holds both to each other.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import polars as pl

from telvertel.figures import listed, peaks
from telvertel.figures.staged import Staged
from telvertel.figures.tables import TABLES
from telvertel.figures.warehouse import Warehouse
from telvertel.figures.watch import ImportStep, Watch
from telvertel.indicators.period import Period
from telvertel.privacy.display import threshold
from telvertel.privacy.protect import STICKY
from telvertel.privacy.window import in_windows

LARGE = 50_000  # records; fewer are counted at once
WORKERS = max(1, min(os.cpu_count() or 1, 8))  # each holds one municipality


@dataclass(frozen=True)
class Counted:
    """One municipality, done."""

    atoms: pl.DataFrame
    sticky: pl.DataFrame
    peaks: pl.DataFrame
    shown: pl.DataFrame


def counted(
    warehouse: Warehouse,
    records: pl.DataFrame,
    reference: date,
    held: tuple[Period, ...],
    breaks: pl.DataFrame,
    rounded: peaks.Rounded,
    replaced: pl.DataFrame,
    staged: Staged,
    watch: Watch,
    *,
    seed: bytes,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Fill ``staged`` with the cube in which the delivered periods (``replaced``) stand in place of
    the old ones; the peaks of the delivered records, and the providers shown in them (SHOWN).
    ``breaks`` is the table of breaks, and ``rounded`` how the counts behind a peak are."""
    # Compiled: loading it takes longer than counting a town, and needs memory for good.
    from telvertel.figures import tally
    from telvertel.privacy.cells import protect_cells

    keep(warehouse, replaced, staged)

    def one(municipality: str, rows: pl.DataFrame) -> Counted:
        counts = tally.of_municipality(municipality, rows, reference, held)
        made = protect_cells(counts, warehouse.sticky_of(municipality), seed)
        high = peaks.found(rows, held, reference, breaks, rounded)
        return Counted(made.atoms, made.sticky, high, listed.shown(made.atoms, threshold()))

    found = [pl.DataFrame(schema=TABLES["peaks"])]
    shown = [pl.DataFrame(schema=listed.SHOWN)]
    done = 0
    for size, made in _in_order(one, tally.by_municipality(records)):
        staged.add(made.atoms, made.sticky)
        found.append(made.peaks)
        shown.append(made.shown)
        done += size
        watch.at(ImportStep.counting, done / records.height)
    delivered = set(records["municipality"].unique())
    remember(warehouse, staged, without=delivered)
    return pl.concat(found), pl.concat(shown)


def keep(warehouse: Warehouse, replaced: pl.DataFrame, staged: Staged) -> None:
    """The atoms of the version before that stay."""
    nothing = pl.DataFrame(schema=STICKY)
    for atoms in warehouse.kept(replaced):
        staged.add(atoms, nothing)


def remember(warehouse: Warehouse, staged: Staged, without: set[str]) -> None:
    """What is remembered of municipalities that were not delivered now."""
    nothing = pl.DataFrame(schema=TABLES["atoms"])
    for municipality in warehouse.remembered():
        if municipality not in without:
            sticky = warehouse.sticky_of(municipality)
            known = pl.DataFrame(schema=STICKY) if sticky is None else in_windows(sticky)
            staged.add(nothing, known.select(list(STICKY)))


def _in_order(
    work: Callable[[str, pl.DataFrame], Counted], parts: Iterator[tuple[str, pl.DataFrame]]
) -> Iterator[tuple[int, Counted]]:
    """The work of each part in the order of the parts, some at once; nothing goes on in the
    background when whoever asked stops listening."""
    waiting: deque[tuple[int, Future[Counted]]] = deque()
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="bulk")
    try:
        for municipality, rows in parts:
            waiting.append((rows.height, pool.submit(work, municipality, rows)))
            if len(waiting) > WORKERS + 1:
                size, made = waiting.popleft()
                yield size, made.result()
        while waiting:
            size, made = waiting.popleft()
            yield size, made.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
