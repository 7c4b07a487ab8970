"""A workbook to fill in per kind of delivery: headings, one made-up row, and the code lists."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from functools import lru_cache

import streamlit as st
import xlsxwriter

from telvertel import ROOT
from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind
from telvertel.figures.intake.left_out import EXAMPLE, EXAMPLE_IN
from telvertel.problem_book import FORM
from telvertel.screen import room, session, way_out
from telvertel.screen.mapping_form import labelled
from telvertel.screen.way_out import NoTalk
from telvertel.wording.words import Words

MADE_UP = ROOT / "data" / "templates" / "examples.toml"
CODES = ROOT / "data" / "reference" / "codes.csv"
# Our column → the official list in data/reference/codes.csv that its codes are explained by.
LISTS = {
    "care_form": "care_form",
    "referrer": "referrer",
    "end_reason": "end_reason",
    "crisis": "started_in_crisis",
    "further_young": "further_help",
    "further_parent": "further_help",
}
# Our column → the choice of ours that its codes stand for.
OURS = {
    "story_kind": "StoryKind",
    "teller": "Perspective",
    "consent": "Consent",
    "theme": "Theme",
}
WIDTH = 18  # characters; a column in which a date or a code can be read at once


def downloads() -> None:
    """Folded; one button, whose file is made for the kind that is chosen when it is pressed."""
    w = session.spoken()
    with st.expander(w("mapping.template.title")):
        kind = st.selectbox(
            w("mapping.template.kind"), list(DeliveryKind), format_func=w.of, key="template.kind"
        )
        way_out.offer(
            w("mapping.template.download"),
            lambda: template(kind, w),
            w("mapping.template.file", kind=w.of(kind).lower()),
            FORM,
            NoTalk.delivery,
            key="template.download",
        )


def template(kind: DeliveryKind, w: Words) -> bytes:
    """All cells are text, so that a spreadsheet keeps leading zeros and does not turn dates."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"num_format": "@", "bold": True})
        shown = book.add_format({"num_format": "@", "italic": True, "font_color": "#666666"})
        sheet = book.add_worksheet(w("mapping.template.delivery"))
        example = examples()[kind]
        for at, column in enumerate(COLUMNS[kind]):
            sheet.set_column(at, at, WIDTH, text)
            sheet.write_string(0, at, column.heading, bold)
            sheet.write_string(1, at, example.get(column.heading, ""), shown)
        sheet.freeze_panes(1, 0)
        lists = book.add_worksheet(w("mapping.template.lists"))
        lists.set_column(0, 3, 2 * WIDTH, text)
        lists.write_string(0, 0, _guide(kind, w))
        for row, cells in enumerate(_explained(kind, w), start=2):
            for at, cell in enumerate(cells):
                lists.write_string(row, at, cell, text)
    return written.getvalue()


@lru_cache
def examples() -> dict[str, dict[str, str]]:
    """Per kind, our heading = a made-up text."""
    return tomllib.loads(MADE_UP.read_text(encoding="utf-8"))


def _guide(kind: DeliveryKind, w: Words) -> str:
    column = next(one for one in COLUMNS[kind] if one.name == EXAMPLE_IN[kind])
    return w("mapping.template.guide", example=EXAMPLE, column=column.heading)


def _explained(kind: DeliveryKind, w: Words) -> Iterator[tuple[str, ...]]:
    """Per column what it is and whether it is needed; under it its codes with their names."""
    for column in COLUMNS[kind]:
        need = w("mapping.template.needed" if column.required else "mapping.template.free")
        yield column.heading, "", labelled(column.heading, w), need
        for code, name in _codes(column, w):
            yield "", code, name, ""


def _codes(column: Column, w: Words) -> Iterator[tuple[str, str]]:
    if column.name in ("indicator", "indicators"):
        for card in room.house().catalogue.cards.values():
            yield card.id, card.prose(w.language).name
    known = _official(w.language).get(LISTS.get(column.name, ""), {})
    named = OURS.get(column.name)
    for code, kept in (column.codes or {}).items():
        yield code, w(f"enum.{named}.{kept}") if named else known.get(code, "")
    for text in column.says_none:
        yield text, w("mapping.template.says_none")


@lru_cache
def _official(language: str) -> dict[str, dict[str, str]]:
    """Per list, code = name."""
    lists: dict[str, dict[str, str]] = {}
    with CODES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            lists.setdefault(row["list"], {})[row["code"]] = row[language]
    return lists
