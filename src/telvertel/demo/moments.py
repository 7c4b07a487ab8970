"""The days and quarters of the demo, counted from the day on which it is made.

Texts of the demo name no year of their own but ``{q:-4}`` (a quarter as CBS writes it; 0 is the
last complete one), ``{k:-4}`` (the same in words), ``{j:-1}`` (a year; 0 is this one) and
``{d:7}`` (a day; 0 is today), so that the demo is as fresh next year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from telvertel.demo import stories
from telvertel.indicators.period import Grain, Period, containing
from telvertel.wording import numbers
from telvertel.wording.words import words

QUARTERS = 32  # eight years, and one more where a half-year would be cut
SETTLING_DAYS = 30  # a quarter counts as complete once its deliveries can be in
_TOKEN = re.compile(r"\{(?:([qkjd]):([+-]?\d+)|break)\}")


@dataclass(frozen=True)
class Moments:
    today: date

    @property
    def last(self) -> Period:
        """The last complete quarter."""
        return containing(self.today - timedelta(days=SETTLING_DAYS), Grain.quarter).previous

    @property
    def first(self) -> Period:
        """The first quarter of the series: a delivery holds whole half-years."""
        eight_years_ago = self.quarter(1 - QUARTERS)
        return eight_years_ago if eight_years_ago.number % 2 else eight_years_ago.previous

    def quarter(self, offset: int) -> Period:
        """The quarter so many after the last complete one; negative is before."""
        year, number = divmod(self.last.year * 4 + self.last.number - 1 + offset, 4)
        return Period(year, number + 1)

    @property
    def last_year(self) -> date:
        """The Thursday about a year ago on which the former meeting was."""
        day = self.today - timedelta(weeks=52)
        return day - timedelta(days=(day.weekday() - 3) % 7)

    def fill(self, text: str) -> str:
        """The text with its moments filled in."""
        return _TOKEN.sub(self._moment, text)

    def _moment(self, token: re.Match[str]) -> str:
        kind, offset = token[1], int(token[2] or 0)
        if kind is None:
            return stories.BREAK.id
        if kind == "q":
            return self.quarter(offset).id
        if kind == "k":
            return numbers.period(self.quarter(offset), words("nl"))
        if kind == "j":
            return str(self.today.year + offset)
        return (self.today + timedelta(days=offset)).isoformat()

    def filled(self, told: object) -> object:
        """The same for every text in a table of tables, as a TOML file gives it."""
        if isinstance(told, str):
            return self.fill(told)
        if isinstance(told, dict):
            return {name: self.filled(one) for name, one in told.items()}
        if isinstance(told, list):
            return [self.filled(one) for one in told]
        return told
