"""Texts that repeat, kept once: what ten million rows of a table of text take of memory and time.

A column with few different texts becomes codes beside a list of its texts (``pl.Enum``). Whatever
is done to a text is then done once, and the rows follow by their codes. A column of keys, in which
nearly every text differs, stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from telvertel.figures.intake.table import clean

REPEATS = 0.2  # different texts per row, at most, in a column that is coded
LOOKED_AT = 200_000  # rows that are looked at to tell
_CODE = pl.UInt32()


def repeats(column: pl.Series) -> bool:
    """Whether a column is worth coding, judged by its first rows."""
    first = column.head(LOOKED_AT)
    return first.n_unique() <= max(REPEATS * len(first), 1)


def coded(column: pl.Series, written: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The column as clean text, empty ones null; ``written`` makes the text of a value."""
    if not repeats(column):
        return cleaned(written(column))
    known = column.unique()
    return spread(column, known, cleaned(written(known)))


def cleaned(texts: pl.Series) -> pl.Series:
    return clean(texts.rename("text").to_frame())["text"].alias(texts.name)


def spread(column: pl.Series, known: pl.Series, values: pl.Series) -> pl.Series:
    """Each value of the column by what it is in ``values``, which stands beside ``known``; texts as
    codes, since two values may be one text once they are clean."""
    if values.dtype == pl.String:
        texts = values.drop_nulls().unique().sort()
        values = values.cast(pl.Enum(texts))
    table = pl.DataFrame({"value": known, "is": values})
    found = column.rename("value").to_frame().join(
        table, on="value", how="left", maintain_order="left", nulls_equal=True
    )  # fmt: skip
    return found["is"].alias(column.name)


def texts_of(column: pl.Series) -> pl.Series:
    """The different texts of a column, coded or not; null is none."""
    return column.unique().drop_nulls().cast(pl.String)


def holds(column: pl.Series, like: Callable[[pl.Series], pl.Series]) -> bool:
    """Whether a text of a column is ``like`` that; a column of keys is looked through as it stands,
    which takes a tenth of finding out which of its texts differ."""
    texts = column if column.dtype == pl.String else texts_of(column)
    return bool(like(texts).any())


def by_text(column: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The column by what ``read`` makes of its different texts (in the same order)."""
    known = column.unique().drop_nulls()
    return spread(column, known, read(known.cast(pl.String)))
