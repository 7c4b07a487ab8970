"""Rows of a delivery that are no rows of their own: sums of the others, and the same row again."""

from __future__ import annotations

import polars as pl

from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind


def without_totals(
    rows: pl.DataFrame, kind: DeliveryKind, columns: dict[Column, str]
) -> tuple[pl.DataFrame, dict[str, int]]:
    """A last line "Totaal" is a sum of the others and not a row of its own."""
    first = columns[next(column for column in COLUMNS[kind] if column in columns)]
    totals = rows[first].str.to_lowercase().str.contains(r"^totaal\b").fill_null(False)
    return rows.filter(~totals), {"totals_rows": int(totals.sum())}


def without_doubles(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    kept = frame.unique(subset=frame.columns[1:], keep="first", maintain_order=True)
    return kept, frame.height - kept.height
