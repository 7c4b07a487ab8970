"""Municipalities like one: of its youth-care region, or with about as many young people."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, log

import polars as pl

from telvertel.figures.geography import municipalities
from telvertel.figures.observed import standing, whole_or_nothing
from telvertel.figures.warehouse import Warehouse

TOGETHER = "alike"  # in the place of the code of a municipality: those like it, counted as one
NEAR = 2.0  # half to twice as many young people
MOST = 30  # beside each other; more is no picture


def alike(warehouse: Warehouse, municipality: str, version: str | None = None) -> tuple[str, ...]:
    """The codes of others that have figures, the nearest in size first, at most MOST; () where
    neither its size nor its region is known."""
    known = municipalities()
    region = known[municipality].youth_region if municipality in known else None
    young = _young(warehouse, version)
    found = []
    for code in _with_figures(warehouse, version) - {municipality}:
        away = _away(young.get(municipality), young.get(code))
        same = region is not None and code in known and known[code].youth_region == region
        if same or away <= log(NEAR):
            found.append((away, code))
    return tuple(code for _, code in sorted(found)[:MOST])


def together(own: pl.DataFrame, others: Iterable[pl.DataFrame]) -> tuple[pl.DataFrame, int]:
    """Series of shares or rates of several added up, and how many they are.

    The same ones in every period: who has no figure in a period in which one's own is final is left
    out of all, or the line would move because others are in it. Rows as in ``own``, over the
    periods of ``own``; empty sums where somebody in it has no figure, and where nobody is in it.
    """
    wanted = _final(own) or _known(own)
    chosen = [one for one in others if wanted and wanted <= _known(one)]
    held = pl.concat([own.clear(), *chosen])
    added = held.group_by("period").agg(
        whole_or_nothing("numerator"), whole_or_nothing("denominator"), *standing(), here=pl.len()
    )
    every = pl.col("here") == len(chosen)
    sums = [pl.when(every).then(name).alias(name) for name in ("numerator", "denominator")]
    rows = own.select("period", "start").join(added, on="period", how="left").with_columns(*sums)
    return _as(own, rows), len(chosen)


def _known(series: pl.DataFrame) -> set[str]:
    """The periods of which it is counted here how many, and out of how many."""
    counted = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    return set(series.filter(counted & ~pl.col("protected_at_source"))["period"])


def _final(series: pl.DataFrame) -> set[str]:
    return _known(series.filter(status="final"))


def _as(own: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """With every column of a series; a sum of several has no note and no value of its own."""
    filled = rows.with_columns(
        group=pl.lit(""),
        value=pl.lit(None, pl.Float64),
        note=pl.lit(""),
        protected_at_source=pl.lit(False),
        dominated=pl.lit(False),
    )
    return filled.select(own.columns).cast(dict(own.schema)).sort("period")


def _with_figures(warehouse: Warehouse, version: str | None) -> set[str]:
    counted = warehouse.table("periods", version)["municipality"]
    given = warehouse.table("observations", version).filter(~pl.col("protected_at_source"))
    both = {*counted.unique(), *given["municipality"].unique()}
    return {code for code in both if code.startswith("GM")}


def _young(warehouse: Warehouse, version: str | None) -> dict[str, int]:
    """Young people per municipality in the newest year that is known, in its widest ages."""
    rows = warehouse.table("population", version).sort("year", "count")
    newest = rows.group_by("municipality", maintain_order=True).last()
    return dict(newest.select("municipality", "count").iter_rows())


def _away(own: int | None, other: int | None) -> float:
    """How far two sizes lie apart, the same for half and for twice; endless when one is unknown."""
    return abs(log(other / own)) if own and other else inf
