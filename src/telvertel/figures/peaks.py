"""Peaks on administrative days: so many starts or endings on 1 January, 31 December or the day of a
contract that one should ask about registration first. A peak is a note; no figure is corrected.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from telvertel.figures.scope import Scope
from telvertel.figures.tables import TABLES
from telvertel.indicators import period as periods
from telvertel.indicators.definition import PARENT, Family
from telvertel.indicators.period import Period

SHARE = 0.25  # of the starts or endings of its quarter on one day; an even day has 1 in 90
CHILDREN = 25  # fewer on a day could point at them, and are soon a quarter of a small quarter

_DAY = {"starts": "started_on", "ends": "ended_on"}


def found(
    records: pl.DataFrame, held: Iterable[Period], reference: date, breaks: pl.DataFrame
) -> pl.DataFrame:
    """The table ``peaks`` of delivered records, provider "" for a whole municipality.

    ``breaks`` is the table of breaks: a contract begins on the first day of such a period. Sorted;
    empty when no day stands out.
    """
    stretch = tuple(held)
    rows = [
        (municipality, one.grain.value, one.id, provider, what, why)
        for what, column in _DAY.items()
        for municipality, provider, day in _high(records, column, reference).iter_rows()
        if (why := _why(day, municipality, provider, breaks))
        for one in stretch
        if one.start <= day <= one.end
    ]
    return pl.DataFrame(rows, schema=TABLES["peaks"], orient="row").unique().sort(pl.all())


def _high(records: pl.DataFrame, column: str, reference: date) -> pl.DataFrame:
    """Municipality, provider and day on which so many children of a quarter started or ended."""
    known = records.filter(pl.col(column) <= reference)
    days = known.select("municipality", "provider", "client", day=column)
    both = pl.concat([days, days.with_columns(provider=pl.lit(""))]).unique()
    place = ["municipality", "provider"]
    counts = both.group_by(*place, "day").agg(pl.len().alias("children"))
    quarter = pl.col("children").sum().over(*place, pl.col("day").dt.truncate("1q"))
    high = (pl.col("children") >= CHILDREN) & (pl.col("children") >= SHARE * quarter)
    return counts.filter(high).select(*place, "day")


def _why(day: date, municipality: str, provider: str, breaks: pl.DataFrame) -> str | None:
    """Which administrative day this is; None for an ordinary one."""
    if (day.month, day.day) == (1, 1):
        return "new_year"
    if (day.month, day.day) == (12, 31):
        return "year_end"
    theirs = breaks.filter(
        pl.col("municipality") == municipality, pl.col("provider").is_in(["", provider])
    )
    first_days = {periods.read(key).start for key in theirs["period"]}
    return "contract" if first_days & {day, day + timedelta(days=1)} else None


def replaced(old: pl.DataFrame, new: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Peaks of the periods that were not delivered, then all new ones."""
    kept = old.join(held, on=["municipality", "grain", "period"], how="anti")
    return pl.concat([kept, new]).sort(pl.all())


def notes(peaks: pl.DataFrame, family: Family, scope: Scope) -> dict[tuple[str, str], list[str]]:
    """(period, provider) → keys of notes for a family that is about starts or endings.

    Under provider "" stands what holds for the scope as a whole.
    """
    theirs = peaks.filter(
        pl.col("municipality") == scope.municipality,
        pl.col("grain") == scope.grain.value,
        pl.col("what").is_in(_about(family)),
    )
    told: dict[tuple[str, str], list[str]] = {}
    for period, provider, what, why in theirs.select("period", "provider", "what", "why").rows():
        note = f"@peak_{what}_{why}"
        if provider:
            told.setdefault((period, provider), []).append(note)
        if provider in (scope.providers or ("",)):
            told.setdefault((period, ""), []).append(note)
    return {key: list(dict.fromkeys(keys)) for key, keys in told.items()}


def _about(family: Family) -> list[str]:
    """Whether starts or endings make the figure; the flow is made by both."""
    if family is Family.flow:
        return list(_DAY)
    parent = PARENT[family]
    line = {family, parent[0]} if parent else {family}
    return [what for what, of in (("starts", Family.started), ("ends", Family.ended)) if of in line]
