"""Money and volume behind which children stand: grouped, made of the protected number, refused
where one or two make up the figure.

A sum is the protected number of children times their mean, and the mean is that sum by the same
number: whichever of both is asked for, it is made of what may be known already.
"""

from __future__ import annotations

from collections import defaultdict
from math import isfinite

import polars as pl

from telvertel.privacy.display import amount, threshold
from telvertel.privacy.dominance import dominated
from telvertel.privacy.microaggregation import Amount, replaced

SUMS = ("costs_realised", "volume_hours", "volume_days")
PER_CLIENT = {"costs_realised": "cost_per_client"}
FEW = 5  # what stands as the number of children where they are too few for a figure

_PLACE = ["indicator", "municipality", "period"]
_CELL = [*_PLACE, "provider"]
_OWN = ~pl.col("protected_at_source")
_WHOLE = pl.col("provider") == ""


def grouped(observations: pl.DataFrame, amounts: pl.DataFrame) -> pl.DataFrame:
    """Observations as delivered, the sums of which the ``amounts`` are known made of grouped ones.

    ``amounts``: indicator, period, municipality, provider, child, form, value; one row for each
    child at each provider. A sum of too few children has no value any more; ``dominated`` says of
    the others whether one or two children make them up. Rows without amounts stay as they are.
    """
    found = [
        row
        for place, rows in amounts.partition_by(_PLACE, as_dict=True).items()
        for row in _of_place(place, [Amount(*one) for one in rows.select(_AMOUNT).iter_rows()])
    ]
    schema = {**dict.fromkeys(_CELL, pl.String()), "sum": pl.Float64(), "large": pl.Boolean()}
    made = pl.DataFrame(found, schema=schema, orient="row").with_columns(protected_at_source=False)
    keys = [*_CELL, "protected_at_source"]
    known = observations.join(made, on=keys, how="left", maintain_order="left")
    there = pl.col("large").is_not_null()
    return known.with_columns(
        pl.when(there).then("sum").otherwise("value").alias("value"),
        pl.col("dominated") | pl.col("large").fill_null(False),
    ).select(observations.columns)


_AMOUNT = ("child", "provider", "form", "value")


def _of_place(place: tuple, amounts: list[Amount]) -> list[tuple]:
    """Per provider and for the whole (""): the sum of grouped amounts and whether it is dominated
    by the true ones."""
    means = replaced(amounts)
    sums: dict[str, float] = defaultdict(float)
    by_child: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for at, one in enumerate(amounts):
        for cell in (one.provider, ""):
            sums[cell] += means[at] if means else 0.0
            by_child[cell][one.child] += one.value
    return [
        (*place, cell, round(sums[cell], 2) if means else None, dominated(by_child[cell].values()))
        for cell in sums
    ]


def settled(delivered: pl.DataFrame, protected: pl.DataFrame) -> pl.DataFrame:
    """The protected observations with their sums made of the protected number of children, sums of
    few or dominated ones taken away, and costs per child added.

    ``delivered``: the same rows in the same order with true numbers of children. The sum of the
    municipality goes where subtracting its providers would give one of those back, or what fewer
    than ten beside them came to. Sums are kept as finely as they are shown and no finer: from one
    in cents the exact number of children would follow. Rows without a number of children (annual
    accounts) have no children behind them and stay as they are.
    """
    true = delivered["denominator"].alias("true")
    rows = protected.with_columns(true, mine=_mine())
    few = (pl.col("denominator") < threshold()) | (pl.col("true") < threshold())
    gone = few | pl.col("dominated")
    rows = rows.with_columns(
        pl.when(pl.col("mine") & few)
        .then(pl.min_horizontal("denominator", pl.lit(FEW)))
        .otherwise("denominator")
        .alias("denominator"),
        pl.when(~pl.col("mine"))
        .then("value")
        .when(~gone)
        .then(_as_shown(pl.col("value") / pl.col("true") * pl.col("denominator")))
        .alias("value"),
    )
    kept = _not_by_subtraction(rows).drop("true", "mine")
    return pl.concat([kept, *_per_client(kept)])


def _as_shown(value: pl.Expr) -> pl.Expr:
    return value.map_elements(
        lambda one: amount(one) if isfinite(one) else one, return_dtype=pl.Float64
    )


def _mine() -> pl.Expr:
    """Sums with a number of children; one that the grouping took away has that number still."""
    return pl.col("indicator").is_in(SUMS) & pl.col("denominator").is_not_null() & _OWN


def _not_by_subtraction(rows: pl.DataFrame) -> pl.DataFrame:
    """The municipality beside its providers: hidden where the difference would tell of few or of a
    dominated one, exactly their sum where nobody else is counted."""
    known, provider = pl.col("value").is_not_null(), pl.col("mine") & ~_WHOLE
    number = pl.col("denominator")
    hidden = number.filter(provider & ~known)
    refused = (provider & pl.col("dominated")).any().over(_PLACE)
    beside = number - number.filter(provider & known).sum().over(_PLACE)
    among = provider.any().over(_PLACE)
    hides_few = (hidden.len().over(_PLACE) > 0) & (hidden.sum().over(_PLACE) < threshold())
    exposed = hides_few | refused | (among & (beside > 0) & (beside < threshold()))
    whole = pl.col("mine") & _WHOLE & known
    together = pl.col("value").filter(provider & known).sum().over(_PLACE)
    return rows.with_columns(
        pl.when(whole & exposed)
        .then(None)
        .when(whole & among & (beside == 0))
        .then(together)
        .otherwise("value")
        .alias("value"),
        (pl.col("dominated") | (whole & refused)).alias("dominated"),
    )


def _per_client(kept: pl.DataFrame) -> list[pl.DataFrame]:
    """Sum over number, unless somebody delivered the mean as such."""
    found = []
    for indicator, mean in PER_CLIENT.items():
        sums = kept.filter(
            pl.col("indicator") == indicator, _OWN, pl.col("denominator").is_not_null()
        )
        means = sums.with_columns(
            indicator=pl.lit(mean),
            value=pl.when(pl.col("denominator") > 0).then(pl.col("value") / pl.col("denominator")),
        )
        there = kept.filter(pl.col("indicator") == mean)
        keys = ["municipality", "period", "provider"]
        found.append(means.join(there, on=keys, how="anti", maintain_order="left"))
    return found


def among_providers(observations: pl.DataFrame) -> pl.DataFrame:
    """The whole table of a version with the dominance of providers in it.

    The figure of a municipality goes where one or two of the providers that are known make it up;
    where it has none of its own, its providers are told not to be added up
    (``dominated_together``). What was refused before stays refused; means follow their sums.
    """
    own = observations.filter(pl.col("indicator").is_in(SUMS), _OWN, pl.col("part") == "")
    found = [
        (*place, *_together(rows)) for place, rows in own.partition_by(_PLACE, as_dict=True).items()
    ]
    schema = {**dict.fromkeys(_PLACE, pl.String()), "whole": pl.Boolean(), "several": pl.Boolean()}
    told = pl.DataFrame(found, schema=schema, orient="row").with_columns(protected_at_source=False)
    of_means = [
        told.filter(pl.col("indicator") == one).with_columns(indicator=pl.lit(mean))
        for one, mean in PER_CLIENT.items()
    ]
    keys = [*_PLACE, "protected_at_source"]
    joined = observations.join(
        pl.concat([told, *of_means]), on=keys, how="left", maintain_order="left"
    )
    refused = pl.col("dominated") | (_WHOLE & pl.col("whole").fill_null(False))
    return joined.with_columns(
        pl.when(~refused).then("value").alias("value"),
        dominated=refused,
        dominated_together=~_WHOLE & pl.col("several").fill_null(False),
    ).select(observations.columns)


def _together(rows: pl.DataFrame) -> tuple[bool, bool]:
    """Whether the providers dominate the figure of the whole, and whether they do their sum; of a
    single one nobody else is there to work anything out."""
    whole = rows.filter(_WHOLE)["value"].drop_nulls()
    parts = rows.filter(~_WHOLE)["value"].drop_nulls().to_list()
    if len(parts) < 2:
        return False, False
    return bool(len(whole)) and dominated(parts, whole[0]), dominated(parts)
