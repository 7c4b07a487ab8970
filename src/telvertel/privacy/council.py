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
from telvertel.privacy.display import CLASS_WIDTH, SHARE_FROM, THRESHOLD, WHOLE_FROM
from telvertel.privacy.mark import Mark
from telvertel.privacy.release import SCHEMA, Released


@dataclass(frozen=True)
class Limits:
    """The parameters of the edition; upward only: below those of the screen they are refused."""

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
    rows = [_row(released.shape, row, limits) for row in released.frame.to_dicts()]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return replace(released, frame=frame, left_out=())


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
        case Shape.count:
            return count is not None and count < limits.count
        case Shape.rate:
            return count is not None and count < limits.count
        case Shape.share | Shape.distribution:
            return whole is not None and whole < limits.share_from
    return whole is not None and whole < limits.count


def _share(row: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Without a small numerator; of a whole that is not large only the class."""
    if row["numerator"] is not None and row["numerator"] < limits.count:
        row = {**row, "numerator": None}
    whole = row["denominator"]
    if row["mark"] != Mark.shown or whole is None or whole >= limits.whole_from:
        return row
    low = min(int(row["value"]) // CLASS_WIDTH * CLASS_WIDTH, 100 - CLASS_WIDTH)
    bounds = {"value": low + CLASS_WIDTH / 2, "low": float(low), "high": float(low + CLASS_WIDTH)}
    return {**row, **bounds, "mark": Mark.class_.value}
