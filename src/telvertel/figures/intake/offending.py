"""The rows of a refused file that a problem points at, in so far as they may be shown.

Only columns we know that are not personal, and nothing at all of a file with service numbers or
with a text that names a person. Read again when somebody asks; kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from telvertel.figures.intake import bsn
from telvertel.figures.intake.chosen import Chosen, mapping_for
from telvertel.figures.intake.columns import Column, found_columns, kind_of
from telvertel.figures.intake.reading import read_table
from telvertel.figures.intake.table import ROW, Table
from telvertel.figures.problem import Problem, Rule

SERVICE_NUMBERS = (Rule.bsn_heading, Rule.bsn_values)
PERSONS = (*SERVICE_NUMBERS, Rule.person_in_text, Rule.person_perhaps, Rule.small_number)


@dataclass(frozen=True)
class Offending:
    """``rows``: the number as a spreadsheet counts, and a text per heading. ``marked``: the cells a
    problem names, by row and heading; a row that is wrong as a whole has heading None."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    marked: frozenset[tuple[int, str | None]]


def offending(path: Path, chosen: Chosen, problems: Sequence[Problem]) -> Offending | None:
    """``problems`` of this file alone; None when there is nothing that may be shown."""
    pointed = [one for one in problems if one.row is not None]
    if not pointed or any(one.rule in PERSONS for one in problems):
        return None
    table = read_table(path, chosen.fits, chosen.sheet)
    if table.rows is None or bsn.in_headings(table.headings):
        return None
    columns = _columns(table, chosen)
    if not columns or bsn.in_columns(table.rows, columns):
        return None
    shown = [name for name in table.headings if name in columns and not columns[name].personal]
    wrong = table.rows.filter(pl.col(ROW).is_in([one.row for one in pointed]))
    rows = tuple((row[0], tuple(map(_cell, row[1:]))) for row in wrong.select(ROW, *shown).rows())
    marked = _marked(pointed, columns)
    return Offending(table.file, tuple(shown), rows, marked) if shown and rows else None


def _columns(table: Table, chosen: Chosen) -> dict[str, Column]:
    """The headings in the file that we know, each with its column of ours."""
    mapping, wrong = mapping_for(table.file, table.headings, chosen)
    if wrong:
        return {}
    if mapping is not None:
        return mapping.columns(table.headings)
    kind, missing = kind_of(list(table.headings))
    if kind is None or missing:
        return {}
    return {theirs: ours for ours, theirs in found_columns(kind, list(table.headings)).items()}


def _marked(
    pointed: Sequence[Problem], columns: dict[str, Column]
) -> frozenset[tuple[int, str | None]]:
    """After a mapping a problem names our heading; the cell stands under the one of the file."""
    theirs = {column.heading: heading for heading, column in columns.items()}
    named = {heading: heading for heading in columns}
    return frozenset((one.row, {**theirs, **named}.get(one.column or "")) for one in pointed)


def _cell(text: str | None) -> str:
    return "" if text is None or bsn.is_bsn(text) else text
