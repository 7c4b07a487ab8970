"""How often the rules call out a stable series, and how often they find a shift in time.

Simulated series are read by the real code. What is stable here: figures that are drawn
independently around one middle, quarter by quarter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import Grain, Period, span
from telvertel.indicators.reading import ROUNDING, Reading, read
from telvertel.indicators.rules import Point, Rule
from tests.bench.figure import Figure, amount
from tests.indicators.test_reading import card

LENGTH, SERIES = 24, 10_000
SHIFTS = (1.0, 2.0, 3.0)  # standard deviations
SOON = 4  # periods within which a shift should be found
CHILDREN = (60, 240)  # behind a share: fewest and most in a period
Draw = Callable[[np.random.Generator, int, float], list[Point]]


@dataclass(frozen=True)
class Called:
    """Shares of series, 0–1: with any finding at all, and with each rule."""

    anything: float
    by_rule: dict[Rule, float]
    latest: float  # with a finding that reaches into the last SOON points


def periods(length: int) -> list[str]:
    first = Period(2010, 1, Grain.quarter)
    last = first
    for _ in range(length - 1):
        last = last.next
    return [one.id for one in span(first, last)]


def averages(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
    """A mean of something; the last SOON points ``shift`` standard deviations higher."""
    values = rng.normal(50, 5, length)
    values[length - SOON :] += 5 * shift
    return [Point(p, float(v)) for p, v in zip(periods(length), values, strict=True)]


def shares(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
    """A share as it is shown: counts rounded to fives, the share to whole percents."""
    wholes = rng.integers(CHILDREN[0] // 5, CHILDREN[1] // 5, length) * 5
    chance = np.full(length, 0.3)
    chance[length - SOON :] += shift * np.sqrt(0.3 * 0.7 / np.mean(CHILDREN))
    counts = np.round(rng.binomial(wholes, np.clip(chance, 0, 1)) / 5) * 5
    return [
        Point(p, round(100 * x / n), True, 100 * ROUNDING / n, float(n))
        for p, x, n in zip(periods(length), counts, wholes, strict=True)
    ]


def rates(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
    """A rate per 1000 of 8,000 inhabitants, of counts rounded to fives, with one decimal."""
    mean = np.full(length, 160.0)
    mean[length - SOON :] += shift * np.sqrt(160)
    counts = np.round(rng.poisson(mean) / 5) * 5
    return [
        Point(p, round(x / 8, 1), True, ROUNDING / 8, 8000.0)
        for p, x in zip(periods(length), counts, strict=True)
    ]


def seasonal(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
    """Averages with a yearly wave twice as high as what they vary otherwise."""
    wave = (10, 0, -10, 0)
    plain = averages(rng, length, shift)
    return [Point(p.period, p.value + wave[at % 4]) for at, p in enumerate(plain)]


KINDS: dict[str, tuple[Draw, Indicator]] = {
    "averages": (averages, card("days", "mean")),
    "shares": (shares, card("percent", "share")),
    "rates": (rates, card("per_1000", "mean")),
    "seasonal": (seasonal, card("days", "mean")),
}


def called_out(kind: str, series: int, length: int = LENGTH, shift: float = 0.0) -> Called:
    """What the rules make of so many series; always the same for the same question."""
    rules: Counter[Rule] = Counter()
    anything = latest = 0
    for found in _readings(kind, series, length, shift):
        rules.update({one.rule for one in found.findings})
        anything += bool(found.findings)
        latest += found_soon(found)
    return Called(anything / series, {rule: rules[rule] / series for rule in Rule}, latest / series)


def found_soon(found: Reading) -> bool:
    """Whether something stands out that reaches into the last points."""
    soon: Sequence[str] = found.periods[-SOON:]
    return any(set(soon) & set(one.periods) for one in found.findings)


def _readings(kind: str, series: int, length: int, shift: float) -> Iterator[Reading]:
    draw, of = KINDS[kind]
    rng = np.random.default_rng(sum(map(ord, kind)))
    for _ in range(series):
        yield read(draw(rng, length, shift), of)


def figures(series: int = SERIES) -> dict[str, Figure]:
    """In percent: stable series called out, by kind and by rule, and shifts found in time."""
    found: dict[str, Figure] = {}
    stable = {kind: called_out(kind, series) for kind in KINDS}
    about = f"stable series of {LENGTH} points with anything called out"
    worst = max(stable, key=lambda kind: stable[kind].anything)
    told = [("false_alarm_share", stable[worst].anything, 10, f"{about}; worst of all: {worst}")]
    for kind, one in stable.items():
        told.append((f"false_alarm_share_{kind}", one.anything, 10, f"{about}: {kind}"))
        for rule, share in one.by_rule.items():
            told.append((f"false_alarm_share_{kind}_{rule}", share, None, f"{kind}, by {rule}"))
    for kind in KINDS:
        for shift in SHIFTS:
            share = called_out(kind, series, shift=shift).latest
            about = f"{kind}: a shift of {shift:g} standard deviations found within {SOON} points"
            told.append((f"shift_found_share_{kind}_{shift:g}", share, None, about))
    for name, share, budget, what in told:
        found[name] = amount(100 * share, "%", budget, series, what)
    found["shift_found_share"] = found["shift_found_share_averages_2"]
    return found
