"""Forecast: what a series would do if it went on as it does, and whether a figure left a band.

Two simple methods with their bands, after Hyndman and Athanasopoulos (Forecasting: Principles and
Practice, 5.2 and 5.5). A projection is a proposal: it holds once a person sets it, with name and
day, and is not computed again after. Worked out in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from typing import Any

from telvertel.indicators.definition import Indicator
from telvertel.indicators.limits import chart_of, number_of, process
from telvertel.indicators.period import Period
from telvertel.indicators.period import read as period_of
from telvertel.indicators.reading import (
    NATURAL,
    POINTS_NEEDED,
    Reading,
    State,
    bounds_of,
    newest_stretch,
)
from telvertel.indicators.rules import Point, Way, follows
from telvertel.indicators.season import waves

WIDE = 1.96  # of a band: nineteen of twenty, if the series goes on as it does
AHEAD = 4  # periods that are projected


class Method(StrEnum):
    """How a series is carried on."""

    mean = "mean"  # it varies around its mean, and its yearly wave, as before
    last = "last"  # something changed lately: it stays where it is now


@dataclass(frozen=True)
class Expected:
    """One period to come: the middle and the band, in the unit."""

    period: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Projection:
    """The periods after the newest settled one, in order; ``since`` and ``until`` bound the points
    it was made from."""

    method: Method
    expected: tuple[Expected, ...]
    points: int
    since: str
    until: str
    wave: bool


@dataclass(frozen=True)
class Left:
    """A figure outside the band of its period; ``settled`` if it may change no more."""

    period: str
    value: float
    way: Way
    low: float
    high: float
    settled: bool


def project(
    series: Sequence[Point],
    card: Indicator,
    reading: Reading,
    breaks: Iterable[Mapping[str, Any]] = (),
    ahead: int = AHEAD,
) -> Projection | None:
    """What is to be expected after the newest settled point; None of too short a series."""
    kept = [point for point in newest_stretch(series, breaks) if point.usable]
    if reading.state is State.too_short or len(kept) < POINTS_NEEDED:
        return None
    height = waves(kept)
    calm = reading.state is State.common
    spread = _of_mean if calm else _of_last
    periods = _following(period_of(kept[-1].period), ahead)
    found = tuple(
        _cut(one, card) for one in spread(kept, card, height, [one.id for one in periods])
    )
    method = Method.mean if calm else Method.last
    return Projection(method, found, len(kept), kept[0].period, kept[-1].period, bool(height))


def left_band(series: Sequence[Point], norms: Iterable[Mapping[str, Any]]) -> Left | None:
    """Whether the newest figure lies outside a forecast that was set before its period was over;
    further than rounding may have moved it. None where nothing was expected of it.

    A provisional figure counts: to steer in time one cannot wait a year. It is told as provisional,
    and has to be complete, which the caller sees to.
    """
    known = [point for point in series if point.value is not None]
    if not known:
        return None
    last = known[-1]
    for norm in norms:
        if norm["kind"] != "forecast" or norm["low"] is None or norm["high"] is None:
            continue
        if not _holds(norm, last.period) or not _set_before_its_end(norm, last.period):
            continue
        for way, beyond in (
            (Way.higher, last.value - norm["high"]),
            (Way.lower, norm["low"] - last.value),
        ):
            if beyond > last.reach:
                return Left(last.period, last.value, way, norm["low"], norm["high"], last.usable)
    return None


def _of_mean(
    kept: Sequence[Point], card: Indicator, height: Mapping[int, float], periods: Sequence[str]
) -> list[Expected]:
    """Mean method: the band grows by √(1 + 1/n), n the points behind the mean."""
    usual = process(kept, chart_of(kept, card.unit), card.unit, height)
    found = []
    for period in periods:
        middle = usual.usual(number_of(period))
        # Of how many it will be is not known yet: as many as now.
        one = usual.deviation(middle, replace(kept[-1], period=period))
        reach = max(WIDE * one * sqrt(1 + 1 / len(kept)), kept[-1].step)
        found.append(Expected(period, middle, middle - reach, middle + reach))
    return found


def _of_last(
    kept: Sequence[Point], card: Indicator, height: Mapping[int, float], periods: Sequence[str]
) -> list[Expected]:
    """Naïve method: the last figure, with a band that grows with the root of how far it looks."""
    calm = [(one.period, one.value - height.get(number_of(one.period), 0.0)) for one in kept]
    steps = [b - a for (p, a), (q, b) in pairwise(calm) if follows(p, q)]
    one = sqrt(sum(step**2 for step in steps) / len(steps)) if steps else 0.0
    found = []
    for at, period in enumerate(periods, start=1):
        middle = calm[-1][1] + height.get(number_of(period), 0.0)
        reach = max(WIDE * one * sqrt(at), kept[-1].step)
        found.append(Expected(period, middle, middle - reach, middle + reach))
    return found


def _cut(one: Expected, card: Indicator) -> Expected:
    """No further than a figure can go."""
    lowest, highest = NATURAL.get(card.unit, bounds_of(card))
    value, low, high = (
        min(max(number, lowest), highest) for number in (one.value, one.low, one.high)
    )
    return Expected(one.period, value, low, high)


def _following(last: Period, ahead: int) -> list[Period]:
    found: list[Period] = []
    for _ in range(ahead):
        last = last.next
        found.append(last)
    return found


def _holds(norm: Mapping[str, Any], period: str) -> bool:
    """Whether a norm is about a period; open ends reach as far as there are figures."""
    day, since, until = period_of(period).start, norm.get("since"), norm.get("until")
    return (not since or period_of(since).start <= day) and (
        not until or day <= period_of(until).end
    )


def _set_before_its_end(norm: Mapping[str, Any], period: str) -> bool:
    """What is set once the period is over is no forecast of it; without a day nobody can say."""
    return not norm.get("set_on") or norm["set_on"] <= period_of(period).end.isoformat()
