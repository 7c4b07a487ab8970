"""Plane: where periods and values land in pixels, so that texts and markers keep clear.

The layout is computed here and not left to the renderer: the same picture then has the same size
on wall and paper, and a label can be moved because its place is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import altair as alt

from telvertel.charts.theme import LINE_HEIGHT, Size, config
from telvertel.wording.words import Words


@dataclass(frozen=True)
class Plane:
    """The area in which data are drawn, and the room around it, in pixels."""

    periods: tuple[str, ...]
    low: float
    high: float
    width: float
    height: float
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0

    @property
    def step(self) -> float:
        return self.width / max(len(self.periods), 1)

    def x(self, period: str) -> float:
        """Middle of a period, from the left."""
        return self.step * (self.periods.index(period) + 0.5)

    def y(self, value: float) -> float:
        """Height of a value, from the top."""
        return self.height * (1 - (value - self.low) / (self.high - self.low))

    def value(self, y: float) -> float:
        """The value at a height: places a text or a marker without a scale of its own."""
        return round(self.low + (1 - y / self.height) * (self.high - self.low), 4)

    def with_headroom(self, pixels: float) -> Plane:
        """The same plane with the data lower by this much, for what stands above them."""
        kept = self.height - pixels
        return replace(self, high=self.low + (self.high - self.low) * self.height / kept)


def plane_on(
    size: Size,
    periods: Sequence[str],
    domain: tuple[float, float],
    *,
    left: float,
    right: float,
    top: float,
    bottom: float,
) -> Plane:
    """The plane that is left of a picture of this size when the room around it is taken."""
    left, right, top, bottom = (round(one) for one in (left, right, top, bottom))
    return Plane(
        tuple(periods),
        *domain,
        width=size.width - left - right,
        height=size.height - top - bottom,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
    )


def picture_of(
    plane: Plane,
    layers: Iterable[alt.Chart],
    encoding: alt.SharedEncoding,
    description: str = "",
) -> alt.LayerChart:
    """Layers on one plane as a chart without theme; ``themed`` finishes it."""
    chart = alt.LayerChart(
        layer=list(layers), encoding=encoding, width=plane.width, height=plane.height
    )
    if description:
        chart.description = description
    return chart


def themed(chart: alt.LayerChart | alt.ConcatChart, plane: Plane, size: Size, words: Words):
    """The chart with our theme and its exact natural size."""
    chart.padding = {
        "left": plane.left,
        "right": plane.right,
        "top": plane.top,
        "bottom": plane.bottom,
    }
    chart.autosize = "none" if isinstance(chart, alt.LayerChart) else "pad"
    chart.config = config(size, words)
    return chart


def wrap(text: str, letters: int) -> list[str]:
    """Lines of whole words of at most so many letters; a longer word keeps its own line."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def height_of(lines: Sequence[str], size: Size) -> float:
    return len(lines) * size.font * LINE_HEIGHT
