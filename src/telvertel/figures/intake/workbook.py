"""The sheets of an XLSX or ODS as cells of text. Runs in a process of its own (``parsing.py``)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import python_calamine as calamine

from telvertel.figures.intake.markup import Markup, Shown
from telvertel.figures.intake.table import Refused
from telvertel.figures.problem import Rule

MOST_CELLS = 50_000_000  # of one sheet, empty ones included


@dataclass(frozen=True)
class Sheet:
    """One sheet: columns #0, #1 … of text from A1 on, null where a cell is empty."""

    name: str
    visible: bool
    hides: bool  # rows or columns of it are hidden; their cells are here
    without_result: str | None  # a cell whose formula was never worked out
    cells: pl.DataFrame


def sheets(content: bytes) -> list[Sheet]:
    """All sheets with cells, in their order. Refused when it cannot be opened."""
    markup = _markup(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError:
        raise Refused(Rule.file_locked) from None
    except (calamine.CalamineError, OSError):
        raise Refused(Rule.zip_damaged) from None
    kind, seen = calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible
    return [
        _sheet(book.get_sheet_by_name(one.name), one.visible == seen, markup)
        for one in book.sheets_metadata
        if one.typ == kind
    ]


def _markup(content: bytes) -> Markup | None:
    """The markup of an XLSX; None for an ODS, of which only the lock is looked at."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        if "xl/workbook.xml" in names:
            return Markup(content)
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in packed.read(manifest):
            raise Refused(Rule.file_locked)
    return None


def _sheet(sheet: calamine.CalamineSheet, visible: bool, markup: Markup | None) -> Sheet:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise Refused(Rule.unpacks_too_large)
    rows = [list(map(_text, row)) for row in sheet.to_python(skip_empty_area=False)]
    if markup is None:
        return Sheet(sheet.name, visible, False, None, _columns(rows))
    for row, column, shown in markup.shown(sheet.name):
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = _as_shown(rows[row][column], shown)
    name = sheet.name
    return Sheet(name, visible, markup.hides(name), markup.without_result(name), _columns(rows))


def _columns(rows: list[list[str]]) -> pl.DataFrame:
    columns = list(zip(*rows, strict=True))
    return pl.DataFrame([pl.Series(f"#{at}", one, pl.String) for at, one in enumerate(columns)])


def _text(value: Any) -> str:
    """A value as the text that a Dutch reader sees; a date with its year first, a comma in 12,5."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if isinstance(value, timedelta) and not value else str(value)


def _number(value: float) -> str:
    """Fifteen figures, as Excel keeps them: 0.1 + 0.2 is 0,3."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".replace(".", ",").upper()


def _as_shown(text: str, shown: Shown) -> str:
    if shown.figures:
        return text.zfill(shown.figures) if text.isdigit() else text
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        return text
    return f"{_number(share * 100)}%"
