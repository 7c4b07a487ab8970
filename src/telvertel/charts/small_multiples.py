"""Small multiples: one small picture per provider, care form or wijk, all on the same axes.

Side by side in the order in which they come, never sorted by value: this is no ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import altair as alt

from telvertel.charts import around, axes, marks, pins
from telvertel.charts.agreed import Agreed, agreed_notes, agreed_rules, agreed_told, of_group
from telvertel.charts.description import groups_described
from telvertel.charts.figure import dot_text
from telvertel.charts.layout import Look
from telvertel.charts.names import Names, group_name, groups_of, is_per_area
from telvertel.charts.plane import Plane, height_of, picture_of, themed, wrap
from telvertel.charts.series import Dot, dots, gaps, last_value, periods_of, strokes
from telvertel.charts.theme import FOCUS, QUIET, SCREEN, Size, text_width
from telvertel.indicators.definition import Indicator, Unit
from telvertel.privacy.release import Released
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

NARROWEST = 10  # a panel is at least so many times the font size wide
GAP = 1.2  # between panels, × font
LOWEST = 1.6  # a panel is at least so many times the font size high
ROOMY = 5.0  # and so high where there is room to choose


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


def small_multiples(
    released: Released,
    *,
    words: Words,
    card: Indicator,
    markers: Sequence[pins.Marker] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
    agreed: Sequence[Agreed] = (),
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.ConcatChart:
    """A panel per group of the breakdown, with the same periods and the same scale in each.

    Breaks are drawn without their reasons, which stand in the text alternative; what was agreed
    without its words, which stand at the foot.
    """
    assert isinstance(released, Released), "pictures take Released figures only"
    look = Look(words, card, size, names or {}, title)
    groups, above = _groups(released, look)
    columns = _columns(len(groups), size)
    panels = _panels(released, groups, size.width / columns, look)
    every = [panel.series for panel in panels]
    notes = [
        *([words("charts.foot.areas")] if is_per_area(released) else []),
        *above,
        *around.footnotes(every, released.unit, words, dashes=True),
        *agreed_notes(agreed, dots(released), periods_of(every), words),
    ]
    rows, feet = _fitting(panels, columns, notes, look)
    panels = panels[: columns * rows]
    series = [panel.series for panel in panels]
    steps = axes.ticks(_top(panels), released.unit, max(size.ticks // 2, 2))
    ticks = axes.tick_texts(steps, released.unit, words)
    sheet = _sheet(panels, columns, axes.room_left(ticks.values(), size), feet, look)
    ticks = axes.apart(ticks, sheet.height, size)
    plane = Plane(periods_of(series), steps[0], steps[-1], sheet.width, sheet.height)
    plane = _lowered(plane, panels, markers, size)
    drawn = []
    for at, panel in enumerate(panels):
        shown = ticks if at % columns == 0 else dict.fromkeys(ticks, "")
        layers = _layers(panel, plane, _of(markers, panel.group), breaks, look)
        layers = [*agreed_rules(of_group(agreed, panel.group), plane, size), *layers]
        drawn.append(picture_of(plane, layers, axes.axes(plane, shown, {}, size)))
    _add_texts(drawn, sheet, feet, look)
    told = groups_described(released, card, words, look.names, markers=markers, breaks=breaks)
    told = " ".join([told, *agreed_told(agreed, dots(released), words)])
    return themed(_grid(drawn, sheet, size, told), _margin(size), size, words)


def with_room(groups: int, size: Size) -> Size:
    """The same picture, high enough for this many panels: where a page or a file has the room."""
    rows = ceil(groups / _columns(groups, size))
    return replace(size, height=max(size.height, round(rows * size.font * (ROOMY + 5))))


def _fitting(
    panels: Sequence[Panel], columns: int, notes: Sequence[str], look: Look
) -> tuple[int, list[str]]:
    """How many rows of panels there is room for, and the footnotes: a wall has not much. What is
    not drawn is said; where a single row still has no room the last footnotes go first."""
    for rows in range(ceil(len(panels) / columns) or 1, 0, -1):
        left_out = max(len(panels) - rows * columns, 0)
        said = [look.words("charts.foot.left_out", count=left_out)] if left_out else []
        told = [*said, *notes]
        drawn = panels[: rows * columns]
        if _fits(drawn, columns, look.notes(told), look):
            return rows, look.notes(told)
    shortest = len(look.notes(told[:1]))
    while len(feet := look.notes(told)) > shortest and not _fits(drawn, columns, feet, look):
        told.pop()
    return 1, feet


def _fits(panels: Sequence[Panel], columns: int, feet: Sequence[str], look: Look) -> bool:
    return _sheet(panels, columns, 0, feet, look).height >= look.size.font * LOWEST


def _columns(groups: int, size: Size) -> int:
    """As many beside each other as fit, spread evenly over the rows."""
    fit = max(int(size.width / (size.font * NARROWEST)), 1)
    rows = ceil(groups / fit) if groups else 1
    return max(ceil(groups / rows), 1)


def _groups(released: Released, look: Look) -> tuple[tuple[str, ...], list[str]]:
    """The groups that get a panel, and in words what gets none: on the axis of a whole municipality
    counts of its districts would all lie at the bottom."""
    groups, words = groups_of(released, look.card), look.words
    if not (is_per_area(released) and released.unit in (Unit.count, Unit.euro)) or len(groups) < 2:
        return groups, []
    last = last_value(dots(released, groups[0]))
    if last is None:
        return groups[1:], []
    name = group_name(released, look.card, groups[0], words, look.names)
    facts = {"figure": dot_text(last, released.unit, words)}
    facts["period"] = period_text(last.period, words, short=True)
    return groups[1:], [words("charts.foot.municipality", name=name, **facts)]


def _panels(released: Released, groups: Sequence[str], width: float, look: Look) -> list[Panel]:
    letters = int(width * 0.85 / (look.size.font * 0.53))
    panels = []
    for group in groups:
        series = dots(released, group)
        told = group_name(released, look.card, group, look.words, look.names)
        if last := last_value(series):
            told += " " + dot_text(last, released.unit, look.words)
        panels.append(Panel(group, tuple(wrap(told, letters)), series))
    return panels


def _top(panels: Sequence[Panel]) -> float:
    drawn = [dot for one in panels for dot in one.series if dot.value is not None]
    return max((dot.high or dot.value for dot in drawn), default=0) or 1


def _sheet(
    panels: Sequence[Panel], columns: int, left: float, feet: Sequence[str], look: Look
) -> Sheet:
    """Everything that is not a panel's plane is measured first; the planes share what is left."""
    size, font = look.size, look.size.font
    lines = max(ceil(len(panels) / columns), 1)
    above = max((height_of(one.heading, size) for one in panels), default=0) + font * 0.7
    below = font * 1.6
    top = height_of(look.heading, size) + (font * 0.3 if look.heading else 0)
    bottom = height_of(feet, size) + font * (0.6 if feet else 0.4)
    width = (size.width - left - font * 0.6 - (columns - 1) * font * GAP) / columns
    height = (size.height - top - bottom) / lines - above - below
    return Sheet(columns, round(width), round(height), above, below, round(left), top)


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
    look: Look,
) -> list[alt.Chart]:
    size = look.size
    without = [period for _, periods in gaps(panel.series) for period in periods]
    name_at = -size.font * 0.5 - height_of(panel.heading, size)
    layers = [
        *around.break_rules(breaks, plane, size),
        *marks.line("line", strokes(panel.series, breaks), FOCUS, size.line),
        *marks.points("points", panel.series, FOCUS, size),
        *marks.gap_dashes(without, plane, size),
        *pins.pin_layers(pins.placed(markers, panel.series, plane, size), plane, size),
        *_ends(plane, look),
        *marks.text(panel.heading, 0, name_at, size, colour=FOCUS, bold=True, halo=False),
    ]
    return _named_apart(layers, panel.group)


def _named_apart(layers: list[alt.Chart], group: str) -> list[alt.Chart]:
    """The same layers with data named by their group: a name may stand once in a picture."""
    for layer in layers:
        if layer.data.values != [{}]:
            layer.data = alt.InlineData(values=layer.data.values, name=f"{group}_{layer.data.name}")
    return layers


def _add_texts(
    drawn: Sequence[alt.LayerChart], sheet: Sheet, feet: Sequence[str], look: Look
) -> None:
    """Title above the first panel, footnotes under the first of the last row."""
    if drawn and look.heading:
        y = -sheet.above - sheet.top
        drawn[0].layer += marks.text(look.heading, -sheet.left, y, look.size, bold=True, halo=False)
    if drawn and feet:
        last = (len(drawn) - 1) // sheet.columns * sheet.columns
        y = sheet.height + sheet.below + look.size.font * 0.2
        drawn[last].layer += marks.text(feet, -sheet.left, y, look.size, colour=QUIET, halo=False)


def _grid(drawn: Sequence[alt.LayerChart], sheet: Sheet, size: Size, told: str) -> alt.ConcatChart:
    return alt.concat(
        *drawn,
        columns=sheet.columns,
        spacing={"row": round(sheet.above + sheet.below), "column": round(size.font * GAP)},
        bounds="flush",
        description=told,
    )


def _ends(plane: Plane, look: Look) -> list[alt.Chart]:
    """The first and the last period below a panel, inside its width; or only the last."""
    if not plane.periods:
        return []
    font, y = look.size.font, plane.height + look.size.font * 0.4
    ends = (plane.periods[0], plane.periods[-1])
    first, last = (period_text(one, look.words, short=True) for one in ends)
    layers = marks.text(last, plane.width, y, look.size, align="right", halo=False)
    if text_width(first, font) + text_width(last, font) + font < plane.width:
        layers += marks.text(first, 0, y, look.size, halo=False)
    return layers


def _margin(size: Size) -> Plane:
    """Room under the last line of text; the rest of the picture measures itself."""
    return Plane((), 0, 1, 0, 0, bottom=round(size.font * 0.25))
