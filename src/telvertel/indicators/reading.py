"""Reading: what may be said of a series, and when nothing may be said.

Which points may be read, where a series is broken, how many points are enough and from which of
them the limits come; the limits themselves are in ``limits``, the rules in ``rules``. Nothing here
knows which way is wished for: a reading says what happened, people say what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

import polars as pl

from telvertel.indicators.definition import Family, Indicator, Shape, Unit
from telvertel.indicators.limits import SCALE, Chart, Process, chart_of, number_of, placed, process
from telvertel.indicators.period import read as period_of
from telvertel.indicators.rules import BEYOND, Finding, Point, Rule, Way, findings
from telvertel.indicators.season import waves
from telvertel.indicators.steps import step_of

# Fewer points say nothing: limits from fewer move too much with each new one (NHSRplotthedots warns
# below 13, ptd_add_short_group_warnings.R; the style guide of NHS South West asks at least 10).
POINTS_NEEDED = 13

# The first so many points after a break are the base: the limits come from them and later points
# move them no more, until a person records a break with its reason. Trial limits, that do move, up
# to 20 or 25 points are usual (Montgomery, Introduction to Statistical Quality Control; Provost and
# Murray, The Health Care Data Guide); limits fixed on 13 would call out one stable series in five.
BASE_POINTS = 24

# How far protection may have moved a count, either way (docs/privacy.md). Everybody with help keeps
# to its total: no further than 4. What began, ended, was waited for or was answered is rounded
# within each cell of everybody, so that its sum drifts further: spread as evenly over 6 would be.
ROUNDING = 4
ROUNDING_OF_PARTS = 6

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
    return tuple(point_of(row, card) for row in rows)


def point_of(row: Mapping[str, Any], card: Indicator) -> Point:
    """One row of a released frame as a point."""
    return Point(
        row["period"],
        row["value"],
        row["value"] is not None and row["status"] == "final" and is_complete(row),
        _noise(row, card),
        row["denominator"] if card.unit in SCALE else None,
        _step(row, card),
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
    chart = chart_of(base, card.unit)
    if chart is not Chart.xmr:  # of how many is known of the base: what comes later must say it too
        kept = [point for point in kept if point.whole]
        periods = tuple(point.period for point in kept)
    usual = process(base, chart, card.unit, waves(base))
    found = tuple(
        replace(one, wave=bool(usual.waves))
        for one in findings([placed(usual, point) for point in kept])
    )
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


def in_sight(reading: Reading, periods: Iterable[str]) -> Reading:
    """The same reading of a part of its series: limits and verdicts stay, whatever part of it is
    looked at; what stands out elsewhere is left out."""
    seen = set(periods)
    found = tuple(one for one in reading.findings if seen & set(one.periods))
    bounds = tuple(one for one in reading.bounds if one.period in seen)
    short = reading.state is State.too_short
    state = State.too_short if short else State.signal if found else State.common
    return replace(reading, state=state, findings=found, bounds=bounds)


def _has_bound(usual: Process, point: Point) -> bool:
    return point.value is not None and (usual.chart is Chart.xmr or bool(point.whole))


def _bound(usual: Process, point: Point, card: Indicator) -> Bound:
    """Limits are drawn no further than a figure can go."""
    lowest, highest = NATURAL.get(card.unit, bounds_of(card))
    middle = usual.usual(number_of(point.period))
    # As far as a point has to go before it stands out, what it is rounded to counted in.
    reach = BEYOND * usual.deviation(middle, point) + point.step / 2
    reach = max(reach, point.noise + point.step)
    return Bound(point.period, middle, max(middle - reach, lowest), min(middle + reach, highest))


def freeze(reading: Reading) -> dict[str, Any]:
    """A reading as plain data for the journal; ``thaw`` reads it back."""
    return asdict(reading)


def thaw(frozen: Mapping[str, Any]) -> Reading:
    findings = tuple(
        Finding(Rule(one["rule"]), Way(one["way"]), tuple(one["periods"]), one.get("wave", False))
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


def off_by(card: Indicator) -> int:
    """How far protection may have moved what a card counts, in children either way."""
    return ROUNDING if card.measure.family is Family.use else ROUNDING_OF_PARTS


def _noise(row: Mapping[str, Any], card: Indicator) -> float:
    """How far the protection of counts may have moved the value of a row, in its unit."""
    if row["value"] is None:
        return 0.0
    if card.measure.shape is Shape.count:
        return float(off_by(card))
    if card.measure.shape not in PARTS_OF_A_WHOLE or not row["denominator"]:
        return 0.0
    # The whole is rounded too, but with the same children; the part decides.
    return SCALE[card.unit] * off_by(card) / row["denominator"]


def _step(row: Mapping[str, Any], card: Indicator) -> float:
    """The step in which it is shown: a class, drawn in its middle, or what it is rounded to."""
    if row["value"] is None:
        return 0.0
    if row["low"] is not None and row["high"] is not None:
        return row["high"] - row["low"]
    return step_of(card.measure.shape, row["value"], row["denominator"])


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
