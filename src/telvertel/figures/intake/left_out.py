"""Rows of a delivery that do not count: sums of the others, the same row again, and stories that
may not be told."""

from __future__ import annotations

import polars as pl

from telvertel.figures.intake.coded import texts_of
from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind

REFUSED = "refused"  # what CONSENT makes of "nee"


def without_totals(
    rows: pl.DataFrame, kind: DeliveryKind, columns: dict[Column, str]
) -> tuple[pl.DataFrame, dict[str, int]]:
    """A last line "Totaal" is a sum of the others and not a row of its own."""
    first = columns[next(column for column in COLUMNS[kind] if column in columns)]
    total = texts_of(rows[first])
    total = total.filter(total.str.to_lowercase().str.contains(r"^totaal\b"))
    if not len(total):
        return rows, {"totals_rows": 0}
    totals = rows[first].cast(pl.String).is_in(total.implode()).fill_null(False)
    return rows.filter(~totals), {"totals_rows": int(totals.sum())}


def without_refused(kind: DeliveryKind, frame: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """Of a story without consent nothing is kept but that it is withdrawn, so that an earlier
    delivery of it goes too."""
    if kind is not DeliveryKind.stories:
        return frame, {}
    refused = (pl.col("consent") == REFUSED).fill_null(False)
    emptied = frame.with_columns(pl.when(~refused).then("text"))
    return emptied, {"without_consent": frame.filter(refused).height}


def counting(kind: DeliveryKind | None, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a frame that are kept as rows."""
    if kind is not DeliveryKind.stories:
        return frame
    return frame.filter((pl.col("consent") != REFUSED).fill_null(True))


def without_doubles(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    if not _has_doubles(frame):
        return frame, 0
    kept = frame.unique(subset=frame.columns[1:], keep="first", maintain_order=True)
    return kept, frame.height - kept.height


def _has_doubles(frame: pl.DataFrame) -> bool:
    """Told by hashes, since nearly always there are none; two that are alike are looked into."""
    return frame.drop(frame.columns[0]).hash_rows().n_unique() < frame.height
