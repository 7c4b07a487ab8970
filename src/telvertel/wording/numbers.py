"""How numbers, dates and periods are written, by Babel in the language of the words."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from math import isfinite
from string import ascii_uppercase
from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import (
    NumberFormatError,
    format_currency,
    format_decimal,
    format_percent,
    parse_decimal,
)

from telvertel.days import HOME, day_of
from telvertel.indicators.period import Grain, read

if TYPE_CHECKING:
    from telvertel.indicators.period import Period
    from telvertel.wording.words import Words

# How people write a unit that has a sign, in any language.
SIGNS = {"€": ("€", "euro", "euro's", "euros", "eur"), "%": ("%", "procent", "percent")}


def version(id: str) -> str:
    """v0007-3fa9c1 is v0007 for people; the letters tell two installations apart."""
    return id.split("-")[0]


def number(value: float, words: Words, decimals: int = 0) -> str:
    """1234.5 with one decimal is "1.234,5" in Dutch."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=words.locale)


def percent(value: float, words: Words, decimals: int = 0) -> str:
    """A share on the scale 0–100: 12.0 is "12%" in both languages."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
    return format_percent(value / 100, format=pattern, locale=words.locale)


def euro(value: float, words: Words) -> str:
    """Whole euros: "€ 1.234.000"."""
    return _euros(value, words, 0)


def _euros(value: float, words: Words, decimals: int) -> str:
    pattern = "¤ #,##0" + ("." + "0" * decimals if decimals else "")
    return format_currency(value, "EUR", pattern, words.locale, currency_digits=False)


def amount(value: float, unit: str, words: Words) -> str:
    """A number somebody typed, in its unit: "€ 4.200.000", "0,05%", "7,5 weken". At most two
    decimals, and none that say nothing; euros have both or neither."""
    places = next(n for n in (0, 1, 2) if n == 2 or round(value, n) == round(value, 2))
    kind = _sign(unit)
    if kind == "€":
        return _euros(value, words, 2 if places else 0)
    if kind == "%":
        return percent(value, words, places)
    return f"{number(value, words, places)} {unit.strip()}".strip()


def has_sign(unit: str) -> bool:
    """Whether a unit is written as a sign at the number."""
    return bool(_sign(unit))


def _sign(unit: str) -> str:
    return next((sign for sign, names in SIGNS.items() if unit.strip().lower() in names), "")


def typed(value: float, words: Words) -> str:
    """As a person would type it: "45", "45,5"."""
    return format_decimal(value, format="0.##", locale=words.locale)


def read_typed(text: str, words: Words) -> float:
    """A number as a person types it, with or without % or €; ValueError when it is none.

    "1.200" is twelve hundred in Dutch, and "12.5" is nothing: no guess is made.
    """
    bare = re.sub(r"[\s%€]", "", text)
    if not re.fullmatch(r"[+-]?[\d.,]+", bare, re.ASCII):
        raise ValueError("not a number")
    try:
        value = float(parse_decimal(bare, locale=words.locale, strict=True))
    except NumberFormatError as trouble:
        raise ValueError("not a number") from trouble
    if not isfinite(value):
        raise ValueError("not a number")
    return value


def day(value: date, words: Words, style: str = "long") -> str:
    """ "22 november 2026"; style "short" is "22-11-2026" in Dutch. Of a moment it is the day here,
    so that day and clock of one moment belong together."""
    value = day_of(value) if isinstance(value, datetime) else value
    if style == "short":
        pattern = "dd-MM-yyyy" if words.language == "nl" else "dd/MM/yyyy"
        return format_date(value, format=pattern, locale=words.locale)
    return format_date(value, format=style, locale=words.locale)


def clock(value: datetime | time, words: Words, seconds: bool = False) -> str:
    """ "14:32", or "14:32:07"; moments are shown in Dutch local time."""
    pattern = "HH:mm:ss" if seconds else "HH:mm"
    if isinstance(value, datetime):
        return format_datetime(value, format=pattern, tzinfo=HOME, locale=words.locale)
    return format_time(value, format=pattern, locale=words.locale)


def period(value: Period | str, words: Words, short: bool = False) -> str:
    """ "3e kwartaal 2024", short "2024 K3"; a year is "2024".

    A key that is no period stands as it is: old lines may hold one, and minutes must be readable.
    """
    try:
        one = read(value) if isinstance(value, str) else value
    except ValueError:
        return value
    if one.grain is Grain.year:
        return str(one.year)
    form = "short" if short else "long"
    return words(f"period.{one.grain.value}.{form}.n{one.number}", year=one.year)


def letter(at: int) -> str:
    """In place of a name: A to Z, then AA, AB …"""
    first, last = divmod(at, len(ascii_uppercase))
    return (letter(first - 1) if first else "") + ascii_uppercase[last]
