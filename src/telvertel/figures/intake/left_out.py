"""Rows of a delivery that do not count: the example of a template, sums of the others, the same row
again, and stories that may not be told."""

from __future__ import annotations

import polars as pl

from telvertel.figures.intake.coded import holds
from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind

REFUSED = "refused"  # what CONSENT makes of "nee"
EXAMPLE = "VOORBEELD"  # stands in the row of a template that shows how to fill it in
# Our column in which it stands: one that people would not fill in like that.
EXAMPLE_IN = {
    DeliveryKind.trajectories: "client",
    DeliveryKind.observations: "source",
    DeliveryKind.population: "source",
    DeliveryKind.norms: "set_by",
    DeliveryKind.breaks: "reason",
    DeliveryKind.parties: "name",
    DeliveryKind.products: "region",
    DeliveryKind.end_reasons: "region",
    DeliveryKind.stories: "source",
}


def without_examples(
    rows: pl.DataFrame, kind: DeliveryKind, columns: dict[Column, str]
) -> tuple[pl.DataFrame, dict[str, int]]:
    """The example that somebody left in a template is nobody: it never comes in."""
    texts = rows[next(to for column, to in columns.items() if column.name == EXAMPLE_IN[kind])]
    examples = (texts.cast(pl.String) == EXAMPLE).fill_null(False)
    count = int(examples.sum())
    return (rows.filter(~examples), {"example_rows": count}) if count else (rows, {})


def without_totals(
    rows: pl.DataFrame, kind: DeliveryKind, columns: dict[Column, str]
) -> tuple[pl.DataFrame, dict[str, int]]:
    """A last line "Totaal" is a sum of the others and not a row of its own."""
    first = columns[next(column for column in COLUMNS[kind] if column in columns)]
    if not holds(rows[first], _is_total):
        return rows, {"totals_rows": 0}
    totals = _is_total(rows[first].cast(pl.String)).fill_null(False)
    return rows.filter(~totals), {"totals_rows": int(totals.sum())}


def _is_total(texts: pl.Series) -> pl.Series:
    return texts.str.contains(r"(?i)^totaal\b")


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
