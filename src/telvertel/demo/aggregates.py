"""Counts as a provider without records delivers them: per card numerator and denominator.

Groei & Co counts its own children and hands over the counts only; the Buurtteams add their reach.
Counted here in the plainest way, a child at a time of its period, apart from the cube.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from telvertel.demo import stories
from telvertel.figures.child import (
    DURATION_DAYS,
    GRADES,
    HIGHEST_GRADES,
    LONGEST_DURATION,
    LONGEST_WAITING,
    WAITING_DAYS,
)
from telvertel.indicators.definition import PARENT, PARTS, Family, Indicator, Shape
from telvertel.indicators.period import Grain, Period, containing

# Whether a child had help elsewhere before, one provider cannot see: repeat use is not among what
# it delivers.
COUNTS = {"indicator": pl.String, "periode": pl.String, "uitsplitsing": pl.String,
          "teller": pl.Int64, "noemer": pl.Int64}  # fmt: skip


def periods_of(first: Period, last: Period) -> list[Period]:
    """All quarters, half-years and years that lie wholly from first to last, per grain in order."""
    found = []
    for grain in Grain:
        period = containing(first.start, grain)
        while period.end <= last.end:
            if period.start >= first.start:
                found.append(period)
            period = period.next
    return found


def delivered(
    trajectories: pl.DataFrame, cards: Iterable[Indicator], periods: list[Period]
) -> pl.DataFrame:
    """One row per card, period and (for a distribution) part, in the columns COUNTS."""
    counts = _counts(trajectories, periods)
    rows = []
    for card in cards:
        if card.measure.family in _FAMILIES:
            for period in periods:
                rows += _rows(card, period.id, counts)
    return pl.DataFrame(rows, schema=COUNTS, orient="row")


def _rows(card: Indicator, period: str, counts: dict[tuple[str, Family, str], int]) -> list[tuple]:
    measure = card.measure

    def total(parts: Iterable[str]) -> int:
        return sum(counts.get((period, measure.family, part), 0) for part in parts)

    if measure.shape is Shape.distribution:
        whole = total(measure.out_of)
        return [(card.id, period, part, total([part]), whole) for part in measure.out_of]
    whole = total(measure.out_of) if measure.shape is Shape.share else None
    return [(card.id, period, None, total(measure.counted), whole)]


def _counts(
    trajectories: pl.DataFrame, periods: list[Period]
) -> dict[tuple[str, Family, str], int]:
    """Children per period, family and part."""
    bounds = pl.DataFrame(
        [(one.id, one.start, one.end) for one in periods],
        schema={"period": pl.String, "begin": pl.Date, "until": pl.Date},
        orient="row",
    )
    seen = trajectories.join(bounds, how="cross").filter(
        (pl.col("started") <= pl.col("until"))
        & (pl.col("ended").is_null() | (pl.col("ended") >= pl.col("begin")))
    )
    counts: dict[tuple[str, Family, str], int] = {}
    for family, part in _FAMILIES.items():
        whole = seen.filter(_among(family)).group_by("period", "client").agg(part.last().alias("p"))
        for period, name, count in whole.group_by("period", "p").len().iter_rows():
            counts[period, family, name] = count
    return counts


def _among(family: Family) -> pl.Expr:
    """Which trajectories tell the part of a child: those that began or ended in the period."""
    began = pl.col("started") >= pl.col("begin")
    ended = pl.col("ended") <= pl.col("until")
    if PARENT[family] is None:
        return pl.lit(True)
    above = PARENT[family][0]
    if family is Family.started or above is Family.started:
        return began
    return ended


def _class(number: pl.Expr, bounds: dict[str, int], above: str) -> pl.Expr:
    """The first class whose upper bound the number does not pass; else the one above."""
    part: pl.Expr = pl.lit(above)
    for name, bound in reversed(bounds.items()):
        part = pl.when(number <= bound).then(pl.lit(name)).otherwise(part)
    return part


def _or(text: str, nothing: str) -> pl.Expr:
    return pl.when(pl.col(text) == "").then(pl.lit(nothing)).otherwise(pl.col(text))


def _days(since: str, until: str) -> pl.Expr:
    return (pl.col(until) - pl.col(since)).dt.total_days()


def _grade(column: str) -> pl.Expr:
    graded = _class(pl.col(column), GRADES, HIGHEST_GRADES)
    return pl.when(pl.col(column) == 0).then(pl.lit("no_answer")).otherwise(graded)


_FAMILIES: dict[Family, pl.Expr] = {
    Family.use: pl.lit(PARTS[Family.use][0]),
    Family.started: pl.lit("yes"),
    Family.ended: _or("reason", "unknown"),
    Family.referrer: _or("referrer", "unknown"),
    Family.waiting: _class(_days("assigned", "started"), WAITING_DAYS, LONGEST_WAITING),
    # The bounds of a duration are not in their class.
    Family.duration: _class(_days("started", "ended") + 1, DURATION_DAYS, LONGEST_DURATION),
    Family.further_help_young: _or("further_young", "no_answer"),
    Family.further_help_parent: _or("further_parent", "no_answer"),
    Family.usefulness_young: _grade("useful_young"),
    Family.usefulness_parent: _grade("useful_parent"),
}


def reach(
    seed: int, trajectories: pl.DataFrame, periods: list[Period], last: Period
) -> pl.DataFrame:
    """How many young people the local team spoke with, with or without a trajectory; COUNTS.

    A child with help at the team counts, and a good third more that only came by.
    """
    counts = _counts(trajectories, periods)
    rows = []
    for period in periods:
        # A period has a chance of its own: the same in every delivery.
        rng = np.random.default_rng([seed, *map(ord, period.id)])
        helped = counts.get((period.id, Family.use, "all"), 0)
        came = 1.36 * helped * rng.normal(1, 0.008)
        if period.end >= last.start:
            came *= stories.SCHOOL_REACH if period.grain is Grain.quarter else 1.0
        rows.append(("first_line_reach", period.id, None, round(came), None))
    return pl.DataFrame(rows, schema=COUNTS, orient="row")
