"""The list of problems as a workbook: a line per problem, and per file its wrong rows, marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from telvertel.figures.intake.offending import Offending
from telvertel.figures.problem import Problem
from telvertel.privacy.text import look
from telvertel.wording.problems import sentence
from telvertel.wording.words import Words

FORM = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet may run what begins with one of these
COLUMNS = ("file", "row", "column", "found", "what", "fix")
WIDTH = 18  # characters
MARK = {"bg_color": "#FFE699", "bold": True}  # bold too: a colour alone is not seen by everybody


def as_workbook(problems: Iterable[Problem], rows: Iterable[Offending], w: Words) -> bytes:
    """Every cell is text; of ``rows`` only what ``offending`` lets out."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        marked, bold = book.add_format(MARK), book.add_format({"bold": True})
        sheet = book.add_worksheet(w("figures.problems.list"))
        sheet.set_column(0, len(COLUMNS) - 1, WIDTH)
        heads = [w(f"figures.problems.column.{name}") for name in COLUMNS]
        for at, line in enumerate([heads, *(_line(one, w) for one in problems)]):
            for column, cell in enumerate(line):
                sheet.write_string(at, column, harmless(cell), None if at else bold)
        for number, one in enumerate(rows, start=1):
            _rows(book, w("figures.problems.rows", number=number), one, (marked, bold), w)
    return written.getvalue()


def _line(one: Problem, w: Words) -> Sequence[str]:
    rule = w.table(f"problems.rule.{one.rule}")
    what = sentence(one, w) if one.more else rule["what"]
    fix = "" if one.more else fix_of(one, w)
    return one.file, str(one.row or ""), one.column or "", one.found or "", what, fix


def _rows(
    book: Workbook, name: str, one: Offending, formats: tuple[Format, Format], w: Words
) -> None:
    """The number of the row first, then its cells; a cell that names a person stays empty."""
    marked, bold = formats
    sheet = book.add_worksheet(name)
    sheet.set_column(0, len(one.headings), WIDTH)
    sheet.write_string(0, 0, harmless(one.file), bold)
    for column, heading in enumerate((w("figures.problems.column.row"), *one.headings)):
        sheet.write_string(1, column, harmless(heading), bold)
    for at, (number, cells) in enumerate(one.rows, start=2):
        sheet.write_string(at, 0, str(number), marked)
        for column, (heading, cell) in enumerate(zip(one.headings, cells, strict=True), start=1):
            seen = "" if any(concern.hard for concern in look(cell)) else harmless(cell)
            wrong = (number, heading) in one.marked
            sheet.write_string(at, column, seen, marked if wrong else None)


def fix_of(problem: Problem, w: Words) -> str:
    """How to mend it, with its own facts filled in."""
    return w.table(f"problems.rule.{problem.rule}")["fix"].format(**dict(problem.facts))


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
