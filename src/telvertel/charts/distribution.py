"""Distribution: the parts of a whole in their own order, over time or for the latest period.

Stacked bars where every part may be shown in most periods; else the latest period as lying bars,
because a stack with a hidden part would tell the part by what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from telvertel.charts import around, axes, labels, marks, pins
from telvertel.charts.description import described
from telvertel.charts.figure import dot_text
from telvertel.charts.latest import latest
from telvertel.charts.names import Names, group_name, groups_of, title_text
from telvertel.charts.plane import Plane, picture_of, plane_on, themed, title_lines, wrap
from telvertel.charts.series import Dot, dots, periods_of
from telvertel.charts.theme import INK, QUIET, SCREEN, Size, part_colours, soft
from telvertel.indicators.definition import Indicator
from telvertel.privacy.release import Mark, Released
from telvertel.wording.words import Words

WHOLE = 100.0
ENOUGH = 0.5  # share of periods that can be stacked from which time is shown
LABEL = 26  # letters on a line: names of parts are longer than names of places
BAR = 0.78  # width of a bar as a share of its period

Parts = Mapping[str, Mapping[str, Dot]]  # period → part → its figure


def distribution(
    released: Released,
    *,
    words: Words,
    card: Indicator,
    markers: Sequence[pins.Marker] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """Each part as a share of all parts; no part is wished for more than another."""
    assert isinstance(released, Released), "pictures take Released figures only"
    names = names or {}
    groups = groups_of(released, card)
    parts = _parts(released)
    whole = [period for period in parts if _is_whole(parts[period], groups)]
    if len(whole) < 2 or len(whole) < ENOUGH * len(parts):
        return latest(released, words=words, card=card, size=size, names=names, title=title)
    settled = [period for period in whole if _settled(parts[period])]
    stacks = {period: _stack(parts[period], groups) for period in whole}
    ends = _labels(released, card, parts[whole[-1]], stacks[whole[-1]], words, size, names)
    heading = title_lines(title_text(card, words) if title is None else title, size)
    steps = axes.ticks(WHOLE, released.unit, size.ticks)
    texts = axes.tick_texts(steps, released.unit, words)
    feet = _footnotes(parts, whole, size, words)
    plane = plane_on(
        size,
        periods_of([dots(released)]),
        (0.0, WHOLE),
        left=axes.room_left(texts.values(), size),
        right=labels.room_for(ends, size),
        top=around.room_above(heading, around.break_lines(breaks, size), size),
        bottom=around.room_below(feet, size),
    )
    if not labels.fit(ends, plane, size):
        return latest(released, words=words, card=card, size=size, names=names, title=title)
    top = [Dot(period, WHOLE, None, None, Mark.shown, True, True) for period in whole]
    plane, pinned = pins.with_room(markers, top, plane, size)
    layers = [
        *_bars(stacks, settled, groups, plane, size),
        *_bars(stacks, [one for one in whole if one not in settled], groups, plane, size, True),
        *around.break_layers(breaks, plane, size),
        *marks.gap_dashes([one for one in parts if one not in whole], plane, size),
        *pins.pin_layers(pinned, plane, size),
        *labels.end_labels(ends, plane, size),
        *around.title_layers(heading, plane, size),
        *around.footnote_layers(feet, plane, size),
    ]
    told = described(
        released, card, words, names, markers=markers, breaks=breaks, kind="distribution"
    )
    encoding = axes.axes(plane, texts, axes.labelled_periods(plane, words, size), size)
    return themed(picture_of(plane, layers, encoding, told), plane, size, words)


def _parts(released: Released) -> Parts:
    found: dict[str, dict[str, Dot]] = {}
    for group in released.frame["group"].unique(maintain_order=True):
        for dot in dots(released, group):
            found.setdefault(dot.period, {})[group] = dot
    return dict(sorted(found.items()))


def _is_whole(parts: Mapping[str, Dot], groups: Sequence[str]) -> bool:
    """Whether every part is known exactly, so that a stack hides nothing."""
    known = [group in parts and _is_known(parts[group]) for group in groups]
    return all(known) and any(dot.value is not None for dot in parts.values())


def _is_known(dot: Dot) -> bool:
    """Exactly, or as "<5%" and ">95%": the ends stay classes however large the whole is."""
    at_an_end = dot.is_class and (dot.low <= 0 or dot.high >= WHOLE)
    return at_an_end or dot.mark in (Mark.shown, Mark.not_applicable)


def _stack(parts: Mapping[str, Dot], groups: Sequence[str]) -> dict[str, tuple[float, float]]:
    """From and to of each part on a scale to 100; whole percentages seldom add up exactly."""
    values = [parts[group].value or 0.0 for group in groups]
    total, begin, stack = sum(values) or WHOLE, 0.0, {}
    for group, value in zip(groups, values, strict=True):
        end = begin + value * WHOLE / total
        stack[group] = (round(begin, 2), round(end, 2))
        begin = end
    return stack


def _settled(parts: Mapping[str, Dot]) -> bool:
    return all(dot.settled for dot in parts.values())


def _footnotes(parts: Parts, whole: Sequence[str], size: Size, words: Words) -> list[str]:
    notes = []
    if not all(_settled(parts[period]) for period in whole):
        notes.append(words("charts.foot.soft"))
    if len(whole) < len(parts):
        notes.append(words("charts.foot.gap"))
    return around.note_lines(notes, size)


def _bars(
    stacks: Mapping[str, Mapping[str, tuple[float, float]]],
    periods: Sequence[str],
    groups: Sequence[str],
    plane: Plane,
    size: Size,
    lighter: bool = False,
) -> list[alt.Chart]:
    """A layer per part over these periods; outlined, so that the lightest stands on white."""
    colours = part_colours(tuple(groups))
    layers = []
    for group in groups if periods else ():
        ends = {period: stacks[period][group] for period in periods}
        values = [{"period": p, "value": begin, "to": end} for p, (begin, end) in ends.items()]
        name = f"part_{group}_unsettled" if lighter else f"part_{group}"
        bar = marks.rows(name, values).mark_bar(
            color=soft(colours[group]) if lighter else colours[group],
            size=round(plane.step * BAR, 1),
            stroke=QUIET,
            strokeWidth=max(size.line * 0.15, 0.5),
        )
        layers.append(bar.encode(y2=alt.Y2("to")))
    return layers


def _labels(
    released: Released,
    card: Indicator,
    parts: Mapping[str, Dot],
    stack: Mapping[str, tuple[float, float]],
    words: Words,
    size: Size,
    names: Names,
) -> list[labels.EndLabel]:
    """Name and figure of each part of the last whole period, beside its piece of the bar."""
    colours = part_colours(tuple(stack))
    found = []
    for group, (begin, end) in stack.items():
        name = group_name(released, card, group, words, names)
        told = f"{dot_text(parts[group], released.unit, words)} {name}"
        lines = tuple(wrap(told, max(size.label_letters, LABEL)))
        found.append(labels.EndLabel(lines, (begin + end) / 2, INK, swatch=colours[group]))
    return found
