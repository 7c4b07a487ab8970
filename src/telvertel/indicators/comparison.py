"""Fair comparison: how figures of several lie around what they have in common. Never a ranking.

A funnel (Spiegelhalter 2005) says how far figures of groups of this size lie apart by chance and by
what usually differs between them; an interval says how sure each figure is. Everybody stands in the
order of size. Nothing here knows which way is wished for. Worked out in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import polars as pl

from telvertel.indicators.definition import Indicator, Unit
from telvertel.indicators.limits import SCALE
from telvertel.indicators.reading import points

OTHERS_NEEDED = 3  # others than one's own, so four in all (docs/privacy.md)
SMALLEST = 10  # children behind a figure that is compared; an installation may ask for more
MOST_OF_OTHERS = 0.5  # no other may have more of the children of all others

WIDE = 1.96  # of an interval: nineteen of twenty
BEYOND = 3.09  # of the funnel: 998 of 1000 of what usually differs
WINSORISED = 0.1  # share of the z-scores at either end that is drawn in to the next one


class Lies(StrEnum):
    """Where a figure lies beside what usually differs; says nothing about what is wished for."""

    within = "within"
    higher = "higher"
    lower = "lower"


class Refused(StrEnum):
    """Why nothing is compared."""

    too_few = "too_few"
    one_has_most = "one_has_most"


@dataclass(frozen=True)
class Figure:
    """One of the compared: its code, its figure, of how many, and how far rounding moved it."""

    code: str
    value: float
    whole: float
    noise: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A figure with its interval, and the funnel at its size; all in the unit."""

    figure: Figure
    low: float
    high: float
    funnel_low: float
    funnel_high: float
    lies: Lies


@dataclass(frozen=True)
class Comparison:
    """Figures in the order of size, largest first; ``between``: the standard deviation of what
    usually differs between them beyond chance, in the unit."""

    middle: float
    between: float
    placed: tuple[Placed, ...]


def children(frame: pl.DataFrame, period: str) -> dict[str, float]:
    """How many children stand behind each group of a released frame in a period; 0 if hidden."""
    rows = frame.filter(pl.col("period") == period).select("group", "denominator")
    return {group: number or 0.0 for group, number in rows.iter_rows()}


def figures_in(
    frame: pl.DataFrame, card: Indicator, period: str, codes: Sequence[str]
) -> tuple[Figure, ...]:
    """Of these groups of a released frame, those whose figure of the period is final, complete and
    shown with the number of children behind it."""
    found = []
    for code in codes:
        for one in points(frame, card, code):
            if one.period == period and one.usable and one.whole:
                found.append(Figure(code, one.value, float(one.whole), one.reach))
    return tuple(found)


def between(
    counts: Mapping[str, int | None], parts: Sequence[str], smallest: int = SMALLEST
) -> tuple[float, float] | None:
    """Between which percentages some parts make of all, where a count of None may be anything
    below ``smallest``; None when nothing is known."""
    known = {key: number for key, number in counts.items() if number is not None}
    if not known:
        return None
    hidden = smallest - 1
    ours = sum(number for key, number in known.items() if key in parts)
    rest = sum(known.values()) - ours
    open_ours = hidden * sum(key in parts for key in counts if key not in known)
    open_rest = hidden * sum(key not in parts for key in counts if key not in known)
    low = ours / (ours + rest + open_rest) if ours else 0.0
    high = (ours + open_ours) / (ours + open_ours + rest)
    return round(100 * low), round(100 * high)


def refused(children: Mapping[str, float], smallest: int = SMALLEST) -> Refused | None:
    """Whether a comparison may be shown, by the children of each in the whole data set of a period;
    who has fewer than ``smallest`` does not count.

    It holds whichever of them is one's own, so that choosing somebody never makes it come or go.
    """
    enough = {code: number for code, number in children.items() if number >= smallest}
    if len(enough) < OTHERS_NEEDED + 1:
        return Refused.too_few
    for own in enough:
        others = [number for code, number in enough.items() if code != own]
        if max(others) > MOST_OF_OTHERS * sum(others):
            return Refused.one_has_most
    return None


def compare(figures: Sequence[Figure], unit: Unit) -> Comparison:
    """Shares (percent) or rates (per 1000) beside each other; at least one, each with a whole."""
    scale = SCALE[unit]
    total = sum(one.whole for one in figures)
    middle = sum(one.value * one.whole for one in figures) / total
    chance = [_chance(middle, one, unit) for one in figures]
    between = overdispersion([one.value - middle for one in figures], [sqrt(one) for one in chance])
    ordered = sorted(zip(figures, chance, strict=True), key=lambda pair: _by_size(pair[0]))
    placed = (_placed(one, middle, sqrt(s + between**2), unit) for one, s in ordered)
    return Comparison(middle, between, tuple(_cut(one, scale, unit) for one in placed))


def overdispersion(deviations: Sequence[float], errors: Sequence[float]) -> float:
    """The standard deviation between groups beyond chance: Spiegelhalter's additive model, from
    winsorised z-scores; 0 where they lie no further apart than chance puts them."""
    z = winsorised(
        [away / error if error else 0.0 for away, error in zip(deviations, errors, strict=True)]
    )
    groups = len(z)
    spread = sum(one**2 for one in z)  # the number of groups times phi
    weights = [1 / error**2 for error in errors if error]
    if spread <= groups - 1 or len(weights) < 2:
        return 0.0
    room = sum(weights) - sum(one**2 for one in weights) / sum(weights)
    return sqrt((spread - (groups - 1)) / room)


def winsorised(z: Sequence[float], share: float = WINSORISED) -> list[float]:
    """The same numbers with the outermost share at either end drawn in; under ten nothing is."""
    ordered = sorted(z)
    at = int(share * len(z))
    return [min(max(one, ordered[at]), ordered[-1 - at]) for one in z]


def wilson(share: float, whole: float, z: float = WIDE) -> tuple[float, float]:
    """Wilson's score interval of a share 0–1 of so many (Newcombe 1998, method 3)."""
    middle = share + z**2 / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2))
    grown = 1 + z**2 / whole
    return max((middle - reach) / grown, 0.0), min((middle + reach) / grown, 1.0)


def byar(count: float, z: float = WIDE) -> tuple[float, float]:
    """Byar's approximation of the exact Poisson interval of a count (Breslow and Day 1987)."""
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    above = count + 1
    return max(low, 0.0), above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3


def _by_size(figure: Figure) -> tuple[float, str]:
    return (-figure.whole, figure.code)


def _chance(middle: float, figure: Figure, unit: Unit) -> float:
    """The variance that chance and rounding give a figure of this size around the middle."""
    scale = SCALE[unit]
    share = middle / scale
    variance = share * (1 - share) if unit is Unit.percent else share
    return scale**2 * variance / figure.whole + figure.noise**2 / 3


def _interval(figure: Figure, unit: Unit) -> tuple[float, float]:
    scale = SCALE[unit]
    if unit is not Unit.percent:
        return _interval_of_rate(figure, scale)
    share = figure.value / scale
    by_chance = share * (1 - share) / figure.whole
    # Rounding makes a figure less sure: as if it were of fewer children (effective sample size).
    rounded = (figure.noise / scale) ** 2 / 3
    whole = figure.whole * by_chance / (by_chance + rounded) if by_chance else figure.whole
    return tuple(scale * one for one in wilson(share, whole))


def _interval_of_rate(figure: Figure, scale: float) -> tuple[float, float]:
    """Byar's, of a count made smaller as rounding makes it less sure: as a share's whole is."""
    count = figure.value * figure.whole / scale
    rounded = (figure.noise * figure.whole / scale) ** 2 / 3
    sure = count**2 / (count + rounded) if count else 0.0
    unsure = count / sure if sure else 1.0
    return tuple(scale * unsure * one / figure.whole for one in byar(sure))


def _placed(figure: Figure, middle: float, one: float, unit: Unit) -> Placed:
    low, high = _interval(figure, unit)
    below, above = middle - BEYOND * one, middle + BEYOND * one
    lies = (
        Lies.higher if figure.value > above else Lies.lower if figure.value < below else Lies.within
    )
    return Placed(figure, low, high, below, above, lies)


def _cut(placed: Placed, scale: float, unit: Unit) -> Placed:
    """The funnel is drawn no further than a figure can go."""
    top = scale if unit is Unit.percent else placed.funnel_high
    return Placed(
        placed.figure,
        placed.low,
        placed.high,
        max(placed.funnel_low, 0.0),
        min(placed.funnel_high, top),
        placed.lies,
    )
