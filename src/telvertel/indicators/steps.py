"""Steps: how finely a figure is shown. Two figures less than a step apart may be the same.

The display rules round to these steps (``privacy/display``), and a reading must know how far that
may have moved a figure. A class is a step of its own and stands with the figure.
"""

from __future__ import annotations

from math import floor, isclose, log10

from telvertel.indicators.definition import Shape

# A protected count moves in steps of 5: under this population one step is more than 1 per 1000, and
# a decimal would be made up.
DECIMAL_FROM, WHOLE_RATE_FROM = 5000, 100
MEAN_STEP = 50  # of a mean from 100 to 1000, where two digits would be finer
MEAN_DIGITS, AMOUNT_DIGITS = 2, 3  # significant digits; an amount under EXACT_THOUSANDS has two
EXACT_THOUSANDS, THOUSAND = 10_000, 1000  # from here amounts are rounded to thousands at least


def step_of(shape: Shape, value: float, whole: float | None) -> float:
    """The step in which a figure of this size is shown; 0 of a count, and of a figure that does not
    stand on our steps: a publisher rounded that one."""
    step = _step(shape, abs(value), whole)
    return step if step and isclose(value / step, round(value / step), abs_tol=1e-6) else 0.0


def _step(shape: Shape, value: float, whole: float | None) -> float:
    match shape:
        case Shape.share | Shape.distribution:
            return 1.0
        case Shape.rate:
            return 0.1 if (whole or 0) >= DECIMAL_FROM and value < WHOLE_RATE_FROM else 1.0
        case Shape.mean:
            in_steps = 2 * MEAN_STEP <= value < 1000
            return float(MEAN_STEP) if in_steps else _of_digits(value, MEAN_DIGITS)
        case Shape.amount if value < EXACT_THOUSANDS:
            return _of_digits(value, MEAN_DIGITS)
        case Shape.amount:
            return amount_step(value)
    return 0.0


def amount_step(value: float) -> float:
    """The step of an amount from ten thousand: of three digits, and thousands at least."""
    return max(float(THOUSAND), _of_digits(abs(value), AMOUNT_DIGITS))


def _of_digits(value: float, digits: int) -> float:
    """One in the last of so many significant digits."""
    return 10.0 ** (floor(log10(value)) + 1 - digits) if value else 0.0
