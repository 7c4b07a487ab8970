"""A view of Verkennen as a file: what is shown, with source, status and filter in words.

Only Released figures go in. Published series are in it when they are on the screen, norms in the
picture alone; numbered markers are not, since the stories they point at stay behind.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from telvertel.charts.agreed import Agreed
from telvertel.charts.figure import figure_text
from telvertel.charts.names import group_name, subject_name
from telvertel.charts.said import reading_told
from telvertel.indicators.definition import Indicator
from telvertel.indicators.reading import Reading
from telvertel.privacy.release import Released
from telvertel.report.figures_file import FORMULA
from telvertel.wording import numbers
from telvertel.wording.notes import sentences
from telvertel.wording.words import Words

# Of each row, in this order; the heading of each is ``view.column.<name>``.
COLUMNS = (
    "indicator", "cut", "period", "code", "group", "figure", "value", "low", "high", "counted",
    "of", "status", "completeness", "reference_date", "source", "note", "made_on",
)  # fmt: skip
WIDTH, WIDE = 16, 100  # characters of a column


@dataclass(frozen=True)
class Cut:
    """One series with its filter in plain words."""

    released: Released
    told: str
    card: Indicator


@dataclass(frozen=True)
class View:
    """What stands on the screen, and what must go along with it."""

    card: Indicator
    cuts: tuple[Cut, ...]  # the chosen one first
    names: Mapping[str, str]  # code → who or where
    standing: tuple[str, ...]  # source, status, what was left out: a sentence each
    made_on: date
    context: tuple[Released, ...] = ()  # published figures beside it
    norms: tuple[Mapping[str, Any], ...] = ()
    breaks: tuple[Mapping[str, Any], ...] = ()
    reading: Reading | None = None
    agreed: tuple[Agreed, ...] = ()


def as_csv(view: View, w: Words) -> bytes:
    """With semicolons and a mark at the front, as a Dutch spreadsheet opens it."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(w(f"view.column.{name}") for name in COLUMNS)
    for row in rows(view, w):
        writer.writerow(_written(row[name], w) for name in COLUMNS)
    return target.getvalue().encode("utf-8-sig")


def as_workbook(view: View, w: Words) -> bytes:
    """The filter and how firm the figures are above the table; what they say on a second sheet."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(w("view.sheet.figures"))
        sheet.set_column(0, len(COLUMNS) - 1, WIDTH)
        at = _lines(sheet, [one.told for one in view.cuts], 0, bold)
        at = _lines(sheet, [*view.standing, _made(view, w)], at) + 1
        for column, name in enumerate(COLUMNS):
            sheet.write_string(at, column, w(f"view.column.{name}"), bold)
        for below, row in enumerate(rows(view, w), start=at + 1):
            for column, name in enumerate(COLUMNS):
                _cell(sheet, below, column, row[name])
        says = book.add_worksheet(w("view.sheet.meaning"))
        says.set_column(0, 0, WIDE, book.add_format({"text_wrap": True}))
        _lines(says, meaning(view, w), 0)
    return written.getvalue()


def rows(view: View, w: Words) -> Iterator[dict[str, Any]]:
    """One per cut, period and group; after the own cuts what is published beside them."""
    for cut in view.cuts:
        yield from _rows(view, cut, w)
    for one in view.context:
        yield from _rows(view, Cut(one, subject_name(one, view.names), view.card), w)


def _rows(view: View, cut: Cut, w: Words) -> Iterator[dict[str, Any]]:
    released, card = cut.released, cut.card
    for row in released.frame.iter_rows(named=True):
        group = row["group"]
        yield {
            "indicator": card.prose(w.language).name,
            "cut": cut.told,
            "period": numbers.period(row["period"], w),
            "code": row["period"],
            "group": group_name(released, card, group, w, view.names) if group else "",
            "figure": figure_text(row, released.unit, w),
            **{name: row[name] for name in ("value", "low", "high", "completeness")},
            "counted": row["numerator"],
            "of": row["denominator"],
            "status": w(f"charts.status.{row['status']}") if row["status"] else "",
            "reference_date": row["reference_date"],
            "source": released.source,
            "note": " ".join(sentences(row["note"], w)),
            "made_on": view.made_on,
        }


def meaning(view: View, w: Words) -> Sequence[str]:
    """What the figure is, what it says and does not say, and what may be said of the series."""
    told: list[str] = []
    for card in dict.fromkeys(cut.card.id for cut in view.cuts):
        prose = next(cut.card for cut in view.cuts if cut.card.id == card).prose(w.language)
        says = f"{w('explore.says')}: {prose.says}"
        told += [prose.name, prose.definition, says, f"{w('explore.says_not')}: {prose.says_not}"]
    return [*told, reading_told(view.reading, w)] if view.reading else told


def _made(view: View, w: Words) -> str:
    return w("view.made_on", day=numbers.day(view.made_on, w))


def _lines(sheet: Worksheet, told: Sequence[str], at: int, form=None) -> int:
    """Each text on a row of its own; the number of the row after them."""
    for row, text in enumerate(told, start=at):
        sheet.write_string(row, 0, text, form)
    return at + len(told)


def _cell(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _written(value: Any, w: Words) -> str:
    """Numbers as the language writes them, so that a spreadsheet takes no 6.5 for a day in May."""
    if isinstance(value, float):
        whole = str(int(value)) if value == int(value) else str(value)
        return whole.replace(".", ",") if w.language == "nl" else whole
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else str(value)
