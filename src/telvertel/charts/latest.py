"""Latest: the parts of one period as lying bars, with what is hidden said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from telvertel.charts import marks
from telvertel.charts.around import title_layers
from telvertel.charts.description import groups_told
from telvertel.charts.figure import dot_text
from telvertel.charts.layout import Look
from telvertel.charts.names import Names, group_name, groups_of, subject_name, title_text
from telvertel.charts.plane import Plane, height_of, plane_on, themed, wrap
from telvertel.charts.series import Dot, dots
from telvertel.charts.theme import (
    FOCUS,
    GRID,
    INK,
    LINE_HEIGHT,
    PAPER_WHITE,
    SCREEN,
    Size,
    text_width,
)
from telvertel.indicators.definition import Indicator
from telvertel.privacy.release import Released
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words

LETTERS = 22  # a longer name of a part goes over two lines where the bars leave room
ONE_LINE = 60
BAR = 0.6  # thickness of a bar as a share of its row


def latest(
    released: Released,
    *,
    words: Words,
    card: Indicator,
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """The newest period in which at least one part may be shown; else the newest."""
    assert isinstance(released, Released), "pictures take Released figures only"
    period = _newest(dots(released))
    groups = groups_of(released, card)
    parts = {g: d for g in groups for d in dots(released, g) if d.period == period}
    when = period_text(period, words) if period else ""
    settled = all(dot.settled for dot in parts.values())
    # Without a title the period still has to be said: the bars are of one.
    title = _title(card, when, settled, words) if title is None else title or when
    look = Look(words, card, size, names or {}, title)
    lines = _part_names(released, parts, look)
    plane = _plane(released, parts, lines, look)
    layers = [
        *_bars(parts, plane, size, settled),
        *_figures(parts, plane, released, look),
        *_names(lines, plane, size),
        *title_layers(look.heading, plane, size),
    ]
    chart = alt.LayerChart(
        layer=layers,
        width=plane.width,
        height=plane.height,
        description=_told(released, period, when, look),
        encoding=_encoding(plane),
    )
    return themed(chart, plane, size, words)


def _plane(
    released: Released,
    parts: Mapping[str, Dot],
    lines: Mapping[str, Sequence[str]],
    look: Look,
) -> Plane:
    """A row per part; names at the left, room for the longest figure at the right."""
    font = look.size.font
    highest = max((dot.high or dot.value or 0 for dot in parts.values()), default=0) or 1
    names = [text_width(one, font) for name in lines.values() for one in name]
    figures = [
        text_width(dot_text(dot, released.unit, look.words), font, True) for dot in parts.values()
    ]
    return plane_on(
        look.size,
        tuple(parts),
        (0.0, highest),
        left=max(names, default=0) + font * 0.5,
        right=max(figures, default=0) + font,
        top=_above(look),
        bottom=font * 0.3,
    )


def _above(look: Look) -> float:
    return height_of(look.heading, look.size) + look.size.font * 0.5


def _told(released: Released, period: str | None, when: str, look: Look) -> str:
    name, subject = look.card.prose(look.words.language).name, subject_name(released, look.names)
    if period is None:
        return look.words("charts.describe.empty", name=name)
    told = look.words("charts.describe.latest", name=name, subject=subject, last=when)
    return " ".join([told, *groups_told(released, look.card, look.words, look.names, period)])


def _newest(all_dots: Sequence[Dot]) -> str | None:
    shown = [dot.period for dot in all_dots if dot.value is not None]
    return max(shown or [dot.period for dot in all_dots], default=None)


def _encoding(plane: Plane) -> alt.SharedEncoding:
    return alt.SharedEncoding(
        y=alt.PositionDef(
            field="part",
            type="nominal",
            scale=alt.Scale(type="band", domain=list(plane.periods)),
            axis=None,
        ),
        x=alt.PositionDef(
            field="value",
            type="quantitative",
            scale=alt.Scale(domain=[0, plane.high], nice=False),
            axis=None,
        ),
    )


def _title(card: Indicator, when: str, settled: bool, words: Words) -> str:
    key = "charts.title.period" if settled else "charts.title.period_unsettled"
    return words(key, title=title_text(card, words), period=when)


def _bars(parts: Mapping[str, Dot], plane: Plane, size: Size, settled: bool) -> list[alt.Chart]:
    """A bar for a figure, a thin one with a dot for a class, nothing for what is hidden.

    Bars of a period that is not settled are hollow.
    """
    thick = _row(plane) * BAR
    solid = [
        {"part": g, "value": d.value}
        for g, d in parts.items()
        if d.value is not None and not d.is_class
    ]
    classes = [{"part": g, "value": d.low, "to": d.high} for g, d in parts.items() if d.is_class]
    middles = [{"part": g, "value": d.value} for g, d in parts.items() if d.is_class]
    base = alt.Chart(alt.InlineData(values=[{}], name="label")).mark_rule(
        color=GRID, strokeWidth=max(size.line / 2, 1)
    )
    layers = [base.encode(x=alt.XValue(0), y=alt.YValue(0), y2=alt.Y2Value(round(plane.height, 1)))]
    if solid:
        layers.append(
            marks.rows("parts", solid).mark_bar(
                fill=FOCUS if settled else PAPER_WHITE,
                stroke=FOCUS,
                strokeWidth=size.line * 0.6,
                size=round(thick, 1),
            )
        )
    if classes:
        bar = marks.rows("parts_class", classes).mark_rule(color=FOCUS, strokeWidth=size.line)
        dot = marks.rows("parts_middle", middles).mark_point(
            shape="circle", filled=True, color=FOCUS, opacity=1, size=(size.point * 1.3) ** 2
        )
        layers += [bar.encode(x2=alt.X2("to")), dot]
    return layers


def _figures(
    parts: Mapping[str, Dot], plane: Plane, released: Released, look: Look
) -> list[alt.Chart]:
    """Behind each bar its figure, or the words that stand in its place."""
    layers: list[alt.Chart] = []
    for at, dot in enumerate(parts.values()):
        x = plane.width * (dot.high or dot.value or 0) / plane.high + look.size.font * 0.35
        told = dot_text(dot, released.unit, look.words)
        y, shown = _row(plane) * (at + 0.5), dot.value is not None
        layers += marks.text(told, x, y, look.size, baseline="middle", bold=shown, halo=False)
    return layers


def _part_names(released: Released, parts: Mapping[str, Dot], look: Look) -> dict[str, list[str]]:
    """The name of each part, over two lines only where a row is high enough."""
    row = (look.size.height - _above(look)) / max(len(parts), 1)
    letters = LETTERS if row > 2.2 * look.size.font * LINE_HEIGHT else ONE_LINE
    return {
        part: wrap(group_name(released, look.card, part, look.words, look.names), letters)
        for part in parts
    }


def _names(lines: Mapping[str, Sequence[str]], plane: Plane, size: Size) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    for at, name in enumerate(lines.values()):
        y = _row(plane) * (at + 0.5) - height_of(name, size) / 2 + size.font * 0.09
        layers += marks.text(name, -size.font * 0.4, y, size, colour=INK, align="right", halo=False)
    return layers


def _row(plane: Plane) -> float:
    return plane.height / max(len(plane.periods), 1)
