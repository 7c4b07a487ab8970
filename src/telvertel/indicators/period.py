"""Reporting periods: a quarter, a half-year or a year, named as CBS names them.

The id is the CBS period key (``2024KW03``, ``2024HJ01``, ``2024JJ00``).
It sorts within one grain, and is what files, URLs, charts and the journal carry; the words a
person reads ("3e kwartaal 2024") are made in ``wording``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Grain(StrEnum):
    """How long a period lasts. Periods of different grains are never mixed in one series."""

    quarter = "quarter"
    half_year = "half_year"
    year = "year"


PERIODS_PER_YEAR = {Grain.quarter: 4, Grain.half_year: 2, Grain.year: 1}
_LETTERS = {Grain.quarter: "KW", Grain.half_year: "HJ", Grain.year: "JJ"}
_GRAINS = {letters: grain for grain, letters in _LETTERS.items()}
_ID = re.compile(r"^(\d{4})(KW|HJ|JJ)(\d{2})$")


@dataclass(frozen=True, order=True)
class Period:
    """One reporting period; ``number`` counts from 1 within the year (a year has number 1)."""

    year: int
    number: int
    grain: Grain = Grain.quarter

    def __post_init__(self) -> None:
        if not 1 <= self.number <= PERIODS_PER_YEAR[self.grain]:
            raise ValueError(f"{self.grain} has no number {self.number}")

    @property
    def id(self) -> str:
        number = 0 if self.grain is Grain.year else self.number
        return f"{self.year:04d}{_LETTERS[self.grain]}{number:02d}"

    @property
    def start(self) -> date:
        months = 12 // PERIODS_PER_YEAR[self.grain]
        return date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def end(self) -> date:
        """Last day of the period, itself included."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> Period:
        if self.number == PERIODS_PER_YEAR[self.grain]:
            return Period(self.year + 1, 1, self.grain)
        return Period(self.year, self.number + 1, self.grain)

    @property
    def previous(self) -> Period:
        if self.number == 1:
            return Period(self.year - 1, PERIODS_PER_YEAR[self.grain], self.grain)
        return Period(self.year, self.number - 1, self.grain)


@lru_cache(maxsize=4096)
def read(period_id: str) -> Period:
    """The period of a CBS key; ValueError when it is not one."""
    found = _ID.match(period_id)
    if not found:
        raise ValueError(f"{period_id!r} is not a period such as 2024KW03, 2024HJ01 or 2024JJ00")
    year, letters, number = found.groups()
    grain = _GRAINS[letters]
    if grain is Grain.year:
        if number != "00":
            raise ValueError(f"{period_id!r}: a year is written JJ00")
        return Period(int(year), 1, grain)
    return Period(int(year), int(number), grain)


@lru_cache(maxsize=4096)
def containing(day: date, grain: Grain) -> Period:
    """The period of this grain in which the day falls."""
    months = 12 // PERIODS_PER_YEAR[grain]
    return Period(day.year, (day.month - 1) // months + 1, grain)


def span(first: Period, last: Period) -> list[Period]:
    """All periods from first to last, both included, in order; empty when last is before first."""
    if first.grain is not last.grain:
        raise ValueError("a span needs two periods of the same grain")
    periods, period = [], first
    while period <= last:
        periods.append(period)
        period = period.next
    return periods
