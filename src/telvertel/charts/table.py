"""The table beside every picture: the same released figures as words, and not one more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from telvertel.charts.figure import figure_text
from telvertel.charts.names import Names, group_name
from telvertel.indicators.definition import Indicator
from telvertel.indicators.reading import is_complete
from telvertel.privacy.release import Released
from telvertel.wording.numbers import number, percent
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words


def table(
    released: Released, *, words: Words, card: Indicator, names: Names | None = None
) -> pl.DataFrame:
    """One row per period and group, newest first, all columns text with headings to read.

    Period, figure and status always; group, counts and notes where there are any.
    """
    assert isinstance(released, Released), "tables take Released figures only"
    rows = [
        {
            "period": period_text(row["period"], words),
            "group": group_name(released, card, row["group"], words, names or {}),
            "figure": figure_text(row, released.unit, words),
            "counts": _counts(row, words),
            "status": _status(row, words),
            "note": _note(row["note"], words),
        }
        for row in released.frame.sort("start", descending=True, maintain_order=True).iter_rows(
            named=True
        )
    ]
    always = {"period", "figure", "status"}
    kept = [key for key in COLUMNS if key in always or any(row[key] for row in rows)]
    headings = {key: words(f"charts.table.{key}") for key in kept}
    columns = {headings[key]: [row[key] for row in rows] for key in kept}
    return pl.DataFrame(columns, schema=dict.fromkeys(headings.values(), pl.String()))


COLUMNS = ("period", "group", "figure", "counts", "status", "note")


def _counts(row: Mapping[str, Any], words: Words) -> str:
    """ "45 van 115" where both protected counts may be shown."""
    if row["numerator"] is None or row["denominator"] is None:
        return ""
    part, whole = number(row["numerator"], words), number(row["denominator"], words)
    return words("charts.table.of", part=part, whole=whole)


def _status(row: Mapping[str, Any], words: Words) -> str:
    if not row["status"]:
        return ""
    status = words(f"charts.status.{row['status']}")
    if is_complete(row):
        return status
    share = percent(row["completeness"] * 100, words)
    return words("charts.table.complete", status=status, share=share)


def _note(notes: str | None, words: Words) -> str:
    """Delivered notes as they are, one per line; our own ("@key") in the reader's language."""
    return " ".join(
        words(f"notes.{note[1:]}") if note.startswith("@") else note
        for note in (notes or "").splitlines()
    )
