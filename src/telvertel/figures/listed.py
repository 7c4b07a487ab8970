"""Which providers are listed with a municipality: those declared to deliver, and those of whom a
protected count may be shown.

Never because a record of them is there: one child, or its leaving, would then put a provider on the
list or take it off.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from telvertel.figures.tables import REPLACES, TABLES
from telvertel.indicators.definition import Family

# A provider in a period in which its protected count may be shown.
SHOWN = {name: TABLES["atoms"][name] for name in (*REPLACES["periods"], "provider")}


def shown(atoms: pl.DataFrame, least: int) -> pl.DataFrame:
    """SHOWN: of protected atoms, the providers with at least so many children in a period."""
    base = atoms.filter(pl.col("family") == Family.use.value)
    together = base.group_by(list(SHOWN)).agg(pl.col("y").sum())
    return together.filter(pl.col("y") >= least).select(list(SHOWN)).cast(SHOWN)


def listed(
    shown: Iterable[pl.DataFrame],
    periods: pl.DataFrame,
    parties: pl.DataFrame,
    observations: pl.DataFrame,
) -> pl.DataFrame:
    """The table of providers of a version, sorted. Who is declared to deliver files is listed with
    every municipality of which records came in, unless it gave aggregates of it."""
    names = list(TABLES["providers"])
    places = periods.select("municipality").unique()
    files = parties.filter(pl.col("kind") == "provider", pl.col("delivers") == "files")
    declared = places.join(files.select(provider="code").unique(), how="cross")
    given = observations.filter(~pl.col("protected_at_source"))
    declared = declared.join(given, on=names, how="anti")
    found = [one.select(names) for one in (*shown, declared)]
    return pl.concat(found).unique().sort(pl.all())


def gone(before: pl.DataFrame, after: pl.DataFrame, held: pl.DataFrame) -> list[str]:
    """Providers of whom something was shown in the periods now replaced and nothing is any more."""
    there = before.join(held, on=list(REPLACES["periods"]), how="semi")
    return sorted(set(there["provider"]) - set(after["provider"]))
