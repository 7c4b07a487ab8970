"""The sheet: learning points and told stories as one file for another municipality. Pure.

A sheet says no names and nothing finer than a year. What is read is believed no more than what is
written: a sheet that holds something it should not is refused as a whole.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from telvertel.exchange.stripping import names_of, why_stays
from telvertel.meeting.events import AgreementKind, Basis, Helped, ReasonTag
from telvertel.meeting.foundations import DEFAULT_PRINCIPLES
from telvertel.meeting.lasting import Level, Route, Sector, Securing, Strength, Theme
from telvertel.meeting.library import tagged_as
from telvertel.meeting.terms import TEXT, Answer

FORMAT, VERSION = "telvertel-learned", 1
LARGEST = 1_000_000  # bytes: some thousands of lines
MOST_LINES = 5000
NOBODY = names_of(())


class LineKind(StrEnum):
    """What sort of line it is."""

    learning = "learning"
    explanation = "explanation"
    precondition = "precondition"
    experience = "experience"
    agreement = "agreement"


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Sheet):
    """One learning point or story. Only texts that may go, codes that all know, and a year."""

    kind: LineKind
    text: str = Field(min_length=1, max_length=TEXT)
    if_text: str = Field(default="", max_length=TEXT)  # of an agreement
    more: str = Field(default="", max_length=TEXT)  # what it means, or what came of it
    year: int = Field(ge=2015, le=2200)
    indicator: str | None = Field(default=None, pattern=r"^[a-z][a-z_]{0,59}$")
    level: Level | None = None
    route: Route | None = None
    sectors: tuple[Sector, ...] = Field(default=(), max_length=len(Sector))
    status: Securing | None = None
    strength: Strength | None = None
    basis: Basis | None = None
    reason: ReasonTag | None = None
    themes: tuple[Theme, ...] = Field(default=(), max_length=len(Theme))
    principles: tuple[Literal[DEFAULT_PRINCIPLES], ...] = Field(default=(), max_length=6)
    agreement_kind: AgreementKind | None = None
    kept: Answer | None = None
    helped: Helped | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(one for one in (self.if_text, self.text, self.more) if one)

    @property
    def tags(self) -> tuple[str, ...]:
        """What it is about, spelled as everywhere (``library.tags``)."""
        return tagged_as(
            self.reason, [one.value for one in self.themes], self.principles, self.route
        )


class Sheet(_Sheet):
    """A file for another municipality."""

    format: Literal["telvertel-learned"] = FORMAT
    version: Literal[1] = VERSION
    licence: str = Field(default="", max_length=600)
    lines: tuple[Line, ...] = Field(min_length=1, max_length=MOST_LINES)


class Fault(StrEnum):
    """Why a file is refused; the words are ``exchange.refused.<value>``."""

    too_large = "too_large"
    unreadable = "unreadable"
    other_format = "other_format"
    newer = "newer"
    broken = "broken"
    unsafe = "unsafe"
    own = "own"  # what this municipality told itself


class SheetRefused(Exception):
    """Nothing of the file was taken in. ``line`` counts from 1; 0: the file as a whole."""

    def __init__(self, fault: Fault, line: int = 0) -> None:
        super().__init__(fault.value)
        self.fault, self.line = fault, line


def written(lines: tuple[Line, ...], licence: str) -> bytes:
    """The bytes of a sheet, for people to read too; SheetRefused when it would be too large."""
    if len(lines) > MOST_LINES:
        raise SheetRefused(Fault.too_large)
    told = {
        "format": FORMAT,
        "version": VERSION,
        "licence": licence,
        "lines": [one.model_dump(mode="json", exclude_defaults=True) for one in lines],
    }
    data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    if len(data) > LARGEST:
        raise SheetRefused(Fault.too_large)
    return data


def read(data: bytes) -> Sheet:
    """The sheet in a file; SheetRefused when anything in it is not as it should be."""
    return _checked(parsed(data))


def parsed(data: bytes) -> Sheet:
    """The same without a look at its words, which takes seconds: of a file that was read before."""
    if len(data) > LARGEST:
        raise SheetRefused(Fault.too_large)
    try:
        facts = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SheetRefused(Fault.unreadable) from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise SheetRefused(Fault.other_format)
    if facts.get("version") != VERSION:
        raise SheetRefused(Fault.newer)
    return _modelled(facts)


def _modelled(facts: dict) -> Sheet:
    try:
        return Sheet.model_validate(facts)
    except ValidationError as trouble:
        place = trouble.errors(include_url=False)[0]["loc"]
        at = place[1] + 1 if len(place) > 1 and isinstance(place[1], int) else 0
        raise SheetRefused(Fault.broken, at) from None


def _checked(sheet: Sheet) -> Sheet:
    """What could not have left here does not come in either."""
    for number, line in enumerate(sheet.lines, 1):
        if any(why_stays(one, NOBODY) for one in line.texts):
            raise SheetRefused(Fault.unsafe, number)
    if sheet.licence and why_stays(sheet.licence, NOBODY):
        raise SheetRefused(Fault.unsafe)
    return sheet
