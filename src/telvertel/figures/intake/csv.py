"""A CSV file becomes a table of text: encoding, separator and rows, and nothing interpreted yet.

Text first, because every reader that guesses types also loses leading zeros, reads UTF-16 as
garbage and fills short rows, all without an error.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice

import polars as pl

from telvertel.figures.intake.headings import LOOKED_AT, joined, row_of_headings
from telvertel.figures.intake.packed import SMALL
from telvertel.figures.intake.table import (
    LONGEST_VALUE,
    Found,
    Parsed,
    frame,
    refused,
    wrong_headings,
)
from telvertel.figures.problem import Problem, Remark, Rule

ROW_LIMIT_OF_EXCEL = 1_048_576  # rows, headings included: such a file was probably cut off
SEPARATORS = (";", ",", "\t", "|")
_AT_ONCE = 100_000  # rows held as Python texts before they become columns
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(\r\n|\r|\n)', re.IGNORECASE)
_OTHER_FORMATS = (b"<?xml",)

LARGE = SMALL  # bytes; up to here Python is quick enough

Lines = Iterator[list[str]]
Quick = Callable[[list[str], int], pl.DataFrame | None]


def read_csv(content: bytes, found: Found) -> Parsed:
    """The table in this text, with all that is wrong with its form."""
    encoding, problems = _encoding(content, found)
    if encoding is None:
        return refused(*problems)
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    separator = _separator(text)
    lines = csv.reader(text, delimiter=separator, strict=True)
    csv.field_size_limit(10_000_000)
    quick = partial(_quick, content, encoding, separator)
    try:
        parsed = _parsed(lines, found, quick if len(content) > LARGE else None)
    except csv.Error:
        return refused(found(Rule.unclosed_quote, row=lines.line_num))
    return Parsed(parsed.headings, parsed.rows, (*problems, *parsed.problems))


def _encoding(content: bytes, found: Found) -> tuple[str | None, list[Problem]]:
    """How the whole content decodes, or None with the reason."""
    if not content.strip():
        return None, [found(Rule.file_empty)]
    if content.lstrip()[:5].lower().startswith(_OTHER_FORMATS):
        return None, [found(Rule.not_csv)]
    encoding = next((name for bom, name in _BOMS.items() if content.startswith(bom)), "utf-8")
    remarks = [found(Remark.read_as_utf_16)] if encoding == "utf-16" else []
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return _windows_1252(content, found)
    return _without_nul(text, encoding, remarks, found)


def _without_nul(
    text: str, encoding: str, remarks: list[Problem], found: Found
) -> tuple[str | None, list[Problem]]:
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return None, [found(Rule.nul_character, row=row)]
    return encoding, remarks


def _windows_1252(content: bytes, found: Found) -> tuple[str | None, list[Problem]]:
    """Windows-1252, unless a line holds real UTF-8 beyond ASCII: then two encodings are mixed."""
    broken: int | None = None
    sound = False
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            sound |= not line.decode("utf-8").isascii()
        except UnicodeDecodeError:
            broken = broken or number
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        sound = True
    if sound:
        return None, [found(Rule.mixed_encoding, row=broken)]
    return _without_nul(text, "cp1252", [found(Remark.read_as_windows_1252)], found)


def _separator(text: io.TextIOWrapper) -> str:
    """The separator; the text then stands after a ``sep=`` line, which Excel writes and reads.

    It is the sign that the first line has most of, or the first lines together below a title.
    """
    lines = list(islice(text, LOOKED_AT))
    told = _SEPARATOR_LINE.match(lines[0])
    text.seek(0)
    if told:
        text.readline()
        return told[1]
    first = lines[0] if any(one in lines[0] for one in SEPARATORS) else "".join(lines)
    return max(SEPARATORS, key=first.count)


def _quick(
    content: bytes, encoding: str, separator: str, headings: list[str], at: int
) -> pl.DataFrame | None:
    """The rows of a large file that is plain, in a fraction of the time; else None."""
    if encoding not in ("utf-8", "utf-8-sig"):
        return None
    from telvertel.figures.intake import plain_csv  # loads what a small file has no use for

    above = _told_lines(content) + at + 1
    return plain_csv.rows_of(content, headings, separator, above, at + 2)


def _told_lines(content: bytes) -> int:
    """1 when a ``sep=`` line stands above everything else."""
    return int(bool(_SEPARATOR_LINE.match(content[:40].decode("utf-8-sig", "ignore"))))


def _parsed(lines: Lines, found: Found, quick: Quick | None = None) -> Parsed:
    """Headings, rows and what is wrong with their form; rows None when nothing can be trusted."""
    top = [[cell.strip() for cell in line] for line in islice(lines, LOOKED_AT)]
    at = row_of_headings(top)
    headings = joined(top, at)
    wrong = wrong_headings(headings, found, row=at + 1)
    if wrong:
        return Parsed(tuple(headings), None, tuple(wrong))
    remarks = [found(Remark.headings_on_row, number=at + 1)] if at else []
    rows, problems = quick(headings, at) if quick else None, []
    if rows is None:
        rows, problems = _rows(chain(top[at + 1 :], lines), headings, at + 2, found)
    if not rows.height and not problems:
        return Parsed(tuple(headings), None, (found(Rule.no_rows),))
    if rows.height + 1 == ROW_LIMIT_OF_EXCEL:
        problems.append(found(Remark.cut_off_at_row_limit))
    return Parsed(tuple(headings), rows, (*remarks, *problems))


def _rows(
    lines: Lines, headings: list[str], first: int, found: Found
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows as a frame and their problems; ``first`` is the number of the first line."""
    problems: list[Problem] = []
    frames = [frame(headings, [], [[] for _ in headings])]
    numbered = _sound(enumerate(lines, start=first), len(headings), problems, found)
    while some := list(islice(numbered, _AT_ONCE)):
        columns = zip(*(line for _, line in some), strict=True)
        frames.append(frame(headings, [number for number, _ in some], columns))
    return pl.concat(frames), problems


def _sound(
    numbered: Iterator[tuple[int, list[str]]], width: int, problems: list[Problem], found: Found
) -> Iterator[tuple[int, list[str]]]:
    """Lines as wide as the headings; wholly empty ones are skipped, others go to ``problems``."""
    for number, line in numbered:
        whole = "".join(line)
        if not whole or whole.isspace():
            continue
        if len(line) != width:
            problems.append(found(Rule.ragged_row, row=number, expected=width, there=len(line)))
        elif len(whole) > LONGEST_VALUE and max(map(len, line)) > LONGEST_VALUE:
            problems.append(found(Rule.value_too_long, row=number, limit=LONGEST_VALUE))
        else:
            yield number, line
