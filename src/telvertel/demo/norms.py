"""What was agreed to reach, what was expected, and within which limit; each with its day."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from telvertel.demo.deliveries import Delivery, Drawn
from telvertel.demo.rivierstede import MUNICIPALITY

GROWTH = 1.05  # expected on top of the same quarter of the year before
BAND = 0.06  # on either side
HEADINGS = (
    "indicator",
    "aanbieder",
    "soort",
    "periode_van",
    "periode_tot",
    "waarde",
    "laag",
    "hoog",
    "gesteld_door",
    "gesteld_op",
    "reden",
)


def norms(drawn: Drawn, delivery: Delivery) -> pl.DataFrame:
    """The columns of a delivery of norms: what had been set by that day."""
    rows = [*drawn.told["norms"], *_forecast(drawn)]
    written = [{name: _written(one.get(name)) for name in HEADINGS} for one in rows]
    table = pl.DataFrame(written, schema=dict.fromkeys(HEADINGS, pl.String))
    set_by_then = pl.col("gesteld_op") <= delivery.on.isoformat()
    return table.filter(set_by_then).with_columns(gemeente=pl.lit(MUNICIPALITY))


def _forecast(drawn: Drawn) -> list[dict]:
    """The reach expected for the last three quarters, set before they began and frozen since."""
    moments = drawn.moments
    quarters = [moments.quarter(offset) for offset in range(-6, 1)]
    reached = dict(drawn.reach(quarters).select("periode", "teller").iter_rows())
    set_on = moments.quarter(-4).end + timedelta(days=65)
    rows = []
    for number, period in enumerate(quarters[4:]):
        expected = GROWTH * reached[quarters[number].id]
        rows.append({
            **drawn.told["forecast"],
            "periode_van": period.id,
            "periode_tot": period.id,
            "waarde": _in_fives(expected),
            "laag": _in_fives((1 - BAND) * expected),
            "hoog": _in_fives((1 + BAND) * expected),
            "gesteld_op": set_on.isoformat(),
        })  # fmt: skip
    return rows


def _written(cell: object) -> str | None:
    """As it stands in a file: a value may be a number or that there is deliberately none."""
    return None if cell is None else str(cell)


def _in_fives(number: float) -> float:
    return 5.0 * round(number / 5)
