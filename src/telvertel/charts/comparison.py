"""Comparison: figures beside each other in the order of size, each in the funnel of its own size.

A row per provider: the grey box is what usually differs for so many children, the bar how sure the
figure is, the dot the figure. Nobody is put first or last for a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt

from telvertel.charts import axes, marks
from telvertel.charts.around import footnote_layers, title_layers
from telvertel.charts.figure import figure_text, range_text
from telvertel.charts.layout import Look
from telvertel.charts.names import title_text
from telvertel.charts.plane import Plane, height_of, plane_on, themed, wrap
from telvertel.charts.theme import (
    CONTEXT,
    FOCUS,
    GRID,
    INK,
    LINE_HEIGHT,
    SCREEN,
    USUAL,
    Size,
    text_width,
)
from telvertel.indicators.comparison import Comparison, Figure, Placed, compare, figures_in
from telvertel.indicators.definition import Indicator, Unit
from telvertel.privacy.release import Released
from telvertel.wording.numbers import number
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

ROW = 1.9  # height of a row at least, × font
LETTERS = 30  # of a name on one line


@dataclass(frozen=True)
class Compared:
    """What is compared: a period, the codes that may be, and what each is called. ``own`` are the
    codes that are named; everybody else goes by a letter."""

    period: str
    called: tuple[tuple[str, str], ...]  # code, what it is called
    own: frozenset[str] = frozenset()
    places: bool = False  # municipalities, not providers

    @property
    def names(self) -> dict[str, str]:
        return dict(self.called)


def compared(released: Released, card: Indicator, asked: Compared) -> Comparison | None:
    """The figures beside each other; None when fewer than two may be shown."""
    assert isinstance(released, Released), "comparisons take Released figures only"
    figures = figures_in(released.frame, card, asked.period, tuple(asked.names))
    return compare(figures, released.unit) if len(figures) > 1 else None


def comparison(
    released: Released,
    asked: Compared,
    *,
    words: Words,
    card: Indicator,
    size: Size = SCREEN,
    title: str | None = None,
) -> alt.LayerChart | None:
    """The picture of one period; None when fewer than two figures may be shown."""
    found = compared(released, card, asked)
    if found is None:
        return None
    look = Look(words, card, size, {}, _title(card, asked, words) if title is None else title)
    told = _figures(released, asked.period, words)
    plane, ticks = _plane(found, asked, told, look)
    layers = [
        *_grid(ticks, plane, size),
        *_boxes(found, plane, size),
        *_middle(found, plane, size),
        *_bars(found, asked, plane, size),
        *_texts(found, asked, told, plane, look),
        *_ticks(ticks, plane, size),
        *title_layers(look.heading, plane, size),
        *footnote_layers(_feet(look), plane, size),
    ]
    chart = alt.LayerChart(
        layer=layers,
        width=plane.width,
        height=plane.height,
        description=described(released, found, asked, words, card),
        encoding=_encoding(plane),
    )
    return themed(chart, plane, size, words)


def described(
    released: Released, found: Comparison, asked: Compared, words: Words, card: Indicator
) -> str:
    """The picture in sentences, everybody in the order of size."""
    told = _figures(released, asked.period, words)
    name, period = card.prose(words.language).name, period_text(asked.period, words)
    parts = [
        words(
            "comparison.one",
            name=asked.names[one.figure.code],
            children=number(one.figure.whole, words),
            figure=told[one.figure.code],
            interval=interval_text(one, released.unit, words),
            lies=words.of(one.lies),
        )
        for one in found.placed
    ]
    key = "comparison.places.describe" if asked.places else "comparison.describe"
    return " ".join([words(key, name=name, period=period), *parts])


def table(
    released: Released, found: Comparison, asked: Compared, words: Words
) -> dict[str, list[str]]:
    """The same as a table: heading → texts, everybody in the order of size."""
    told, unit = _figures(released, asked.period, words), released.unit
    columns = {
        "name": lambda one: asked.names[one.figure.code],
        "children": lambda one: number(one.figure.whole, words),
        "figure": lambda one: told[one.figure.code],
        "interval": lambda one: interval_text(one, unit, words),
        "usual": lambda one: _range(one.funnel_low, one.funnel_high, unit, words),
        "lies": lambda one: words.of(one.lies),
    }
    heads = {key: f"comparison.table.{key}" for key in columns}
    if asked.places:
        heads["name"] = "comparison.places.name"
    return {words(heads[key]): [of(one) for one in found.placed] for key, of in columns.items()}


def interval_text(one: Placed, unit: Unit, words: Words) -> str:
    """ "28–45%": between which the figure lies when chance and rounding are counted in."""
    return _range(one.low, one.high, unit, words)


def _range(low: float, high: float, unit: Unit, words: Words) -> str:
    decimals = 0 if unit is Unit.percent else 1
    return range_text(round(low, decimals), round(high, decimals), unit, words)


def _figures(released: Released, period: str, words: Words) -> dict[str, str]:
    rows = released.frame.filter(period=period).iter_rows(named=True)
    return {row["group"]: figure_text(row, released.unit, words) for row in rows}


def _title(card: Indicator, asked: Compared, words: Words) -> str:
    period = period_text(asked.period, words)
    return words("charts.title.period", title=title_text(card, words), period=period)


def _feet(look: Look) -> list[str]:
    return look.notes([look.words("comparison.foot")])


def _name(figure: Figure, asked: Compared, look: Look) -> list[str]:
    children = number(figure.whole, look.words)
    told = look.words("comparison.label", name=asked.names[figure.code], children=children)
    return wrap(told, LETTERS)[:2]


def _plane(
    found: Comparison, asked: Compared, told: Mapping[str, str], look: Look
) -> tuple[Plane, Mapping[float, str]]:
    size = look.size
    highest = max(max(one.high, one.funnel_high, one.figure.value) for one in found.placed)
    steps = axes.ticks(highest, look.card.unit, size.ticks)
    ticks = axes.tick_texts(steps, look.card.unit, look.words)
    names = [_name(one.figure, asked, look) for one in found.placed]
    width = max(text_width(line, size.font, True) for lines in names for line in lines)
    above = height_of(look.heading, size) + size.font * 0.5
    below = size.font * 1.9 + height_of(_feet(look), size)
    row = size.font * ROW + (size.font * LINE_HEIGHT if any(len(n) > 1 for n in names) else 0)
    needed = above + below + row * len(names)
    plane = plane_on(
        Size(**{**vars(size), "height": max(size.height, round(needed))}),
        tuple(one.figure.code for one in found.placed),
        (steps[0], steps[-1]),
        left=width + size.font,
        right=max(text_width(one, size.font, True) for one in told.values()) + size.font,
        top=above,
        bottom=below,
    )
    return plane, ticks


def _x(value: float, plane: Plane) -> float:
    return plane.width * (value - plane.low) / (plane.high - plane.low)


def _y(code: str, plane: Plane) -> float:
    return plane.height * (plane.periods.index(code) + 0.5) / len(plane.periods)


def _encoding(plane: Plane) -> alt.SharedEncoding:
    return alt.SharedEncoding(
        y=alt.PositionDef(
            field="code",
            type="nominal",
            scale=alt.Scale(type="band", domain=list(range(len(plane.periods)))),
            axis=None,
        ),
        x=alt.PositionDef(
            field="value",
            type="quantitative",
            scale=alt.Scale(domain=[plane.low, plane.high], nice=False),
            axis=None,
        ),
    )


def _boxes(found: Comparison, plane: Plane, size: Size) -> list[alt.Chart]:
    """What usually differs for so many children, outlined so that a grey print shows it."""
    values = [
        {"code": at, "value": one.funnel_low, "to": one.funnel_high}
        for at, one in enumerate(found.placed)
    ]
    box = marks.rows("usual", values).mark_bar(
        fill=USUAL,
        stroke=CONTEXT,
        strokeWidth=max(size.line * 0.2, 0.6),
        size=round(plane.height / len(plane.periods) * 0.78, 1),
    )
    return [box.encode(x2=alt.X2("to"))]


def _middle(found: Comparison, plane: Plane, size: Size) -> list[alt.Chart]:
    dash = [size.line, size.line]
    return [marks.rule(_x(found.middle, plane), 0, plane.height, INK, size.line * 0.4, dash)]


def _bars(found: Comparison, asked: Compared, plane: Plane, size: Size) -> list[alt.Chart]:
    """How sure a figure is as the width of its bar; one's own is dark, with a larger dot."""
    layers = []
    for name, own, colour in (("others", False, CONTEXT), ("own", True, FOCUS)):
        chosen = [
            (at, one)
            for at, one in enumerate(found.placed)
            if (one.figure.code in asked.own) is own
        ]
        if not chosen:
            continue
        bars = [{"code": at, "value": one.low, "to": one.high} for at, one in chosen]
        dots = [{"code": at, "value": one.figure.value} for at, one in chosen]
        bar = marks.rows(f"{name}_interval", bars).mark_rule(color=colour, strokeWidth=size.line)
        layers.append(bar.encode(x2=alt.X2("to")))
        layers.append(
            marks.rows(name, dots).mark_point(
                shape="diamond" if own else "circle",
                filled=True,
                color=colour,
                opacity=1,
                size=(size.point * (2 if own else 1.5)) ** 2,
            )
        )
    return layers


def _texts(
    found: Comparison, asked: Compared, told: Mapping[str, str], plane: Plane, look: Look
) -> list[alt.Chart]:
    """Left who it is and of how many, right the figure; one's own in bold."""
    layers: list[alt.Chart] = []
    size = look.size
    for one in found.placed:
        code, y = one.figure.code, _y(one.figure.code, plane)
        own = code in asked.own
        name = _name(one.figure, asked, look)
        top = y - height_of(name, size) / 2 + size.font * 0.09
        layers += marks.text(name, -size.font * 0.5, top, size, align="right", bold=own, halo=False)
        layers += marks.text(
            told[code], plane.width + size.font * 0.5, y, size, baseline="middle", bold=own,
            halo=False,
        )  # fmt: skip
    return layers


def _grid(ticks: Mapping[float, str], plane: Plane, size: Size) -> list[alt.Chart]:
    width = max(size.line / 4, 0.8)
    return [marks.rule(_x(one, plane), 0, plane.height, GRID, width, [1, 0]) for one in ticks]


def _ticks(ticks: Mapping[float, str], plane: Plane, size: Size) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    for one, told in ticks.items():
        y = plane.height + size.font * 0.4
        layers += marks.text(told, _x(one, plane), y, size, align="center", halo=False)
    return layers
