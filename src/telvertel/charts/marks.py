"""Marks: the layers a picture is made of, each from what is already released and placed.

Every layer carries its own short list of rows with exactly the columns it encodes; nothing else
of a released frame goes along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt

from telvertel.charts.plane import Plane
from telvertel.charts.series import Dot, Stroke, Style
from telvertel.charts.theme import (
    BOLD,
    CONTEXT,
    INK,
    LINE_HEIGHT,
    PAPER_WHITE,
    QUIET,
    Size,
    text_width,
)

DASHES = {Style.solid: [1, 0], Style.thin: [1, 0], Style.dashed: [2, 1.6]}  # × line thickness
SLANT = 300  # degrees, of the stroke for a period without a figure
THIN = 0.4  # a line between classes suggests less than it looks


def rows(name: str, values: list[dict]) -> alt.Chart:
    """A layer's own data under a name that can be read in the spec."""
    return alt.Chart(alt.InlineData(values=values, name=name))


def line(name: str, strokes: Sequence[Stroke], colour: str, thickness: float) -> list[alt.Chart]:
    """The line of one series: a layer per style, a piece per unbroken stretch."""
    layers = []
    for style in Style:
        values = [
            {"period": dot.period, "value": dot.value, "piece": piece}
            for piece, stroke in enumerate(strokes)
            if stroke.style is style
            for dot in stroke.dots
        ]
        if values:
            mark = rows(f"{name}_{style}", values).mark_line(
                color=colour,
                strokeWidth=thickness * (THIN if style is Style.thin else 1),
                strokeDash=[round(part * thickness, 1) for part in DASHES[style]],
                strokeJoin="round",
            )
            layers.append(mark.encode(detail=alt.Detail("piece:N")))
    return layers


def points(
    name: str, series: Sequence[Dot], colour: str, size: Size, shape: str = "circle"
) -> list[alt.Chart]:
    """Filled where settled, hollow where not; a class as a bar from low to high behind its dot."""
    shown = [dot for dot in series if dot.value is not None]
    bars = [{"period": d.period, "value": d.low, "to": d.high} for d in shown if d.is_class]
    full = [{"period": d.period, "value": d.value} for d in shown if d.settled]
    layers = []
    if bars:
        bar = rows(f"{name}_class", bars).mark_rule(color=colour, strokeWidth=size.line * 0.6)
        layers.append(bar.encode(y2=alt.Y2("to")))
    if full:
        layers.append(
            rows(f"{name}_final", full).mark_point(
                shape=shape, filled=True, color=colour, opacity=1, size=size.point**2
            )
        )
    for kind, outline, unsettled in (
        ("provisional", shape, [d for d in shown if d.complete and not d.final]),
        ("incomplete", "square", [d for d in shown if not d.complete]),
    ):
        if unsettled:
            values = [{"period": d.period, "value": d.value} for d in unsettled]
            layers.append(_hollow(rows(f"{name}_{kind}", values), outline, colour, size))
    return layers


def _hollow(layer: alt.Chart, shape: str, colour: str, size: Size) -> alt.Chart:
    return layer.mark_point(
        shape=shape,
        filled=True,
        fill=PAPER_WHITE,
        stroke=colour,
        strokeWidth=size.line * 0.7,
        opacity=1,
        size=(size.point * 1.15) ** 2,
    )


def hidden(
    plane: Plane,
    gaps: Iterable[tuple[str, tuple[str, ...]]],
    series: Sequence[Dot],
    size: Size,
) -> list[alt.Chart]:
    """A stroke on the base line for each period without a figure, and per stretch once why."""
    gaps = list(gaps)
    layers = gap_dashes([one for _, periods in gaps for one in periods], plane, size)
    floor = plane.height - size.line - size.font * 0.6
    drawn = [(plane.x(d.period), plane.y(d.value)) for d in series if d.value is not None]
    for reason, middle, level in _reasons(plane, gaps, size, drawn):
        y = floor - level * size.font * LINE_HEIGHT
        layers += text(reason, middle, y, size, align="center", baseline="bottom")
    return layers


def gap_dashes(periods: Sequence[str], plane: Plane, size: Size) -> list[alt.Chart]:
    """A slanting stroke on the base line for each of these periods: what lies flat there is read as
    nought from the back of a room."""
    if not periods:
        return []
    high = min(plane.step * 0.5, size.font * 0.6)
    values = [{"period": one, "value": plane.value(plane.height - high / 2)} for one in periods]
    return [
        rows("hidden", values).mark_point(
            shape="stroke",
            angle=SLANT,
            size=high**2 * 1.4,
            strokeWidth=size.line * 0.7,
            stroke=CONTEXT,
            opacity=1,
        )
    ]


def _reasons(
    plane: Plane,
    gaps: Iterable[tuple[str, tuple[str, ...]]],
    size: Size,
    drawn: Sequence[tuple[float, float]],
) -> Iterable[tuple[str, float, int]]:
    """Which reasons are written, their middle in pixels, and how many lines up.

    Where two would touch, the same reason is not repeated and another one goes a line higher; so
    does one that would cover a drawn point.
    """
    line = size.font * LINE_HEIGHT
    ends: list[tuple[float, str]] = []  # per level: where its last text ends, and what it says
    for reason, periods in gaps:
        half = text_width(reason, size.font) / 2 + size.font * 0.1
        middle = (plane.x(periods[0]) + plane.x(periods[-1])) / 2
        middle = min(max(middle, half), plane.width - half)
        if any(middle - half < end and said == reason for end, said in ends):
            continue
        below = [plane.height - y for x, y in drawn if abs(x - middle) < half + size.point]
        level = next(
            at
            for at in range(len(ends) + 2 * len(below) + 1)
            if (at >= len(ends) or middle - half >= ends[at][0])
            and not any(at * line <= y <= (at + 1.4) * line for y in below)
        )
        ends += [(float("-inf"), "")] * (level + 1 - len(ends))
        ends[level] = (middle + half, reason)
        yield reason, middle, level


def text(
    content: str | Sequence[str],
    x: float,
    y: float,
    size: Size,
    *,
    colour: str = INK,
    align: str = "left",
    baseline: str = "top",
    bold: bool = False,
    halo: bool = True,
) -> list[alt.Chart]:
    """Words at a place in pixels, with a white halo where they may cross a line."""
    lines = content if isinstance(content, str) else list(content)
    look = {
        "align": align,
        "baseline": baseline,
        "fontWeight": BOLD if bold else "normal",
        "limit": 0,
    }
    place = {"x": alt.XValue(round(x, 1)), "y": alt.YValue(round(y, 1))}
    at = alt.Chart(alt.InlineData(values=[{}], name="label"))
    drawn = at.mark_text(text=lines, color=colour, **look).encode(**place)
    if not halo:
        return [drawn]
    behind = at.mark_text(
        text=lines, color=PAPER_WHITE, stroke=PAPER_WHITE, strokeWidth=size.font * 0.2, **look
    )
    return [behind.encode(**place), drawn]


def dashed(width: float) -> list[float]:
    """The dashes of everything that may still change, for a line of this thickness."""
    return [round(part * width, 1) for part in DASHES[Style.dashed]]


def rule(x: float, top: float, bottom: float, colour: str, width: float, dash: list[float]):
    """A vertical line at a place in pixels."""
    at = alt.Chart(alt.InlineData(values=[{}], name="label"))
    # Without words of its own: what it means is told in the sentences beside the picture.
    return at.mark_rule(color=colour, strokeWidth=width, strokeDash=dash, aria=False).encode(
        x=alt.XValue(round(x, 1)), y=alt.YValue(round(top, 1)), y2=alt.Y2Value(round(bottom, 1))
    )


def swatch(colour: str, x: float, y: float, size: Size) -> alt.Chart:
    """A small square in the colour of an area, outlined so that a light one stands on white."""
    at = alt.Chart(alt.InlineData(values=[{}], name="label"))
    return at.mark_point(
        shape="square",
        filled=True,
        fill=colour,
        stroke=QUIET,
        strokeWidth=max(size.line * 0.25, 0.7),
        opacity=1,
        size=(size.font * 0.6) ** 2,
    ).encode(x=alt.XValue(round(x, 1)), y=alt.YValue(round(y, 1)))


def block_height(lines: Sequence[str], size: Size) -> float:
    return len(lines) * size.font * LINE_HEIGHT
