"""The way in: a delivered file becomes a table of text, or is refused before it can do harm.

Read once into memory, so that what changes on disk afterwards does not matter and no copy stays;
then its sort by its first bytes, its size, what it would unpack to; and only then its contents.
"""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from telvertel.figures.intake import apart
from telvertel.figures.intake.csv import read_csv
from telvertel.figures.intake.names import safe_name
from telvertel.figures.intake.packed import SMALL, must_be_workbook, unpacked
from telvertel.figures.intake.sheets import Fits, table_of
from telvertel.figures.intake.sorts import Sort, sort_of
from telvertel.figures.intake.table import Found, Parsed, Refused, Table, refused
from telvertel.figures.problem import Rule, problem
from telvertel.figures.watch import UNWATCHED, Watch

LARGEST_FILE = 2_000_000_000  # bytes; a page sets its own lower limit for uploads


def read_table(
    path: Path, fits: Fits | None = None, sheet: str | None = None, watch: Watch = UNWATCHED
) -> Table:
    """The file as a table of text with all that is wrong with its form.

    ``fits`` and ``sheet`` choose among the sheets of a workbook; see ``sheets.table_of``.
    """
    name = safe_name(path.name)
    found = partial(problem, name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            return Table(name, "", (), None, (found(Rule.file_too_large),))
        content = path.read_bytes()
    except FileNotFoundError:
        return Table(name, "", (), None, (found(Rule.file_missing),))
    except OSError:
        return Table(name, "", (), None, (found(Rule.file_unreadable),))
    try:
        sha256 = hashlib.sha256(content).hexdigest()
        parsed = _parsed(content, found, fits, sheet, watch)
    except Refused as refusal:
        parsed = refused(found(refusal.rule, **refusal.facts))
    return Table(name, sha256, parsed.headings, parsed.rows, parsed.problems)


def _parsed(
    content: bytes, found: Found, fits: Fits | None, sheet: str | None, watch: Watch
) -> Parsed:
    sort = sort_of(content)
    if sort is Sort.gzip:
        content = unpacked(content)
        sort = sort_of(content)
        if sort is Sort.gzip or sort is Sort.workbook:
            raise Refused(Rule.packed_file)
    if isinstance(sort, Rule):
        raise Refused(sort)
    if sort is Sort.workbook:
        must_be_workbook(content)
        sheets = apart.sheets_apart(content, apart.limits_for(len(content)))
        return table_of(sheets, found, fits, sheet)
    # Text of a modest size needs no parser but Python's own, which is linear and opens nothing.
    if sort is Sort.text and len(content) <= SMALL:
        return read_csv(content, found)
    return apart.table_apart(sort, content, found, watch)
