"""What stands around a series: common variation, breaks, title and footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from telvertel.charts.axes import BASE
from telvertel.charts.labels import EndLabel
from telvertel.charts.marks import rows, rule, text
from telvertel.charts.plane import Plane, height_of, wrap
from telvertel.charts.series import Dot
from telvertel.charts.theme import CONTEXT, LINE_HEIGHT, QUIET, USUAL, Size
from telvertel.indicators.definition import Unit
from telvertel.indicators.reading import Bound, Reading
from telvertel.wording.words import Words


def usual_layers(reading: Reading | None, plane: Plane, size: Size) -> list[alt.Chart]:
    """The grey band of common variation with its middle, from the first point read to the end.

    The band follows the number of people behind a share, and the year where the series does.
    """
    if reading is None or reading.mean is None:
        return []
    shown = [one for one in plane.periods if one >= reading.periods[0]]
    covered = list(zip(shown, _bounds(reading, shown), strict=True))
    band = [{"period": one, "value": b.lower, "to": b.upper} for one, b in covered]
    mean = [{"period": one, "value": b.middle} for one, b in covered]
    return [
        rows("usual", band).mark_area(color=USUAL, opacity=1).encode(y2=alt.Y2("to")),
        rows("mean", mean).mark_line(color=CONTEXT, strokeWidth=size.line * 0.35),
    ]


def _bounds(reading: Reading, periods: Iterable[str]) -> list[Bound]:
    """What was usual per period; one without a figure has what the period before it had."""
    known = {one.period: one for one in reading.bounds}
    last = next(iter(reading.bounds), None) or Bound("", reading.mean, reading.lower, reading.upper)
    found = []
    for period in periods:
        last = known.get(period, last)
        found.append(last)
    return found


def highest_usual(reading: Reading | None) -> list[float]:
    """The highest limit that is drawn; nothing without limits."""
    if reading is None or reading.upper is None:
        return []
    return [max([reading.upper, *(one.upper for one in reading.bounds)])]


def usual_labels(reading: Reading | None, size: Size, words: Words) -> list[EndLabel]:
    if reading is None or reading.mean is None:
        return []
    lines = wrap(words("reading.limits"), size.label_letters)
    return [EndLabel(tuple(lines), (reading.upper + reading.mean) / 2, QUIET)]


def break_layers(breaks: Iterable[Mapping[str, Any]], plane: Plane, size: Size) -> list[alt.Chart]:
    """The lines of breaks with their reasons above, beside the line on the roomier side."""
    drawn = in_sight(breaks, plane)
    layers = break_rules(drawn, plane, size)
    for one in drawn:
        x = plane.x(one["period"]) - plane.step / 2
        lines = reason_lines(one, size)
        y = -size.font * 0.4 - height_of(lines, size)
        align = "left" if x < plane.width / 2 else "right"
        layers += text(lines, x, y, size, colour=QUIET, align=align, halo=False)
    return layers


def break_rules(breaks: Iterable[Mapping[str, Any]], plane: Plane, size: Size) -> list[alt.Chart]:
    """Just before each first period that is counted differently a dashed line."""
    return [
        rule(
            plane.x(one["period"]) - plane.step / 2,
            -size.font * 0.4,
            plane.height,
            QUIET,
            size.line * 0.5,
            [size.line, size.line],
        )
        for one in in_sight(breaks, plane)
    ]


def in_sight(breaks: Iterable[Mapping[str, Any]], plane: Plane) -> list[Mapping[str, Any]]:
    """Those that have a line: with a period before them in the picture."""
    return [one for one in breaks if one["period"] in plane.periods[1:]]


def title_layers(lines: Sequence[str], plane: Plane, size: Size) -> list[alt.Chart]:
    if not lines:
        return []
    return text(lines, -plane.left, -plane.top, size, bold=True, halo=False)


def footnotes(
    all_dots: Sequence[Sequence[Dot]], unit: Unit, words: Words, dashes: bool = False
) -> list[str]:
    """What a reader must know of the signs in this picture.

    ``dashes``: whether dashes on the base line stand without a reason of their own.
    """
    shown = [dot for series in all_dots for dot in series if dot.value is not None]
    needed = {
        "provisional": any(dot.complete and not dot.final for dot in shown),
        "incomplete": any(not dot.complete for dot in shown),
        "hidden": dashes and any(dot.value is None for series in all_dots for dot in series),
        "class": any(dot.is_class for dot in shown),
    }
    notes = [words(f"charts.foot.{name}") for name, needs in needed.items() if needs]
    if unit in BASE:
        notes.append(words("charts.foot.base", base=f"{BASE[unit]:g}"))
    return notes


def footnote_layers(lines: Sequence[str], plane: Plane, size: Size) -> list[alt.Chart]:
    if not lines:
        return []
    y = plane.height + plane.bottom - len(lines) * size.font * LINE_HEIGHT
    return text(lines, -plane.left, y, size, colour=QUIET, halo=False)


def reason_lines(one: Mapping[str, Any], size: Size) -> list[str]:
    """Why a series is broken, in the lines in which it is written."""
    return wrap(one["reason"], size.label_letters * 2)
