"""Limits: what was usual for each point of a series, and how much usual variation there is.

Three charts, by what the figure is: XmR for averages and levels, p for shares, u for rates. Where a
share or rate varies more than chance alone would, its limits widen (Laney's p' and u').
Sources and examples to check by hand stand in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import copysign, inf, isclose, sqrt

from telvertel.indicators.definition import Unit
from telvertel.indicators.rules import BEYOND, Placed, Point, follows

# The mean range of two draws from a normal distribution, in standard deviations (d2 for n = 2).
# 3 / 1.128 = 2.66: natural process limits lie 2.66 mean moving ranges from the mean (Shewhart;
# Wheeler, Understanding Variation).
RANGE = 1.128
LIMIT = BEYOND / RANGE

SCALE = {Unit.percent: 100.0, Unit.per_1000: 1000.0}


class Chart(StrEnum):
    """Which chart a series is read as."""

    xmr = "xmr"
    p = "p"
    u = "u"


@dataclass(frozen=True)
class Process:
    """What was usual, from the points of the base. ``spread``: the standard deviation of a point
    (XmR), or how many times chance the points vary (p and u, at least 1). ``waves``: what each
    number within the year lies above or below the centre; empty without a yearly wave."""

    chart: Chart
    centre: float
    spread: float
    scale: float = 1.0
    waves: Mapping[int, float] = field(default_factory=dict)

    def usual(self, number: int) -> float:
        """What is usual for a period with this number within its year."""
        return self.centre + self.waves.get(number, 0.0)

    def deviation(self, usual: float, point: Point) -> float:
        """The standard deviation of common variation for one point, in its unit."""
        if self.chart is Chart.xmr:
            # Steps between figures that are all shown alike tell nothing of what is rounded away.
            return sqrt(self.spread**2 + _rounded(point))
        return self.spread * _chance(self.chart, usual, point, self.scale)


def chart_of(points: Sequence[Point], unit: Unit) -> Chart:
    """p for a share and u for a rate when it is known out of how many; else XmR."""
    if unit not in SCALE or not all(point.whole for point in points):
        return Chart.xmr
    return Chart.p if unit is Unit.percent else Chart.u


def process(
    base: Sequence[Point], chart: Chart, unit: Unit, waves: Mapping[int, float] | None = None
) -> Process:
    """What is usual in points in order of time, at least one; ``waves`` by number in the year.

    p and u need the whole of every point (``chart_of``).
    """
    scale, waves = SCALE.get(unit, 1.0), waves or {}
    calm = [point.value - waves.get(number_of(point.period), 0.0) for point in base]
    if chart is Chart.xmr:
        centre = sum(calm) / len(calm)
        # A wave taken from the same years fits them too well: of every number within the year one
        # degree of freedom is gone.
        years = len(base) / len(waves) if waves else inf
        fitted = sqrt(years / (years - 1)) if waves else 1.0
        return Process(chart, centre, fitted * _mean_step(base, calm) / RANGE, scale, waves)
    wholes = [point.whole for point in base]
    centre = sum(v * n for v, n in zip(calm, wholes, strict=True)) / sum(wholes)
    by_chance = [
        _chance(chart, centre + waves.get(number_of(point.period), 0.0), point, scale)
        for point in base
    ]
    z = [(v - centre) / s if s else 0.0 for v, s in zip(calm, by_chance, strict=True)]
    # Laney's sigma z. Below 1 chance itself stays: less variation than chance is no reason to call
    # out what chance explains.
    return Process(chart, centre, max(_mean_step(base, z) / RANGE, 1.0), scale, waves)


def placed(process: Process, point: Point) -> Placed:
    """A point beside what was usual for it."""
    usual = process.usual(number_of(point.period))
    # A mean of equal figures may differ from them in its last bit.
    level = isclose(point.value, usual, rel_tol=1e-12, abs_tol=1e-12)
    away, one = 0.0 if level else point.value - usual, process.deviation(usual, point)
    # What is shown in steps stands for anything half a step around it: the nearest of it counts.
    near = copysign(max(abs(away) - point.step / 2, 0.0), away)
    # Where nothing ever varied, anything else lies beyond.
    z = near / one if one else 0.0 if level else inf if away > 0 else -inf
    return Placed(point.period, away, z, point.noise, point.step, one < point.step)


def number_of(period: str) -> int:
    """The number of a period within its year, as its key ends with it."""
    return int(period[-2:])


def _chance(chart: Chart, centre: float, point: Point, scale: float) -> float:
    """The standard deviation that chance alone gives (binomial, Poisson), rounding added to it."""
    share = min(max(centre / scale, 0.0), 1.0) if chart is Chart.p else max(centre / scale, 0.0)
    variance = share * (1 - share) if chart is Chart.p else share
    return sqrt(scale**2 * variance / point.whole + _rounded(point))


def _rounded(point: Point) -> float:
    """The variance of rounding: spread evenly over its reach, a third of the square of it."""
    return (point.noise**2 + (point.step / 2) ** 2) / 3


def _mean_step(base: Sequence[Point], values: Sequence[float]) -> float:
    """Mean step between neighbouring periods; 0 without any."""
    pairs = pairwise(zip(base, values, strict=True))
    steps = [abs(y - x) for (a, x), (b, y) in pairs if follows(a.period, b.period)]
    return sum(steps) / len(steps) if steps else 0.0
