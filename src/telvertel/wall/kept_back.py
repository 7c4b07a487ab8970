"""Voorspel eerst: which periods of an item are kept back until each side said what it expects.

What is kept back is cut out of the figures before anything is drawn or told, so that it cannot be
found in a scene or a picture that goes to the wall.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from telvertel.indicators.period import Grain, read
from telvertel.meeting.stages import Stage, newest_may_show
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Mark, Released, before, since

# How many of the newest periods: half a year of quarters, so that there is a movement to expect.
KEPT_BACK = {Grain.quarter: 2, Grain.half_year: 1, Grain.year: 1}
FEWEST = 3  # points that stay in sight; with fewer only the newest is kept back


def is_kept_back(meeting: Meeting, item_id: str, stage: Stage | None = None) -> bool:
    """Whether the newest points of an item stay out of sight: at Voorspel, and in a meeting with
    Voorspel in every other view (no ``stage``) as long as the room has not come to them."""
    if stage is Stage.predict:
        return True
    predicts = meeting.plan.predict and not meeting.plan.plain
    may_show = stage is not None and newest_may_show(stage)
    return predicts and not may_show and not meeting.revealed(item_id)


def newest_told(own: Released) -> str | None:
    """The newest period with a figure, shown or too small: what the room is asked to predict."""
    told = _periods(own.frame.filter(pl.col("mark") != Mark.missing))
    return told[-1] if told else None


def periods_kept_back(own: Released) -> tuple[str, ...]:
    """The newest periods with a figure and all after them, in order; empty without any figure."""
    told = _periods(own.frame.filter(pl.col("mark") != Mark.missing))
    if not told:
        return ()
    shown = _periods(own.frame.filter(pl.col("value").is_not_null()))
    first = told[-KEPT_BACK[read(told[-1]).grain] :][0]
    if sum(period < first for period in shown) < FEWEST:
        first = told[-1]
    return tuple(period for period in _periods(own.frame) if period >= first)


def first_day(kept: Iterable[str]) -> date | None:
    """The day from which nothing is to be seen; None when nothing is kept back."""
    return min((read(period).start for period in kept), default=None)


def without_newest(figures: Iterable[Released], kept: Iterable[str]) -> tuple[Released, ...]:
    """The same figures, context included, of the time before what is kept back."""
    day = first_day(kept)
    return tuple(before(one, day) if day else one for one in figures)


def is_in_sight(period: str, kept: Iterable[str]) -> bool:
    """Whether a period was over before what is kept back begins."""
    day = first_day(kept)
    return day is None or read(period).end < day


def _periods(frame: pl.DataFrame) -> list[str]:
    """Each period once, in order: the keys of one grain sort by time."""
    return sorted(set(frame["period"]))


def from_then_on(
    figures: tuple[Released, ...], pins: tuple[tuple, ...], day: date | None
) -> tuple[tuple[Released, ...], tuple[tuple, ...]]:
    """The figures from a day on, own series first, and the pins (number, period, group) there."""
    if day is None:
        return figures, pins
    recent = tuple(since(one, day) for one in figures)
    periods = set(recent[0].frame["period"])
    return recent, tuple(pin for pin in pins if pin[1] in periods)
