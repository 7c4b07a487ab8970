"""How firm a figure is: its newest period, status, completeness and reference date (M25)."""

from __future__ import annotations

from typing import Any

from telvertel.privacy.release import Mark, Released
from telvertel.wording import numbers
from telvertel.wording.words import Words


def newest_row(own: Released) -> dict[str, Any] | None:
    """The newest row with a figure of the undivided series; None when there is none at all."""
    rows = [row for row in own.frame.to_dicts() if row["mark"] != Mark.missing]
    return rows[-1] if rows else None


def firmness(row: dict[str, Any], w: Words) -> str:
    """Status of the newest period, its reference date and how complete it is (M25)."""
    parts = []
    if row["status"]:
        parts.append(w(f"wall.figure_status.{row['status']}"))
    if row["completeness"] is not None and row["completeness"] < 1:
        share = numbers.percent(100 * row["completeness"], w)
        parts.append(w("minutes.data.complete", share=share))
    if row["reference_date"]:
        parts.append(w("minutes.data.dated", day=numbers.day(row["reference_date"], w, "short")))
    return ", ".join(parts)
