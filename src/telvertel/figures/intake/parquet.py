"""A Parquet file as a table of text, by exact rules. Runs in a process of its own (``parsing.py``).

Text again, so that a delivery is judged by the same rules whatever form it came in.
"""

from __future__ import annotations

import io
from functools import partial

import polars as pl

from telvertel.days import HOME
from telvertel.figures.intake.coded import coded
from telvertel.figures.intake.table import MOST_COLUMNS, ROW, Parsed, Refused, clean
from telvertel.figures.problem import Rule

_WHOLE_UP_TO = 2.0**53  # beyond this a Float64 cannot tell two whole numbers apart
LARGE = 200_000  # rows; fewer are no trouble as they are
_HERE = HOME.key


def read_parquet(content: bytes) -> Parsed:
    """Its rows; row numbers count as in a spreadsheet, with headings on row 1."""
    try:
        rows = pl.read_parquet(io.BytesIO(content))
    except pl.exceptions.PolarsError:
        raise Refused(Rule.zip_damaged) from None
    headings = [heading.strip() for heading in rows.columns]
    if len(headings) > MOST_COLUMNS:
        raise Refused(Rule.too_many_columns, limit=MOST_COLUMNS)
    nested = [name for name, dtype in rows.schema.items() if not _is_plain(dtype)]
    if nested:
        raise Refused(Rule.nested_columns, headings=", ".join(nested))
    large = rows.height > LARGE
    text = _coded(rows) if large else _texts(rows)
    text.columns = headings
    numbered = text.with_row_index(ROW, offset=2).with_columns(pl.col(ROW).cast(pl.Int64))
    there = pl.any_horizontal(pl.col(heading).is_not_null() for heading in headings)
    if not numbered.select(there.all()).item():
        numbered = numbered.filter(there)
    return Parsed(tuple(headings), numbered, ())


def _texts(rows: pl.DataFrame) -> pl.DataFrame:
    return clean(rows.select(_text(name, dtype) for name, dtype in rows.schema.items()))


def _coded(rows: pl.DataFrame) -> pl.DataFrame:
    """The same with texts that repeat kept once; the columns go as they are done."""
    done = []
    for name, dtype in rows.schema.items():
        written = partial(_written, dtype)
        done.append(coded(rows.drop_in_place(name), written).alias(name))
    return pl.DataFrame(done)


def _written(dtype: pl.DataType, values: pl.Series) -> pl.Series:
    return values.rename("text").to_frame().select(_text("text", dtype)).to_series()


def _is_plain(dtype: pl.DataType) -> bool:
    return not (dtype.is_nested() or dtype in (pl.Binary, pl.Object))


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    """Days as jjjj-mm-dd in Dutch time, numbers with a comma and no needless decimals."""
    column = pl.col(name)
    if dtype == pl.Boolean:
        return pl.when(column).then(pl.lit("ja")).when(~column).then(pl.lit("nee")).alias(name)
    if isinstance(dtype, pl.Datetime):
        local = column.dt.convert_time_zone(_HERE) if dtype.time_zone else column
        return local.dt.strftime("%Y-%m-%d").alias(name)
    if dtype.is_float():
        return _number(column).alias(name)
    text = column.cast(pl.String)
    return text.str.replace(".", ",", literal=True) if dtype.is_decimal() else text


def _number(column: pl.Expr) -> pl.Expr:
    whole = (column == column.floor()) & (column.abs() < _WHOLE_UP_TO)
    written = column.cast(pl.String).str.replace(".", ",", literal=True)
    return (
        pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(written)
    )
