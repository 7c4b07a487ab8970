"""A CSV file becomes a table of text: encoding, separator and rows, and nothing interpreted yet.

Text first, because every reader that guesses types also loses leading zeros, reads UTF-16 as
garbage and fills short rows, all without an error.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from telvertel.figures.problem import Problem, Remark, Rule, problem

LARGEST_FILE = 2_000_000_000  # bytes; a page sets its own lower limit for uploads
MOST_COLUMNS = 500
LONGEST_VALUE = 10_000  # characters
ROW_LIMIT_OF_EXCEL = 1_048_576  # rows, headings included: such a file was probably cut off
SEPARATORS = (";", ",", "\t", "|")
ROW = "\0row"  # the row as a spreadsheet counts it, headings are row 1; no heading can be this
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(\r\n|\r|\n)', re.IGNORECASE)
# Zip (XLSX, ODS), old Excel, PDF and HTML: often saved under the name .csv.
_OTHER_FORMATS = (b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"%pdf", b"<html", b"<!doc", b"<?xml")


@dataclass(frozen=True)
class Table:
    """Everything as text. ``rows`` has a column ROW and one String column per heading.

    Cells are stripped of spaces at both ends; an empty cell is null. ``rows`` is None when the
    file could not be read as a table; ``problems`` then says why.
    """

    file: str
    sha256: str
    headings: tuple[str, ...]
    rows: pl.DataFrame | None
    problems: tuple[Problem, ...]


def read_table(path: Path) -> Table:
    """The file as a table of text with all that is wrong with its form."""
    found = partial(problem, path.name)
    if not path.is_file():
        return Table(path.name, "", (), None, (found(Rule.file_missing),))
    if path.stat().st_size > LARGEST_FILE:
        return Table(path.name, "", (), None, (found(Rule.file_too_large),))
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    text, problems = _text(content, found)
    if text is None:
        return Table(path.name, sha256, (), None, tuple(problems))
    headings, rows, more = _rows(text, found)
    return Table(path.name, sha256, tuple(headings), rows, tuple(problems + more))


def _text(content: bytes, found: Callable[..., Problem]) -> tuple[str | None, list[Problem]]:
    """The content as text, or None with the reason."""
    if not content.strip():
        return None, [found(Rule.file_empty)]
    if content.lstrip()[:5].lower().startswith(_OTHER_FORMATS):
        return None, [found(Rule.not_csv)]
    encoding = next((name for bom, name in _BOMS.items() if content.startswith(bom)), "utf-8")
    remarks = [found(Remark.read_as_utf_16)] if encoding == "utf-16" else []
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text, remarks = _windows_1252(content, found)
    if text is not None and "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return None, [found(Rule.nul_character, row=row)]
    return text, remarks


def _windows_1252(
    content: bytes, found: Callable[..., Problem]
) -> tuple[str | None, list[Problem]]:
    """Windows-1252, unless a line holds real UTF-8 beyond ASCII: then two encodings are mixed."""
    broken: int | None = None
    sound = False
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            sound = sound or not line.decode("utf-8").isascii()
        except UnicodeDecodeError:
            broken = broken or number
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        sound = True
    if sound:
        return None, [found(Rule.mixed_encoding, row=broken)]
    return text, [found(Remark.read_as_windows_1252)]


def _separator(text: str) -> tuple[str, str]:
    """The separator and the text after a ``sep=`` line, which Excel writes and reads itself."""
    if told := _SEPARATOR_LINE.match(text):
        return told[1], text[told.end() :]
    first = text.split("\n", 1)[0]
    counts = Counter({separator: first.count(separator) for separator in SEPARATORS})
    return counts.most_common(1)[0][0], text


def _rows(
    text: str, found: Callable[..., Problem]
) -> tuple[list[str], pl.DataFrame | None, list[Problem]]:
    """Headings, rows and what is wrong with their form; rows None when nothing can be trusted."""
    separator, text = _separator(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(10_000_000)
    try:
        headings = [heading.strip() for heading in next(lines, [])]
        wrong = _wrong_headings(headings, found)
        if wrong:
            return headings, None, wrong
        numbers, cells, problems = _cells(lines, len(headings), found)
    except csv.Error:
        return [], None, [found(Rule.unclosed_quote, row=lines.line_num)]
    if not cells and not problems:
        return headings, None, [found(Rule.no_rows)]
    if len(cells) + 1 == ROW_LIMIT_OF_EXCEL:
        problems.append(found(Remark.cut_off_at_row_limit))
    return headings, _frame(headings, numbers, cells), problems


def _wrong_headings(headings: list[str], found: Callable[..., Problem]) -> list[Problem]:
    if len(headings) < 2:
        return [found(Rule.too_few_columns)]
    if len(headings) > MOST_COLUMNS:
        return [found(Rule.too_many_columns, limit=MOST_COLUMNS)]
    empty = [number for number, heading in enumerate(headings, start=1) if not heading]
    twice = [heading for heading, count in Counter(headings).items() if count > 1 and heading]
    return [found(Rule.heading_empty, row=1, number=number) for number in empty] + [
        found(Rule.heading_twice, row=1, column=heading) for heading in twice
    ]


def _cells(
    lines: Iterator[list[str]], width: int, found: Callable[..., Problem]
) -> tuple[list[int], list[list[str]], list[Problem]]:
    """Row numbers, cells and problems; rows that are wholly empty are skipped."""
    numbers: list[int] = []
    cells: list[list[str]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=2):
        if not any(line) or not "".join(line).strip():
            continue
        if len(line) != width:
            problems.append(found(Rule.ragged_row, row=number, expected=width, there=len(line)))
        elif max(map(len, line)) > LONGEST_VALUE:
            problems.append(found(Rule.value_too_long, row=number, limit=LONGEST_VALUE))
        else:
            numbers.append(number)
            cells.append(line)
    return numbers, cells, problems


def _frame(headings: list[str], numbers: list[int], cells: list[list[str]]) -> pl.DataFrame:
    columns = list(zip(*cells, strict=True)) or [()] * len(headings)
    text = pl.DataFrame(
        [pl.Series(f"#{at}", column, pl.String) for at, column in enumerate(columns)]
    )
    # Invisible characters (zero width, direction marks) look like nothing and break every match.
    text = text.with_columns(
        pl.all().str.replace_all(r"[\u200b-\u200f\u202a-\u202e\ufeff]", "").str.strip_chars()
    ).with_columns(pl.when(pl.all() != "").then(pl.all()))
    text.columns = headings
    return text.insert_column(0, pl.Series(ROW, numbers, pl.Int64))
