"""Money and volume behind which children stand, once their number is protected.

A mean is made here and not at delivery: divided by the exact number of children, a sum beside its
mean would give that number away.
"""

from __future__ import annotations

import polars as pl

SUMS = ("costs_realised", "volume_hours", "volume_days")
PER_CLIENT = {"costs_realised": "cost_per_client"}
_PLACE = ("indicator", "municipality", "period")


def settled(observations: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Observations with sums of few children taken away and costs per child added.

    ``observations``: the table as protected, counts multiples of 5. A sum over fewer than
    ``threshold`` children goes; so does that of the municipality where subtracting its providers
    would give one back. Rows without a number of children (annual accounts) stay as they are.
    """
    mine = pl.col("indicator").is_in(SUMS) & pl.col("denominator").is_not_null()
    mine &= ~pl.col("protected_at_source") & pl.col("value").is_not_null()
    few = pl.col("denominator") < threshold
    provider = pl.col("provider") != ""
    hidden = pl.when(mine & few & provider).then("denominator")
    rest = hidden.sum().over(_PLACE)
    exposed = ~provider & hidden.is_not_null().any().over(_PLACE) & (rest < threshold)
    kept = observations.with_columns(
        pl.when(~(mine & (few | exposed))).then("value").alias("value")
    )
    return pl.concat([kept, *_per_client(kept)])


def _per_client(kept: pl.DataFrame) -> list[pl.DataFrame]:
    """Sum over sum, unless somebody delivered the mean as such."""
    found = []
    for indicator, mean in PER_CLIENT.items():
        sums = kept.filter(
            pl.col("indicator") == indicator,
            ~pl.col("protected_at_source"),
            pl.col("denominator").is_not_null(),
        )
        means = sums.with_columns(
            indicator=pl.lit(mean),
            value=pl.when(pl.col("denominator") > 0).then(pl.col("value") / pl.col("denominator")),
        )
        there = kept.filter(pl.col("indicator") == mean)
        keys = ["municipality", "period", "provider"]
        found.append(means.join(there, on=keys, how="anti", maintain_order="left"))
    return found
