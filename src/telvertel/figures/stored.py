"""From deliveries to the tables of a version: what is kept of each file, and what it replaces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import polars as pl

from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.intake.ijw.claims import AMOUNTS, Summed
from telvertel.figures.intake.left_out import counting, without_doubles
from telvertel.figures.problem import Remark
from telvertel.figures.tables import TABLES, empty, replaced
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods
from telvertel.indicators.period import Period


def records(deliveries: Iterable[Delivery]) -> pl.DataFrame | None:
    """All trajectories of a delivery, identical ones over files once; None without any."""
    frames = [
        one.frame for one in deliveries if one.kind is DeliveryKind.trajectories and one.rows_kept
    ]
    if not frames:
        return None
    return without_doubles(pl.concat(frames))[0]


def doubled(deliveries: Iterable[Delivery], records: pl.DataFrame | None) -> int:
    """How many trajectories stand in more than one file, and so count once."""
    there = (one.rows_kept for one in deliveries if one.kind is DeliveryKind.trajectories)
    return 0 if records is None else sum(there) - records.height


def observations(deliveries: Iterable[Delivery], day: date) -> pl.DataFrame:
    """The observations of a delivery as the table keeps them, counts still as delivered."""
    frames = [
        _with_share(one.frame).with_columns(protected_at_source=published(one))
        for one in deliveries
        if one.kind is DeliveryKind.observations and one.rows_kept
    ]
    if not frames:
        return empty("observations")
    rows = pl.concat(frames)
    grains = {key: periods.read(key).grain.value for key in rows["period"].unique()}
    kept = rows.with_columns(
        pl.col("provider", "part", "note").fill_null(""),
        pl.col("status").fill_null("provisional"),
        pl.col("period").replace_strict(grains, return_dtype=pl.String).alias("grain"),
        # Beside its count a value would give the exact count back.
        pl.when(pl.col("numerator").is_null() | pl.col("protected_at_source"))
        .then("value")
        .alias("value"),
        dominated=pl.lit(False),
        dominated_together=pl.lit(False),
        taken_over=pl.lit(day),
    )
    return kept.select(list(TABLES["observations"])).unique(maintain_order=True)


def amounts(deliveries: Iterable[Delivery]) -> pl.DataFrame:
    """What each child came to at each provider (claims.AMOUNTS), where deliveries tell it."""
    found = [one.amounts for one in deliveries if isinstance(one, Summed) and one.rows_kept]
    return pl.concat([pl.DataFrame(schema=AMOUNTS), *found])


def _with_share(frame: pl.DataFrame) -> pl.DataFrame:
    """Completeness from 0 to 1; each file says in its own way, and the same on all its rows."""
    in_percent = (frame["completeness"].max() or 0) > 1
    return frame.with_columns(pl.col("completeness") / (100 if in_percent else 1))


def published(one: Delivery) -> pl.Expr:
    """Which rows were protected by their publisher: never by what the file says of itself, and
    never a provider's, because a publisher tells of places."""
    whole_place = pl.col("provider").is_null() | (pl.col("provider") == "")
    return pl.lit(one.published) & whole_place


def held(
    records: pl.DataFrame | None, stretch: Iterable[Period], reference: date, day: date
) -> pl.DataFrame:
    """The table of periods: every municipality of the records with every period held, taken over
    on this day."""
    if records is None:
        return empty("periods")
    rows = [
        (municipality, one.grain.value, one.id, reference, day)
        for municipality in sorted(records["municipality"].unique())
        for one in stretch
    ]
    return pl.DataFrame(rows, schema=TABLES["periods"], orient="row")


def kept_as_is(
    warehouse: Warehouse, deliveries: Iterable[Delivery], day: date
) -> dict[str, pl.DataFrame]:
    """Population, norms, breaks, parties, stories and the tables of regions: old rows, the new ones
    in their place. A story that may not be told any more takes its old row along."""
    every = list(deliveries)
    merged = of_regions(every, warehouse)
    for kind in (
        DeliveryKind.population,
        DeliveryKind.norms,
        DeliveryKind.breaks,
        DeliveryKind.parties,
        DeliveryKind.stories,
    ):
        merged[kind.value] = _with(kind, warehouse.table(kind.value), every, day)
    return merged


def of_regions(deliveries: Iterable[Delivery], known: Warehouse | None) -> dict[str, pl.DataFrame]:
    """The tables by which regions say what their messages mean, with what deliveries put in place
    of the known ones, region by region."""
    every = list(deliveries)
    kinds = (DeliveryKind.products, DeliveryKind.end_reasons)
    old = {kind: known.table(kind.value) if known else empty(kind.value) for kind in kinds}
    return {kind.value: _with(kind, old[kind], every) for kind in kinds}


def _with(
    kind: DeliveryKind,
    table: pl.DataFrame,
    deliveries: Iterable[Delivery],
    day: date | None = None,
) -> pl.DataFrame:
    """The files of one delivery replace together: none takes away what another brings."""
    new = [
        _as_table(kind, one.frame, day)
        for one in deliveries
        if one.kind is kind and one.frame is not None
    ]
    if not new:
        return table
    rows = pl.concat(new).unique(maintain_order=True)
    return counting(kind, replaced(kind.value, table, rows))


def _as_table(kind: DeliveryKind, frame: pl.DataFrame, day: date | None) -> pl.DataFrame:
    columns = TABLES[kind.value]
    if "taken_over" in columns:
        frame = frame.with_columns(taken_over=pl.lit(day, pl.Date))
    if kind is DeliveryKind.parties:
        frame = frame.with_columns(fictional=pl.col("fictional") == "yes")
    texts = [name for name, dtype in columns.items() if dtype == pl.String]
    return frame.select(list(columns)).with_columns(
        pl.col(texts).fill_null(""),
        *([pl.col("fictional").fill_null(False)] if "fictional" in columns else []),
    )


def facts(
    deliveries: Iterable[Delivery],
    who: str,
    why: str,
    at: datetime,
    reference: date | None,
    *,
    doubles: int = 0,
) -> dict[str, pl.DataFrame]:
    """The tables that tell about the delivery itself; the warehouse adds the version's id.

    ``doubles``: rows that an earlier file of the delivery has as well.
    """
    every = list(deliveries)
    files = [
        (one.file, one.kind.value, one.sha256, one.mapping or "", one.rows_in, one.rows_kept)
        for one in every
    ]
    out = [(one.file, name, count) for one in every for name, count in one.rows_out.items()]
    out += [("", Remark.identical_rows.value, doubles)] if doubles else []
    rows_in = sum(one.rows_in for one in every)
    kept = sum(one.rows_kept for one in every) - doubles
    version = ("", "", who, why, at.astimezone(UTC), reference, rows_in, kept)
    rows = {"deliveries": files, "rows_out": out, "moved": _moved(every), "version": [version]}
    return {
        name: pl.DataFrame(found, schema=TABLES[name], orient="row") for name, found in rows.items()
    }


def _moved(deliveries: Iterable[Delivery]) -> list[tuple[str, str, date]]:
    """Which old municipalities count with which new ones since when, as the deliveries tell."""
    told = (
        dict(remark.facts)
        for one in deliveries
        for remark in one.remarks
        if remark.rule is Remark.municipality_counted_as
    )
    days = {(one["old"], one["new"], one["day"]) for one in told}
    return [(old, new, datetime.strptime(day, "%d-%m-%Y").date()) for old, new, day in sorted(days)]
