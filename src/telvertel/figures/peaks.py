"""Peaks on administrative days: so many starts or endings on 1 January, 31 December or the day of a
contract that one should ask about registration first. A peak is a note; no figure is corrected.

Whether there is one is decided on counts rounded in a direction that only the seed knows: with the
true ones a provider could add children of its own until the note of the whole municipality appears,
and would know the number of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import polars as pl

from telvertel.figures.scope import Scope
from telvertel.figures.tables import TABLES
from telvertel.indicators import period as periods
from telvertel.indicators.definition import PARENT, Family
from telvertel.indicators.period import Period

SHARE = 0.25  # of the starts or endings of its quarter on one day; an even day has 1 in 90
CHILDREN = 25  # fewer on a day could point at them, and are soon a quarter of a small quarter

# Names of counts, the counts → the counts rounded, each always in its own secret direction.
Rounded = Callable[[pl.Series, pl.Series], pl.Series]

_DAY = {"starts": "started_on", "ends": "ended_on"}


def found(
    records: pl.DataFrame,
    held: Iterable[Period],
    reference: date,
    breaks: pl.DataFrame,
    rounded: Rounded,
) -> pl.DataFrame:
    """The table ``peaks`` of delivered records, provider "" for a whole municipality.

    ``breaks`` is the table of breaks: a contract begins on the first day of such a period. Sorted;
    empty when no day stands out.
    """
    stretch, special = tuple(held), _special(breaks)
    rows = [
        (municipality, one.grain.value, one.id, provider, what, why)
        for what in _DAY
        for municipality, provider, day in _high(
            records, what, reference, special, rounded
        ).iter_rows()
        if (why := _why(day, municipality, provider, breaks))
        for one in stretch
        if one.start <= day <= one.end
    ]
    return pl.DataFrame(rows, schema=TABLES["peaks"], orient="row").unique().sort(pl.all())


def _special(breaks: pl.DataFrame) -> pl.Expr:
    """Whether ``day`` is administrative for anybody; no other day is counted."""
    starts = [periods.read(key).start for key in breaks["period"].unique()]
    contract = [*starts, *(one - timedelta(days=1) for one in starts)]
    day, month = pl.col("day").dt.day(), pl.col("day").dt.month()
    ends = ((day == 1) & (month == 1)) | ((day == 31) & (month == 12))
    return ends | pl.col("day").is_in(pl.Series(contract, dtype=pl.Date).implode())


def _high(
    records: pl.DataFrame, what: str, reference: date, special: pl.Expr, rounded: Rounded
) -> pl.DataFrame:
    """Municipality, provider and day on which so many children of a quarter started or ended; that
    of a municipality is the sum of its providers."""
    known = records.filter(pl.col(_DAY[what]) <= reference)
    known = known.select("municipality", "provider", "client", day=_DAY[what])
    quarter = pl.col("day").dt.truncate("1q").alias("quarter")
    administrative = known.filter(special).unique().with_columns(quarter)
    by_day = _counted(administrative, ["day", "quarter"], what, rounded)
    by_day = by_day.filter(pl.col("children") >= CHILDREN)
    # Nearly every quarter has no such day, and then what it holds does not matter.
    of_these = known.with_columns(quarter).join(by_day, on=["municipality", "quarter"], how="semi")
    by_quarter = _counted(of_these.unique().drop("day"), ["quarter"], what, rounded)
    place = ["municipality", "provider", "quarter"]
    counts = by_day.join(by_quarter.rename({"children": "of"}), on=place)
    high = counts.filter(pl.col("children") >= SHARE * pl.col("of"))
    return high.select("municipality", "provider", "day")


def _counted(days: pl.DataFrame, when: list[str], what: str, rounded: Rounded) -> pl.DataFrame:
    """Rounded children per provider and time, and per municipality under provider ""."""
    place = ["municipality", "provider"]
    counts = days.group_by(*place, *when).agg(children=pl.len()).sort(*place, *when)
    names = counts.select(
        pl.concat_str(pl.lit(f"peak/{what}/{when[0]}"), *place, when[0], separator="/")
    )
    counts = counts.with_columns(children=rounded(names.to_series(), counts["children"]))
    whole = counts.group_by("municipality", *when).agg(pl.col("children").sum())
    return pl.concat([counts, whole.with_columns(provider=pl.lit("")).select(counts.columns)])


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
