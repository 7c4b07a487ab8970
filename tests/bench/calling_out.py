"""How often the rules call out a stable series, and how often they find a shift in time.

Simulated series pass the display rules and are read by the real code. What is stable here: figures
that are drawn independently around one middle, quarter by quarter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.period import Grain, Period, span
from telvertel.indicators.reading import Reading, point_of, read
from telvertel.indicators.rules import Point, Rule
from telvertel.privacy.display import Figure as Displayed
from telvertel.privacy.display import figure as display
from tests.bench.figure import Figure, amount
from tests.indicators.test_reading import card

LENGTH, SERIES = 24, 10_000
SHIFTS = (1.0, 2.0, 3.0)  # standard deviations
SOON = 4  # periods within which a shift should be found
# Standard deviation, in children, of what protection makes of a part in the demo (docs/privacy.md).
MOVED = 3.0
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


def shown(of: Indicator, length: int, figures: Iterable[Displayed]) -> list[Point]:
    """Points as the app reads them: figures that passed the display rules."""
    settled = {"status": "final", "completeness": 1.0}
    return [
        point_of({"period": period, **vars(figure), **settled}, of)
        for period, figure in zip(periods(length), figures, strict=True)
    ]


def of_values(of: Indicator, middle: float, spread: float, answers: int | None = 40) -> Draw:
    """A mean or an amount; the last SOON points ``shift`` standard deviations higher."""

    def draw(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
        values = rng.normal(middle, spread, length)
        values[length - SOON :] += spread * shift
        shape = of.measure.shape
        return shown(of, length, (display(shape, None, answers, float(v), False) for v in values))

    return draw


def protected(rng: np.random.Generator, counts: np.ndarray) -> np.ndarray:
    """Counts moved about as far as the gate moves those of a part, and in fives."""
    return np.round((counts + rng.normal(0, MOVED, counts.size)) / 5) * 5


def of_shares(of: Indicator, fewest: int, most: int) -> Draw:
    """A share as it is shown: counts moved by protection, whole percents or a class."""

    def draw(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
        wholes = rng.integers(fewest // 5, most // 5, length) * 5
        chance = np.full(length, 0.3)
        chance[length - SOON :] += shift * np.sqrt(0.3 * 0.7 / np.mean((fewest, most)))
        counts = protected(rng, rng.binomial(wholes, np.clip(chance, 0, 1)))
        both = zip(np.clip(counts, 0, wholes), wholes, strict=True)
        shape = of.measure.shape
        figures = (display(shape, int(x), int(n), None, False) for x, n in both)
        return shown(of, length, figures)

    return draw


def rates(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
    """A rate per 1000 of 8,000 inhabitants, of counts moved by protection."""
    mean = np.full(length, 160.0)
    mean[length - SOON :] += shift * np.sqrt(160)
    counts = protected(rng, rng.poisson(mean))
    figures = (display(RATE.measure.shape, int(x), 8000, None, False) for x in counts)
    return shown(RATE, length, figures)


def seasonal(rng: np.random.Generator, length: int, shift: float) -> list[Point]:
    """Averages with a yearly wave twice as high as what they vary otherwise."""
    wave = np.resize((10, 0, -10, 0), length)
    values = rng.normal(50, 5, length) + wave
    values[length - SOON :] += 5 * shift
    return shown(DAYS, length, (display(MEAN, None, 40, float(v), False) for v in values))


MEAN = Shape.mean
DAYS, GRADE, SHARE = card("days", "mean"), card("grade", "mean"), card("percent", "share")
MONEY, SUM = card("euro", "mean"), card("euro", "amount")
RATE = card("per_1000", "mean")
RATE = RATE.model_copy(update={"measure": RATE.measure.model_copy(update={"shape": Shape.rate})})
# The last four vary about as much as the step in which they are shown.
KINDS: dict[str, tuple[Draw, Indicator]] = {
    "averages": (of_values(DAYS, 50, 5), DAYS),
    "shares": (of_shares(SHARE, 60, 240), SHARE),
    "rates": (rates, RATE),
    "seasonal": (seasonal, DAYS),
    "grades": (of_values(GRADE, 7.1, 0.1), GRADE),
    "in_fifties": (of_values(MONEY, 412, 25), MONEY),
    "large_shares": (of_shares(SHARE, 2_000, 10_000), SHARE),
    "amounts": (of_values(SUM, 52_000, 600, None), SUM),
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
