"""Rules: what makes points stand out from the common variation of their series.

Four rules on a standardised scale: how many standard deviations each point lies from what was usual
for it (``limits``). Sources, departures, how often each rule is wrong and examples to check by hand
stand in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    """One period of a series. ``noise``: how far the protection of counts may have moved it, in its
    unit; ``step``: the step in which it is shown; ``whole``: of how many it is a share or a rate,
    where that is known."""

    period: str
    value: float | None
    usable: bool = True
    noise: float = 0.0
    whole: float | None = None
    step: float = 0.0

    @property
    def reach(self) -> float:
        """How far all rounding together may have moved it."""
        return self.noise + self.step / 2


@dataclass(frozen=True)
class Placed:
    """A point that is read, beside what was usual for it. ``deviation``, ``noise`` and ``step`` in
    the unit of the series, ``z`` in standard deviations (0 where nothing ever varied and nothing
    does). ``stuck``: the step is larger than what usually varies, so that one figure is shown for
    many, again and again."""

    period: str
    deviation: float
    z: float
    noise: float
    step: float = 0.0
    stuck: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that stands out, with the periods it consists of, in order. ``wave``: beside what
    is usual for that part of the year, not beside one middle."""

    rule: Rule
    way: Way
    periods: tuple[str, ...]
    wave: bool = False


def findings(placed: Sequence[Placed]) -> Iterable[Finding]:
    """Everything that stands out of points in order of time; what is no larger than rounding is
    left out."""
    for way, sign in ((Way.higher, 1), (Way.lower, -1)):
        turned = [replace(p, deviation=sign * p.deviation, z=sign * p.z) for p in placed]
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
        if point.z > BEYOND and point.deviation > _alone(point):
            yield Finding(Rule.beyond_limits, way, (point.period,))


def _alone(point: Placed) -> float:
    """How far one point may lie from the middle by rounding alone; what is shown in the same steps
    as the middle may be half a step off at both."""
    return point.noise + point.step


def _together(stretch: Sequence[Placed]) -> float:
    """As ``_alone`` of the mean of several. Roundings of so many periods seldom all point one way;
    where one figure is shown for many they do."""
    stuck = max((one.step for one in stretch if one.stuck), default=0.0)
    free = max(one.noise + (0.0 if one.stuck else one.step / 2) for one in stretch)
    return stuck + free / len(stretch) ** 0.5


def _runs(placed: Sequence[Placed], way: Way) -> Iterable[Finding]:
    """Longest stretches of neighbours on this side; a point on the centre ends a run."""
    stretch: list[Placed] = []
    for point in [*placed, None]:
        goes_on = point is not None and point.deviation > 0
        if stretch and not (goes_on and follows(stretch[-1].period, point.period)):
            shift = sum(one.deviation for one in stretch) / len(stretch)
            if len(stretch) >= RUN and shift > _together(stretch):
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
            first, last = stretch[0], stretch[-1]
            moved = last.deviation - first.deviation
            if moved > first.noise + last.noise + (first.step + last.step) / 2:
                yield Finding(Rule.trend, way, tuple(one.period for one in stretch))
        stretch = [point] if point else []


def _near(placed: Sequence[Placed], way: Way) -> Iterable[Finding]:
    """Points in the outer third, within the limits, where two of three neighbours are so."""
    found: dict[str, None] = {}
    for at in range(len(placed) - NEAR_OUT_OF + 1):
        three = placed[at : at + NEAR_OUT_OF]
        if any(one.deviation <= 0 for one in three):
            continue
        close = [
            one.period
            for one in three
            if NEAR * BEYOND < one.z <= BEYOND and one.deviation > _alone(one)
        ]
        neighbours = place(three[-1].period) - place(three[0].period) == NEAR_OUT_OF - 1
        if neighbours and len(close) >= NEAR_POINTS:
            found |= dict.fromkeys(close)
    if found:
        yield Finding(Rule.near_limit, way, tuple(sorted(found, key=place)))
