"""From records to true counts, and from protected atoms to the series of one indicator.

Hop three of the flow of a number (``cube``) and the one that every interaction makes (``series``).
A series is arithmetic on protected sums: no filter can reach behind the protection.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb
import polars as pl

from telvertel.figures import areas, child, counted, observed
from telvertel.figures.scope import Scope
from telvertel.figures.tables import ATOM
from telvertel.figures.troubles import NothingImported
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import Family, Indicator
from telvertel.indicators.period import Period

# One row per period and group, ordered by period, then group. numerator and denominator are
# protected sums, null where unknown; value only for an observed mean, amount or published figure;
# dominated: an amount that is nearly all of one or two.
SERIES: dict[str, pl.DataType] = {
    "period": pl.String(),
    "start": pl.Date(),
    "group": pl.String(),
    "numerator": pl.Int64(),
    "denominator": pl.Int64(),
    "value": pl.Float64(),
    "protected_at_source": pl.Boolean(),
    "dominated": pl.Boolean(),
    "status": pl.String(),
    "completeness": pl.Float64(),
    "reference_date": pl.Date(),
    "note": pl.String(),
}


@dataclass(frozen=True)
class Series:
    """The figures of one indicator in one scope, before the display rules."""

    frame: pl.DataFrame  # SERIES
    cube: str  # id of the version
    source: str
    left_out: tuple[str, ...] = ()  # providers that deliver, but not this cut


def cube(trajectories: pl.DataFrame, reference: date, held: Iterable[Period]) -> pl.DataFrame:
    """True counts of unique children: one row per family, part and atom, ``x`` above 0.

    ``trajectories`` are typed rows of deliveries; what starts or ends after the reference date is
    not known yet on that date. Sorted by all columns; no rows when there are no periods.
    """
    rows = [(one.grain.value, one.id, one.start, one.end) for one in held]
    names = ["grain", "period", "first_day", "last_day"]
    schema = dict(zip(names, [pl.String, pl.String, pl.Date, pl.Date], strict=True))
    with duckdb.connect() as connection:
        connection.register("delivered", trajectories)
        connection.register("held", pl.DataFrame(rows, schema=schema, orient="row"))
        connection.execute(child.TRAJECTORIES, {"reference": reference})
        connection.execute(child.REPEATS, {"reference": reference})
        connection.execute(child.CHILDREN)
        return connection.sql(child.COUNTS).pl().cast({**ATOM, "x": pl.Int64()})


def series(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> Series:
    """The series of an indicator in a version, the current one unless said otherwise."""
    version = version or warehouse.current
    if version is None:
        raise NothingImported
    if scope.per_area:
        frame, source = areas.series(warehouse, card, scope, version)
        return Series(_series_frame(frame), version, source)
    observations = observed.of_card(warehouse, card.id, scope, version)
    if card.measure.family is Family.observed:
        frame, source, left_out = observed.series(observations, card, scope)
    else:
        asked = counted.Asked(warehouse, version, card, scope)
        frame, source, left_out = counted.series(asked, observations)
    return Series(_series_frame(frame), version, source, left_out)


def references(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> tuple[Series, ...]:
    """Published figures of the indicator for the place of the scope, one series per publisher.

    Empty when nobody published any, and when there are no figures at all.
    """
    version = version or warehouse.current
    if version is None:
        return ()
    observations = observed.of_card(warehouse, card.id, scope, version)
    return tuple(
        Series(
            _series_frame(observed.published(rows, card, scope)), version, observed.sources(rows)
        )
        for rows in observed.by_publisher(observations)
    )


def _series_frame(frame: pl.DataFrame) -> pl.DataFrame:
    if "dominated" not in frame.columns:  # counts of children are never money
        frame = frame.with_columns(dominated=pl.lit(False))
    return frame.select(list(SERIES)).cast(SERIES).sort("period", "group")
