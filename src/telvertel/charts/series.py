"""Dots and strokes: what of a released series is drawn as a point, as a line, and as a gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Any

import polars as pl

from telvertel.indicators.period import read, span
from telvertel.indicators.reading import is_complete
from telvertel.privacy.release import Mark, Released


@dataclass(frozen=True)
class Dot:
    """One period of one group. Without a value nothing is drawn but a mark on the base line."""

    period: str
    value: float | None
    low: float | None
    high: float | None
    mark: Mark
    final: bool
    complete: bool

    @property
    def settled(self) -> bool:
        return self.final and self.complete

    @property
    def is_class(self) -> bool:
        return self.value is not None and self.low is not None


class Style(StrEnum):
    """How sure a piece of line is: a class is thin, what is not settled is dashed."""

    solid = "solid"
    thin = "thin"
    dashed = "dashed"


@dataclass(frozen=True)
class Stroke:
    """Neighbouring dots joined by one unbroken line of one style."""

    style: Style
    dots: tuple[Dot, ...]


def dots(released: Released, group: str | None = None) -> tuple[Dot, ...]:
    """The series of one group (None: the only one), in order of time."""
    frame = released.frame.sort("start")
    if group is not None:
        frame = frame.filter(pl.col("group") == group)
    return tuple(
        Dot(
            row["period"],
            row["value"],
            row["low"] if row["mark"] == Mark.class_ else None,
            row["high"] if row["mark"] == Mark.class_ else None,
            Mark(row["mark"]),
            row["status"] == "final",
            is_complete(row),
        )
        for row in frame.iter_rows(named=True)
    )


def periods_of(all_dots: Iterable[Sequence[Dot]]) -> tuple[str, ...]:
    """Every period from the first to the last of these series, those without a row too."""
    present = [read(dot.period) for series in all_dots for dot in series]
    if not present:
        return ()
    return tuple(one.id for one in span(min(present), max(present)))


def strokes(series: Sequence[Dot], breaks: Iterable[Mapping[str, Any]] = ()) -> list[Stroke]:
    """The lines of a series: none over a hidden or absent period, none over a break."""
    fresh = {one["period"] for one in breaks}
    edges = [
        (_style(a, b), (a, b))
        for a, b in pairwise(series)
        if a.value is not None
        and b.value is not None
        and read(a.period).next == read(b.period)
        and b.period not in fresh
    ]
    found: list[Stroke] = []
    for style, (a, b) in edges:
        last = found[-1] if found else None
        if last and last.style is style and last.dots[-1] == a:
            found[-1] = Stroke(style, (*last.dots, b))
        else:
            found.append(Stroke(style, (a, b)))
    return found


def spread(series: Sequence[Dot], periods: Sequence[str]) -> list[Stroke]:
    """The lines of a series on the periods of another: a year stands level over its quarters.

    A series that is finer than these periods has no place on them and gives no lines.
    """
    if not series or not periods:
        return []
    if read(series[0].period).grain is read(periods[0]).grain:
        return strokes([dot for dot in series if dot.period in periods])
    level: list[Dot] = []
    for dot in series:
        whole = read(dot.period)
        within = [p for p in periods if whole.start <= read(p).start and read(p).end <= whole.end]
        level += [replace(dot, period=period) for period in within]
    return strokes(level)


def gaps(series: Sequence[Dot]) -> list[tuple[Mark, tuple[str, ...]]]:
    """Stretches without a figure: why, and which periods."""
    grouped = groupby(series, key=lambda dot: None if dot.value is not None else dot.mark)
    return [
        (mark, tuple(dot.period for dot in stretch))
        for mark, stretch in grouped
        if mark is not None
    ]


def last_value(series: Sequence[Dot]) -> Dot | None:
    return next((dot for dot in reversed(series) if dot.value is not None), None)


def _style(a: Dot, b: Dot) -> Style:
    if not (a.settled and b.settled):
        return Style.dashed
    return Style.thin if a.is_class or b.is_class else Style.solid
