"""What providers that keep their records to themselves deliver for a card of the cube, summed."""

from __future__ import annotations

import polars as pl

from telvertel.figures.observed import standing
from telvertel.figures.scope import Breakdown, Scope


def sums(
    observations: pl.DataFrame,
    providers: list[str],
    scope: Scope,
    parts: tuple[str, ...],
    *,
    share: bool,
) -> pl.DataFrame:
    """Per period and group: given, given_of, providers, sources and how settled it is.

    ``parts`` are the groups of a distribution, empty for any other card; for a ``share`` a count
    without its whole says nothing. No rows when care forms, ages or durations are asked for: an
    aggregate cannot be cut.
    """
    uncut = not (scope.care_forms or scope.age_bands) and scope.breakdown not in (
        Breakdown.care_form,
        Breakdown.age_band,
        Breakdown.duration,
    )
    rows = observations.filter(
        ~pl.col("protected_at_source"),
        pl.col("provider").is_in(providers),
        pl.col("part").is_in(parts or [""]),
        pl.col("numerator").is_not_null(),
        pl.lit(uncut),
        pl.col("denominator").is_not_null() | pl.lit(not share),
    )
    by_provider = scope.breakdown is Breakdown.provider and not parts
    group = "part" if parts else "provider" if by_provider else pl.lit("")
    return (
        rows.with_columns(group=group)
        .group_by("period", "group")
        .agg(
            pl.col("numerator").sum().alias("given"),
            pl.col("denominator").sum().alias("given_of"),
            pl.col("provider").unique().alias("providers"),
            *standing(),
        )
    )
