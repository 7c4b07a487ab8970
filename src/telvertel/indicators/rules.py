"""Rules: limits of common variation, and what makes points stand out from it.

An XmR chart with the four rules that the NHS programme Making Data Count uses; sources, departures
and an example to check by hand stand in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from telvertel.indicators.period import read as period_of

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


class Rule(StrEnum):
    """What makes points stand out, strongest first."""

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


def limits(kept: Sequence[Point]) -> tuple[float, float]:
    """The mean of points in order of time, and how far on either side the limits lie."""
    mean = sum(point.value for point in kept) / len(kept)
    return mean, LIMIT * _mean_moving_range(kept)


def findings(kept: Sequence[Point], mean: float, reach: float) -> Iterable[Finding]:
    """Everything that stands out; what is no larger than rounding is left out."""
    for way, sign in ((Way.higher, 1), (Way.lower, -1)):
        above = [sign * (point.value - mean) for point in kept]
        yield from _beyond(kept, above, reach, way)
        yield from _runs(kept, above, way)
        yield from _trends(kept, sign, way)
        yield from _near(kept, above, reach, way)


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
