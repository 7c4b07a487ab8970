"""The display rules: what may be shown of one protected figure, and in how many digits.

Everything is computed from protected counts, so nothing here protects by itself, except the
rule of the whole group. All thresholds of presentation stand in this file only, but for the steps
of rounding, which a reading of a series needs too (``indicators/steps``).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from telvertel.indicators.definition import Shape
from telvertel.indicators.steps import (
    DECIMAL_FROM,
    EXACT_THOUSANDS,
    MEAN_DIGITS,
    MEAN_STEP,
    WHOLE_RATE_FROM,
    amount_step,
)
from telvertel.privacy.mark import Mark
from telvertel.privacy.rounding import BASE

THRESHOLD = 10  # smallest count shown as a figure, where an installation chose no larger one
HIGHEST = 100  # to choose a larger one than this is a mistake
SHARE_FROM, WHOLE_FROM, CLASS_WIDTH = 20, 100, 5  # by the denominator
GROUP_BELOW, GROUP_PERCENT = 50, 90  # of a small group, nearly all or nearly none is hidden


# What holds in this process: read for every figure, so plain numbers and no setting to look up.
_smallest, _share_from = THRESHOLD, SHARE_FROM


def hold(smallest: int | None) -> None:
    """From now on show no count below this one; None is ours. ValueError for a smaller one than
    ours: an installation may be stricter, never less strict."""
    global _smallest, _share_from
    smallest = THRESHOLD if smallest is None else smallest
    if not THRESHOLD <= smallest <= HIGHEST:
        raise ValueError(f"no threshold from {THRESHOLD} to {HIGHEST}: {smallest}")
    _smallest, _share_from = smallest, max(SHARE_FROM, smallest)


def threshold() -> int:
    """The smallest count that is shown as a figure, at least THRESHOLD."""
    return _smallest


def share_from() -> int:
    """The smallest whole of which a share is shown, at least SHARE_FROM."""
    return _share_from


@dataclass(frozen=True)
class Figure:
    """One figure as it may be shown; what is hidden is None."""

    mark: Mark
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: int | None = None
    denominator: int | None = None


def coarse(rows: int) -> int | None:
    """How many rows a delivery had, which may be a count of children: the nearest multiple of five,
    None under the threshold."""
    return None if rows < _smallest else BASE * round(rows / BASE)


MISSING = Figure(Mark.missing)
SMALL = Figure(Mark.small)
DOMINATED = Figure(Mark.dominated)


def figure(
    shape: Shape,
    numerator: int | None,
    denominator: int | None,
    value: float | None,
    protected_at_source: bool,
    dominated: bool = False,
) -> Figure:
    """What may be shown of protected counts, or of a value that has no counts of ours;
    ``dominated``: one or two make up the amount, so it is refused."""
    if protected_at_source:
        return _published(shape, numerator, denominator, value)
    if dominated:
        return DOMINATED
    match shape:
        case Shape.count:
            return _count(numerator)
        case Shape.share | Shape.distribution:
            return _share(numerator, denominator)
        case Shape.rate:
            return _rate(numerator, denominator)
        case Shape.mean:
            return _mean(value, denominator)
        case Shape.amount:
            return _amount(value, denominator)


def _published(
    shape: Shape, numerator: int | None, denominator: int | None, value: float | None
) -> Figure:
    """A publisher's figure as it was published; a share or rate only when we must."""
    if value is None and numerator is not None:
        if shape is Shape.count:
            value = float(numerator)
        elif shape in (Shape.share, Shape.distribution) and denominator:
            value = float(_half_up(100 * numerator, denominator))
        elif shape is Shape.rate and denominator:
            value = _per_1000(numerator, denominator)
    if value is None:
        return MISSING
    return Figure(Mark.shown, float(value), numerator=numerator, denominator=denominator)


def _count(count: int | None) -> Figure:
    if count is None:
        return MISSING
    if count < _smallest:
        return SMALL
    return Figure(Mark.shown, float(count), numerator=count)


def _share(count: int | None, whole: int | None) -> Figure:
    if count is None or whole is None or count > whole:
        return MISSING  # what exceeds its whole is no share of it
    if whole < _share_from:
        return SMALL
    group = _whole_group(count, whole)
    if group is not None:
        return Figure(group, denominator=whole)
    percent = 100 * count / whole
    numerator = count if count >= _smallest else None
    at_the_ends = percent < CLASS_WIDTH or percent > 100 - CLASS_WIDTH
    if whole >= WHOLE_FROM and not at_the_ends:
        value = float(_half_up(100 * count, whole))
        return Figure(Mark.shown, value, numerator=numerator, denominator=whole)
    middle, low, high = class_of(count, whole)
    return Figure(Mark.class_, middle, low, high, numerator, whole)


def class_of(count: float, whole: int) -> tuple[float, float, float]:
    """Middle, lower and upper bound of the class that holds a share, in percents."""
    low = float(min(100 * count // whole // CLASS_WIDTH * CLASS_WIDTH, 100 - CLASS_WIDTH))
    return low + CLASS_WIDTH / 2, low, low + CLASS_WIDTH


def _whole_group(count: int, whole: int) -> Mark | None:
    """Nearly all or nearly none of a small group says the attribute of each member."""
    if whole >= GROUP_BELOW:
        return None
    if 100 * count >= GROUP_PERCENT * whole:
        return Mark.nearly_all
    if 100 * count <= (100 - GROUP_PERCENT) * whole:
        return Mark.nearly_none
    return None


def _rate(count: int | None, population: int | None) -> Figure:
    if count is None or population is None:
        return MISSING
    if count < _smallest or population < _share_from:
        return SMALL
    group = _whole_group(count, population)
    if group is not None:
        return Figure(group, denominator=population)
    value = _per_1000(count, population)
    return Figure(Mark.shown, value, numerator=count, denominator=population)


def _per_1000(count: int, population: int) -> float:
    fine = population >= DECIMAL_FROM and 1000 * count < WHOLE_RATE_FROM * population
    tenths = 10 if fine else 1
    return _half_up(1000 * count * tenths, population) / tenths


def _mean(value: float | None, answers: int | None) -> Figure:
    if answers is None:
        return MISSING  # nobody knows of how many children this is
    if answers < _smallest:
        return SMALL
    if value is None:
        return MISSING
    if 2 * MEAN_STEP <= abs(value) < 1000:
        value = float(_half_up(floor(value), MEAN_STEP) * MEAN_STEP)
        return Figure(Mark.shown, value, denominator=answers)
    return Figure(Mark.shown, significant(value, MEAN_DIGITS), denominator=answers)


def _amount(value: float | None, children: int | None) -> Figure:
    """Money of a contract has no children behind it; money of children needs ten of them."""
    if children is not None and children < _smallest:
        return SMALL  # also when the sum was taken away for that reason
    if value is None:
        return MISSING
    return Figure(Mark.shown, amount(value), denominator=children)


def amount(value: float) -> float:
    """Money as finely as it is shown."""
    if abs(value) < EXACT_THOUSANDS:
        return significant(value, MEAN_DIGITS)
    step = round(amount_step(value))
    return float(_half_up(floor(value), step) * step)


def significant(value: float, digits: int) -> float:
    """The value in so many significant digits: 123.4 in two is 120.0."""
    if value == 0:
        return 0.0
    return round(value, digits - 1 - floor(log10(abs(value)))) + 0.0


def _half_up(numerator: int, denominator: int) -> int:
    """The ratio as a whole number, halves up, in integers: no float decides a figure. What stands
    behind the point of a numerator moves no half: it may be left off (``floor``), never rounded."""
    return (2 * numerator + denominator) // (2 * denominator)
