"""OwnExact: exact counts of a delivery, for whoever owns it, on the own laptop, while nobody talks.

Not a figure: it has nothing that charts, tables, minutes or exports could draw, cannot be copied
into a file or a cache, and says nothing of itself in a message.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

import polars as pl

_KEY = object()  # only this module makes OwnExact


class WhyNot(StrEnum):
    """Why exact counts are not shown."""

    beyond = "beyond"  # other devices may reach this laptop
    talking = "talking"  # a meeting is open
    not_said = "not_said"  # nobody said to be the owner of the data


class ExactRefused(Exception):
    """Exact counts were asked for where they may not be seen."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Circumstances:
    """Where and by whom exact counts are asked for."""

    beyond: bool  # this server answers other machines
    talking: bool  # a meeting was opened and not sealed
    owner: bool  # somebody said: I own these data


def why_not(there: Circumstances) -> WhyNot | None:
    """None only for the owner, on a laptop that answers itself alone, while no meeting is open."""
    if there.beyond:
        return WhyNot.beyond
    if there.talking:
        return WhyNot.talking
    return None if there.owner else WhyNot.not_said


@dataclass(frozen=True)
class ExactCount:
    """Of one period and group, how many; ``out_of`` None where it is no share."""

    period: str
    group: str
    count: int
    out_of: int | None


@dataclass(frozen=True)
class OwnExact:
    """True counts of one card in one scope, ordered by period, then group."""

    counts: tuple[ExactCount, ...] = field(repr=False)
    _by: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._by is not _KEY:
            raise TypeError("exact counts are made by own_exact only")

    def __reduce__(self) -> NoReturn:
        raise TypeError("exact counts go into no file and no cache")


def own_exact(counts: pl.DataFrame, there: Circumstances) -> OwnExact:
    """True counts (period, group, count, out_of) for the one who may see them; else
    ExactRefused."""
    refused = why_not(there)
    if refused is not None:
        raise ExactRefused(refused)
    rows = counts.sort("period", "group").select("period", "group", "count", "out_of")
    return OwnExact(tuple(ExactCount(*row) for row in rows.iter_rows()), _by=_KEY)
