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


def owners(warehouse: Warehouse, municipality: str, least: int) -> tuple[str, ...]:
    """The codes of who owns records of a municipality in the delivery in use, itself first: the
    providers that are declared to deliver them, and the municipality of those of all others. What
    a provider delivers is not the municipality's.

    Only who has at least ``least`` children in some period, the smallest number that is shown, so
    that the list tells no more than the figures do. Empty where no records came in.
    """
    known = warehouse.sticky_of(municipality)
    if known is None:
        return ()
    whole = known.filter(pl.col("family") == Family.use.value)
    sizes = whole.group_by("provider", "grain", "period").agg(pl.col("y").sum())
    there = set(sizes.filter(pl.col("y") >= least)["provider"])
    delivering = _delivering(warehouse)
    itself = (municipality,) if there - delivering else ()
    return (*itself, *sorted(there & delivering))


def _delivering(warehouse: Warehouse) -> set[str]:
    parties = warehouse.table("parties")
    return set(parties.filter(pl.col("kind") == "provider", pl.col("delivers") != "")["code"])


def counts(warehouse: Warehouse, card: Indicator, scope: Scope, owner: str) -> pl.DataFrame:
    """period, group, count and out_of (null where it is no share) of every delivered period, of
    what this one of the owners delivered.

    No rows for a card that is delivered as such, and for places of which no records came in. A
    breakdown by duration is not made: then the whole stands there.
    """
    known = warehouse.sticky_of(scope.municipality)
    if card.measure.family is Family.observed or known is None:
        return pl.DataFrame(schema=_COUNTS)
    others = sorted(_delivering(warehouse) - {owner})
    of_owner = pl.col("provider") == owner
    if owner == scope.municipality:
        of_owner = ~pl.col("provider").is_in(others)
    rows = known.filter(
        of_owner,
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
