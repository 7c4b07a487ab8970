"""Labels at line ends instead of a legend: names and last values, moved apart where they touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import altair as alt

from telvertel.charts.marks import block_height, swatch, text
from telvertel.charts.plane import Plane
from telvertel.charts.theme import LINE_HEIGHT, Size, text_width

GAP = 0.45  # free space between two labels and beside the line, × font


@dataclass(frozen=True)
class EndLabel:
    """Lines of text beside the end of something drawn at ``value``; earlier labels keep place."""

    lines: tuple[str, ...]
    value: float
    colour: str
    bold: bool = False
    swatch: str | None = None  # colour of a small square before the text, for filled areas


def room_for(labels: Iterable[EndLabel], size: Size) -> float:
    """Pixels needed right of the plane."""
    widths = [
        text_width(one, size.font, label.bold) + (size.font if label.swatch else 0)
        for label in labels
        for one in label.lines
    ]
    return max(widths, default=0) + size.font * GAP * 2


def places(labels: Sequence[EndLabel], plane: Plane, size: Size) -> list[float]:
    """Top of each label in pixels: beside its line, pushed apart and kept inside the plane."""
    heights = [block_height(label.lines, size) for label in labels]
    tops = [plane.y(one.value) - height / 2 for one, height in zip(labels, heights, strict=True)]
    order = sorted(range(len(labels)), key=lambda at: tops[at] + heights[at] / 2)
    gap, floor = size.font * GAP / 2, -size.font * 0.6
    for at in order:
        tops[at] = max(tops[at], floor)
        floor = tops[at] + heights[at] + gap
    ceiling = plane.height + size.font * 0.4
    for at in reversed(order):
        tops[at] = min(tops[at], ceiling - heights[at])
        ceiling = tops[at] - gap
    return tops


def fit(labels: Sequence[EndLabel], plane: Plane, size: Size) -> bool:
    """Whether all labels can stand beside the plane without leaving it."""
    needed = sum(block_height(label.lines, size) + size.font * GAP / 2 for label in labels)
    return needed <= plane.height + size.font


def end_labels(labels: Sequence[EndLabel], plane: Plane, size: Size) -> list[alt.Chart]:
    """The texts; one that was pushed away from its line has a thin line to it."""
    layers: list[alt.Chart] = []
    x = plane.width + size.font * GAP
    for label, top in zip(labels, places(labels, plane, size), strict=True):
        shift = 0.0
        if label.swatch:
            shift = size.font
            layers.append(swatch(label.swatch, x + shift * 0.35, top + size.font * 0.55, size))
        layers += _link(label, top, plane, size)
        layers += text(
            label.lines, x + shift, top, size, colour=label.colour, bold=label.bold, halo=False
        )
    return layers


def _link(label: EndLabel, top: float, plane: Plane, size: Size) -> list[alt.Chart]:
    """From the height of the line to the nearest row of its label, where these are not level; an
    area has its small square instead."""
    row = size.font * LINE_HEIGHT
    y, first = plane.y(label.value), top + row / 2
    nearest = min(max(y, first), first + row * (len(label.lines) - 1))
    if label.swatch or abs(y - nearest) <= row / 2:
        return []
    at = alt.Chart(alt.InlineData(values=[{}], name="label"))
    drawn = at.mark_rule(color=label.colour, strokeWidth=max(size.line * 0.4, 1), aria=False)
    link = drawn.encode(
        x=alt.XValue(round(plane.width - size.font * 0.1, 1)),
        y=alt.YValue(round(y, 1)),
        x2=alt.X2Value(round(plane.width + size.font * GAP * 0.8, 1)),
        y2=alt.Y2Value(round(nearest, 1)),
    )
    return [link]
