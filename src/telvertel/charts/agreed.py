"""Agreed: when something was agreed about a figure, as a line in time. No effect is computed.

Before and after are for people to look at; as long as the first period in which it could show is
not there, the picture says that it is too early.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import altair as alt

from telvertel.charts.marks import rule, text
from telvertel.charts.pins import Pin
from telvertel.charts.plane import Plane, height_of
from telvertel.charts.series import Dot, last_value
from telvertel.charts.theme import INK, PAPER_WHITE, Size, text_width
from telvertel.indicators.period import read
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

STEPS = 8  # in which the line between two points is looked at
BESIDE = 0.3  # between the line and its words, × font

Box = tuple[float, float, float, float]  # left, top, right and bottom in pixels
Lines = Sequence[Sequence[tuple[str, float]]]  # (period, value) along other lines


@dataclass(frozen=True)
class Agreed:
    """The period in which something was agreed, and the first one that could show it; ``groups``
    are the panels it belongs to, () all."""

    period: str
    visible_from: str | None = None
    groups: tuple[str, ...] = ()


def is_too_early(one: Agreed, series: Sequence[Dot]) -> bool:
    """Whether the first period that could show it is not over with a figure yet."""
    last = last_value(series)
    if one.visible_from is None:
        return False
    return last is None or read(one.visible_from).end > read(last.period).end


@dataclass(frozen=True)
class Said:
    """The words at one dotted line, and where they stand."""

    told: tuple[str, ...]
    align: str
    x: float
    y: float


def agreed_words(
    agreed: Iterable[Agreed],
    series: Sequence[Dot],
    plane: Plane,
    taken: Sequence[Box],
    size: Size,
    words: Words,
    footed: Sequence[str] = (),
) -> dict[str, Said]:
    """The words per period in which something was agreed, at the top, else at the foot, else in
    between; without those that have no free place, and those told under the picture (``footed``).
    """
    found: dict[str, Said] = {}
    said: list[Box] = []
    drawn = _by_period(agreed, plane)
    for period, ones in drawn:
        if period in footed:
            continue
        others = [upright(plane.x(one), plane, size) for one, _ in drawn if one != period]
        told = tuple(_told(ones, series, words))
        place = _place(plane.x(period), told, [*taken, *said, *others], plane, size)
        if place is not None:
            align, x, box = place
            said.append(box)
            found[period] = Said(told, align, x, box[1])
    return found


def agreed_layers(
    agreed: Iterable[Agreed], said: Mapping[str, Said], plane: Plane, size: Size
) -> list[alt.Chart]:
    """A dotted line per period in which something was agreed, with its words where these have a
    place (``agreed_words``)."""
    layers: list[alt.Chart] = []
    for period, _ in _by_period(agreed, plane):
        dots = [size.line * 0.3, size.line * 1.1]
        layers.append(rule(plane.x(period), 0, plane.height, INK, size.line * 0.6, dots))
        if one := said.get(period):
            layers += text(one.told, one.x, one.y, size, align=one.align)
    return layers


def agreed_rules(agreed: Iterable[Agreed], plane: Plane, size: Size) -> list[alt.Chart]:
    """The same lines without words, for pictures with no room for these: bars and panels. Edged in
    white, to be seen on a dark bar."""
    thin, dots = size.line * 0.6, [size.line * 0.3, size.line * 1.1]
    layers: list[alt.Chart] = []
    for period, _ in _by_period(agreed, plane):
        x = plane.x(period)
        layers.append(rule(x, 0, plane.height, PAPER_WHITE, thin * 2.4, []))
        layers.append(rule(x, 0, plane.height, INK, thin, dots))
    return layers


def agreed_notes(
    agreed: Iterable[Agreed], series: Sequence[Dot], periods: Sequence[str], words: Words
) -> list[str]:
    """What such lines are, per period of the picture, for its foot."""
    found = []
    for period, ones in _in_sight(agreed, periods):
        facts = {"period": period_text(period, words, short=True)}
        told = " ".join(_told(ones, series, words))
        found.append(words("charts.agreed.foot", told=told, **facts))
    return found


def of_group(agreed: Iterable[Agreed], group: str) -> list[Agreed]:
    """What belongs in the panel of a group."""
    return [one for one in agreed if not one.groups or group in one.groups]


def _place(
    x: float, told: Sequence[str], taken: Sequence[Box], plane: Plane, size: Size
) -> tuple[str, float, Box] | None:
    """On which side of the line the words stand, from where, and their box; a little further from
    the line where a pin stands on it. None where every place would cover something."""
    width = max(text_width(line, size.font) for line in told)
    high = height_of(told, size)
    for y in _heights(high, plane, size):
        for away in (size.font * BESIDE, size.pin * 1.2):
            for align, at in (("left", x + away), ("right", x - away)):
                left = at if align == "left" else at - width
                box = (left, y, left + width, y + high)
                inside = left >= 0 and left + width <= plane.width
                if inside and not any(_touch(box, one) for one in taken):
                    return align, at, box
    return None


def _heights(high: float, plane: Plane, size: Size) -> list[float]:
    """Tops at which words of this height may stand: first, last, and then what lies between."""
    first, last = size.font * 0.1, plane.height - high - size.font * 0.4
    if last < first:
        return [first] if first + high <= plane.height else []
    steps = int((last - first) / (size.font * 0.5))
    return [first, last, *(first + n * size.font * 0.5 for n in range(1, steps + 1))]


def taken_by(
    series: Sequence[Dot], plane: Plane, pinned: Sequence[Pin], lines: Lines, size: Size
) -> list[Box]:
    """Where words would cover something: points and the line between them, other lines, pins with
    their stems, and the foot of a period without a figure, where its reason stands."""
    places = [
        (plane.x(dot.period), plane.height if dot.value is None else plane.y(dot.high or dot.value))
        for dot in series
        if dot.period in plane.periods
    ]
    circles = [(plane.x(one.period), one.y, size.pin) for one in pinned]
    circles += [(x, y, size.point) for x, y in places]
    others = [[(plane.x(period), plane.y(value)) for period, value in one] for one in lines]
    for (x, y), (to_x, to_y) in (pair for one in [places, *others] for pair in pairwise(one)):
        between = (part / STEPS for part in range(STEPS + 1))
        circles += [(x + (to_x - x) * p, y + (to_y - y) * p, size.line) for p in between]
    stems = [(plane.x(one.period), *sorted((one.y, one.foot))) for one in pinned]
    return [
        *((x - r, y - r, x + r, y + r) for x, y, r in circles),
        *((x - size.line, top, x + size.line, foot) for x, top, foot in stems),
    ]


def upright(x: float, plane: Plane, size: Size) -> Box:
    """What a line from top to foot covers."""
    return (x - size.line, 0, x + size.line, plane.height)


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
    return _in_sight(agreed, plane.periods)


def _in_sight(agreed: Iterable[Agreed], periods: Sequence[str]) -> list[tuple[str, list[Agreed]]]:
    """What lies outside the picture has no line in it."""
    drawn = sorted((one for one in agreed if one.period in periods), key=lambda a: a.period)
    return [(period, list(ones)) for period, ones in groupby(drawn, key=lambda a: a.period)]


def _told(ones: Sequence[Agreed], series: Sequence[Dot], words: Words) -> list[str]:
    told = [words("charts.agreed.label", count=len(ones))]
    if all(is_too_early(one, series) for one in ones):
        told.append(words("charts.agreed.too_early"))
    return told
