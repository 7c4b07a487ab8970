"""Small multiples: one small picture per provider or care form, all on the same axes.

Side by side in the order in which they come, never sorted by value: this is no ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt

from telvertel.charts import around, axes, marks, pins
from telvertel.charts.description import groups_described
from telvertel.charts.figure import dot_text
from telvertel.charts.names import Names, group_name, groups_of, title_text
from telvertel.charts.plane import Plane, height_of, picture_of, themed, title_lines, wrap
from telvertel.charts.series import Dot, dots, gaps, last_value, periods_of, strokes
from telvertel.charts.theme import FOCUS, QUIET, SCREEN, Size, text_width
from telvertel.indicators.definition import Indicator
from telvertel.privacy.release import Released
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

NARROWEST = 10  # a panel is at least so many times the font size wide
GAP = 1.2  # between panels, × font


@dataclass(frozen=True)
class Panel:
    """One group: its series, and its name with the last figure in lines."""

    group: str
    heading: tuple[str, ...]
    series: tuple[Dot, ...]


@dataclass(frozen=True)
class Sheet:
    """How panels are laid out on the picture, in pixels."""

    columns: int
    width: float  # of one panel
    height: float
    above: float  # for the heading of a panel
    below: float  # for its periods
    left: float
    top: float
    bottom: float


def small_multiples(
    released: Released,
    *,
    words: Words,
    card: Indicator,
    markers: Sequence[pins.Marker] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.ConcatChart:
    """A panel per group of the breakdown, with the same periods and the same scale in each.

    Breaks are drawn without their reasons, which stand in the text alternative.
    """
    assert isinstance(released, Released), "pictures take Released figures only"
    names = names or {}
    columns = _columns(len(groups_of(released, card)), size)
    panels = _panels(released, card, size.width / columns, words, size, names)
    steps = axes.ticks(_top(panels), released.unit, max(size.ticks // 2, 2))
    texts = axes.tick_texts(steps, released.unit, words)
    heading = title_lines(title_text(card, words) if title is None else title, size)
    feet = around.footnotes([one.series for one in panels], released.unit, size, words, dashes=True)
    sheet = _sheet(panels, columns, axes.room_left(texts.values(), size), heading, feet, size)
    periods = periods_of([one.series for one in panels])
    plane = Plane(periods, steps[0], steps[-1], sheet.width, sheet.height)
    plane = _lowered(plane, panels, markers, size)
    drawn = []
    for at, panel in enumerate(panels):
        shown = texts if at % columns == 0 else dict.fromkeys(texts, "")
        encoding = axes.axes(plane, shown, {}, size)
        layers = _layers(panel, plane, markers, breaks, released, words, size)
        drawn.append(picture_of(plane, _named_apart(layers, panel.group), encoding))
    drawn = _with_texts(drawn, sheet, heading, feet, size)
    told = groups_described(released, card, words, names, markers=markers, breaks=breaks)
    return themed(_grid(drawn, sheet, size, told), _margin(periods, size), size, words)


def _columns(groups: int, size: Size) -> int:
    """As many beside each other as fit, spread evenly over the rows."""
    fit = max(int(size.width / (size.font * NARROWEST)), 1)
    rows = ceil(groups / fit) if groups else 1
    return max(ceil(groups / rows), 1)


def _panels(
    released: Released, card: Indicator, width: float, words: Words, size: Size, names: Names
) -> list[Panel]:
    panels = []
    letters = int(width * 0.85 / (size.font * 0.53))
    for group in groups_of(released, card):
        series = dots(released, group)
        last = last_value(series)
        told = group_name(released, card, group, words, names)
        if last is not None:
            told += f"  {dot_text(last, released.unit, words)}"
        panels.append(Panel(group, tuple(wrap(told, letters)), series))
    return panels


def _top(panels: Sequence[Panel]) -> float:
    drawn = [dot for one in panels for dot in one.series if dot.value is not None]
    return max((dot.high or dot.value for dot in drawn), default=0) or 1


def _sheet(
    panels: Sequence[Panel],
    columns: int,
    left: float,
    heading: Sequence[str],
    feet: Sequence[str],
    size: Size,
) -> Sheet:
    rows = max(ceil(len(panels) / columns), 1)
    above = max((height_of(one.heading, size) for one in panels), default=0) + size.font * 0.7
    below = size.font * 1.6
    top = height_of(heading, size) + (size.font * 0.3 if heading else 0)
    bottom = height_of(feet, size) + (size.font * 0.6 if feet else 0)
    gaps_ = (columns - 1) * size.font * GAP
    width = (size.width - left - size.font * 0.6 - gaps_) / columns
    height = (size.height - top - bottom) / rows - above - below
    return Sheet(columns, round(width), round(height), above, below, round(left), top, bottom)


def _lowered(
    plane: Plane, panels: Sequence[Panel], markers: Sequence[pins.Marker], size: Size
) -> Plane:
    """One scale for all, with room for the pins of the panel that needs most."""
    planes = [pins.with_room(_of(markers, one.group), one.series, plane, size)[0] for one in panels]
    return max(planes, key=lambda one: one.high, default=plane)


def _of(markers: Sequence[pins.Marker], group: str) -> list[pins.Marker]:
    """The markers of a group, and those pinned to the whole picture."""
    return [one for one in markers if one[2] in (None, "", group)]


def _layers(
    panel: Panel,
    plane: Plane,
    markers: Sequence[pins.Marker],
    breaks: Sequence[Mapping[str, Any]],
    released: Released,
    words: Words,
    size: Size,
) -> list[alt.Chart]:
    pinned = pins.placed(_of(markers, panel.group), panel.series, plane, size)
    without = [period for _, periods in gaps(panel.series) for period in periods]
    return [
        *around.break_rules(breaks, plane, size),
        *marks.line("line", strokes(panel.series, breaks), FOCUS, size.line),
        *marks.points("points", panel.series, FOCUS, size),
        *marks.gap_dashes(without, plane, size),
        *pins.pin_layers(pinned, plane, size),
        *_ends(plane, words, size),
        *marks.text(
            panel.heading,
            0,
            -size.font * 0.5 - height_of(panel.heading, size),
            size,
            colour=FOCUS,
            bold=True,
            halo=False,
        ),
    ]


def _named_apart(layers: list[alt.Chart], group: str) -> list[alt.Chart]:
    """The same layers with data named by their group: a name may stand once in a picture."""
    for layer in layers:
        if layer.data.values != [{}]:
            layer.data = alt.InlineData(values=layer.data.values, name=f"{group}_{layer.data.name}")
    return layers


def _with_texts(
    drawn: list[alt.LayerChart],
    sheet: Sheet,
    heading: Sequence[str],
    feet: Sequence[str],
    size: Size,
) -> list[alt.LayerChart]:
    """Title above the first panel, footnotes under the first of the last row."""
    if drawn and heading:
        y = -sheet.above - sheet.top
        drawn[0].layer += marks.text(heading, -sheet.left, y, size, bold=True, halo=False)
    if drawn and feet:
        last = (len(drawn) - 1) // sheet.columns * sheet.columns
        y = sheet.height + sheet.below + size.font * 0.2
        drawn[last].layer += marks.text(feet, -sheet.left, y, size, colour=QUIET, halo=False)
    return drawn


def _grid(drawn: Sequence[alt.LayerChart], sheet: Sheet, size: Size, told: str) -> alt.ConcatChart:
    return alt.concat(
        *drawn,
        columns=sheet.columns,
        spacing={"row": round(sheet.above + sheet.below), "column": round(size.font * GAP)},
        bounds="flush",
        description=told,
    )


def _ends(plane: Plane, words: Words, size: Size) -> list[alt.Chart]:
    """The first and the last period below a panel, inside its width; or only the last."""
    if not plane.periods:
        return []
    y = plane.height + size.font * 0.4
    first, last = (
        period_text(one, words, short=True) for one in (plane.periods[0], plane.periods[-1])
    )
    layers = marks.text(last, plane.width, y, size, align="right", halo=False)
    if text_width(first, size.font) + text_width(last, size.font) + size.font < plane.width:
        layers += marks.text(first, 0, y, size, halo=False)
    return layers


def _margin(periods: Sequence[str], size: Size) -> Plane:
    """Room under the last line of text; the rest of the picture measures itself."""
    return Plane(tuple(periods), 0, 1, 0, 0, bottom=round(size.font * 0.25))
