"""Figures for the council edition: the display rules once more, with stricter parameters.

A copy for the council goes further than the room: whoever reads it was not there and may know a
family. Nothing here shows what ``release`` hid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from telvertel.indicators.definition import Shape
from telvertel.privacy.display import SHARE_FROM, THRESHOLD, WHOLE_FROM, class_of, threshold
from telvertel.privacy.mark import Mark
from telvertel.privacy.release import SCHEMA, Released, restated


@dataclass(frozen=True)
class Limits:
    """The parameters of the edition; upward only: below those of the screen they are refused, and
    where an installation shows no smaller count than a larger one of its own, that holds too."""

    count: int = 20  # smallest count shown, of children and of answers
    share_from: int = 50  # smallest whole of which a share is shown, in classes
    whole_from: int = 200  # from this whole on in whole percents

    def __post_init__(self) -> None:
        least = (THRESHOLD, SHARE_FROM, WHOLE_FROM)
        asked = (self.count, self.share_from, self.whole_from)
        if any(one < low for one, low in zip(asked, least, strict=True)):
            raise ValueError("limits below those of the screen")


COUNCIL = Limits()


def for_council(released: Released, limits: Limits = COUNCIL) -> Released:
    """The same figures, with those hidden or put in a class that are too small for the council.

    Providers that were left out are not named; a figure without counts of ours stays as published.
    """
    limits = held(limits)
    rows = [_row(released.shape, row, limits) for row in released.frame.to_dicts()]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return restated(released, frame=frame, left_out=())


def held(limits: Limits = COUNCIL) -> Limits:
    """The limits, raised to what this installation shows on its own screen."""
    raised = {name: max(getattr(limits, name), threshold()) for name in ("count", "share_from")}
    return replace(limits, **raised)


def _row(shape: Shape, row: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    row = {**row, "note": ""}  # a clarification was written for the room
    if row["mark"] in (Mark.missing, Mark.not_applicable, Mark.small, Mark.dominated):
        return row
    if _is_small(shape, row, limits):
        hidden = ("value", "low", "high", "numerator", "denominator")
        return {**row, **dict.fromkeys(hidden), "mark": Mark.small.value}
    if shape in (Shape.share, Shape.distribution):
        return _share(row, limits)
    return row


def _is_small(shape: Shape, row: Mapping[str, Any], limits: Limits) -> bool:
    count, whole = row["numerator"], row["denominator"]
    match shape:
        case Shape.count | Shape.rate:
            return count is not None and count < limits.count
        case Shape.share | Shape.distribution:
            return whole is not None and whole < limits.share_from
    return whole is not None and whole < limits.count


def _share(row: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Without a small numerator; of a whole that is not large only the class."""
    count, whole = row["numerator"], row["denominator"]
    if count is not None and count < limits.count:
        row = {**row, "numerator": None}
    if row["mark"] != Mark.shown or whole is None or whole >= limits.whole_from:
        return row
    # By the counts: 34.8 percent is shown as 35, and is in the class below.
    middle, low, high = class_of(row["value"], 100) if count is None else class_of(count, whole)
    return {**row, "value": middle, "low": low, "high": high, "mark": Mark.class_.value}
