"""Is there a citizen service number (BSN) in this table? Then the whole file is refused.

A BSN may hide under any heading, with points, dashes, a lost leading zero or letters in front. The
eleven test passes for one in eleven random numbers, so one hit says little and half of a column
says everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl
from stdnum.nl import bsn

from telvertel.figures.intake.coded import holds, texts_of
from telvertel.figures.intake.columns import Column, Type
from telvertel.figures.intake.table import ROW
from telvertel.figures.intake.values import READERS, Unreadable

HEADING = re.compile(r"bsn|burgerservice|sofi", re.IGNORECASE)
NUMBERS_NEEDED = 0.8  # of the values must have 8 or 9 digits …
HITS_NEEDED = 0.5  # … and of those so many must pass the eleven test
ENOUGH = 10  # distinct values; with fewer one hit is enough to refuse
_DIGITS = re.compile(r"[A-Za-z]{0,3}(\d{8,9})")
# The shape of a day: 01-02-2025 has eight digits too, with dashes where no number has them. It need
# not exist, as 33-03-2026 is a typing error; where days are asked for its year may be one too.
_DAY = re.compile(r"\d\d?[-./]\d\d?[-./](?:19|20)\d\d|(?:19|20)\d\d[-./]\d\d?[-./]\d\d?")
_ANY_YEAR = re.compile(r"\d\d?[-./]\d\d?[-./]\d{4}|\d{4}[-./]\d\d?[-./]\d\d?")
_OF_DAYS = (Type.date, Type.year)  # of a day of birth only its year is read
_IN_TEXT = re.compile(r"(?<!\d)\d{9}(?!\d)")
# What every text of which a number is made looks like; and one within a text.
_MAY_BE = r"^[\s.\-]*(?:[A-Za-z][\s.\-]*){0,3}(?:\d[\s.\-]*){8,9}$|\d{9}"
# Columns whose short lists of numbers are known to be something else (AGB codes, dates, amounts).
_EXPLAINED = (Type.key, Type.date, Type.whole, Type.number, Type.year, Type.place, Type.period)


def in_headings(headings: Iterable[str]) -> list[str]:
    return [heading for heading in headings if HEADING.search(heading)]


def in_columns(rows: pl.DataFrame, mapped: dict[str, Column]) -> list[str]:
    """The headings whose values are citizen service numbers; ``mapped`` has the known columns."""
    return [
        heading
        for heading in rows.columns
        if heading != ROW and _holds(rows[heading], mapped.get(heading))
    ]


def rows_in(rows: pl.DataFrame, heading: str, column: Column | None) -> list[int]:
    """The rows of a column of words in which a number stands; none for any other column, where it
    is the column as a whole that is judged."""
    if column is None or column.type is not Type.text:
        return []
    hits = [text for text in texts_of(rows[heading]) if _names_somebody(text)]
    return rows.filter(rows[heading].cast(pl.String).is_in(hits).fill_null(False))[ROW].to_list()


def _holds(values: pl.Series, column: Column | None) -> bool:
    """Over distinct values: one AGB code on a thousand rows must not weigh a thousand times."""
    if not holds(values, lambda texts: texts.str.contains(_MAY_BE)):
        return False
    texts = texts_of(values)
    if column is not None and column.type is Type.text:
        return any(map(_names_somebody, texts.filter(texts.str.contains(r"\d{9}"))))
    numbers = _numbers(texts, _day(column))
    hits = int(_pass(numbers).sum())
    if len(texts) < ENOUGH:
        return hits > 0 and not _explained(texts.to_list(), column)
    return len(numbers) >= NUMBERS_NEEDED * len(texts) and hits >= HITS_NEEDED * len(numbers)


def _numbers(texts: pl.Series, day: re.Pattern[str] = _DAY) -> pl.Series:
    """``_number`` of very many texts, as whole numbers; only of those that have one."""
    found = pl.col("text").str.replace_all(r"[\s.\-]", "")
    found = found.str.extract(f"^{_DIGITS.pattern}$").cast(pl.Int64)
    no_day = ~pl.col("text").str.contains(f"^(?:{day.pattern})$")
    return texts.rename("text").to_frame().filter(no_day).select(found).to_series().drop_nulls()


def _pass(numbers: pl.Series) -> pl.Series:
    """The eleven test: 9, 8 … 2 times the digits less the last one, a multiple of eleven."""
    digits = [numbers // 10**place % 10 for place in range(8, -1, -1)]
    weighed = sum((9 - at) * digit for at, digit in enumerate(digits[:8])) - digits[8]
    return (weighed % 11 == 0) & (numbers > 0)


def _explained(texts: list[str], column: Column | None) -> bool:
    """A short column is not what it seems when its own reader understands all of it as its own."""
    if column is None or column.personal or column.type not in _EXPLAINED:
        return False
    try:
        return [READERS[column.type](text, column) for text in texts] != []
    except Unreadable:
        return False


def _day(column: Column | None) -> re.Pattern[str]:
    return _ANY_YEAR if column is not None and column.type in _OF_DAYS else _DAY


def _number(text: str, day: re.Pattern[str]) -> str | None:
    if day.fullmatch(text):
        return None
    match = _DIGITS.fullmatch(re.sub(r"[\s.\-]", "", text))
    return match[1].zfill(9) if match else None


def _passes(number: str) -> bool:
    return bsn.is_valid(number)


def is_bsn(text: str, column: Column | None = None) -> bool:
    """May this one text be a citizen service number? Such a text is never shown."""
    number = _number(text, _day(column))
    return bool(number and _passes(number)) or _names_somebody(text)


def _names_somebody(text: str) -> bool:
    """Does such a number stand somewhere in these words?"""
    return any(map(_passes, _IN_TEXT.findall(text)))
