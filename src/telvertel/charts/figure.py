"""A released figure as a person reads it: "41%", "35–40%", "<10", "vrijwel alle"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from telvertel.charts.series import Dot
from telvertel.indicators.definition import Unit
from telvertel.privacy.display import threshold
from telvertel.privacy.release import Mark
from telvertel.wording.numbers import euro, number, percent
from telvertel.wording.words import Words

MILLION = 1_000_000


def figure_text(row: Mapping[str, Any], unit: Unit, words: Words) -> str:
    """One row of a released frame in words; never empty."""
    mark = Mark(row["mark"])
    if mark is Mark.shown:
        return value_text(row["value"], unit, words)
    if mark is Mark.class_:
        return _class_text(row["low"], row["high"], words)
    return mark_text(mark, unit, words)


def dot_text(dot: Dot, unit: Unit, words: Words) -> str:
    """A drawn point in words."""
    return figure_text(asdict(dot), unit, words)


def mark_text(mark: Mark, unit: Unit, words: Words) -> str:
    """What stands in the place of a figure that is not shown.

    Beside percentages "<10" would be read as less than 10%, so only counts say it in figures.
    """
    if mark is Mark.small and unit is not Unit.count:
        return words("charts.mark.too_small")
    return words(f"charts.mark.{mark.value}", threshold=threshold())


def value_text(value: float, unit: Unit, words: Words) -> str:
    """A value in its unit, with the unit where it is short enough to stand with the figure."""
    if unit is Unit.euro:
        return _euro_text(value, words)
    # The display rules have settled how fine a figure may be; whole ones stay whole, except that
    # a grade is always read with its decimal.
    decimals = 0 if value == int(value) and unit is not Unit.grade else 1
    return (percent if unit is Unit.percent else number)(value, words, decimals)


def _euro_text(value: float, words: Words) -> str:
    """Whole euros, and from a million on in millions with one decimal, as budgets are read."""
    if abs(value) < MILLION:
        return euro(value, words)
    return words("charts.axis.million", amount=number(value / MILLION, words, 1))


def _class_text(low: float, high: float, words: Words) -> str:
    """A class by its bounds, "35–40%"; the ends are "<5%" and ">95%"."""
    if low <= 0:
        return "<" + percent(high, words)
    if high >= 100:
        return ">" + percent(low, words)
    return range_text(low, high, Unit.percent, words)


def range_text(low: float, high: float, unit: Unit, words: Words) -> str:
    """ "13–16%", "180–220": the unit once where it stands behind; two ends alike are one figure."""
    if low == high:
        return value_text(low, unit, words)
    first = number(low, words) if unit is Unit.percent else value_text(low, unit, words)
    return f"{first}–{value_text(high, unit, words)}"
