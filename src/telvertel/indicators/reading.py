"""Reading: what may be said of a series, and when nothing may be said.

An XmR chart with the four rules that the NHS programme Making Data Count uses. The method, its
sources and our departures, with an example to check by hand, stand in docs/method.md. Nothing here
knows which way is wished for: a reading says what happened, people say what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

import polars as pl

from telvertel.indicators.definition import Indicator, Shape, Unit
from telvertel.indicators.period import read as period_of

# Fewer points say nothing: limits from fewer move too much with each new one (NHSRplotthedots warns
# below 13, ptd_add_short_group_warnings.R; the style guide of NHS South West asks at least 10).
POINTS_NEEDED = 13

# Natural process limits lie 2.66 mean moving ranges from the mean: 3 / d2 with d2 = 1.128, the
# mean range of two draws from one normal distribution (Shewhart; Wheeler, Understanding Variation).
LIMIT = 2.66

# A moving range above 3.267 times the mean one is a jump, not the usual variation, and is left out
# of the limits (D4 for two draws; Nelson 1982, Journal of Quality Technology 14(3), 172-173).
SCREEN = 3.267

RUN = 7  # points in a row on one side of the mean (Making Data Count)
TREND = 7  # points in a row that each rise, or each fall (Making Data Count)
NEAR = 2 / 3  # the outer third between mean and limit counts as near the limit
NEAR_POINTS, NEAR_OUT_OF = 2, 3  # so many of so many in a row, all on one side of the mean

# A protected count may be off by this much either way: controlled rounding to multiples of 5 moves
# no figure further than 4 (PRIVACY 5.3).
ROUNDING = 4

COMPLETE = 1.0  # share delivered from which a period counts as complete

PARTS_OF_A_WHOLE = (Shape.share, Shape.rate, Shape.distribution)

# Where a figure cannot lie; limits are drawn no further.
NATURAL: dict[Unit, tuple[float, float]] = {
    Unit.percent: (0, 100),
    Unit.grade: (1, 10),
}


class State(StrEnum):
    """What a whole series allows us to say."""

    too_short = "too_short"
    common = "common"
    signal = "signal"


class Rule(StrEnum):
    """What makes points stand out, strongest first."""

    beyond_limits = "beyond_limits"
    run = "run"
    trend = "trend"
    near_limit = "near_limit"


class Standing(StrEnum):
    """What may be said of one point: kept with a story that is pinned to it."""

    not_read = "not_read"  # provisional, incomplete, hidden, or before the newest break
    too_short = "too_short"
    common = "common"
    beyond_limits = "beyond_limits"
    run = "run"
    trend = "trend"
    near_limit = "near_limit"


class Way(StrEnum):
    """On which side, or in which direction; says nothing about what is wished for."""

    higher = "higher"
    lower = "lower"


@dataclass(frozen=True)
class Point:
    """One period of a series. ``noise``: how far rounding may have moved it, in its unit."""

    period: str
    value: float | None
    usable: bool = True
    noise: float = 0.0


@dataclass(frozen=True)
class Finding:
    """One thing that stands out, with the periods it consists of, in order."""

    rule: Rule
    way: Way
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What may be said of the newest unbroken stretch of a series."""

    state: State
    findings: tuple[Finding, ...]
    mean: float | None
    lower: float | None
    upper: float | None
    n: int  # points that could be read
    needed: int
    periods: tuple[str, ...]  # those points' periods, in order

    def of(self, period: str) -> Standing:
        """What may be said of one point of the series."""
        if period not in self.periods:
            return Standing.not_read
        if self.state is State.too_short:
            return Standing.too_short
        found = {finding.rule for finding in self.findings if period in finding.periods}
        return next((Standing(rule) for rule in Rule if rule in found), Standing.common)


def points(frame: pl.DataFrame, card: Indicator, group: str = "") -> tuple[Point, ...]:
    """The points of one group of a released frame, in order of time.

    Provisional, incomplete and hidden ones are there, but not usable.
    """
    rows = frame.filter(pl.col("group") == group).sort("start").iter_rows(named=True)
    return tuple(
        Point(
            row["period"],
            row["value"],
            row["value"] is not None and row["status"] == "final" and is_complete(row),
            _noise(row, card),
        )
        for row in rows
    )


def is_complete(row: Mapping[str, Any]) -> bool:
    """Whether the period was delivered as a whole; an unknown completeness counts as complete."""
    share = row["completeness"]
    return share is None or share >= COMPLETE


def read(
    series: Sequence[Point], card: Indicator, breaks: Iterable[Mapping[str, Any]] = ()
) -> Reading:
    """What may be said of a series of points in order of time.

    ``breaks`` are facts with the first ``period`` that is counted differently; only what comes
    after the newest one is read.
    """
    kept = [point for point in _newest_stretch(series, breaks) if point.usable]
    periods = tuple(point.period for point in kept)
    if len(kept) < POINTS_NEEDED:
        return Reading(State.too_short, (), None, None, None, len(kept), POINTS_NEEDED, periods)
    mean, reach = limits(kept)
    findings = tuple(_findings(kept, mean, reach))
    lowest, highest = NATURAL.get(card.unit, _bounds(card))
    return Reading(
        State.signal if findings else State.common,
        findings,
        mean,
        max(mean - reach, lowest),
        min(mean + reach, highest),
        len(kept),
        POINTS_NEEDED,
        periods,
    )


def limits(kept: Sequence[Point]) -> tuple[float, float]:
    """The mean of points in order of time, and how far on either side the limits lie."""
    mean = sum(point.value for point in kept) / len(kept)
    return mean, LIMIT * _mean_moving_range(kept)


def freeze(reading: Reading) -> dict[str, Any]:
    """A reading as plain data for the journal; ``thaw`` reads it back."""
    return asdict(reading)


def thaw(frozen: Mapping[str, Any]) -> Reading:
    findings = tuple(
        Finding(Rule(one["rule"]), Way(one["way"]), tuple(one["periods"]))
        for one in frozen["findings"]
    )
    told = {**frozen, "state": State(frozen["state"]), "findings": findings}
    return Reading(**{**told, "periods": tuple(frozen["periods"])})


def _is_usable(row: Mapping[str, Any]) -> bool:
    return row["value"] is not None and row["status"] == "final" and is_complete(row)


def _noise(row: Mapping[str, Any], card: Indicator) -> float:
    """How far rounding may have moved the value of a row, in its unit."""
    if row["value"] is None:
        return 0.0
    if row["low"] is not None and row["high"] is not None:
        return (row["high"] - row["low"]) / 2
    if card.measure.shape is Shape.count:
        return float(ROUNDING)
    if card.measure.shape not in PARTS_OF_A_WHOLE or not row["denominator"]:
        return 0.0
    # The whole is rounded too, but with the same children; the part decides.
    return (100 if card.unit is Unit.percent else 1000) * ROUNDING / row["denominator"]


def _bounds(card: Indicator) -> tuple[float, float]:
    below = float("-inf") if card.measure.shape is Shape.amount else 0.0
    return below, float("inf")


def _newest_stretch(series: Sequence[Point], breaks: Iterable[Mapping[str, Any]]) -> list[Point]:
    if not series:
        return []
    last = period_of(series[-1].period).start
    starts = [period_of(one["period"]).start for one in breaks]
    begin = max((start for start in starts if start <= last), default=None)
    return [point for point in series if not begin or period_of(point.period).start >= begin]


def _follows(before: Point, after: Point) -> bool:
    """Whether no period lies between two points; over a gap nothing is compared."""
    return period_of(before.period).next == period_of(after.period)


def _mean_moving_range(kept: Sequence[Point]) -> float:
    """Mean step between neighbours, jumps screened out once."""
    ranges = [abs(b.value - a.value) for a, b in pairwise(kept) if _follows(a, b)]
    if not ranges:
        return 0.0
    mean = sum(ranges) / len(ranges)
    # "Above", not "at or above": in a series that stands still every range equals the screen.
    usual = [one for one in ranges if one <= SCREEN * mean]
    return sum(usual) / len(usual)


def _findings(kept: Sequence[Point], mean: float, reach: float) -> Iterable[Finding]:
    """Everything that stands out; what is no larger than rounding is left out."""
    for way, sign in ((Way.higher, 1), (Way.lower, -1)):
        above = [sign * (point.value - mean) for point in kept]
        yield from _beyond(kept, above, reach, way)
        yield from _runs(kept, above, way)
        yield from _trends(kept, sign, way)
        yield from _near(kept, above, reach, way)


def _beyond(
    kept: Sequence[Point], above: Sequence[float], reach: float, way: Way
) -> Iterable[Finding]:
    for point, distance in zip(kept, above, strict=True):
        if distance > reach and distance > point.noise:
            yield Finding(Rule.beyond_limits, way, (point.period,))


def _runs(kept: Sequence[Point], above: Sequence[float], way: Way) -> Iterable[Finding]:
    """Longest stretches of neighbours on this side; a point on the mean ends a run."""
    stretch: list[int] = []
    for at in range(len(kept) + 1):
        goes_on = at < len(kept) and above[at] > 0
        if stretch and not (goes_on and _follows(kept[at - 1], kept[at])):
            shift = sum(above[one] for one in stretch) / len(stretch)
            # Roundings of so many periods seldom all point one way: their mean has less noise.
            noise = max(kept[one].noise for one in stretch) / len(stretch) ** 0.5
            if len(stretch) >= RUN and shift > noise:
                yield Finding(Rule.run, way, tuple(kept[one].period for one in stretch))
            stretch = []
        if goes_on:
            stretch.append(at)


def _trends(kept: Sequence[Point], sign: int, way: Way) -> Iterable[Finding]:
    """Longest stretches of neighbours that each go further this way; an equal step ends it."""
    stretch: list[Point] = []
    for point in [*kept, None]:
        last = stretch[-1] if stretch else None
        if last and point and _follows(last, point) and sign * (point.value - last.value) > 0:
            stretch.append(point)
            continue
        if len(stretch) >= TREND:
            moved = abs(stretch[-1].value - stretch[0].value)
            if moved > max(one.noise for one in stretch):
                yield Finding(Rule.trend, way, tuple(one.period for one in stretch))
        stretch = [point] if point else []


def _near(
    kept: Sequence[Point], above: Sequence[float], reach: float, way: Way
) -> Iterable[Finding]:
    """Points in the outer third, within the limits, where two of three neighbours are so."""
    near = [NEAR * reach < distance <= reach for distance in above]
    found: set[int] = set()
    for at in range(len(kept) - NEAR_OUT_OF + 1):
        three = range(at, at + NEAR_OUT_OF)
        neighbours = all(_follows(kept[one], kept[one + 1]) for one in three[:-1])
        close = [one for one in three if near[one] and above[one] > kept[one].noise]
        if neighbours and all(above[one] > 0 for one in three) and len(close) >= NEAR_POINTS:
            found.update(close)
    if found:
        yield Finding(Rule.near_limit, way, tuple(kept[one].period for one in sorted(found)))
