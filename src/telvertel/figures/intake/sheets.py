"""Which sheet of a workbook is the delivery, and where in it the table begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from telvertel.figures.intake.chosen import NOTHING
from telvertel.figures.intake.headings import LOOKED_AT, joined, row_of_headings
from telvertel.figures.intake.table import (
    LONGEST_VALUE,
    Found,
    Parsed,
    clean,
    frame,
    refused,
    wrong_headings,
)
from telvertel.figures.intake.workbook import Sheet
from telvertel.figures.problem import Problem, Remark, Rule

Fits = Callable[[Sequence[str]], bool]


def table_of(
    sheets: Sequence[Sheet], found: Found, fits: Fits | None = None, chosen: str | None = None
) -> Parsed:
    """The table on the one visible sheet that fits, or on the sheet that somebody chose.

    ``fits`` says of headings whether they are the ones that are looked for; by default those of a
    kind of delivery or of a mapping that ships.
    """
    filled = [one for one in sheets if one.cells.height and one.visible]
    hidden = [one.name for one in sheets if one.cells.height and not one.visible]
    if not filled:
        return refused(found(Rule.file_empty))
    fitting = [one for one in filled if (fits or NOTHING.fits)(_top(one)[1])]
    if chosen is not None:
        fitting = [one for one in filled if one.name == chosen]
    if len(fitting) > 1:
        return refused(found(Rule.sheets_several_fit, **_names(fitting)))
    if not fitting and chosen is None:
        fitting = [one for one in filled if _is_table(one)]  # a cover sheet is no delivery
    if not fitting and len(filled) > 1:
        return refused(found(Rule.sheet_unknown, **_names(filled)))
    if len(fitting) > 1:
        return refused(found(Rule.sheet_unknown, **_names(fitting)))
    (sheet,) = fitting or filled
    remarks = [found(Remark.hidden_sheets, sheets=", ".join(hidden))] if hidden else []
    if len(filled) > 1:
        remarks.append(found(Remark.sheet_chosen, sheet=sheet.name))
    parsed = _table(sheet, found)
    return Parsed(parsed.headings, parsed.rows, (*remarks, *parsed.problems))


def _is_table(sheet: Sheet) -> bool:
    """Whether it has two columns or more under a heading each."""
    return sum(bool(one) for one in _top(sheet)[1]) > 1


def _names(sheets: Sequence[Sheet]) -> dict[str, str]:
    """To read, and one per line to choose from: a name may hold a comma and never a line."""
    names = [one.name for one in sheets]
    return {"sheets": ", ".join(names), "lines": "\n".join(names)}


def _top(sheet: Sheet) -> tuple[int, list[str]]:
    """The place of the row of headings, and the headings."""
    rows = [[cell or "" for cell in row] for row in clean(sheet.cells.head(LOOKED_AT)).iter_rows()]
    at = row_of_headings(rows)
    return at, joined(rows, at)


def _table(sheet: Sheet, found: Found) -> Parsed:
    at, headings = _top(sheet)
    below = _used(clean(sheet.cells.slice(at + 1)), headings)
    headings = [headings[int(name[1:])] for name in below.columns]
    wrong = wrong_headings(headings, found, row=at + 1)
    if sheet.without_result:
        wrong.append(found(Rule.formula_without_result, cell=sheet.without_result))
    numbered = below.with_row_index("row", offset=at + 2)
    kept = numbered.filter(pl.any_horizontal(pl.exclude("row").is_not_null()))
    if not wrong and not kept.height:
        wrong.append(found(Rule.no_rows))
    if wrong:
        return Parsed(tuple(headings), None, tuple(wrong))
    rows = frame(headings, kept["row"].to_list(), kept.drop("row").get_columns())
    return Parsed(tuple(headings), rows, (*_remarks(sheet, at, found), *_too_long(kept, found)))


def _used(below: pl.DataFrame, headings: list[str]) -> pl.DataFrame:
    """Without the columns that have no heading and nothing under it either."""
    return below.select(
        name
        for name, heading in zip(below.columns, headings, strict=True)
        if heading or below[name].null_count() < below.height
    )


def _remarks(sheet: Sheet, at: int, found: Found) -> list[Problem]:
    remarks = [found(Remark.headings_on_row, number=at + 1)] if at else []
    return [*remarks, found(Remark.hidden_cells)] if sheet.hides else remarks


def _too_long(rows: pl.DataFrame, found: Found) -> list[Problem]:
    long = pl.any_horizontal(pl.exclude("row").str.len_chars() > LONGEST_VALUE)
    return [
        found(Rule.value_too_long, row=row, limit=LONGEST_VALUE) for row in rows.filter(long)["row"]
    ]
