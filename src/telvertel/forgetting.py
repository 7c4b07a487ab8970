"""Figures whose time is over go out of every version, with the true counts behind them.

Each period has the day on which it was taken over last. A version goes on without the older ones:
their cells, peaks, delivered totals and stories, and what was remembered to keep them as they were.
Published figures stay, for they count nobody here; so do the figures frozen in a meeting.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from telvertel.figures import listed
from telvertel.figures.invented import marked
from telvertel.figures.staged import Staged
from telvertel.figures.tables import REPLACES, TABLES, empty
from telvertel.figures.warehouse import Warehouse
from telvertel.privacy import observed
from telvertel.privacy.display import threshold
from telvertel.privacy.protect import STICKY
from telvertel.privacy.window import in_windows

# What counts or tells of children here; a published figure does not.
_OURS = {
    "periods": pl.lit(True),
    "observations": ~pl.col("protected_at_source"),
    "stories": pl.lit(True),
}
_PERIOD = list(REPLACES["periods"])


def days(warehouse: Warehouse, version: str) -> tuple[date, ...]:
    """The days on which figures of a version were taken over, oldest first; none without any."""
    found = [warehouse.table(name, version).filter(of)["taken_over"] for name, of in _OURS.items()]
    return tuple(pl.concat(found).unique().sort())


def forget(warehouse: Warehouse, last: date) -> None:
    """Every version goes on without what was taken over on this day or before.

    What was made up for the demo has no end. The one in use is made anew under a new id, so that a
    delivery on its way in cannot bring the old one back; who still reads it may finish. The older
    ones keep their id.
    """
    invented = marked(warehouse) or frozenset()
    # The one in use last: whoever stops half-way finds it due still.
    for version in sorted(warehouse.stored(), key=lambda one: one == warehouse.current):
        if version in invented:
            continue
        if any(day <= last for day in days(warehouse, version)):
            with warehouse.staging() as staged:
                _without(warehouse, version, last, staged)
    # In a copy of long ago those of an older version may still lie beside it.
    if warehouse.current:
        warehouse.forget_older_sticky(warehouse.current)


def _without(warehouse: Warehouse, version: str, last: date, staged: Staged) -> None:
    tables = {name: warehouse.table(name, version) for name in TABLES if name != "atoms"}
    late = pl.col("taken_over") <= last
    over = tables["periods"].filter(late)
    nothing = pl.DataFrame(schema=STICKY)
    staged.add(empty("atoms"), nothing)
    for atoms in warehouse.kept(over, version):
        staged.add(atoms, nothing)
    for name, ours in _OURS.items():
        tables[name] = tables[name].filter(~(ours & late))
    tables["peaks"] = tables["peaks"].join(over, on=_PERIOD, how="anti")
    names = ("periods", "parties", "observations")
    there = warehouse.shown(threshold(), version).join(over, on=_PERIOD, how="anti")
    tables["providers"] = listed.listed([there], *(tables[name] for name in names))
    if version != warehouse.current:
        warehouse.write_again(version, tables, staged)
        return
    for municipality in warehouse.remembered():
        known = in_windows(warehouse.sticky_of(municipality)).select(list(STICKY))
        staged.add(empty("atoms"), known.join(tables["periods"], on=_PERIOD, how="semi"))
    sticky = warehouse.sticky("observations")
    remembered = (
        {}
        if sticky is None
        else {"observations": observed.remembered(sticky, tables["observations"])}
    )
    warehouse.accept(tables, remembered, after=version, staged=staged, instead=True)
