"""Amounts: money per period as bars, the plan outlined and what was spent solid."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from telvertel.charts import around, axes, labels, marks, pins
from telvertel.charts.description import described
from telvertel.charts.figure import dot_text, mark_text
from telvertel.charts.names import Names, title_text
from telvertel.charts.plane import Plane, picture_of, plane_on, themed, title_lines, wrap
from telvertel.charts.series import Dot, dots, gaps, last_value, periods_of
from telvertel.charts.theme import FOCUS, INK, PAPER_WHITE, SCREEN, Size, soft
from telvertel.indicators.definition import Indicator
from telvertel.privacy.release import Released
from telvertel.wording.words import Words

PLANS = ("costs_budgeted",)  # cards that hold what was planned
WIDE, SLIM = 0.72, 0.46  # width of an outlined and of a solid bar, as a share of the period


def amounts(
    released: Released,
    *,
    words: Words,
    card: Indicator,
    context: Sequence[Released] = (),
    markers: Sequence[pins.Marker] = (),
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """The own amounts, with those of the same unit beside them: a solid bar inside its plan."""
    assert isinstance(released, Released), "pictures take Released figures only"
    assert all(isinstance(one, Released) for one in context)
    together = [released, *(one for one in context if one.unit is released.unit)]
    together.sort(key=lambda one: one.indicator not in PLANS)
    all_dots = [dots(one) for one in together]
    shown = [dot.value for series in all_dots for dot in series if dot.value is not None]
    ends = _labels(together, words, size)
    steps = axes.ticks(max(shown, default=0) or 1, released.unit, size.ticks)
    texts = axes.tick_texts(steps, released.unit, words)
    heading = title_lines(title_text(card, words) if title is None else title, size)
    feet = _footnotes(all_dots, size, words)
    plane = plane_on(
        size,
        periods_of([dots(released)]),
        (steps[0], steps[-1]),
        left=axes.room_left(texts.values(), size),
        right=labels.room_for(ends, size),
        top=around.room_above(heading, 0, size),
        bottom=around.room_below(feet, size),
    )
    plane, pinned = pins.with_room(markers, _highest(all_dots), plane, size)
    reasons = [(mark_text(m, released.unit, words), p) for m, p in gaps(dots(released))]
    layers = [
        *(bar for one in together for bar in _bars(one, plane, size)),
        *marks.hidden(plane, reasons, dots(released), size),
        *pins.pin_layers(pinned, plane, size),
        *labels.end_labels(ends, plane, size),
        *around.title_layers(heading, plane, size),
        *around.footnote_layers(feet, plane, size),
    ]
    told = described(
        released, card, words, names or {}, context=together[1:], markers=markers, kind="amounts"
    )
    encoding = axes.axes(plane, texts, axes.labelled_periods(plane, words, size), size)
    return themed(picture_of(plane, layers, encoding, told), plane, size, words)


def _bars(one: Released, plane: Plane, size: Size) -> list[alt.Chart]:
    """Outlined for a plan, solid for what was spent, soft where that is not settled."""
    plan = one.indicator in PLANS
    layers = []
    for settled in (True, False):
        values = [
            {"period": dot.period, "value": dot.value, "to": 0}
            for dot in dots(one)
            if dot.value is not None and dot.settled is settled and dot.period in plane.periods
        ]
        if values:
            name = one.indicator if settled else f"{one.indicator}_unsettled"
            solid = FOCUS if settled else soft(FOCUS)
            bar = marks.rows(name, values).mark_bar(
                fill=PAPER_WHITE if plan else solid,
                stroke=INK if plan else FOCUS,
                strokeWidth=size.line * 0.6,
                size=round(plane.step * (WIDE if plan else SLIM), 1),
            )
            layers.append(bar.encode(y2=alt.Y2("to")))
    return layers


def _labels(together: Sequence[Released], words: Words, size: Size) -> list[labels.EndLabel]:
    found = []
    for one in together:
        last = last_value(dots(one))
        if last is None:
            continue
        plan = one.indicator in PLANS
        key = "charts.amounts.planned" if plan else "charts.amounts.spent"
        told = words(key, figure=dot_text(last, one.unit, words))
        lines = tuple(wrap(told, size.label_letters))
        fill = PAPER_WHITE if plan else FOCUS
        found.append(
            labels.EndLabel(lines, last.value, INK if plan else FOCUS, not plan, swatch=fill)
        )
    return found


def _highest(all_dots: Sequence[Sequence[Dot]]) -> list[Dot]:
    """Per period the highest amount, on which pins stand."""
    found: dict[str, Dot] = {}
    for dot in (dot for series in all_dots for dot in series if dot.value is not None):
        if dot.period not in found or dot.value > found[dot.period].value:
            found[dot.period] = dot
    return list(found.values())


def _footnotes(all_dots: Sequence[Sequence[Dot]], size: Size, words: Words) -> list[str]:
    soft = any(not d.settled for series in all_dots for d in series if d.value is not None)
    return around.note_lines([words("charts.foot.soft")] if soft else [], size)
