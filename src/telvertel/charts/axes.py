"""Axes: round values from 0 on the left, a few horizontal period names below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, log10

import altair as alt

from telvertel.charts.figure import MILLION, value_text
from telvertel.charts.plane import Plane
from telvertel.charts.theme import GRID, Size, text_width
from telvertel.indicators.definition import Unit
from telvertel.indicators.period import read
from telvertel.wording.numbers import number
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

# Axes start at 0, except where 0 does not exist.
BASE = {Unit.grade: 1.0}
TOP = {Unit.grade: 10.0, Unit.percent: 100.0}
WHOLE = (Unit.count, Unit.days, Unit.percent)  # counted in whole steps
STEPS = (1, 2, 2.5, 5, 10)  # what an axis may count in, times a power of ten
FINER = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)  # the same for an axis of few lines
FEW = 2  # steps; the usual numbers would leave half of so low a picture empty


def ticks(top: float, unit: Unit, steps: int, low: float = 0.0) -> list[float]:
    """Round values from the base of the unit up to at least the top; from at most ``low`` on where
    an amount is negative, with 0 among them."""
    if unit is Unit.grade:
        return [1, 4, 7, 10]
    low = min(low, 0.0)
    need = max(top - low, 1e-9) / steps
    power = 10 ** floor(log10(need))
    choice = FINER if steps <= FEW else STEPS
    step = next(one * power for one in choice if one * power >= need - 1e-12)
    if unit in WHOLE:
        step = max(ceil(step), 1)
    count = ceil(top / step - 1e-9)
    last = TOP.get(unit, step * count)
    first = floor(low / step + 1e-9)
    return [step * at for at in range(first, count + 1) if step * at <= last]


def tick_texts(values: Sequence[float], unit: Unit, words: Words) -> dict[float, str]:
    """Value → text on the axis; millions of euros in short."""
    if unit is Unit.euro and max(values[-1], -values[0]) >= MILLION:
        step = (values[-1] - values[0]) / max(len(values) - 1, 1)
        decimals = 0 if step % MILLION == 0 else 1
        return {
            one: words("charts.axis.million", amount=number(one / MILLION, words, decimals))
            if one
            else value_text(one, unit, words)
            for one in values
        }
    if unit is Unit.grade:
        return {one: number(one, words) for one in values}
    if decimals := _beyond_one(values):
        return {one: number(one, words, decimals) for one in values}
    return {one: value_text(one, unit, words) for one in values}


def _beyond_one(values: Sequence[float]) -> int:
    """Decimals that lines on an axis need where one is too few to tell them as they stand; else 0.
    Lines at 0,25 and 0,75 that read 0,2 and 0,8 would stand unevenly."""
    needed = (next(n for n in range(12) if abs(one - round(one, n)) < 1e-9) for one in values)
    most = max(needed, default=0)
    return most if most > 1 else 0


def apart(texts: Mapping[float, str], height: float, size: Size) -> dict[float, str]:
    """The same lines, with texts only where these do not touch: at the ends, or only at the top."""
    values, row = list(texts), size.font
    if len(values) < 2 or height / (len(values) - 1) >= row:
        return dict(texts)
    kept = {values[0], values[-1]} if height >= row else {values[-1]}
    return {one: text if one in kept else "" for one, text in texts.items()}


def room_left(texts: Iterable[str], size: Size) -> float:
    """Pixels for the labels of the y axis."""
    return max(text_width(one, size.font) for one in texts) + size.font * 0.4


def labelled_periods(plane: Plane, words: Words, size: Size) -> dict[str, str]:
    """Period → text for the axis: starts of years, thinned until they stand apart, and the last."""
    texts = {period: period_text(period, words, short=True) for period in plane.periods}
    if not texts:
        return {}
    room = max(text_width(text, size.font) for text in texts.values()) + size.font * 0.6
    last = plane.periods[-1]
    starts = [one for one in plane.periods if read(one).number == 1 and one != last]
    every = next(n for n in range(1, len(starts) + 2) if _clear(plane, starts[::n], room))
    chosen = [one for one in starts[::every] if plane.x(last) - plane.x(one) >= room]
    return {one: texts[one] for one in [*chosen, last]}


def _clear(plane: Plane, periods: Sequence[str], room: float) -> bool:
    places = sorted(plane.x(one) for one in periods)
    return all(b - a >= room for a, b in zip(places, places[1:], strict=False))


def axes(
    plane: Plane, marks: dict[float, str], labels: dict[str, str], size: Size
) -> alt.SharedEncoding:
    """x by period id and y by value, with exactly these labels; shared by every layer."""
    x = alt.PositionDef(
        field="period",
        type="nominal",
        scale=alt.Scale(type="point", domain=list(plane.periods), padding=0.5),
        axis=alt.Axis(
            values=list(labels),
            labelExpr=_lookup(labels),
            ticks=True,
            tickColor=GRID,
            tickSize=size.font * 0.3,
            labelPadding=size.font * 0.15,
            grid=False,
            title=None,
        ),
    )
    y = alt.PositionDef(
        field="value",
        type="quantitative",
        scale=alt.Scale(domain=[plane.low, plane.high], nice=False, zero=False),
        axis=alt.Axis(
            values=list(marks),
            labelExpr=_lookup({f"{value:.12g}": text for value, text in marks.items()}),
            grid=True,
            gridColor=GRID,
            gridWidth=max(size.line / 4, 0.8),
            ticks=False,
            labelPadding=size.font * 0.3,
            title=None,
        ),
    )
    return alt.SharedEncoding(x=x, y=y)


def _lookup(texts: dict) -> str:
    """A Vega expression from tick to text: the words are ours, in both languages."""
    pairs = ", ".join(f"'{key}': '{_quoted(text)}'" for key, text in texts.items())
    return f"{{{pairs}}}[datum.value]"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
