"""Text alternatives: a picture in sentences, for who does not see it and for the minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from telvertel.charts.figure import dot_text, mark_text
from telvertel.charts.names import Names, group_name, groups_of, is_per_area, subject_name
from telvertel.charts.norms import Norm, absent_text, is_absent, norm_text
from telvertel.charts.pins import Marker
from telvertel.charts.series import Dot, dots, gaps, last_value, periods_of
from telvertel.indicators.definition import Indicator
from telvertel.privacy.release import Released
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words


def described(
    released: Released,
    card: Indicator,
    words: Words,
    names: Names,
    *,
    context: Sequence[Released] = (),
    markers: Sequence[Marker] = (),
    norms: Sequence[Norm] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
    kind: str = "trend",
) -> str:
    """The whole picture in sentences: what it shows, first, last, gaps, and what stands with it."""
    series = dots(released)
    periods = periods_of([series])
    if not periods:
        return words("charts.describe.empty", name=card.prose(words.language).name)
    told = [
        words(
            f"charts.describe.{kind}",
            name=card.prose(words.language).name,
            subject=subject_name(released, names),
            first=period_text(periods[0], words),
            last=period_text(periods[-1], words),
        ),
        *series_told(series, released, words),
        *(_context_told(one, words, names) for one in context if last_value(dots(one))),
        *(_norm_told(one, released, words) for one in norms),
        *(_break_told(one, words) for one in breaks if one["period"] in periods),
        *_pins_told(markers, words),
    ]
    return " ".join(told)


def series_told(series: Sequence[Dot], released: Released, words: Words) -> list[str]:
    """First, last, what is not final, and what has no figure."""
    shown = [dot for dot in series if dot.value is not None]
    told = [_ends_told(shown, released, words)] if shown else [words("charts.describe.nothing")]
    if len(shown) > 1:
        told.append(_figure_told("last", shown[-1], released, words))
    unsettled = [dot.period for dot in shown if not dot.settled]
    if unsettled:
        told.append(words("charts.describe.unsettled", periods=periods_told(unsettled, words)))
    for mark, periods in gaps(series):
        told.append(
            words(
                "charts.describe.hidden",
                reason=mark_text(mark, released.unit, words),
                periods=periods_told(periods, words),
            )
        )
    return told


def groups_told(
    released: Released, card: Indicator, words: Words, names: Names, period: str | None = None
) -> list[str]:
    """Per group its last figure, or that of one period."""
    told = []
    for group in groups_of(released, card):
        series = [d for d in dots(released, group) if period is None or d.period == period]
        last = last_value(series) or (series[-1] if series else None)
        if last is not None:
            name = group_name(released, card, group, words, names)
            figure = dot_text(last, released.unit, words)
            told.append(words("charts.describe.part", part=name, figure=figure))
    return told


def groups_described(
    released: Released,
    card: Indicator,
    words: Words,
    names: Names,
    *,
    markers: Sequence[Marker] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Small pictures side by side in sentences: the last figure of each group."""
    periods = periods_of([dots(released)])
    name = card.prose(words.language).name
    if not periods:
        return words("charts.describe.empty", name=name)
    groups = [group_name(released, card, g, words, names) for g in groups_of(released, card)]
    told = words(
        "charts.describe.small_multiples",
        name=name,
        first=period_text(periods[0], words),
        last=period_text(periods[-1], words),
        groups=words.join(groups),
    )
    with_it = [_break_told(one, words) for one in breaks if one["period"] in periods]
    parts = groups_told(released, card, words, names)
    if is_per_area(released):
        with_it.append(words("charts.foot.areas") + ".")
    return " ".join([told, *parts, *with_it, *_pins_told(markers, words)])


def periods_told(periods: Sequence[str], words: Words) -> str:
    """One period, or a stretch by its first and last."""
    if len(periods) == 1:
        return period_text(periods[0], words)
    first, last = period_text(periods[0], words), period_text(periods[-1], words)
    return words("charts.describe.stretch", first=first, last=last)


def _ends_told(shown: Sequence[Dot], released: Released, words: Words) -> str:
    return _figure_told("first" if len(shown) > 1 else "only", shown[0], released, words)


def _figure_told(which: str, dot: Dot, released: Released, words: Words) -> str:
    return words(
        f"charts.describe.{which}",
        figure=dot_text(dot, released.unit, words),
        period=period_text(dot.period, words),
    )


def _context_told(one: Released, words: Words, names: Names) -> str:
    last = last_value(dots(one))
    facts = {
        "subject": subject_name(one, names),
        "figure": dot_text(last, one.unit, words),
        "period": period_text(last.period, words),
    }
    if not one.source:  # counted here, of several together
        return words("charts.describe.beside", **facts)
    return words("charts.describe.context", source=one.source, **facts)


def _norm_told(norm: Norm, released: Released, words: Words) -> str:
    if is_absent(norm):
        told = absent_text(norm, words)
        return f"{told[0].upper()}{told[1:]}."
    return words("charts.describe.norm", label=norm_text(norm, released.unit, words))


def _break_told(one: Mapping[str, Any], words: Words) -> str:
    period = period_text(one["period"], words)
    return words("charts.describe.break", period=period, reason=one["reason"])


def _pins_told(markers: Sequence[Marker], words: Words) -> list[str]:
    if not markers:
        return []
    pins = words.join(
        words("charts.describe.pin", number=number, period=period_text(period, words))
        for number, period, _ in markers
    )
    return [words("charts.describe.pins", pins=pins)]
