"""Pins: the numbered markers of notes, above the point they speak of and clear of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot

import altair as alt

from telvertel.charts.marks import rows
from telvertel.charts.plane import Plane
from telvertel.charts.series import Dot
from telvertel.charts.theme import BOLD, PAPER_WHITE, PIN, Size

Marker = tuple[int, str, str | None]  # number of the note, period, group or None for all


@dataclass(frozen=True)
class Pin:
    number: int
    period: str
    y: float  # middle of the circle, in pixels from the top; above the plane is negative
    foot: float  # where its stem ends


MOST_HEADROOM = 0.3  # share of the plane that may be given up for markers; more flattens the line


def placed(markers: Sequence[Marker], series: Sequence[Dot], plane: Plane, size: Size) -> list[Pin]:
    """Where each marker stands; a marker on a period that is not drawn is left out.

    Above its point where the plane has room, else below it: lowering the data for the sake of the
    markers would flatten the very movement they speak of. Where neither has room it stands above,
    and asks for headroom.
    """
    heights = {d.period: plane.y(d.high or d.value) for d in series if d.value is not None}
    base = plane.height - size.font * 1.2  # above the mark of a hidden figure
    pins: list[Pin] = []
    for number, period, _ in sorted(markers, key=lambda one: (one[1], one[0])):
        if period not in plane.periods:
            continue
        foot = heights.get(period, base)
        above, below = (
            _clear(
                period, _beside(period, heights, foot, plane, size, side), pins, plane, size, side
            )
            for side in (-1, 1)
        )
        down = above < size.pin and below < plane.height - size.pin * 0.8
        y, side = (below, 1) if down else (above, -1)
        pins.append(Pin(number, period, y, foot + side * size.point / 2))
    return pins


def headroom(pins: Sequence[Pin], size: Size) -> float:
    """Pixels by which pins reach above the plane."""
    return max((size.pin * 1.1 - pin.y for pin in pins), default=0)


def with_room(
    markers: Sequence[Marker], series: Sequence[Dot], plane: Plane, size: Size
) -> tuple[Plane, list[Pin]]:
    """The plane with the data lowered for its pins, a third at most, and the pins on it.

    Pins that still do not fit take the nearest free place above or below their point; only when a
    period has more pins than its height holds do they stand over each other.
    """
    pins = placed(markers, series, plane, size)
    short = headroom(pins, size)
    if short <= 0:
        return plane, pins
    lower = plane.with_headroom(min(short, plane.height * MOST_HEADROOM))
    settled: list[Pin] = []
    for pin in placed(markers, series, lower, size):
        settled.append(_within(pin, settled, lower, size))
    return lower, settled


def _within(pin: Pin, settled: Sequence[Pin], plane: Plane, size: Size) -> Pin:
    """The pin where it is, or at the free place on its own line nearest to its point."""
    edge = size.pin * 1.1
    free = pin.y >= edge and not any(_touch(pin.period, pin.y, o, plane, size) for o in settled)
    if free:
        return pin
    steps = int((plane.height - 2 * edge) / (size.pin * 0.25))
    heights = [edge + n * size.pin * 0.25 for n in range(max(steps, 0) + 1)]
    clear = [y for y in heights if not any(_touch(pin.period, y, o, plane, size) for o in settled)]
    return replace(pin, y=min(clear or [edge], key=lambda y: abs(y - pin.foot)))


def pin_layers(pins: Sequence[Pin], plane: Plane, size: Size) -> list[alt.Chart]:
    """Stem, circle and number: white on the accent, large enough for the back row."""
    if not pins:
        return []
    values = [
        {"period": p.period, "value": plane.value(p.y), "foot": plane.value(p.foot)} for p in pins
    ]
    heads = [{"period": p.period, "value": plane.value(p.y), "number": str(p.number)} for p in pins]
    stem = rows("pin_stems", values).mark_rule(color=PIN, strokeWidth=size.line * 0.5)
    head = rows("pins", heads).mark_point(
        shape="circle",
        filled=True,
        color=PIN,
        opacity=1,
        size=(2 * size.pin) ** 2,
        stroke=PAPER_WHITE,
        strokeWidth=size.line * 0.5,
    )
    number = rows("pins", heads).mark_text(
        color=PAPER_WHITE, fontWeight=BOLD, baseline="middle", dy=size.font * 0.04
    )
    return [stem.encode(y2=alt.Y2("foot")), head, number.encode(text=alt.Text("number:N"))]


def _beside(
    period: str, heights: dict[str, float], foot: float, plane: Plane, size: Size, side: int
) -> float:
    """Above (side -1) or below (1) the point, and any neighbours that the circle would cover."""
    x, reach = plane.x(period), size.pin + size.point
    near = [y for one, y in heights.items() if abs(plane.x(one) - x) < reach]
    edge = min([foot, *near]) if side < 0 else max([foot, *near])
    return edge + side * (size.pin + size.font * 0.45)


def _clear(
    period: str, y: float, pins: Sequence[Pin], plane: Plane, size: Size, side: int
) -> float:
    """Further from the line until no other marker is touched."""
    while any(_touch(period, y, pin, plane, size) for pin in pins):
        y += side * size.pin * 0.5
    return y


def _touch(period: str, y: float, pin: Pin, plane: Plane, size: Size) -> bool:
    apart = hypot(plane.x(period) - plane.x(pin.period), y - pin.y)
    return apart < 2 * size.pin + size.line
