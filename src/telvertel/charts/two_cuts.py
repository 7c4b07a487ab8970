"""Two cuts on the same axes: A dark with round points, B grey with diamonds. Of one figure, or of
two in the same unit, such as what young people and their parents say.

No difference is computed and no band is drawn: two cuts may share children, so what lies between
them is nobody's number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from telvertel.charts import around, labels, marks
from telvertel.charts.description import series_told
from telvertel.charts.figure import dot_text
from telvertel.charts.layout import Look, finished, lay_out, nothing
from telvertel.charts.names import Names
from telvertel.charts.series import Dot, dots, last_value, periods_of, strokes
from telvertel.charts.theme import CONTEXT, FOCUS, QUIET, SCREEN, Size
from telvertel.indicators.definition import Indicator
from telvertel.privacy.release import Released
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

LETTERS = ("A", "B")
COLOURS = (FOCUS, CONTEXT)
SHAPES = ("circle", "diamond")


def two_cuts(
    first: Released,
    second: Released,
    *,
    words: Words,
    cards: tuple[Indicator, Indicator],
    breaks: Sequence[Mapping[str, Any]] = (),
    size: Size = SCREEN,
    names: Names | None = None,
) -> alt.LayerChart:
    """Both as a line without breakdown, over every period that either has."""
    assert all(isinstance(one, Released) for one in (first, second))
    assert first.unit is second.unit, "one axis has one unit"
    look = Look(words, cards[0], size, names or {}, "")
    both = [dots(one) for one in (first, second)]
    shown = [dot.high or dot.value for series in both for dot in series if dot.value is not None]
    periods = periods_of(both)
    without = [one for one in periods if not _known(one, both)]
    feet = around.footnotes(both, first.unit, words, dashes=bool(without))
    layout = lay_out(
        look,
        periods,
        max(shown, default=0) or 1,
        first.unit,
        ends=_ends(both, first, look),
        feet=look.notes([*feet, words("charts.two_cuts.foot")]),
        breaks=breaks,
    )
    layers = [*around.break_layers(breaks, layout.plane, size)]
    for at in (1, 0):  # what the talk is about lies on top
        layers += [
            *marks.line(f"line_{at}", strokes(both[at], breaks), COLOURS[at], size.line),
            *marks.points(f"points_{at}", both[at], COLOURS[at], size, SHAPES[at]),
        ]
    layers += marks.gap_dashes(without, layout.plane, size)
    if not shown:
        layers += nothing(layout.plane, look)
    return finished(look, layout, layers, described(first, second, words, cards))


def described(
    first: Released, second: Released, words: Words, cards: tuple[Indicator, Indicator]
) -> str:
    """Both in sentences, one after the other."""
    periods = periods_of([dots(first), dots(second)])
    names = dict.fromkeys(one.prose(words.language).name for one in cards)
    name = words.join(names)
    if not periods:
        return words("charts.describe.empty", name=name)
    first_told, last_told = (period_text(one, words) for one in (periods[0], periods[-1]))
    told = [words("charts.two_cuts.describe", name=name, first=first_told, last=last_told)]
    for letter, one in zip(LETTERS, (first, second), strict=True):
        told += [f"{letter}:", *series_told(dots(one), one, words)]
    return " ".join(told)


def _ends(both: Sequence[Sequence[Dot]], first: Released, look: Look) -> list[labels.EndLabel]:
    found = []
    for letter, series, colour in zip(LETTERS, both, (FOCUS, QUIET), strict=True):
        last = last_value(series)
        if last is not None:
            told = f"{letter} {dot_text(last, first.unit, look.words)}"
            if last != series[-1]:
                told += f" ({period_text(last.period, look.words, short=True)})"
            label = labels.EndLabel(look.beside(told), last.value, colour, bold=letter == "A")
            found.append(label)
    return found


def _known(period: str, both: Sequence[Sequence[Dot]]) -> bool:
    return any(d.period == period and d.value is not None for series in both for d in series)
