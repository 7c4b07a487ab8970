"""The list of problems as a workbook: a line per problem, and per file its wrong rows, marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from telvertel.figures.intake.columns import COLUMNS as DELIVERED
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.offending import Offending
from telvertel.figures.intake.regions import municipalities_of
from telvertel.figures.problem import Group, Problem, Rule, grouped
from telvertel.privacy.text import is_hard
from telvertel.wording.files import file_told
from telvertel.wording.problems import facts_told, sentence
from telvertel.wording.words import Words

FORM = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet may run what begins with one of these
COLUMNS = ("file", "row", "column", "found", "what", "fix")
WIDTH = 18  # characters
LINES = 200_000  # on one sheet; Excel has room for a million and opens that hardly
MARK = {"bg_color": "#FFE699", "bold": True}  # bold too: a colour alone is not seen by everybody


def as_workbook(problems: Iterable[Problem], rows: Iterable[Offending], w: Words) -> bytes:
    """Every cell is text; of ``rows`` only what ``offending`` lets out.

    At most LINES on a sheet; a last line then says how many more there are. Product codes that no
    table knows get a sheet of their own, to fill in and deliver.
    """
    listed = [one for group in grouped(problems) for one in _whole(group)]
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        marked, bold = book.add_format(MARK), book.add_format({"bold": True})
        sheet = book.add_worksheet(w("figures.problems.list"))
        sheet.set_column(0, len(COLUMNS) - 1, WIDTH)
        heads = [w(f"figures.problems.column.{name}") for name in COLUMNS]
        _write(sheet, 0, heads, bold)
        for at, one in enumerate(listed[:LINES], start=1):
            _write(sheet, at, _line(one, w))
        _more(sheet, len(listed), 1, w)
        _products(book, listed, bold, w)
        for number, one in enumerate(rows, start=1):
            _rows(book, w("figures.problems.rows", number=number), one, (marked, bold), w)
    return written.getvalue()


def _whole(group: Group) -> Iterator[Problem]:
    """Its problems, and one that tells how many are not kept."""
    yield from group.ones
    if group.count > len(group.ones):
        yield Problem(group.file, group.rule, more=group.count - len(group.ones))


def _write(sheet: Worksheet, at: int, cells: Iterable[str], form: Format | None = None) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(at, column, harmless(cell), form)


def _more(sheet: Worksheet, there: int, heads: int, w: Words) -> None:
    if there > LINES:
        sheet.write_string(LINES + heads, 0, w("figures.problems.cut", count=there - LINES))


def _line(one: Problem, w: Words) -> Sequence[str]:
    rule = w.table(f"problems.rule.{one.rule}")
    what = sentence(one, w) if one.more else rule["what"]
    fix = "" if one.more else fix_of(one, w)
    return file_told(one.file, w), str(one.row or ""), one.column or "", one.found or "", what, fix


def _products(book: Workbook, listed: Iterable[Problem], bold: Format, w: Words) -> None:
    """The table of product codes with what is known filled in; the care form is for people."""
    unknown = [dict(one.facts) for one in listed if one.rule is Rule.product_unmapped]
    unknown = [facts for facts in unknown if facts]
    if not unknown:
        return
    sheet = book.add_worksheet(w("figures.problems.products"))
    heads = [column.heading for column in DELIVERED[DeliveryKind.products]]
    sheet.set_column(0, len(heads) - 1, WIDTH)
    _write(sheet, 0, heads, bold)
    for at, facts in enumerate(unknown, start=1):
        region = facts["region"] if municipalities_of(facts["region"]) else ""
        _write(sheet, at, (region, facts["category"], facts["code"], "", "", ""))


def _rows(
    book: Workbook, name: str, one: Offending, formats: tuple[Format, Format], w: Words
) -> None:
    """The number of the row first, then its cells; a cell that names a person stays empty."""
    marked, bold = formats
    seen = cache(_seen)
    sheet = book.add_worksheet(name)
    sheet.set_column(0, len(one.headings), WIDTH)
    _write(sheet, 0, (file_told(one.file, w),), bold)
    _write(sheet, 1, (w("figures.problems.column.row"), *one.headings), bold)
    for at, (number, cells) in enumerate(one.rows[:LINES], start=2):
        sheet.write_string(at, 0, str(number), marked)
        for column, (heading, cell) in enumerate(zip(one.headings, cells, strict=True), start=1):
            wrong = (number, heading) in one.marked
            sheet.write_string(at, column, seen(cell), marked if wrong else None)
    _more(sheet, len(one.rows), 2, w)


def _seen(cell: str) -> str:
    return "" if is_hard(cell) else harmless(cell)


def fix_of(problem: Problem, w: Words) -> str:
    """How to mend it, with its own facts filled in."""
    return w.table(f"problems.rule.{problem.rule}")["fix"].format(**facts_told(problem, w))


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
