"""Norms: target, forecast and framework limit, each in a style of its own and with who set it.

They are drawn only when they are passed; the stage of the talk decides that, not the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

from telvertel.charts.figure import range_text, value_text
from telvertel.charts.labels import EndLabel
from telvertel.charts.marks import rows
from telvertel.charts.plane import Plane, wrap
from telvertel.charts.theme import CONTEXT, EXPECTED, INK, QUIET, Size
from telvertel.indicators.definition import Unit
from telvertel.indicators.period import read
from telvertel.wording.numbers import day as day_text
from telvertel.wording.words import Words

Norm = Mapping[str, Any]  # kind, since, until, value, low, high, absent, set_by, set_on, reason

# Dash × line thickness: a target in long dashes, a limit as dash-dot, a forecast in dots.
DASH = {"ambition": [4, 2.4], "framework_limit": [5, 1.6, 0.6, 1.6], "forecast": [0.6, 1.6]}
COLOUR = {"ambition": INK, "framework_limit": INK, "forecast": CONTEXT}


def reach(norms: Sequence[Norm]) -> list[float]:
    """Every value that must fit on the axis."""
    keys = ("value", "low", "high")
    return [norm[key] for norm in norms for key in keys if norm.get(key) is not None]


def periods_under(norm: Norm, periods: Sequence[str]) -> list[str]:
    """The periods of a series that a norm is about; open ends reach to the end of the series."""
    since = read(norm["since"]).start if norm.get("since") else None
    until = read(norm["until"]).end if norm.get("until") else None
    return [
        one
        for one in periods
        if (since is None or read(one).start >= since) and (until is None or read(one).end <= until)
    ]


def kinds_under(norms: Sequence[Norm], periods: Sequence[str]) -> tuple[str, ...]:
    """The kinds that stand in the picture of these periods; a forecast looks ahead of them."""
    if not periods:
        return ()
    first = read(periods[0]).start
    seen = {
        one["kind"]
        for one in norms
        if _middle(one) is not None
        and (
            periods_under(one, periods)
            or (one["kind"] == "forecast" and one.get("until") and read(one["until"]).end > first)
        )
    }
    return tuple(kind for kind in DASH if kind in seen)


def norm_layers(norms: Sequence[Norm], plane: Plane, size: Size) -> list[alt.Chart]:
    """Bands first, so that no line of another norm is covered."""
    numbered = [(f"{norm['kind']}_{at}", norm) for at, norm in enumerate(norms, start=1)]
    bands = [one for name, norm in numbered for one in _band(name, norm, plane, size)]
    return bands + [one for name, norm in numbered for one in _line(name, norm, plane, size)]


def norm_lines(norms: Sequence[Norm], plane: Plane) -> list[list[tuple[str, float]]]:
    """(period, value) along each line and edge of a band that is drawn."""
    return [
        [(period, norm[key]) for period in _drawn(norm, plane)]
        for norm in norms
        for key in ("value", "low", "high")
        if norm.get(key) is not None
    ]


def norm_labels(
    norms: Sequence[Norm], periods: Sequence[str], unit: Unit, size: Size, words: Words
) -> list[EndLabel]:
    """One label per kind, of the norm that holds last: what it is, how much, who set it."""
    labels = []
    for kind in DASH:
        held = [
            one
            for one in norms
            if one["kind"] == kind and _middle(one) is not None and periods_under(one, periods)
        ]
        if held:
            labels.append(_label(held[-1], unit, size, words))
    return labels


def is_absent(norm: Norm) -> bool:
    """Whether it says that there is no norm, on purpose. Frozen before that could be said: no."""
    return bool(norm.get("absent"))


def absent_text(norm: Norm, words: Words) -> str:
    """Deliberately no norm: "bewust geen streefwaarde: zo lang als nodig is (gemeenteraad, …)"."""
    day = day_text(date.fromisoformat(str(norm["set_on"])), words) if norm.get("set_on") else ""
    who = ", ".join(part for part in (norm.get("set_by"), day) if part)
    reason = (norm.get("reason") or "").rstrip(".")
    return words(f"charts.norm_absent.{norm['kind']}", reason=reason, who=who)


def norm_text(norm: Norm, unit: Unit, words: Words) -> str:
    """What kind of norm, how much, and who set it: "streefwaarde 20%, gemeenteraad"; one that is
    absent on purpose also with its reason and day."""
    if is_absent(norm):
        return absent_text(norm, words)
    return ", ".join(part for part in (_what(norm, unit, words), norm.get("set_by")) if part)


def _label(norm: Norm, unit: Unit, size: Size, words: Words) -> EndLabel:
    lines = wrap(norm_text(norm, unit, words), size.label_letters)
    return EndLabel(tuple(lines), _middle(norm), INK if norm["kind"] != "forecast" else QUIET)


def _what(norm: Norm, unit: Unit, words: Words) -> str:
    if norm.get("low") is not None and norm.get("high") is not None:
        figure = range_text(norm["low"], norm["high"], unit, words)
    else:
        middle = _middle(norm)
        known = middle is not None
        figure = value_text(middle, unit, words) if known else words("charts.norm_unknown")
    return words(f"charts.norm.{norm['kind']}", figure=figure)


def _middle(norm: Norm) -> float | None:
    """None of a norm without any number: absent on purpose, or frozen so by an older form."""
    if norm.get("value") is not None:
        return norm["value"]
    bounds = [norm[key] for key in ("low", "high") if norm.get(key) is not None]
    return sum(bounds) / len(bounds) if bounds else None


def _band(name: str, norm: Norm, plane: Plane, size: Size) -> list[alt.Chart]:
    """A light area with dotted edges between low and high."""
    if norm.get("low") is None or norm.get("high") is None:
        return []
    covered = _drawn(norm, plane)
    values = [{"period": one, "value": norm["low"], "to": norm["high"]} for one in covered]
    mark = rows(f"{name}_band", values).mark_area(
        color=EXPECTED,
        opacity=1,
        line=False,
        stroke=CONTEXT,
        strokeWidth=size.line * 0.5,
        strokeDash=_dash(norm, size),
    )
    return [mark.encode(y2=alt.Y2("to"))]


def _line(name: str, norm: Norm, plane: Plane, size: Size) -> list[alt.Chart]:
    if norm.get("value") is None:
        return []
    values = [{"period": one, "value": norm["value"]} for one in _drawn(norm, plane)]
    mark = rows(name, values).mark_line(
        color=COLOUR[norm["kind"]], strokeWidth=size.line * 0.6, strokeDash=_dash(norm, size)
    )
    return [mark]


def _drawn(norm: Norm, plane: Plane) -> list[str]:
    """A norm for a single period is drawn from the period before, or nothing would be seen."""
    covered = periods_under(norm, plane.periods)
    if len(covered) == 1 and plane.periods[0] != covered[0]:
        return [plane.periods[plane.periods.index(covered[0]) - 1], *covered]
    return covered


def _dash(norm: Norm, size: Size) -> list[float]:
    return [round(part * size.line, 1) for part in DASH[norm["kind"]]]
