"""The population as the denominator of a rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from telvertel.figures.scope import Breakdown
from telvertel.indicators.definition import Shape

if TYPE_CHECKING:
    from telvertel.figures.counted import Asked

CARRIED = "@population_carried"  # note: the year is not published yet, the last known one is used

# Of one year: how many, who counted them, and whether they are of an earlier year.
People = tuple[int | None, str, bool]


def divided(asked: Asked, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with ``people_source`` and, for a rate, the people of the year as denominator."""
    frame = frame.with_columns(
        value=pl.lit(None, pl.Float64), protected_at_source=False, people_source=pl.lit("")
    )
    if asked.card.measure.shape is not Shape.rate:
        return frame
    by_age = asked.scope.breakdown is Breakdown.age_band
    ages = list(asked.scope.age_bands) or [asked.card.measure.population]
    known = {group: _known(asked, [group] if by_age else ages) for group in frame["group"].unique()}
    found = [
        _in_year(known[group], int(period[:4]))
        for period, group in frame.select("period", "group").iter_rows()
    ]
    counts, sources, carried = zip(*found, strict=True) if found else ((), (), ())
    note = pl.concat_str("note", pl.lit("\n" + CARRIED)).str.strip_chars("\n")
    return frame.with_columns(
        pl.Series("denominator", counts, pl.Int64),
        pl.Series("people_source", sources, pl.String),
        pl.when(pl.Series("carried", carried, pl.Boolean))
        .then(note)
        .otherwise("note")
        .alias("note"),
    )


def _known(asked: Asked, ages: list[str | None]) -> list[tuple[int, int, str]]:
    """Year, people and source, by year; only years in which every age asked for is known."""
    rows = asked.warehouse.table("population", asked.version).filter(
        pl.col("municipality") == asked.scope.municipality, pl.col("ages").is_in(ages)
    )
    years = rows.group_by("year").agg(
        pl.col("count").sum(), pl.col("source").first(), pl.len().alias("bands")
    )
    complete = years.filter(pl.col("bands") == len(ages)).sort("year")
    return complete.select("year", "count", "source").rows()


def _in_year(known: list[tuple[int, int, str]], year: int) -> People:
    """People in a year; a year that is not published yet has those of the last one before it."""
    before = [one for one in known if one[0] <= year]
    if not before:
        return None, "", False
    last, count, source = before[-1]
    return count, source, last < year
