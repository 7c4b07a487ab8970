"""A view of Verkennen as a file: what is shown, with source, status and filter in words.

Only Released figures go in. Published series, norms and what is compared are in it when they are
on the screen; numbered markers are not, since the stories they point at stay behind. Words that
were delivered with the figures are left out where the text check finds somebody: no two people look
at this file before it goes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from telvertel.charts.agreed import Agreed
from telvertel.charts.comparison import Compared
from telvertel.charts.figure import figure_text
from telvertel.charts.names import group_name, subject_name
from telvertel.charts.norms import Norm, norm_text
from telvertel.charts.said import reading_told
from telvertel.indicators.definition import Indicator
from telvertel.indicators.reading import Reading
from telvertel.privacy.release import Released
from telvertel.privacy.text import look
from telvertel.report.figures_file import FORMULA
from telvertel.wording import numbers
from telvertel.wording.notes import OWN, sentences
from telvertel.wording.words import Words

# Of each row, in this order; the heading of each is ``view.column.<name>``.
COLUMNS = (
    "indicator", "cut", "period", "code", "group", "figure", "value", "low", "high", "counted",
    "of", "status", "completeness", "reference_date", "source", "note", "standing", "made_on",
)  # fmt: skip
TYPED = ("set_by", "reason")  # words of a norm or a break
WIDTH, WIDE = 16, 100  # characters of a column


@dataclass(frozen=True)
class Cut:
    """One series with its filter in plain words."""

    released: Released
    told: str
    card: Indicator


@dataclass(frozen=True)
class Beside:
    """Providers or municipalities beside each other in one period: ``table`` as on the screen,
    heading → texts (name, children, figure, with chance and rounding, usual, where it lies), and
    what its picture is drawn from."""

    told: str
    period: str
    source: str
    table: Mapping[str, Sequence[str]]
    drawn: tuple[Released, Compared] | None = None


@dataclass(frozen=True)
class View:
    """What stands on the screen, and what must go along with it."""

    card: Indicator
    cuts: tuple[Cut, ...]  # the chosen one first
    names: Mapping[str, str]  # code → who or where
    standing: tuple[str, ...]  # source, status, what was left out: a sentence each
    made_on: date
    context: tuple[Released, ...] = ()  # municipalities like it, published figures
    norms: tuple[Norm, ...] = ()
    breaks: tuple[Mapping[str, Any], ...] = ()
    reading: Reading | None = None
    agreed: tuple[Agreed, ...] = ()
    beside: tuple[Beside, ...] = ()


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
        at = _lines(sheet, [*stands(view, w), _made(view, w)], at) + 1
        for column, name in enumerate(COLUMNS):
            sheet.write_string(at, column, w(f"view.column.{name}"), bold)
        for below, row in enumerate(rows(view, w), start=at + 1):
            for column, name in enumerate(COLUMNS):
                _cell(sheet, below, column, row[name])
        for number, one in enumerate(view.beside, start=1):
            _beside_sheet(book.add_worksheet(w("view.sheet.beside", number=number)), one, bold, w)
        says = book.add_worksheet(w("view.sheet.meaning"))
        says.set_column(0, 0, WIDE, book.add_format({"text_wrap": True}))
        _lines(says, meaning(view, w), 0)
    return written.getvalue()


def rows(view: View, w: Words) -> Iterator[dict[str, Any]]:
    """One per cut, period and group; after the own cuts what stands behind them."""
    told = " ".join(stands(view, w))
    for cut in view.cuts:
        yield from (row | {"standing": told} for row in _rows(view, cut, w))
    for one in view.context:
        beside = Cut(one, subject_name(one, view.names), view.card)
        yield from (row | {"standing": ""} for row in _rows(view, beside, w))
    for norm in leaving(view.norms, w):
        yield _norm_row(view, norm, w)
    for one in view.beside:
        yield from _beside_rows(view, one, w)


def leaving(given: Iterable[Mapping[str, Any]], w: Words) -> tuple[dict[str, Any], ...]:
    """Norms or breaks as they go: who set one and why only where the text check finds nothing."""
    return tuple(
        {**one, **{name: _unsaid(name, w) for name in TYPED if look(one.get(name) or "")}}
        for one in given
    )


def _unsaid(name: str, w: Words) -> str:
    return w("view.reason_left_out") if name == "reason" else ""


def _note(note: str, w: Words) -> str:
    """What we say of a figure ourselves, and what was delivered with it and points at nobody."""
    lines = [one for one in note.splitlines() if one.strip().startswith(OWN) or not look(one)]
    return " ".join(sentences("\n".join(lines), w))


def _norm_row(view: View, norm: Norm, w: Words) -> dict[str, Any]:
    """A norm in the columns of a series: over which time, how much, who set it when, and why."""
    return dict.fromkeys(COLUMNS) | {
        "indicator": view.card.prose(w.language).name,
        "cut": norm_text(norm, view.card.unit, w),
        "period": _norm_time(norm, w),
        "code": norm.get("since"),
        **{name: norm.get(name) for name in ("value", "low", "high")},
        "reference_date": norm.get("set_on"),
        "source": norm.get("set_by"),
        "note": norm.get("reason"),
        "made_on": view.made_on,
    }


def _norm_time(norm: Norm, w: Words) -> str:
    ends = {name: norm[name] for name in ("since", "until") if norm.get(name)}
    told = {name: numbers.period(one, w) for name, one in ends.items()}
    if len(set(told.values())) < 2 and len(told) != 1:
        return next(iter(told.values()), "")
    return w(f"view.norm.{'_'.join(told)}", **told)


def _beside_sheet(sheet: Worksheet, one: Beside, bold, w: Words) -> None:
    sheet.set_column(0, len(one.table) - 1, WIDTH * 2)
    at = _lines(sheet, [one.told], 0, bold)
    at = _lines(sheet, [w("wall.source", source=one.source or w("view.own_source"))], at) + 1
    for column, (head, texts) in enumerate(one.table.items()):
        sheet.write_string(at, column, head, bold)
        for below, text in enumerate(texts, start=at + 1):
            sheet.write_string(below, column, text)


def _beside_rows(view: View, one: Beside, w: Words) -> Iterator[dict[str, Any]]:
    """As texts in the columns of a series; what has no column there stands in the note."""
    heads = list(one.table)[3:]
    for name, children, figure, *more in zip(*one.table.values(), strict=True):
        yield dict.fromkeys(COLUMNS) | {
            "indicator": view.card.prose(w.language).name,
            "cut": one.told,
            "period": numbers.period(one.period, w),
            "code": one.period,
            "group": name,
            "figure": figure,
            "of": children,
            "status": w("charts.status.final"),
            "source": one.source or w("view.own_source"),
            "note": "; ".join(f"{head}: {text}" for head, text in zip(heads, more, strict=True)),
            "standing": " ".join(view.standing),
            "made_on": view.made_on,
        }


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
            "source": released.source or w("view.own_source"),
            "note": _note(row["note"], w),
            "made_on": view.made_on,
        }


def meaning(view: View, w: Words) -> Sequence[str]:
    """What the figure is, what it says and what it does not say."""
    told: list[str] = []
    for card in dict.fromkeys(cut.card.id for cut in view.cuts):
        prose = next(cut.card for cut in view.cuts if cut.card.id == card).prose(w.language)
        says = f"{w('explore.says')}: {prose.says}"
        told += [prose.name, prose.definition, says, f"{w('explore.says_not')}: {prose.says_not}"]
    return told


def stands(view: View, w: Words) -> tuple[str, ...]:
    """What is disputed, how far the figures stand, and what may be said of them."""
    return (*view.standing, *([reading_told(view.reading, w)] if view.reading else []))


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
