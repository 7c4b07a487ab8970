"""Trend: one series over time, large, with what it is seen against in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from telvertel.charts import around, axes, labels, marks, pins
from telvertel.charts import norms as norms_
from telvertel.charts.description import described
from telvertel.charts.figure import dot_text, mark_text
from telvertel.charts.names import Names, subject_name, title_text
from telvertel.charts.norms import Norm
from telvertel.charts.plane import Plane, picture_of, plane_on, themed, title_lines, wrap
from telvertel.charts.series import Dot, dots, gaps, last_value, periods_of, spread, strokes
from telvertel.charts.theme import CONTEXT, FOCUS, QUIET, SCREEN, Size
from telvertel.indicators.definition import Indicator, Unit
from telvertel.indicators.period import read, span
from telvertel.indicators.reading import Reading
from telvertel.privacy.release import Released
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words


def trend(
    released: Released,
    *,
    words: Words,
    card: Indicator,
    context: Sequence[Released] = (),
    markers: Sequence[pins.Marker] = (),
    norms: Sequence[Norm] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
    reading: Reading | None = None,
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """The picture of one series without breakdown.

    ``title`` None is the neutral name of the card, "" is none. ``norms`` and ``reading`` are drawn
    when passed: whether they may be seen is for the stage to say.
    """
    assert isinstance(released, Released), "pictures take Released figures only"
    assert all(isinstance(one, Released) for one in context)
    names = names or {}
    series = dots(released)
    others = [one for one in context if one.unit is released.unit]
    periods = _periods(series, norms)
    ends = [
        *_own_label(released, series, others, words, size, names),
        *_context_labels(others, size, words, names),
        *norms_.norm_labels(norms, periods, released.unit, size, words),
        *around.usual_labels(reading, size, words),
    ]
    top = _top(series, others, norms, reading)
    steps = axes.ticks(top, released.unit, size.ticks)
    texts = axes.tick_texts(steps, released.unit, words)
    if not ends:  # no figure at all: the base line is enough
        texts = dict(list(texts.items())[:1])
    heading = title_lines(title_text(card, words) if title is None else title, size)
    feet = around.footnotes([series], released.unit, size, words)
    plane = plane_on(
        size,
        periods,
        (steps[0], steps[-1]),
        left=axes.room_left(texts.values(), size),
        right=max(labels.room_for(ends, size), size.font * 1.5),
        top=around.room_above(heading, around.break_lines(breaks, size), size),
        bottom=around.room_below(feet, size),
    )
    plane, pinned = pins.with_room(markers, series, plane, size)
    layers = [
        *around.usual_layers(reading, plane, size),
        *norms_.norm_layers(norms, plane, size),
        *around.break_layers(breaks, plane, size),
        *_context_layers(others, plane, size),
        *marks.line("line", strokes(series, breaks), FOCUS, size.line),
        *marks.points("points", series, FOCUS, size),
        *marks.hidden(plane, _gap_texts(series, released.unit, words), series, size),
        *_nothing(series, plane, size, words),
        *pins.pin_layers(pinned, plane, size),
        *labels.end_labels(ends, plane, size),
        *around.title_layers(heading, plane, size),
        *around.footnote_layers(feet, plane, size),
    ]
    told = described(
        released, card, words, names, context=others, markers=markers, norms=norms, breaks=breaks
    )
    encoding = axes.axes(plane, texts, axes.labelled_periods(plane, words, size), size)
    return themed(picture_of(plane, layers, encoding, told), plane, size, words)


def _periods(series: Sequence[Dot], norms: Sequence[Norm]) -> tuple[str, ...]:
    """The periods of the series, and those a forecast of the same grain looks ahead to."""
    own = periods_of([series])
    if not own:
        return own
    last = read(own[-1])
    ahead = [read(one["until"]) for one in norms if one["kind"] == "forecast" and one.get("until")]
    until = max([last, *(one for one in ahead if one.grain is last.grain)])
    return tuple(one.id for one in span(read(own[0]), until))


def _top(
    series: Sequence[Dot],
    others: Sequence[Released],
    norms: Sequence[Norm],
    reading: Reading | None,
) -> float:
    """The highest value that is drawn; 1 when nothing is."""
    drawn = [*series, *(dot for one in others for dot in dots(one))]
    values = [dot.high or dot.value for dot in drawn if dot.value is not None]
    limits = [reading.upper] if reading and reading.upper is not None else []
    return max([*values, *norms_.reach(norms), *limits], default=0) or 1


def _own_label(
    released: Released,
    series: Sequence[Dot],
    others: Sequence[Released],
    words: Words,
    size: Size,
    names: Names,
) -> list[labels.EndLabel]:
    """Last figure, and the name when it is not alone."""
    last = last_value(series)
    if last is None:
        return []
    told = dot_text(last, released.unit, words)
    if others:
        told += " " + subject_name(released, names)
    if last != series[-1]:
        told += f" ({period_text(last.period, words, short=True)})"
    return [labels.EndLabel(tuple(wrap(told, size.label_letters)), last.value, FOCUS, True)]


def _context_labels(
    others: Sequence[Released], size: Size, words: Words, names: Names
) -> list[labels.EndLabel]:
    found = []
    for one in others:
        last = last_value(dots(one))
        if last is not None:
            figure = dot_text(last, one.unit, words)
            told = f"{figure} {subject_name(one, names)}, {one.source}"
            lines = tuple(wrap(told, size.label_letters))
            found.append(labels.EndLabel(lines, last.value, QUIET))
    return found


def _context_layers(others: Sequence[Released], plane: Plane, size: Size) -> list[alt.Chart]:
    return [
        layer
        for number, one in enumerate(others, start=1)
        for layer in marks.line(
            f"context_{number}", spread(dots(one), plane.periods), CONTEXT, size.line * 0.7
        )
    ]


def _gap_texts(
    series: Sequence[Dot], unit: Unit, words: Words
) -> list[tuple[str, tuple[str, ...]]]:
    return [(mark_text(mark, unit, words), periods) for mark, periods in gaps(series)]


def _nothing(series: Sequence[Dot], plane: Plane, size: Size, words: Words) -> list[alt.Chart]:
    """A calm sentence where no figure at all may be shown."""
    if last_value(series) is not None:
        return []
    return marks.text(
        words("charts.nothing"),
        plane.width / 2,
        plane.height / 2,
        size,
        colour=QUIET,
        align="center",
        baseline="middle",
    )
