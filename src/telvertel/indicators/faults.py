"""What is wrong with a card or a question file, in the terms of the person who wrote it.

Problems are data: file, field, what was found, what was expected. The sentence a person reads is
``words(f"cards.repair.{problem.fault}", **problem.facts)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import frontmatter
import yaml
from pydantic import ValidationError

from telvertel.indicators.definition import PARTS, Family, Indicator, Shape


class CardFault(StrEnum):
    unreadable = "unreadable"
    missing = "missing"
    unknown_field = "unknown_field"
    not_allowed = "not_allowed"
    not_understood = "not_understood"
    too_long = "too_long"
    too_few = "too_few"
    not_a_date = "not_a_date"
    not_a_number = "not_a_number"
    not_a_question = "not_a_question"
    other_name = "other_name"


@dataclass(frozen=True)
class CardProblem:
    """One thing to repair."""

    file: str
    field: str  # as the writer sees it: "measure.family", or "# Nederlands, ## Vraag"
    fault: CardFault
    found: str = ""
    allowed: str = ""
    line: int = 1

    @property
    def facts(self) -> dict[str, str | int]:
        """What the sentence about this problem is filled in with."""
        return {name: getattr(self, name) for name in ("field", "found", "allowed", "line")}


def open_text(path: Path) -> tuple[dict[str, Any], str, tuple[CardProblem, ...]]:
    """Front matter and body of a file; when it cannot be read, empty ones and the problem."""
    try:
        post = _read(path.read_text(encoding="utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        found = error.problem or ""
        return {}, "", (CardProblem(path.name, "---", CardFault.unreadable, found, line=line),)
    except (OSError, ValueError, yaml.YAMLError) as error:
        # ValueError: bytes that are no UTF-8, and a day that is in no calendar (2027-02-30).
        return {}, "", (CardProblem(path.name, "---", CardFault.unreadable, str(error)),)
    return dict(post.metadata), post.content, ()


@lru_cache(maxsize=256)  # the cards are read by the demo and by the installation it fills
def _read(text: str) -> frontmatter.Post:
    return frontmatter.loads(text)


def problems_of(
    file: str, front: dict[str, Any], error: ValidationError, place: Callable[..., str]
) -> Iterator[CardProblem]:
    """The complaints of the model; ``place`` says where the writer finds a field of it."""
    for one in error.errors():
        field, kind, found = place(*one["loc"]), one["type"], str(one["input"])
        facts = one.get("ctx", {})
        if kind == "missing":
            yield CardProblem(file, field, CardFault.missing)
        elif kind == "extra_forbidden":
            yield CardProblem(file, field, CardFault.unknown_field, found)
        elif kind == "string_too_long":
            length, most = str(len(one["input"])), str(facts["max_length"])
            yield CardProblem(file, field, CardFault.too_long, length, most)
        elif kind == "too_short":
            length, least = str(len(one["input"])), str(facts["min_length"])
            yield CardProblem(file, field, CardFault.too_few, length, least)
        elif kind.startswith("date"):
            yield CardProblem(file, field, CardFault.not_a_date, found)
        elif kind.startswith("int") or kind == "greater_than_equal":
            yield CardProblem(file, field, CardFault.not_a_number, found, "0")
        elif kind == "value_error":
            yield from _problems_of_measure(file, front["measure"])
        elif allowed := _choices(front, *one["loc"]):
            yield CardProblem(file, field, CardFault.not_allowed, found, ", ".join(allowed))
        else:
            yield CardProblem(file, field, CardFault.not_understood, found)


def _problems_of_measure(file: str, measure: dict[str, Any]) -> Iterator[CardProblem]:
    """What a measure, whose fields are right one by one, misses as a whole."""
    family, shape = Family(measure["family"]), Shape(measure["shape"])
    needs = {
        "counted": shape in (Shape.count, Shape.rate, Shape.share),
        "out_of": shape in (Shape.share, Shape.distribution),
        "population": shape is Shape.rate,
    }
    for field, needed in needs.items():
        place, given = f"measure.{field}", measure.get(field)
        unknown = [] if field == "population" else sorted({*(given or ())} - {*PARTS[family]})
        if needed and not given:
            yield CardProblem(file, place, CardFault.missing)
        elif unknown:
            found, allowed = ", ".join(unknown), ", ".join(_quoted(PARTS[family]))
            yield CardProblem(file, place, CardFault.not_allowed, found, allowed)


def _choices(front: dict[str, Any], *loc: Any) -> list[str]:
    """The values that a field may have, when they are a list of choices; else empty."""
    if loc[:2] in (("measure", "counted"), ("measure", "out_of")):
        family = front["measure"].get("family")
        return _quoted(PARTS[Family(family)]) if family in {*PARTS} else []
    model: Any = Indicator
    for name in loc:
        fields = getattr(model, "model_fields", {})
        model = fields[name].annotation if name in fields else None
    kinds = [one for one in (model, *get_args(model)) if isinstance(one, type)]
    return [str(member) for one in kinds if issubclass(one, StrEnum) for member in one]


def _quoted(codes: tuple[str, ...]) -> list[str]:
    """Codes as they are to be written: without quotes the text format makes a number of 01."""
    return [f'"{code}"' for code in codes]
