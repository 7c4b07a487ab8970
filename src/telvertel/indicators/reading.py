"""Reading: what may be said of a series, and when nothing may be said.

Which points may be read, where a series is broken, how many points are enough and from which of
them the limits come; the limits themselves are in ``limits``, the rules in ``rules``. Nothing here
knows which way is wished for: a reading says what happened, people say what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from telvertel.indicators.definition import Indicator, Shape, Unit
from telvertel.indicators.limits import SCALE, Chart, Process, chart_of, number_of, placed, process
from telvertel.indicators.period import read as period_of
from telvertel.indicators.rules import BEYOND, Finding, Point, Rule, Way, findings
from telvertel.indicators.season import waves

# Fewer points say nothing: limits from fewer move too much with each new one (NHSRplotthedots warns
# below 13, ptd_add_short_group_warnings.R; the style guide of NHS South West asks at least 10).
POINTS_NEEDED = 13

# The first so many points after a break are the base: the limits come from them and later points
# move them no more, until a person records a break with its reason. Trial limits, that do move, up
# to 20 or 25 points are usual (Montgomery, Introduction to Statistical Quality Control; Provost and
# Murray, The Health Care Data Guide); limits fixed on 13 would call out one stable series in five.
BASE_POINTS = 24

# A protected count may be off by this much either way: controlled rounding to multiples of 5 moves
# no figure further than 4 (docs/privacy.md).
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


class Standing(StrEnum):
    """What may be said of one point: kept with a story that is pinned to it."""

    not_read = "not_read"  # provisional, incomplete, hidden, or before the newest break
    too_short = "too_short"
    common = "common"
    beyond_limits = "beyond_limits"
    run = "run"
    trend = "trend"
    near_limit = "near_limit"


@dataclass(frozen=True)
class Bound:
    """What was usual for one period: the middle and the limits of common variation."""

    period: str
    middle: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Reading:
    """What may be said of the newest unbroken stretch of a series.

    ``mean``, ``lower`` and ``upper`` are of the newest point that was read; ``bounds`` hold them
    for every point with a figure in the stretch, in order. A reading frozen long ago has no bounds.
    """

    state: State
    findings: tuple[Finding, ...]
    mean: float | None
    lower: float | None
    upper: float | None
    n: int  # points that could be read
    needed: int
    periods: tuple[str, ...]  # those points' periods, in order
    chart: Chart = Chart.xmr
    bounds: tuple[Bound, ...] = ()
    base: int = 0  # points the limits come from; with BASE_POINTS of them they stay
    wave: bool = False  # whether each period is compared with the same part of other years
    wider: bool = False  # whether a share or rate varies more than chance alone

    def reading_of(self, period: str) -> Standing:
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
            row["denominator"] if card.unit in SCALE else None,
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
    stretch = newest_stretch(series, breaks)
    kept = [point for point in stretch if point.usable]
    periods = tuple(point.period for point in kept)
    if len(kept) < POINTS_NEEDED:
        return Reading(State.too_short, (), None, None, None, len(kept), POINTS_NEEDED, periods)
    base = kept[:BASE_POINTS]
    usual = process(base, chart_of(kept, card.unit), card.unit, waves(base))
    found = tuple(findings([placed(usual, point) for point in kept]))
    bounds = tuple(_bound(usual, one, card) for one in stretch if _has_bound(usual, one))
    newest = next(one for one in bounds if one.period == periods[-1])
    return Reading(
        state=State.signal if found else State.common,
        findings=found,
        mean=newest.middle,
        lower=newest.lower,
        upper=newest.upper,
        n=len(kept),
        needed=POINTS_NEEDED,
        periods=periods,
        chart=usual.chart,
        bounds=bounds,
        base=len(base),
        wave=bool(usual.waves),
        wider=usual.chart is not Chart.xmr and usual.spread > 1,
    )


def _has_bound(usual: Process, point: Point) -> bool:
    return point.value is not None and (usual.chart is Chart.xmr or bool(point.whole))


def _bound(usual: Process, point: Point, card: Indicator) -> Bound:
    """Limits are drawn no further than a figure can go."""
    lowest, highest = NATURAL.get(card.unit, bounds_of(card))
    middle = usual.usual(number_of(point.period))
    reach = BEYOND * usual.deviation(middle, point)
    return Bound(point.period, middle, max(middle - reach, lowest), min(middle + reach, highest))


def freeze(reading: Reading) -> dict[str, Any]:
    """A reading as plain data for the journal; ``thaw`` reads it back."""
    return asdict(reading)


def thaw(frozen: Mapping[str, Any]) -> Reading:
    findings = tuple(
        Finding(Rule(one["rule"]), Way(one["way"]), tuple(one["periods"]))
        for one in frozen["findings"]
    )
    told = {
        **frozen,
        "state": State(frozen["state"]),
        "findings": findings,
        "periods": tuple(frozen["periods"]),
        "chart": Chart(frozen.get("chart", Chart.xmr)),
        "bounds": tuple(Bound(**one) for one in frozen.get("bounds", ())),
    }
    return Reading(**told)


def _noise(row: Mapping[str, Any], card: Indicator) -> float:
    """How far rounding may have moved the value of a row, in its unit."""
    if row["value"] is None:
        return 0.0
    if card.measure.shape is Shape.count:
        return float(ROUNDING)
    # A class is drawn in its middle, so half its width comes on top of what was rounded before.
    is_class = row["low"] is not None and row["high"] is not None
    drawn = (row["high"] - row["low"]) / 2 if is_class else 0.0
    if card.measure.shape not in PARTS_OF_A_WHOLE or not row["denominator"]:
        return drawn
    # The whole is rounded too, but with the same children; the part decides.
    return drawn + SCALE[card.unit] * ROUNDING / row["denominator"]


def bounds_of(card: Indicator) -> tuple[float, float]:
    """Where a figure without bounds of its own unit cannot lie."""
    below = float("-inf") if card.measure.shape is Shape.amount else 0.0
    return below, float("inf")


def newest_stretch(series: Sequence[Point], breaks: Iterable[Mapping[str, Any]]) -> list[Point]:
    """The points since the newest break that lies within the series; all without one."""
    if not series:
        return []
    last = period_of(series[-1].period).start
    starts = [period_of(one["period"]).start for one in breaks]
    begin = max((start for start in starts if start <= last), default=None)
    return [point for point in series if not begin or period_of(point.period).start >= begin]
