"""Season: whether a series goes up and down with the year, and by how much.

Friedman's test over whole years says whether (as in the seasonality tests of X-11 and JDemetra+);
the mean distance of each quarter or half-year to its own year says by how much (additive classical
decomposition; Wheeler reads a series with a wave the same way). Worked out in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telvertel.indicators.limits import number_of
from telvertel.indicators.period import PERIODS_PER_YEAR
from telvertel.indicators.period import read as period_of
from telvertel.indicators.rules import Point

# Whole years that must be there, and what Friedman's statistic must exceed: the 99th percentile of
# chi-squared with one degree of freedom less than there are periods in a year. With half-years the
# test is a sign test, and seven years out of seven the first that is rarer than one in fifty.
YEARS = {4: 4, 2: 7}
EXCEEDED = {4: 11.345, 2: 6.635}


def waves(base: Sequence[Point]) -> Mapping[int, float]:
    """What each number within the year lies above or below the mean of its year; together 0.

    Empty when there is no yearly wave, or too few whole years to see one.
    """
    if not base:
        return {}
    each = PERIODS_PER_YEAR[period_of(base[0].period).grain]
    years = _whole_years(base, each)
    if each not in YEARS or len(years) < YEARS[each] or friedman(years) <= EXCEEDED[each]:
        return {}
    away = [[one - sum(year) / each for one in year] for year in years]
    return {
        number: sum(year[number - 1] for year in away) / len(away) for number in range(1, each + 1)
    }


def friedman(years: Sequence[Sequence[float]]) -> float:
    """Friedman's statistic of whole years of equal length, corrected for ties; 0 if all is tied."""
    blocks, each = len(years), len(years[0])
    ranks = [_ranks(year) for year in years]
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    middle = blocks * (each + 1) / 2
    ties = sum(n**3 - n for year in years for n in _tied(year))
    scale = blocks * each * (each + 1) - ties / (each - 1)
    return 12 * sum((one - middle) ** 2 for one in sums) / scale if scale else 0.0


def _whole_years(base: Sequence[Point], each: int) -> list[list[float]]:
    known: dict[str, dict[int, float]] = {}
    for point in base:
        known.setdefault(point.period[:4], {})[number_of(point.period)] = point.value
    return [
        [year[number] for number in range(1, each + 1)]
        for year in known.values()
        if each > 1 and len(year) == each
    ]


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1 for the lowest; equal ones share the mean of their ranks."""
    return [
        sum(other < one for other in values) + (sum(other == one for other in values) + 1) / 2
        for one in values
    ]


def _tied(values: Sequence[float]) -> list[int]:
    return [list(values).count(one) for one in set(values)]
