"""The items of a message: their texts become codes, days and whole numbers, or problems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from telvertel.figures.intake.bsn import is_bsn
from telvertel.figures.intake.ijw.elements import CODES, ITEMS, STRETCHES, Element, Kind, Sort
from telvertel.figures.intake.values import EARLIEST
from telvertel.figures.problem import Problem, Rule, problem

Value = str | date | int
LATEST = 2100
_SAFE = re.compile(r"[A-Za-z]{0,2}[\d.:/-]{1,22}")  # dates, codes, amounts; never a word


class Written(Protocol):
    """The message that an item stands in."""

    file: str
    kind: Kind | None
    municipality: str
    provider: str
    written: date | None


class Person(Protocol):
    key: str | None
    birth_year: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One product or claim of one client. ``values`` by path; what was empty is not in it."""

    file: str
    line: int
    kind: Kind
    element: str
    municipality: str
    provider: str
    written: date
    client: str
    birth_year: int | None
    values: dict[str, Value]

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def code(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def whole(self, name: str) -> int:
        value = self.values.get(name, 0)
        return value if isinstance(value, int) else 0


def item_of(
    message: Written, element: str, line: int, person: Person, texts: dict[str, tuple[str, int]]
) -> tuple[Item, list[Problem]]:
    """The item with every value that could be read, and a problem for each that could not."""
    values: dict[str, Value] = {}
    problems = []
    for name, expected in ITEMS[element].items():
        text, at = texts.get(name, ("", line))
        value, rule = _value(name, expected, text)
        if value is not None:
            values[name] = value
        if rule is not None:
            problems.append(wrong(message, rule, at, f"{element}/{name}", text))
    begins, ends = STRETCHES.get(element, ("", ""))
    if begins in values and ends in values and values[ends] < values[begins]:
        at = texts[ends][1]
        problems.append(
            wrong(message, Rule.message_ends_early, at, f"{element}/{ends}", str(values[ends]))
        )
    item = Item(
        *(message.file, line, message.kind, element, message.municipality, message.provider),
        *(message.written, person.key or "", person.birth_year, values),
    )
    return item, problems


def _value(name: str, expected: Element, text: str) -> tuple[Value | None, Rule | None]:
    """The value, or the rule that its text breaks; nothing where nothing is needed is neither."""
    if not text:
        return None, Rule.message_value_missing if expected.required else None
    if expected.sort is Sort.day:
        day = read_day(text)
        return day, None if day else Rule.message_day_impossible
    if expected.sort is Sort.whole:
        known = re.fullmatch(r"\d{1,12}", text)
        return (int(text), None) if known else (None, Rule.message_number_unreadable)
    if text not in CODES.get(name, {text}):
        return None, Rule.message_code_unknown
    return text, None


def read_day(text: str) -> date | None:
    """jjjj-mm-dd; None for a day that is not there or cannot be meant."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
    return day if day and EARLIEST <= day.year <= LATEST else None


def wrong(message: Written, rule: Rule, line: int, element: str, text: str = "") -> Problem:
    """A problem with message, line and element; strange text is not repeated."""
    safe = text if _SAFE.fullmatch(text) and not is_bsn(text) else None
    kind = message.kind.value if message.kind else ""
    return problem(message.file, rule, row=line, column=element, found=safe, message=kind)
