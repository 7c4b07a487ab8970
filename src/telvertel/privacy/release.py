"""Released: the only figures that charts, tables, reports, exports and URLs accept.

``release`` turns sums of protected counts into what may be shown (SDC-5, SDC-6, SDC-10, SDC-11 of
the privacy rules); ``freeze`` and ``thaw`` carry a Released through the journal unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from telvertel.indicators.definition import Shape, Unit


class Mark(StrEnum):
    """Why a figure looks as it does."""

    shown = "shown"  # value stands
    small = "small"  # "<10": too small to show, 0 to 9 look the same
    class_ = "class"  # a share in a class: low and high hold the bounds, value the middle
    nearly_all = "nearly_all"  # group disclosure: said in words, no figure
    nearly_none = "nearly_none"
    missing = "missing"  # not delivered, or suppressed by the publisher
    not_applicable = "not_applicable"  # structural zero


# One row per period and group, ordered by period, then group. Hidden figures are null: what is not
# in the frame cannot leak from it.
SCHEMA: dict[str, pl.DataType] = {
    "period": pl.String(),  # CBS period key
    "start": pl.Date(),  # first day of the period, for the axis
    "group": pl.String(),  # "" without breakdown; else provider, care form, age band or part
    "numerator": pl.Int64(),  # protected count, null when hidden or without meaning
    "denominator": pl.Int64(),
    "value": pl.Float64(),  # in the unit; null when hidden
    "low": pl.Float64(),  # bounds of a class, else null
    "high": pl.Float64(),
    "mark": pl.String(),  # Mark
    "status": pl.String(),  # provisional | revised_provisional | final
    "completeness": pl.Float64(),  # share delivered, 0–1; null when unknown
    "reference_date": pl.Date(),
    "note": pl.String(),  # short factual clarification that came with the delivery, or ""
}

_KEY = object()  # only this module makes Released


@dataclass(frozen=True)
class Released:
    """Figures of one indicator in one scope, after protection and display rules."""

    indicator: str
    unit: Unit
    shape: Shape
    scope: tuple[tuple[str, str], ...]  # Scope.to_query() as pairs
    cube: str  # id of the version of the figures
    source: str  # who delivered or published, as shown
    frame: pl.DataFrame
    left_out: tuple[str, ...] = ()  # providers without this cut, named on screen
    _made_by: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._made_by is not _KEY:
            raise TypeError("Released figures are made by privacy.release only")
        if dict(self.frame.schema) != SCHEMA:
            raise TypeError(f"a Released frame has exactly the columns {', '.join(SCHEMA)}")
