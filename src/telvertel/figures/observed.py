"""Series from observations: what was delivered as an aggregate, our own and published ones apart.

Own aggregates were protected when they came in; published ones (protected at source) are shown as
they are, with their source, and are never added to anything (docs/privacy.md).
"""

from __future__ import annotations

import polars as pl

from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.standing import STATUS_ORDER
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods
from telvertel.indicators.definition import Indicator, Shape

DOMINATED = "@dominated"  # note: one or two make up the amount


def of_card(warehouse: Warehouse, indicator: str, scope: Scope, version: str) -> pl.DataFrame:
    """All observations of an indicator for the place and periods of a scope, any provider."""
    rows = warehouse.table("observations", version)
    return rows.filter(
        pl.col("indicator") == indicator,
        pl.col("grain") == scope.grain.value,
        pl.col("municipality") == scope.municipality,
        pl.col("period").is_between(pl.lit(scope.since or ""), pl.lit(scope.until or "9999")),
    ).sort("period", "provider", "part")


def series(
    observations: pl.DataFrame, card: Indicator, scope: Scope
) -> tuple[pl.DataFrame, str, tuple[str, ...]]:
    """Frame, source and providers left out for a card whose figures are all delivered as such."""
    chosen = _chosen(observations, scope)
    if scope.care_forms or scope.age_bands:
        # An aggregate has no care forms or ages to choose from: nothing is better than the whole.
        return _frame(chosen.clear(), card, scope), "", tuple(sorted(chosen["provider"].unique()))
    return _frame(chosen, card, scope), sources(chosen), ()


def by_publisher(observations: pl.DataFrame) -> list[pl.DataFrame]:
    """The published figures of whole places, one frame per publisher."""
    published = observations.filter(pl.col("protected_at_source") & (pl.col("provider") == ""))
    by_table = published.with_columns(publisher().alias("table"))
    return by_table.partition_by("table", maintain_order=True, include_key=False)


def publisher() -> pl.Expr:
    """Whose figures: the same table fetched on two days is one publisher."""
    return pl.col("source").str.replace_all(r"\d{2}-\d{2}-\d{4}", "")


def published(rows: pl.DataFrame, card: Indicator, scope: Scope) -> pl.DataFrame:
    """The series of one publisher."""
    return _frame(rows, card, scope)


def sources(rows: pl.DataFrame) -> str:
    return "; ".join(rows["source"].unique(maintain_order=True).drop_nulls())


def _chosen(rows: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Own figures before published ones; the whole municipality before the sum of providers."""
    mine = rows.filter(~pl.col("protected_at_source"))
    if not mine.height:
        # A publisher tells of places, not of providers: shown whoever sits at the table. Where two
        # tell the same the last one counts; they are never added up.
        return rows.filter(pl.col("provider") == "").unique(
            ["period", "part"], keep="last", maintain_order=True
        )
    rows = mine
    if scope.providers:
        return rows.filter(pl.col("provider").is_in(list(scope.providers)))
    if scope.breakdown is Breakdown.provider:
        return rows.filter(pl.col("provider") != "")
    whole = rows.filter(pl.col("provider") == "")
    return whole if whole.height else rows


def _frame(rows: pl.DataFrame, card: Indicator, scope: Scope) -> pl.DataFrame:
    """One row per period and group, with empty ones for periods between first and last."""
    by_part = card.measure.by_part or scope.breakdown is Breakdown.part
    rows = rows.filter((pl.col("part") != "") if by_part else (pl.col("part") == ""))
    group = "part" if by_part else "provider" if scope.breakdown is Breakdown.provider else None
    rows = rows.with_columns(group=pl.col(group) if group else pl.lit(""))
    summed = rows.group_by("period", "group").agg(
        whole_or_nothing("numerator"),
        whole_or_nothing("denominator"),
        _value(card.measure.shape),
        pl.col("protected_at_source").any(),
        (pl.col("dominated") | ((pl.len() > 1) & pl.col("dominated_together"))).any(),
        *standing(),
    )
    if by_part:
        whole = whole_or_nothing("numerator").over("period")
        summed = summed.with_columns(pl.coalesce("denominator", whole).alias("denominator"))
    told = pl.concat_str("note", pl.lit("\n" + DOMINATED), ignore_nulls=True).str.strip_chars("\n")
    noted = pl.when("dominated").then(told).otherwise("note").alias("note")
    return _filled(summed.with_columns(noted))


def whole_or_nothing(name: str) -> pl.Expr:
    """A sum in which something is missing is missing, not smaller."""
    return pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()).alias(name)


def _value(shape: Shape) -> pl.Expr:
    """A delivered value; of several, sums of money add up and means weigh by their number."""
    value, weight = pl.col("value"), pl.col("denominator")
    if shape is Shape.amount:
        several = whole_or_nothing("value")
    elif shape is Shape.mean:
        known = weight.is_not_null().all() & value.is_not_null().all() & (weight.sum() > 0)
        several = pl.when(known).then((value * weight).sum() / weight.sum())
    else:
        several = pl.lit(None, pl.Float64)
    return pl.when(pl.len() == 1).then(value.first()).otherwise(several).alias("value")


def standing() -> list[pl.Expr]:
    """How settled a sum of observations is: the least settled, the least complete, every note."""
    rank = pl.col("status").replace_strict(list(STATUS_ORDER), range(3), return_dtype=pl.Int64)
    return [
        rank.max().replace_strict(range(3), list(STATUS_ORDER), default=None).alias("status"),
        pl.col("completeness").min(),
        pl.col("reference_date").min(),
        pl.col("note").filter(pl.col("note") != "").unique(maintain_order=True).str.join("\n"),
    ]


def _filled(summed: pl.DataFrame) -> pl.DataFrame:
    """A period missing between two others is a row with nothing in it: a gap, not a line."""
    ids = sorted(summed["period"].unique())
    whole = periods.span(periods.read(ids[0]), periods.read(ids[-1])) if ids else []
    axis = pl.DataFrame(
        {"period": [one.id for one in whole], "start": [one.start for one in whole]},
        schema={"period": pl.String, "start": pl.Date},
    )
    grid = axis.join(summed.select("group").unique(), how="cross")
    return grid.join(summed, on=["period", "group"], how="left").with_columns(
        pl.col("protected_at_source", "dominated").fill_null(False), pl.col("note").fill_null("")
    )
