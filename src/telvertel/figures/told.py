"""What people told and somebody delivered: stories, quotes and practice cases, each with its source
and with whether it may be told.

They are no figures and stand beside them. What is here came through the text check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

import polars as pl

from telvertel.figures.scope import CARE_FORMS, Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods


class StoryKind(StrEnum):
    story = "story"
    quote = "quote"  # of a survey among clients
    case = "case"  # from practice


class Consent(StrEnum):
    """Why it may be told; what may not is never kept."""

    given = "given"
    retold = "retold"  # nobody is in it any more, so nobody had to be asked


@dataclass(frozen=True)
class Story:
    """One thing told. ``provider`` "" is the whole municipality; ``teller`` is a perspective."""

    id: str
    kind: StoryKind
    teller: str
    text: str
    period: str
    municipality: str
    provider: str
    told_on: date
    source: str
    consent: Consent
    indicators: tuple[str, ...]
    care_form: str
    theme: str


def stories(
    warehouse: Warehouse, municipality: str, version: str | None = None
) -> tuple[Story, ...]:
    """Everything told in a municipality, newest first; empty when nothing was delivered."""
    rows = warehouse.table("stories", version).filter(
        pl.col("municipality") == municipality, pl.col("consent").is_in(list(Consent))
    )
    ordered = rows.sort("told_on", "text", descending=[True, False])
    return tuple(_story(row) for row in ordered.iter_rows(named=True))


def _story(row: dict) -> Story:
    known = "\0".join(row[name] for name in ("municipality", "provider", "source", "text"))
    same = ("teller", "text", "period", "municipality", "provider", "told_on", "source", "theme")
    return Story(
        id=sha256(known.encode()).hexdigest()[:12],
        kind=StoryKind(row["story_kind"]),
        consent=Consent(row["consent"]),
        indicators=tuple(one for one in row["indicators"].split(",") if one),
        care_form=row["care_form"],
        **{name: row[name] for name in same},
    )


def beside(told: Iterable[Story], indicator: str, scope: Scope) -> tuple[Story, ...]:
    """Those that speak to a figure in this scope. What is told of a whole municipality, or of no
    form of help in particular, stands beside every cut of it; a child's age is in no story."""
    return tuple(
        one
        for one in told
        if indicator in one.indicators
        and one.municipality == scope.municipality
        and (not scope.providers or one.provider in ("", *scope.providers))
        and _in_forms(one.care_form, scope)
        and _in_time(one.period, scope)
    )


def _in_forms(care_form: str, scope: Scope) -> bool:
    asked = {code for group in scope.care_forms for code in CARE_FORMS.get(group, ())}
    return not care_form or not scope.care_forms or care_form in asked


def _in_time(period: str, scope: Scope) -> bool:
    """Whether any day of its period is asked for."""
    its = periods.read(period)
    after = scope.since is None or its.end >= periods.read(scope.since).start
    return after and (scope.until is None or its.start <= periods.read(scope.until).end)
