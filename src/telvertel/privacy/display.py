"""The display rules: what may be shown of one protected figure, and in how many digits.

Everything is computed from protected counts, so nothing here protects by itself, except the
rule of the whole group. All thresholds of presentation stand in this file only.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from telvertel.indicators.definition import Shape
from telvertel.privacy.mark import Mark
from telvertel.privacy.rounding import BASE

THRESHOLD = 10  # smallest count shown as a figure
SHARE_FROM, WHOLE_FROM, CLASS_WIDTH = 20, 100, 5  # by the denominator
GROUP_BELOW, GROUP_PERCENT = 50, 90  # of a small group, nearly all or nearly none is hidden
# A protected count moves in steps of 5: under this population one step is more than 1 per 1000, and
# a decimal would be made up.
DECIMAL_FROM, WHOLE_RATE_FROM = 5000, 100
EXACT_THOUSANDS = 10_000  # from here amounts are rounded to thousands at least
MEAN_STEP = 50  # of a mean from 100 to 1000, where two digits would be finer


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
    return None if rows < THRESHOLD else BASE * round(rows / BASE)


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
    if count < THRESHOLD:
        return SMALL
    return Figure(Mark.shown, float(count), numerator=count)


def _share(count: int | None, whole: int | None) -> Figure:
    if count is None or whole is None or count > whole:
        return MISSING  # what exceeds its whole is no share of it
    if whole < SHARE_FROM:
        return SMALL
    group = _whole_group(count, whole)
    if group is not None:
        return Figure(group, denominator=whole)
    percent = 100 * count / whole
    numerator = count if count >= THRESHOLD else None
    at_the_ends = percent < CLASS_WIDTH or percent > 100 - CLASS_WIDTH
    if whole >= WHOLE_FROM and not at_the_ends:
        value = float(_half_up(100 * count, whole))
        return Figure(Mark.shown, value, numerator=numerator, denominator=whole)
    low = min(100 * count // whole // CLASS_WIDTH * CLASS_WIDTH, 100 - CLASS_WIDTH)
    high = low + CLASS_WIDTH
    return Figure(Mark.class_, (low + high) / 2, float(low), float(high), numerator, whole)


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
    if count < THRESHOLD or population < SHARE_FROM:
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
    if answers < THRESHOLD:
        return SMALL
    if value is None:
        return MISSING
    if 2 * MEAN_STEP <= abs(value) < 1000:
        value = float(_half_up(round(value), MEAN_STEP) * MEAN_STEP)
        return Figure(Mark.shown, value, denominator=answers)
    return Figure(Mark.shown, significant(value, 2), denominator=answers)


def _amount(value: float | None, children: int | None) -> Figure:
    """Money of a contract has no children behind it; money of children needs ten of them."""
    if children is not None and children < THRESHOLD:
        return SMALL  # also when the sum was taken away for that reason
    if value is None:
        return MISSING
    if abs(value) < EXACT_THOUSANDS:
        return Figure(Mark.shown, significant(value, 2), denominator=children)
    thousands = float(_half_up(round(significant(value, 3)), 1000) * 1000)
    return Figure(Mark.shown, thousands, denominator=children)


def significant(value: float, digits: int) -> float:
    """The value in so many significant digits: 123.4 in two is 120.0."""
    if value == 0:
        return 0.0
    return round(value, digits - 1 - floor(log10(abs(value)))) + 0.0


def _half_up(numerator: int, denominator: int) -> int:
    """The ratio as a whole number, halves up, in integers: no float decides a figure."""
    return (2 * numerator + denominator) // (2 * denominator)
