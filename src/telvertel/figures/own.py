"""True counts of what was delivered here, from the import area: for its owner only (SDC-15).

They are there to keep unchanged figures unchanged; of the delivery in use, not of one before.
"""

from __future__ import annotations

import polars as pl

from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import PARTS, Family, Indicator, Shape

_COUNTS = {"period": pl.String(), "group": pl.String(), "count": pl.Int64(), "out_of": pl.Int64()}
_CUTS = (Breakdown.provider, Breakdown.care_form, Breakdown.age_band)


def counts(warehouse: Warehouse, card: Indicator, scope: Scope) -> pl.DataFrame:
    """period, group, count and out_of (null where it is no share) of every delivered period.

    No rows for a card that is delivered as such, and for places of which no records came in. A
    breakdown by duration is not made: then the whole stands there.
    """
    known = warehouse.sticky_of(scope.municipality)
    if card.measure.family is Family.observed or known is None:
        return pl.DataFrame(schema=_COUNTS)
    rows = known.filter(
        pl.col("family") == card.measure.family.value,
        pl.col("grain") == scope.grain.value,
        pl.col("period").is_between(pl.lit(scope.since or ""), pl.lit(scope.until or "9999")),
        *(
            pl.col(name).is_in(list(asked))
            for name, asked in (
                ("provider", scope.providers),
                ("care_form", scope.care_forms),
                ("age_band", scope.age_bands),
            )
            if asked
        ),
    )
    measure = card.measure
    whole = measure.out_of or PARTS[measure.family]
    by_part = measure.shape is Shape.distribution or scope.breakdown is Breakdown.part
    cut = "part" if by_part else scope.breakdown.value if scope.breakdown in _CUTS else None
    counted = whole if by_part else measure.counted
    summed = rows.group_by("period", (pl.col(cut) if cut else pl.lit("")).alias("group")).agg(
        pl.col("x").filter(pl.col("part").is_in(list(counted))).sum().alias("count"),
        pl.col("x").filter(pl.col("part").is_in(list(whole))).sum().alias("out_of"),
    )
    if by_part:
        summed = summed.filter(pl.col("group").is_in(list(whole)))
        summed = summed.with_columns(pl.col("count").sum().over("period").alias("out_of"))
    elif measure.shape is not Shape.share:
        summed = summed.with_columns(out_of=pl.lit(None, pl.Int64))
    return summed.select(list(_COUNTS)).cast(_COUNTS).sort("period", "group")
