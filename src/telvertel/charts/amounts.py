"""Amounts: money per period as bars, the plan outlined and what was spent solid."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from telvertel.charts import labels, marks, pins
from telvertel.charts.description import described
from telvertel.charts.figure import dot_text, mark_text
from telvertel.charts.layout import Look, finished, lay_out
from telvertel.charts.names import Names
from telvertel.charts.plane import Plane
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
    look = Look(words, card, size, names or {}, title)
    beside = [one for one in context if one.unit is released.unit]
    together = sorted([released, *beside], key=lambda one: one.indicator not in PLANS)
    tops = _highest([dots(one) for one in together])
    values = [d.value for one in together for d in dots(one) if d.value is not None]
    layout = lay_out(
        look,
        periods_of([dots(released)]),
        max(max(values, default=0), 0) or (0 if values and min(values) < 0 else 1),
        released.unit,
        low=min([0, *values]),
        ends=_labels(together, look),
        feet=look.notes(_footnotes(together, words)),
    ).pinning(markers, tops, size)
    reasons = [(mark_text(mark, released.unit, words), p) for mark, p in gaps(dots(released))]
    layers = [
        *(bar for one in together for bar in _bars(one, layout.plane, size)),
        *_zero(layout.plane, size),
        *marks.hidden(layout.plane, reasons, dots(released), size),
    ]
    with_it = {"context": beside, "markers": markers, "kind": "amounts"}
    return finished(look, layout, layers, described(released, card, words, look.names, **with_it))


def _zero(plane: Plane, size: Size) -> list[alt.Chart]:
    """The line of nought, where bars hang below it."""
    if plane.low >= 0:
        return []
    line = marks.rows("zero", [{"value": 0}]).mark_rule(color=INK, strokeWidth=size.line * 0.4)
    return [line.encode(x=alt.XValue(0), x2=alt.X2Value(plane.width))]


def _bars(one: Released, plane: Plane, size: Size) -> list[alt.Chart]:
    """Outlined for a plan, solid for what was spent; soft with a dashed edge where not settled."""
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
                **({} if settled else {"strokeDash": marks.dashed(size.line * 0.6)}),
            )
            layers.append(bar.encode(y2=alt.Y2("to")))
    return layers


def _labels(together: Sequence[Released], look: Look) -> list[labels.EndLabel]:
    found = []
    for one in together:
        last, plan = last_value(dots(one)), one.indicator in PLANS
        if last is None:
            continue
        key = "charts.amounts.planned" if plan else "charts.amounts.spent"
        told = look.words(key, figure=dot_text(last, one.unit, look.words))
        colour, fill = (INK, PAPER_WHITE) if plan else (FOCUS, FOCUS)
        found.append(
            labels.EndLabel(look.beside(told), last.value, colour, bold=not plan, swatch=fill)
        )
    return found


def _highest(all_dots: Sequence[Sequence[Dot]]) -> list[Dot]:
    """Per period the highest amount, on which pins stand."""
    found: dict[str, Dot] = {}
    for dot in (dot for series in all_dots for dot in series if dot.value is not None):
        if dot.period not in found or dot.value > found[dot.period].value:
            found[dot.period] = dot
    return list(found.values())


def _footnotes(together: Sequence[Released], words: Words) -> list[str]:
    shown = [dot for one in together for dot in dots(one) if dot.value is not None]
    return [] if all(dot.settled for dot in shown) else [words("charts.foot.soft")]
