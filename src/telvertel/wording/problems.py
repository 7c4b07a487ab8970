"""One problem or remark of a delivery as a full sentence."""

from __future__ import annotations

import re
from typing import Protocol

from telvertel.wording.files import file_told
from telvertel.wording.numbers import period, version
from telvertel.wording.words import Words

_PERIOD = re.compile(r"\b(\d{4})(JJ00|HJ0\d|KW0\d)\b")


class Found(Protocol):
    """What a problem carries; see ``figures.problem``."""

    rule: str
    row: int | None
    column: str | None
    found: str | None
    facts: tuple[tuple[str, str], ...]
    more: int

    @property
    def refuses(self) -> bool: ...


def sentence(problem: Found, words: Words) -> str:
    """'Rij 214, kolom "einde" (waarde "31-02-2024"): deze datum bestaat niet. Verwacht: …'"""
    facts = facts_told(problem, words)
    if not problem.refuses:
        return _remark(problem, facts, words)
    rule = words.table(f"problems.rule.{problem.rule}")
    if problem.more:
        return words("problems.more", count=problem.more, what=rule["what"])
    place = {"row": problem.row, "column": problem.column, "found": problem.found}
    if "message" in facts and problem.column:  # an element of an iJw message: a line and no row
        place["message"] = facts["message"]
    fix = rule["fix"].format(**facts)
    return words(f"problems.line.{_place(problem)}", what=rule["what"], fix=fix, **place)


def facts_told(problem: Found, words: Words) -> dict[str, str]:
    """Its facts by name, as people read them."""
    facts = dict(problem.facts)
    if "names" in facts:
        facts["names"] = file_told(facts["names"], words)
    return facts


def _place(problem: Found) -> str:
    """How precisely the place is known."""
    if problem.row is not None and problem.column is not None:
        if "message" in dict(problem.facts):
            return "message_value" if problem.found else "message_cell"
        return "value" if problem.found else "cell"
    if problem.row is not None:
        return "row"
    return "column" if problem.column is not None else "file"


def _remark(problem: Found, facts: dict[str, str], words: Words) -> str:
    if "version" in facts:
        facts["version"] = version(facts["version"])
    if "periods" in facts:  # CBS keys, between names of places
        facts["periods"] = _PERIOD.sub(lambda key: _named(key, words), facts["periods"])
    count = facts.pop("count", None)
    key = f"problems.remark.{problem.rule}"
    return words(key, **facts) if count is None else words(key, count=int(count), **facts)


def _named(key: re.Match[str], words: Words) -> str:
    """A year is said to be whole: beside its quarters "2019" alone says too little."""
    if key[2] == "JJ00":
        return words("problems.whole_year", year=key[1])
    return period(key[0], words)
