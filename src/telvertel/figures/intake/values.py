"""How the text in a cell becomes a value: one small reader per type of column.

A reader gets the text of one cell and gives the value, None for a declared missing, or raises
``Unreadable`` with the rule that is broken. Readers see each distinct text once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from telvertel.days import HOME
from telvertel.figures.intake.columns import Column, Type
from telvertel.figures.intake.places import code_of
from telvertel.figures.problem import Rule
from telvertel.indicators import catalogue, period

MISSING = frozenset({"", "-", ".", "nvt", "n.v.t.", "onbekend", "n.b.", "#n/b", "#n/a", "null"})
SUPPRESSED = frozenset({"*", "x", "<5", "<10", "< 5", "< 10", "geheim"})  # stays missing, never 0
EARLIEST = 1980  # a date of help or a birth year before this is a mistake
_OPEN_END = date(9999, 12, 31)  # how many systems write "has not ended"
_FIRST_OF_EXCEL = date(1899, 12, 30)  # day 0 of the numbers that Excel keeps for dates
_LAST_SHORT_YEAR = 30  # 30 is 2030, 31 is 1931
LOST_KEY = r"^\d+([.,]\d+)?[eE]\+?\d+$"
SHORT_YEAR = r"^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}$"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari",
            "feb februari",
            "mrt maart mar",
            "apr april",
            "mei",
            "jun juni",
            "jul juli",
            "aug augustus",
            "sep sept september",
            "okt oktober",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}


class Unreadable(Exception):
    """A cell that cannot be read: the rule it breaks, with facts for the sentence."""

    def __init__(self, rule: Rule, **facts: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


def read_text(text: str, column: Column) -> str:
    return text


def read_code(text: str, column: Column) -> str | None:
    """A code of the list; a lost leading zero ("1" for "01") is put back, as Excel drops it."""
    codes = column.codes or {}
    meant = column.meant.get(text.lower(), text)
    for written in (meant, meant.lower(), meant.zfill(2)):
        if written in codes:
            return codes[written]
    raise Unreadable(Rule.code_unknown, expected=", ".join(codes))


def read_key(text: str, column: Column) -> str:
    """An identifier as it stands. 1E+05 is what Excel makes of a long number: the key is lost."""
    if re.fullmatch(LOST_KEY, text):
        raise Unreadable(Rule.number_ambiguous)
    return text


def read_place(text: str, column: Column) -> str:
    """A CBS area code or the name of a municipality; GM may be left out, NL is the country."""
    code = text.upper()
    if code in ("NL", "NL00", "NL01"):
        return "NL01"
    if re.fullmatch(r"\d{1,4}", code):
        return f"GM{code.zfill(4)}"
    if re.fullmatch(r"GM\d{4}|WK\d{6}|BU\d{8}|(PV|LD|CR|JZ)\d{2}", code):
        return code
    if found := code_of(text):
        return found
    raise Unreadable(Rule.place_unreadable)


def read_date(text: str, column: Column) -> date | None:
    """dd-mm-jjjj, jjjj-mm-dd, jjjjmmdd, "3 mrt 2024" or a day number of Excel; no time of day."""
    day, month, year = _parts_of_date(_dutch_day(text))
    if month > 12 >= day > 0 and month <= 31:
        raise Unreadable(Rule.date_month_first)
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable(Rule.date_does_not_exist) from None
    if found == _OPEN_END:
        return None
    if found.year < EARLIEST or found.year > 2100:
        raise Unreadable(Rule.date_out_of_range, earliest=EARLIEST)
    return found


def _dutch_day(text: str) -> str:
    """Without the time of day; a moment with its zone (…T23:30Z) is the day it was here."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})", text):
        try:
            return f"{datetime.fromisoformat(text).astimezone(HOME):%Y-%m-%d}"
        except ValueError:
            raise Unreadable(Rule.date_unreadable) from None
    return re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text)


def _parts_of_date(text: str) -> tuple[int, int, int]:
    if re.fullmatch(r"[3-6]\d{4}", text):
        found = _FIRST_OF_EXCEL + timedelta(days=int(text))
        return found.day, found.month, found.year
    if match := re.fullmatch(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", text):
        year, month, day = match.groups()
        return int(day), int(month), int(year)
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
        day, month, year = match.groups()
        return int(day), int(month), int(year)
    if re.fullmatch(SHORT_YEAR, text):
        day, month, year = map(int, re.split(r"[-/. ]", text))
        return day, month, year + (2000 if year <= _LAST_SHORT_YEAR else 1900)
    if match := re.fullmatch(r"(\d{1,2})[-. ]+([a-z]+)\.?[-. ]+(\d{4})", text.lower()):
        day, name, year = match.groups()
        if name in _MONTHS:
            return int(day), _MONTHS[name], int(year)
    raise Unreadable(Rule.date_unreadable)


def read_year(text: str, column: Column) -> int | None:
    """A year; of a whole date (of birth) only its year, so that nothing else of it is kept."""
    if not re.fullmatch(r"\d{1,4}", text):
        found = read_date(text, column)
        return found and found.year
    if not re.fullmatch(r"(19|20)\d{2}", text) or int(text) < EARLIEST:
        raise Unreadable(Rule.number_out_of_range, low=EARLIEST, high=2100)
    return int(text)


def read_whole(text: str, column: Column) -> int:
    """A whole number; a point before three digits marks thousands, as a count has no decimals."""
    plain = re.sub(r"[\s\u00a0.](?=\d{3}(\D|$))", "", text)
    if re.fullmatch(r"-?\d+[.,]\d+", plain):
        if not re.fullmatch(r"-?\d+[.,]0+", plain):
            raise Unreadable(Rule.number_not_whole)
        plain = re.split(r"[.,]", plain)[0]
    if not re.fullmatch(r"-?\d{1,15}", plain):
        raise Unreadable(Rule.number_unreadable)
    return int(_within(int(plain), column))


def read_number(text: str, column: Column) -> float:
    """12,5 · 12.5 · 1.234,56 · € 1.234 · 12%. ``1.234`` could be either and is refused."""
    plain = re.sub(r"(eur|€|%|[\s\u00a0])", "", text.lower()).removesuffix(",-")
    if re.fullmatch(r"\([\d.,]+\)|[\d.,]+-", plain):
        raise Unreadable(Rule.negative_amount)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d+", plain):
        raise Unreadable(Rule.number_ambiguous)
    if "," in plain and re.fullmatch(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d+,\d+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}", plain) or (
        re.fullmatch(r"-?\d{1,3}\.\d{3}", plain) and re.search(r"eur|€", text.lower())
    ):
        plain = plain.replace(".", "")
    elif re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", plain):
        raise Unreadable(Rule.number_ambiguous)
    if not re.fullmatch(r"-?\d{1,15}(\.\d+)?", plain):
        raise Unreadable(Rule.number_unreadable)
    return _within(float(plain), column)


def _within(number: float, column: Column) -> float:
    low = column.low if column.low is not None else float("-inf")
    high = column.high if column.high is not None else float("inf")
    if not low <= number <= high:
        bounds = {"low": column.low, "high": column.high}
        facts = {name: f"{bound:g}" if bound is not None else "…" for name, bound in bounds.items()}
        raise Unreadable(Rule.number_out_of_range, **facts)
    return number


_GRAIN_WORDS = {
    "halfjaar": "HJ",
    "half": "HJ",
    "hj": "HJ",
    "h": "HJ",
    "kwartaal": "KW",
    "quarter": "KW",
    "kw": "KW",
    "k": "KW",
    "q": "KW",
}
_PERIODS = (
    re.compile(r"(?P<year>\d{4})[ -]?(?P<grain>hj|h|kw|k|q)0?(?P<number>\d)"),
    re.compile(r"(?P<grain>hj|h|kw|k|q)(?P<number>\d)[ -](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[ -]?(?P<number>\d)e (?P<grain>halfjaar|kwartaal)\*?"),
    re.compile(r"(?P<number>\d)e (?P<grain>halfjaar|kwartaal) (?P<year>\d{4})"),
    re.compile(r"(?P<number>\d)(st|nd|rd|th) (?P<grain>half|quarter) (of )?(?P<year>\d{4})"),
)


def read_period(text: str, column: Column) -> str:
    """The CBS key; "2024" and every way in which our screens write a period are understood too."""
    written = text.upper()
    if re.fullmatch(r"\d{4}", written):
        written += "JJ00"
    if found := next(filter(None, (one.fullmatch(text.lower()) for one in _PERIODS)), None):
        written = f"{found['year']}{_GRAIN_WORDS[found['grain']]}0{found['number']}"
    try:
        return period.read(written).id
    except ValueError:
        raise Unreadable(Rule.period_unreadable) from None


def read_indicator(text: str, column: Column) -> str:
    """The id of a card, of its id or its name on screen ("Uitval"); whether there is such a card is
    judged over all rows (``checks.py``)."""
    return catalogue.meant(text) or text


def read_indicators(text: str, column: Column) -> str:
    """Ids or names with semicolons between them, with commas or (ids) spaces too; in that order,
    each once. A name may hold a comma itself."""
    found = list(_named(text, (";|", ",")))
    return ",".join(dict.fromkeys(read_indicator(one, column) for one in found))


def _named(text: str, between: tuple[str, ...]) -> Iterator[str]:
    """What is named in a text, divided no further than it has to be: what is no name stays whole,
    so that one sentence in the wrong column is one problem."""
    if catalogue.meant(text) or not between:
        words = text.split()
        yield from words if all(map(catalogue.meant, words)) else (text,)
        return
    for part in filter(None, map(str.strip, re.split(f"[{between[0]}]", text))):
        yield from _named(part, between[1:])


READERS: dict[Type, Callable[[str, Column], Any]] = {
    Type.text: read_text,
    Type.code: read_code,
    Type.key: read_key,
    Type.place: read_place,
    Type.date: read_date,
    Type.year: read_year,
    Type.whole: read_whole,
    Type.number: read_number,
    Type.period: read_period,
    Type.indicator: read_indicator,
    Type.indicators: read_indicators,
}


def is_missing(text: str) -> bool:
    return text.lower() in MISSING


def is_suppressed(text: str) -> bool:
    return text.lower() in SUPPRESSED
