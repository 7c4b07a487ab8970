"""Asked: an empty place beside a picture, for a period of which the room still has to speak.

It stands apart at the right, after the labels at the line ends, as high as the plane: nothing of
what belongs there is known to the picture, not even the scale it would need.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt

from telvertel.charts.marks import text
from telvertel.charts.plane import height_of, wrap
from telvertel.charts.theme import CONTEXT, EXPECTED, FOCUS, INK, LINE_HEIGHT, Size, text_width
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

LETTERS = 12  # letters on a line of the question
MARK = 2.4  # size of the question mark, × font
FOOT = 1.5  # room under the plane that the name of a period needs, × font


@dataclass(frozen=True)
class Asked:
    """The newest period that is left out of a picture, and what stands in its place."""

    period: str
    told: str


def beside(asked: Asked, size: Size, words: Words) -> Size:
    """The size that is left for the picture itself."""
    return replace(size, width=size.width - round(_width(asked, size, words)))


def with_place(chart: alt.LayerChart, asked: Asked, size: Size, words: Words) -> alt.LayerChart:
    """The picture, drawn for ``beside``, with the empty place at its right."""
    width, gap = _width(asked, size, words), size.font * 0.4
    left = chart.width + chart.padding["right"] + gap
    middle = left + (width - gap) / 2
    period = period_text(asked.period, words, short=True)
    foot = chart.padding["bottom"] >= size.font * FOOT  # else its period stands inside
    lines = [*wrap(asked.told, LETTERS), *([] if foot else [period])]
    below = height_of(lines, size)
    mark = size.font * MARK if chart.height > below + size.font * MARK else 0  # a low one has none
    top = (chart.height - below - mark) / 2
    words_at = {"align": "center", "halo": False}
    chart.layer += [
        _frame(left, left + width - gap - size.line, chart.height, size),
        *([_mark(middle, top + mark / 2, size)] if mark else []),
        *text(lines, middle, top + mark, size, colour=INK, **words_at),
        *(text(period, middle, chart.height + size.font * 0.45, size, **words_at) if foot else ()),
    ]
    chart.padding = {**chart.padding, "right": chart.padding["right"] + round(width)}
    chart.description = f"{chart.description} {asked.told}: {period_text(asked.period, words)}."
    return chart


def _width(asked: Asked, size: Size, words: Words) -> float:
    """Wide enough for the question and the name of the period, and a little air."""
    told = [*wrap(asked.told, LETTERS), period_text(asked.period, words, short=True)]
    return max(text_width(one, size.font) for one in told) + size.font * 1.6


def _frame(left: float, right: float, bottom: float, size: Size) -> alt.Chart:
    at = alt.Chart(alt.InlineData(values=[{}], name="label"))
    return at.mark_rect(
        fill=EXPECTED,
        stroke=CONTEXT,
        strokeWidth=size.line * 0.5,
        strokeDash=[size.line * 1.6, size.line * 1.2],
        cornerRadius=size.font * 0.15,
        opacity=1,
    ).encode(
        x=alt.XValue(round(left, 1)),
        x2=alt.X2Value(round(right, 1)),
        y=alt.YValue(0),
        y2=alt.Y2Value(bottom),
    )


def _mark(x: float, y: float, size: Size) -> alt.Chart:
    at = alt.Chart(alt.InlineData(values=[{}], name="label"))
    drawn = at.mark_text(
        text="?",
        color=FOCUS,
        align="center",
        baseline="middle",
        fontSize=size.font * MARK,
        lineHeight=size.font * LINE_HEIGHT,
    )
    return drawn.encode(x=alt.XValue(round(x, 1)), y=alt.YValue(round(y, 1)))
