"""Which periods a delivery holds, and how settled each is, from its reference date.

A delivery holds a stretch of time: from the quarter of its earliest ending, because what ended
before is not in the file, up to the reference date. Its first day can be given instead. A period is
held when it lies wholly within the stretch: rather a gap than a figure over half a population.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from telvertel.indicators.period import Grain, Period, containing, span

STATUS_ORDER = ("final", "revised_provisional", "provisional")  # of several the last one counts


def reference_date(trajectories: pl.DataFrame, today: date) -> date:
    """The last day of the last quarter that the dates in the file reach and that is over."""
    days = [trajectories[name].max() for name in ("started_on", "ended_on")]
    latest = min(max(day for day in days if day is not None), today)
    quarter = containing(latest, Grain.quarter)
    return quarter.end if quarter.end <= today else quarter.previous.end


def periods_held(
    trajectories: pl.DataFrame, reference: date, since: date | None = None
) -> tuple[Period, ...]:
    """Every quarter, half-year and year held, in order per grain; empty when none is over yet."""
    first_day = since or trajectories["ended_on"].min() or trajectories["started_on"].min()
    start = containing(min(first_day, reference), Grain.quarter).start
    held: list[Period] = []
    for grain in Grain:
        first = containing(start, grain)
        last = containing(reference + timedelta(days=1), grain).previous
        if first.start < start:
            first = first.next
        held += span(first, last) if first <= last else []
    return tuple(held)


@lru_cache(maxsize=4096)
def status(period: Period, reference: date) -> str:
    """provisional in the half-year of the reference date, revised_provisional in the one before.

    A year has the status of its last half-year. Older periods are final.
    """
    age = _half_years(reference) - _half_years(period.end)
    return "provisional" if age <= 0 else "revised_provisional" if age == 1 else "final"


def endings_incomplete(period: Period, reference: date) -> bool:
    """End reasons come in late: they are reliable only one half-year later."""
    return status(period, reference) == "provisional"


def _half_years(day: date) -> int:
    half = containing(day, Grain.half_year)
    return half.year * 2 + half.number
