"""Rules: what makes points stand out from the common variation of their series.

Four rules on a standardised scale: how many standard deviations each point lies from what was usual
for it (``limits``). Sources, departures, how often each rule is wrong and examples to check by hand
stand in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from telvertel.indicators.period import PERIODS_PER_YEAR
from telvertel.indicators.period import read as period_of

BEYOND = 3.0  # standard deviations from the centre to a limit (Shewhart)
# Points in a row on one side of the centre (Nelson 1984, test 2). Making Data Count asks seven, and
# one in twelve stable series of 24 points has seven (docs/method.md).
RUN = 9
TREND = 7  # points in a row that each rise, or each fall (Making Data Count)
NEAR = 2 / 3  # the outer third between centre and limit counts as near the limit
NEAR_POINTS, NEAR_OUT_OF = 2, 3  # so many of so many in a row, all on one side of the centre


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
    """One period of a series. ``noise``: how far rounding may have moved it, in its unit;
    ``whole``: of how many it is a share or a rate, where that is known."""

    period: str
    value: float | None
    usable: bool = True
    noise: float = 0.0
    whole: float | None = None


@dataclass(frozen=True)
class Placed:
    """A point that is read, beside what was usual for it. ``deviation`` and ``noise`` in the unit
    of the series, ``z`` in standard deviations (0 where nothing ever varied and nothing does)."""

    period: str
    deviation: float
    z: float
    noise: float


@dataclass(frozen=True)
class Finding:
    """One thing that stands out, with the periods it consists of, in order."""

    rule: Rule
    way: Way
    periods: tuple[str, ...]


def findings(placed: Sequence[Placed]) -> Iterable[Finding]:
    """Everything that stands out of points in order of time; what is no larger than rounding is
    left out."""
    for way, sign in ((Way.higher, 1), (Way.lower, -1)):
        turned = [Placed(p.period, sign * p.deviation, sign * p.z, p.noise) for p in placed]
        yield from _beyond(turned, way)
        yield from _runs(turned, way)
        yield from _trends(turned, way)
        yield from _near(turned, way)


def follows(before: str, after: str) -> bool:
    """Whether no period lies between two; over a gap nothing is compared."""
    return place(after) - place(before) == 1


@lru_cache(maxsize=4096)
def place(period: str) -> int:
    """The number of a period within its grain, so that neighbours differ by one."""
    one = period_of(period)
    return one.year * PERIODS_PER_YEAR[one.grain] + one.number


def _beyond(placed: Sequence[Placed], way: Way) -> Iterable[Finding]:
    for point in placed:
        if point.z > BEYOND and point.deviation > point.noise:
            yield Finding(Rule.beyond_limits, way, (point.period,))


def _runs(placed: Sequence[Placed], way: Way) -> Iterable[Finding]:
    """Longest stretches of neighbours on this side; a point on the centre ends a run."""
    stretch: list[Placed] = []
    for point in [*placed, None]:
        goes_on = point is not None and point.deviation > 0
        if stretch and not (goes_on and follows(stretch[-1].period, point.period)):
            shift = sum(one.deviation for one in stretch) / len(stretch)
            # Roundings of so many periods seldom all point one way: their mean has less noise.
            noise = max(one.noise for one in stretch) / len(stretch) ** 0.5
            if len(stretch) >= RUN and shift > noise:
                yield Finding(Rule.run, way, tuple(one.period for one in stretch))
            stretch = []
        if goes_on:
            stretch.append(point)


def _trends(placed: Sequence[Placed], way: Way) -> Iterable[Finding]:
    """Longest stretches of neighbours that each go further this way; an equal step ends it."""
    stretch: list[Placed] = []
    for point in [*placed, None]:
        last = stretch[-1] if stretch else None
        rises = last and point and follows(last.period, point.period)
        if rises and point.deviation > last.deviation:
            stretch.append(point)
            continue
        if len(stretch) >= TREND:
            moved = stretch[-1].deviation - stretch[0].deviation
            if moved > max(one.noise for one in stretch):
                yield Finding(Rule.trend, way, tuple(one.period for one in stretch))
        stretch = [point] if point else []


def _near(placed: Sequence[Placed], way: Way) -> Iterable[Finding]:
    """Points in the outer third, within the limits, where two of three neighbours are so."""
    found: dict[str, None] = {}
    for at in range(len(placed) - NEAR_OUT_OF + 1):
        three = placed[at : at + NEAR_OUT_OF]
        if three[0].deviation <= 0 or any(one.deviation <= 0 for one in three):
            continue
        close = [
            one.period
            for one in three
            if NEAR * BEYOND < one.z <= BEYOND and one.deviation > one.noise
        ]
        neighbours = place(three[-1].period) - place(three[0].period) == NEAR_OUT_OF - 1
        if neighbours and len(close) >= NEAR_POINTS:
            found |= dict.fromkeys(close)
    if found:
        yield Finding(Rule.near_limit, way, tuple(sorted(found, key=place)))
