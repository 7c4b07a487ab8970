"""Distribution: the parts of a whole in their own order, over time or for the latest period.

Stacked bars where every part may be shown in most periods; else the latest period as lying bars,
because a stack with a hidden part would tell the part by what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from telvertel.charts import around, labels, marks, pins
from telvertel.charts.agreed import Agreed, agreed_notes, agreed_rules, agreed_told
from telvertel.charts.description import described
from telvertel.charts.figure import dot_text
from telvertel.charts.latest import latest
from telvertel.charts.layout import Layout, Look, finished, lay_out
from telvertel.charts.names import Names, group_name, groups_of
from telvertel.charts.plane import Plane, wrap
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
    agreed: Sequence[Agreed] = (),
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """Each part as a share of all parts; no part is wished for more than another. What was
    ``agreed`` is a line in time, so lying bars of one period have none."""
    assert isinstance(released, Released), "pictures take Released figures only"
    look = Look(words, card, size, names or {}, title)
    groups, parts = groups_of(released, card), _parts(released)
    whole = [period for period in parts if _is_whole(parts[period], groups)]
    notes = agreed_notes(agreed, dots(released), periods_of([dots(released)]), words)
    layout = _layout(released, parts, whole, breaks, look, notes) if _enough(whole, parts) else None
    if layout is None or not labels.fit(layout.ends, layout.plane, size):
        return latest(released, words=words, card=card, size=size, names=names, title=title)
    tops = [Dot(period, WHOLE, None, None, Mark.shown, True, True) for period in whole]
    layout = layout.pinning(markers, tops, size)
    layers = [
        *_bars(parts, [one for one in whole if _settled(parts[one])], groups, layout.plane, size),
        *_soft_bars(parts, whole, groups, layout.plane, size),
        *around.break_layers(breaks, layout.plane, size),
        *marks.gap_dashes([one for one in parts if one not in whole], layout.plane, size),
        *agreed_rules(agreed, layout.plane, size),
    ]
    with_it = {"markers": markers, "breaks": breaks, "kind": "distribution"}
    told = described(released, card, words, look.names, **with_it)
    told = " ".join([told, *agreed_told(agreed, dots(released), words)])
    return finished(look, layout, layers, told)


def _enough(whole: Sequence[str], parts: Parts) -> bool:
    return len(whole) >= 2 and len(whole) >= ENOUGH * len(parts)


def _layout(
    released: Released,
    parts: Parts,
    whole: Sequence[str],
    breaks: Sequence[Mapping[str, Any]],
    look: Look,
    notes: Sequence[str],
) -> Layout:
    return lay_out(
        look,
        periods_of([dots(released)]),
        WHOLE,
        released.unit,
        ends=_labels(released, parts[whole[-1]], look),
        feet=look.notes([*_footnotes(parts, whole, look.words), *notes]),
        breaks=breaks,
    )


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


def _footnotes(parts: Parts, whole: Sequence[str], words: Words) -> list[str]:
    notes = []
    if not all(_settled(parts[period]) for period in whole):
        notes.append(words("charts.foot.soft"))
    if len(whole) < len(parts):
        notes.append(words("charts.foot.gap"))
    return notes


def _soft_bars(
    parts: Parts, whole: Sequence[str], groups: Sequence[str], plane: Plane, size: Size
) -> list[alt.Chart]:
    periods = [period for period in whole if not _settled(parts[period])]
    return _bars(parts, periods, groups, plane, size, lighter=True)


def _bars(
    parts: Parts,
    periods: Sequence[str],
    groups: Sequence[str],
    plane: Plane,
    size: Size,
    lighter: bool = False,
) -> list[alt.Chart]:
    """A layer per part over these periods; outlined, so that the lightest stands on white, and
    dashed where not settled: lightness alone already tells the parts apart."""
    colours = part_colours(tuple(groups))
    stacks = {period: _stack(parts[period], groups) for period in periods}
    layers = []
    for group in groups if periods else ():
        ends = {period: stack[group] for period, stack in stacks.items()}
        values = [{"period": p, "value": begin, "to": end} for p, (begin, end) in ends.items()]
        name = f"part_{group}_unsettled" if lighter else f"part_{group}"
        bar = marks.rows(name, values).mark_bar(
            color=soft(colours[group]) if lighter else colours[group],
            size=round(plane.step * BAR, 1),
            stroke=QUIET,
            **_edge(size, lighter),
        )
        layers.append(bar.encode(y2=alt.Y2("to")))
    return layers


def _edge(size: Size, dashed: bool) -> dict[str, Any]:
    if not dashed:
        return {"strokeWidth": max(size.line * 0.15, 0.5)}
    return {"strokeWidth": size.line * 0.6, "strokeDash": marks.dashed(size.line * 0.6)}


def _labels(released: Released, parts: Mapping[str, Dot], look: Look) -> list[labels.EndLabel]:
    """Name and figure of each part of the last whole period, beside its piece of the bar."""
    groups = groups_of(released, look.card)
    colours = part_colours(groups)
    found = []
    for group, (begin, end) in _stack(parts, groups).items():
        name = group_name(released, look.card, group, look.words, look.names)
        told = f"{dot_text(parts[group], released.unit, look.words)} {name}"
        lines = tuple(wrap(told, max(look.size.label_letters, LABEL)))
        found.append(labels.EndLabel(lines, (begin + end) / 2, INK, swatch=colours[group]))
    return found
