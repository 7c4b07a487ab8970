"""Trend: one series over time, large, with what it is seen against in grey."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import altair as alt

from telvertel.charts import around, labels, marks, pins
from telvertel.charts import norms as norms_
from telvertel.charts.agreed import (
    Agreed,
    Box,
    Said,
    agreed_layers,
    agreed_notes,
    agreed_told,
    agreed_words,
    taken_by,
    upright,
)
from telvertel.charts.description import described
from telvertel.charts.figure import dot_text, mark_text
from telvertel.charts.layout import Layout, Look, finished, lay_out, nothing
from telvertel.charts.names import Names, subject_name
from telvertel.charts.norms import Norm
from telvertel.charts.plane import Plane
from telvertel.charts.series import Dot, dots, gaps, last_value, periods_of, spread, strokes
from telvertel.charts.theme import CONTEXT, FOCUS, QUIET, SCREEN, Size
from telvertel.indicators.definition import Indicator
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
    agreed: Sequence[Agreed] = (),
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """The picture of one series without breakdown.

    ``title`` None is the neutral name of the card, "" is none. ``norms``, ``reading`` and what was
    ``agreed`` are drawn when passed: whether they may be seen is for the stage to say.
    """
    given = (released, *context)
    assert all(isinstance(one, Released) for one in given), "pictures take Released figures only"
    look = Look(words, card, size, names or {}, title)
    series = dots(released)
    others = [one for one in context if one.unit is released.unit]
    periods = _periods(series, norms)
    ends = [
        *_named(released, series, others, look),
        *norms_.norm_labels(norms, periods, released.unit, size, words),
        *around.usual_labels(reading, size, words),
    ]
    top = _top(series, others, norms, reading)

    def lay(agreed_at: Sequence[str]) -> Layout:
        feet = look.notes([*around.footnotes([series], card.unit, words), *agreed_at])
        bare = lay_out(look, periods, top, released.unit, ends=ends, feet=feet, breaks=breaks)
        return bare.pinning(markers, series, size)

    covered = partial(_covered, series=series, others=others, norms=norms, breaks=breaks, size=size)
    layout, said = _with_agreed(lay, covered, agreed, series, look)
    layers = [
        *_behind(layout.plane, reading, norms, breaks, size),
        *_context_layers(others, layout.plane, size),
        *_own_layers(released, series, breaks, layout.plane, look),
        *agreed_layers(agreed, said, layout.plane, size),
    ]
    with_it = {"context": others, "markers": markers, "norms": norms, "breaks": breaks}
    told = described(released, card, words, look.names, **with_it)
    return finished(look, layout, layers, " ".join([told, *agreed_told(agreed, series, words)]))


def _behind(
    plane: Plane,
    reading: Reading | None,
    norms: Sequence[Norm],
    breaks: Sequence[Mapping[str, Any]],
    size: Size,
) -> list[alt.Chart]:
    """What lies under every line: common variation, then norms, then breaks."""
    return [
        *around.usual_layers(reading, plane, size),
        *norms_.norm_layers(norms, plane, size),
        *around.break_layers(breaks, plane, size),
    ]


def _with_agreed(
    lay: Callable[[Sequence[str]], Layout],
    covered: Callable[[Layout], list[Box]],
    agreed: Sequence[Agreed],
    series: Sequence[Dot],
    look: Look,
) -> tuple[Layout, dict[str, Said]]:
    """The layout, and the words at the dotted lines that have a free place in it. Those of the
    others stand at the foot; that takes height, which may cost more words their place."""
    footed: tuple[str, ...] = ()
    while True:
        layout = lay(agreed_notes(agreed, series, footed, look.words))
        plane = layout.plane
        told = agreed_words(agreed, series, plane, covered(layout), look.size, look.words, footed)
        lines = {one.period for one in agreed if one.period in plane.periods}
        if lines <= {*told, *footed}:
            return layout, told
        footed = tuple(sorted(lines - set(told)))


def _covered(
    layout: Layout,
    series: Sequence[Dot],
    others: Sequence[Released],
    norms: Sequence[Norm],
    breaks: Sequence[Mapping[str, Any]],
    size: Size,
) -> list[Box]:
    """What no words may be written over."""
    plane = layout.plane
    lines = norms_.norm_lines(norms, plane)
    lines += [
        [(dot.period, dot.value) for dot in stroke.dots]
        for one in others
        for stroke in spread(dots(one), plane.periods)
    ]
    broken = [plane.x(one["period"]) - plane.step / 2 for one in around.in_sight(breaks, plane)]
    uprights = [upright(x, plane, size) for x in broken]
    return [*taken_by(series, plane, layout.pinned, lines, size), *uprights]


def _own_layers(
    released: Released,
    series: Sequence[Dot],
    breaks: Sequence[Mapping[str, Any]],
    plane: Plane,
    look: Look,
) -> list[alt.Chart]:
    """Line, points and gaps of the series the talk is about."""
    reasons = [(mark_text(mark, released.unit, look.words), where) for mark, where in gaps(series)]
    return [
        *marks.line("line", strokes(series, breaks), FOCUS, look.size.line),
        *marks.points("points", series, FOCUS, look.size),
        *marks.hidden(plane, reasons, series, look.size),
        *([] if last_value(series) else nothing(plane, look)),
    ]


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
    drawn = [*values, *norms_.reach(norms), *around.highest_usual(reading)]
    return max(drawn, default=0) or 1


def _named(
    released: Released, series: Sequence[Dot], others: Sequence[Released], look: Look
) -> list[labels.EndLabel]:
    """Last figure; the name when it is not alone, the period when it is not the last one."""
    last = last_value(series)
    if last is None:
        return _context_labels(others, look)
    told = dot_text(last, released.unit, look.words)
    if others:
        told += " " + subject_name(released, look.names)
    if last != series[-1]:
        told += f" ({period_text(last.period, look.words, short=True)})"
    own = labels.EndLabel(look.beside(told), last.value, FOCUS, bold=True)
    return [own, *_context_labels(others, look)]


def _context_labels(others: Sequence[Released], look: Look) -> list[labels.EndLabel]:
    found = []
    for one in others:
        last = last_value(dots(one))
        if last is not None:
            figure = dot_text(last, one.unit, look.words)
            told = ", ".join(
                filter(None, (f"{figure} {subject_name(one, look.names)}", one.source))
            )
            found.append(labels.EndLabel(look.beside(told), last.value, QUIET))
    return found


def _context_layers(others: Sequence[Released], plane: Plane, size: Size) -> list[alt.Chart]:
    return [
        layer
        for number, one in enumerate(others, start=1)
        for layer in marks.line(
            f"context_{number}", spread(dots(one), plane.periods), CONTEXT, size.line * 0.7
        )
    ]
