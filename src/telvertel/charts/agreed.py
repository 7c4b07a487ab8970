"""Agreed: when something was agreed about a figure, as a line in time. No effect is computed.

Before and after are for people to look at; as long as the first period in which it could show is
not there, the picture says that it is too early.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import altair as alt

from telvertel.charts.marks import rule, text
from telvertel.charts.pins import Pin
from telvertel.charts.plane import Plane, height_of
from telvertel.charts.series import Dot, last_value
from telvertel.charts.theme import INK, Size, text_width
from telvertel.indicators.period import read
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

STEPS = 8  # in which the line between two points is looked at
BESIDE = 0.3  # between the line and its words, × font

Box = tuple[float, float, float, float]  # left, top, right and bottom in pixels


@dataclass(frozen=True)
class Agreed:
    """The period in which something was agreed, and the first one that could show it."""

    period: str
    visible_from: str | None = None


def is_too_early(one: Agreed, series: Sequence[Dot]) -> bool:
    """Whether the first period that could show it is not over with a figure yet."""
    last = last_value(series)
    if one.visible_from is None:
        return False
    return last is None or read(one.visible_from).end > read(last.period).end


def agreed_layers(
    agreed: Iterable[Agreed],
    series: Sequence[Dot],
    plane: Plane,
    pinned: Sequence[Pin],
    size: Size,
    words: Words,
) -> list[alt.Chart]:
    """A dotted line per period in which something was agreed, with its words where no point, pin or
    reason stands: at the top, else at the foot."""
    layers: list[alt.Chart] = []
    taken = _taken(series, plane, pinned, size)
    for period, ones in _by_period(agreed, plane):
        x = plane.x(period)
        dots = [size.line * 0.3, size.line * 1.1]
        layers.append(rule(x, 0, plane.height, INK, size.line * 0.6, dots))
        told = _told(ones, series, words)
        align, place, y = _place(x, told, taken, plane, size)
        layers += text(told, place, y, size, align=align)
    return layers


def _place(
    x: float, told: Sequence[str], taken: Sequence[Box], plane: Plane, size: Size
) -> tuple[str, float, float]:
    """On which side of the line the words stand, from where, and how high: where they cover least;
    a little further from the line where a pin stands on it."""
    width = max(text_width(line, size.font) for line in told)
    high = height_of(told, size)
    found = []
    for y in (size.font * 0.1, plane.height - high - size.font * 0.4):
        for away in (size.font * BESIDE, size.pin * 1.2):
            for align, at in (("left", x + away), ("right", x - away)):
                left = at if align == "left" else at - width
                box = (left, y, left + width, y + high)
                outside = left < 0 or left + width > plane.width
                covered = sum(_touch(box, one) for one in taken)
                found.append((outside, covered, len(found), align, at, y))
    *_, align, at, y = min(found)
    return align, at, y


def _taken(series: Sequence[Dot], plane: Plane, pinned: Sequence[Pin], size: Size) -> list[Box]:
    """Points and the line between them, pins, and the foot of a period without a figure, where its
    reason stands."""
    places = [
        (plane.x(dot.period), plane.height if dot.value is None else plane.y(dot.high or dot.value))
        for dot in series
        if dot.period in plane.periods
    ]
    circles = [(plane.x(one.period), one.y, size.pin) for one in pinned]
    circles += [(x, y, size.point) for x, y in places]
    for (x, y), (to_x, to_y) in pairwise(places):
        between = (part / STEPS for part in range(1, STEPS))
        circles += [(x + (to_x - x) * p, y + (to_y - y) * p, size.line) for p in between]
    return [(x - r, y - r, x + r, y + r) for x, y, r in circles]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def agreed_told(agreed: Iterable[Agreed], series: Sequence[Dot], words: Words) -> list[str]:
    """The same in sentences, for who does not see the picture."""
    found = []
    for one in sorted(set(agreed), key=lambda one: (one.period, one.visible_from or "")):
        key = "too_early" if is_too_early(one, series) else "since" if one.visible_from else "plain"
        visible = period_text(one.visible_from, words) if one.visible_from else ""
        facts = {"period": period_text(one.period, words)}
        facts |= {"visible": visible} if visible else {}
        found.append(words(f"charts.agreed.told.{key}", **facts))
    return found


def _by_period(agreed: Iterable[Agreed], plane: Plane) -> list[tuple[str, list[Agreed]]]:
    """What lies outside the picture has no line in it."""
    drawn = sorted((one for one in agreed if one.period in plane.periods), key=lambda a: a.period)
    return [(period, list(ones)) for period, ones in groupby(drawn, key=lambda a: a.period)]


def _told(ones: Sequence[Agreed], series: Sequence[Dot], words: Words) -> list[str]:
    told = [words("charts.agreed.label", count=len(ones))]
    if all(is_too_early(one, series) for one in ones):
        told.append(words("charts.agreed.too_early"))
    return told
