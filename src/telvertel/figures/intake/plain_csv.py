"""A large CSV that is as plain as a CSV can be: no quotes, the same separators on every line.

Arrow reads such a file on all cores; ``csv.py`` reads every file and says exactly what is wrong. So
whatever is not plain is left to it, and both give the same table, which a test holds.
"""

from __future__ import annotations

import polars as pl
import pyarrow as pa
import pyarrow.compute  # noqa: F401  (Arrow needs it later, when no file can be opened)
from pyarrow import csv

from telvertel.figures.intake.coded import LOOKED_AT, REPEATS, cleaned, spread
from telvertel.figures.intake.table import LONGEST_VALUE, ROW

_BLOCK = 16 * 2**20  # bytes that are read at once


def rows_of(
    content: bytes, headings: list[str], separator: str, skipped: int, first: int
) -> pl.DataFrame | None:
    """The rows below the headings; None when the file is not plain.

    ``skipped``: lines above the first row; ``first``: the number of that row in a spreadsheet.
    """
    if not _is_plain(content):
        return None
    end = len(content)
    while end and content[end - 1] in b"\r\n":  # empty lines below are no rows
        end -= 1
    try:
        table = _read(pa.py_buffer(content).slice(0, end), headings, separator, skipped)
    except pa.ArrowInvalid:  # lines of another width, or bytes that are no UTF-8
        return None
    if not table.num_rows:
        return None
    columns = [_column(table.column(at), heading) for at, heading in enumerate(headings)]
    rows = pl.DataFrame(columns)
    longest = max(_longest(column) for column in columns)
    if longest > LONGEST_VALUE or rows.select(pl.all_horizontal(pl.all().is_null()).any()).item():
        return None
    numbers = pl.int_range(first, first + rows.height, dtype=pl.Int64, eager=True)
    return rows.insert_column(0, numbers.alias(ROW))


def _is_plain(content: bytes) -> bool:
    """No quotes, no NUL, and lines that all end in the same way."""
    if b'"' in content or b"\0" in content:
        return False
    returns = content.count(b"\r")
    return returns == 0 or returns == content.count(b"\r\n") == content.count(b"\n")


def _read(content: pa.Buffer, headings: list[str], separator: str, skipped: int) -> pa.Table:
    names = [f"#{at}" for at in range(len(headings))]
    how = {
        "read_options": csv.ReadOptions(
            column_names=names, skip_rows=skipped, block_size=_BLOCK, use_threads=True
        ),
        "parse_options": csv.ParseOptions(
            delimiter=separator, quote_char=False, escape_char=False, ignore_empty_lines=False
        ),
    }
    types = dict.fromkeys(names, pa.string())
    look = csv.open_csv(
        pa.BufferReader(content), **how, convert_options=csv.ConvertOptions(column_types=types)
    )
    some = look.read_next_batch().slice(0, LOOKED_AT)
    for name in names:
        if len(some.column(name).unique()) <= max(REPEATS * some.num_rows, 1):
            types[name] = pa.dictionary(pa.int32(), pa.string())
    convert = csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    return csv.read_csv(pa.BufferReader(content), **how, convert_options=convert)


def _column(found: pa.ChunkedArray, heading: str) -> pl.Series:
    """Clean texts: as codes where they repeat."""
    if not pa.types.is_dictionary(found.type):
        return cleaned(pl.Series(found).alias(heading))
    found = found.unify_dictionaries()
    texts = pl.Series(found.chunk(0).dictionary).cast(pl.String)
    codes = pl.Series(pa.chunked_array([chunk.indices for chunk in found.chunks]))
    places = pl.int_range(0, len(texts), dtype=pl.Int32, eager=True)
    return spread(codes.cast(pl.Int32), places, cleaned(texts)).alias(heading)


def _longest(column: pl.Series) -> int:
    texts = column.dtype.categories if isinstance(column.dtype, pl.Enum) else column
    return texts.str.len_chars().max() or 0
