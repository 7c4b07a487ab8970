"""Municipalities of 2026, the areas around them and the ones merged away, as CBS has them.

Read from data/reference; facts of CBS, Gebieden in Nederland (CC BY 4.0).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from telvertel.figures.intake.columns import heading_key

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"
COUNTRY = "NL01"
INSIDE = ("WK", "BU")  # how the codes of parts of a municipality begin; then its own number
# Codes that CBS has not given out: what is made up (the example, an exercise) stands under these.
FICTIONAL = tuple(f"GM{number}" for number in range(9901, 9951))


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str
    province: str  # by name
    youth_region: str  # by name, in the older spelling of the list


@dataclass(frozen=True)
class Merger:
    """A municipality that is no more. Divided over several, it has a Merger for each of them."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    since: date  # the first day on which the old code is no municipality any more


@lru_cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    """A table of data/reference, read once: these facts change with a new edition of the app."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";"))


@lru_cache
def municipalities() -> dict[str, Municipality]:
    """The 342 municipalities of 1-1-2026 by code, in order of code."""
    return {row["code"]: Municipality(**row) for row in _rows("municipalities_2026.csv")}


@lru_cache
def mergers() -> dict[str, tuple[Merger, ...]]:
    """What became of every municipality that ended in 2018 or later, by its old code."""
    found: dict[str, list[Merger]] = {}
    for row in _rows("mergers.csv"):
        one = Merger(**{**row, "since": date.fromisoformat(row["since"])})
        found.setdefault(one.old_code, []).append(one)
    return {code: tuple(several) for code, several in found.items()}


@lru_cache
def regions() -> dict[str, str]:
    """Country, parts of the country, provinces, COROP areas and youth-care regions: code → name.

    Of the 42 youth-care regions only those whose code is certain; StatLine names the others.
    """
    return {row["code"]: row["name"] for row in _rows("regions.csv") if row["code"]}


def place_names() -> dict[str, str]:
    """The name of every place with a code here, old municipalities included."""
    old = {code: several[0].old_name for code, several in mergers().items()}
    new = {code: one.name for code, one in municipalities().items()}
    return {**regions(), **old, **new}


def is_known(municipality: str) -> bool:
    """Whether a GM code is one of today, one that was merged away, or a made-up one."""
    return (
        municipality in municipalities() or municipality in mergers() or municipality in FICTIONAL
    )


def province_of(municipality: str) -> str | None:
    """The code of the province of a municipality; None for a code that is not on the list."""
    known = municipalities().get(municipality)
    codes = {name: code for code, name in regions().items() if code.startswith("PV")}
    return codes.get(known.province) if known else None


def youth_region_of(municipality: str, named: Mapping[str, str]) -> str | None:
    """The code of the youth-care region of a municipality; None when either is not known.

    ``named`` are the regions that StatLine itself named, code → name.
    """
    known = municipalities().get(municipality)
    if known is None:
        return None
    listed = [row for row in _rows("regions.csv") if row["youth_region"] == known.youth_region]
    # CBS now calls some regions otherwise; most differ in spaces and dashes only.
    wanted = {_plain(name) for name in (known.youth_region, *(row["name"] for row in listed))}
    certain = [row["code"] for row in listed if row["code"]]
    found = [code for code, name in named.items() if _plain(name) in wanted]
    return next(iter([*certain, *found]), None)


def _plain(name: str) -> str:
    return heading_key(name).replace("_", "")
