"""No figure stands in either edition except as the gate wrote it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from telvertel.charts.figure import figure_text
from telvertel.meeting import events as e
from telvertel.privacy.release import thaw
from telvertel.report.document import Table, plain
from telvertel.report.html import html
from telvertel.report.minutes import minutes
from telvertel.report.word import word
from telvertel.wording.words import words
from tests.report.conftest import Talk, agenda, card, figures, note, planned
from tests.report.reading import Page

# Too few for any share (under 20), then enough for a class of five points (20 to 99).
FEW = [(5, 15)] * 4 + [(10, 45)] * 10


@pytest.fixture
def small(talk):
    """A talk about a provider with so few children that no share may be shown."""
    frozen = e.FiguresFrozen(
        item="p1",
        card=card("dropout").model_dump(mode="json"),
        figures=(figures("dropout", {"": FEW}, "levering"),),
    )
    said = note("n1", "p1", "Het gaat om weinig jongeren.", period="2026KW01")
    return Talk("klein-gesprek", talk.start).says(planned(), agenda(), frozen, said).meeting()


def editions(told) -> tuple[str, str]:
    """The words a person reads in the HTML and in the Word edition, alt texts included."""
    page = Page(html(told))
    labels = [attrs["aria-label"] for _, attrs in page.tags if attrs.get("aria-label")]
    parts = zipfile.ZipFile(BytesIO(word(told)))
    body = parts.read("word/document.xml").decode()
    descriptions = re.findall(r'descr="([^"]*)"', body)
    return " ".join(page.text + labels), re.sub("<[^>]+>", " ", body) + " ".join(descriptions)


def test_a_share_of_a_small_group_is_a_class_or_nothing_in_both_editions(small):
    for text in editions(minutes(small, None, "nl")):
        assert "20–25%" in text
        assert "<10" in text or "&lt;10" in text
        for hidden in ("33%", "22%", "22,2", "22,5", "10 van", "5 van 15"):
            assert hidden not in text


def test_every_figure_in_a_table_is_a_display_string_of_what_was_released(sealed, previous):
    allowed = {
        figure_text(row, released.unit, words("nl"))
        for frozen in sealed.frozen.values()
        for released in map(thaw, frozen.figures)
        for row in released.frame.to_dicts()
    }
    cells = {
        plain(cell)
        for block in minutes(sealed, previous, "nl").blocks()
        if isinstance(block, Table) and block.figures
        for row in block.rows
        for cell in row[1:]
    }
    assert cells
    assert cells <= allowed


def test_neither_edition_carries_the_counts_behind_a_share_or_the_id_of_the_cube(sealed, previous):
    for text in editions(minutes(sealed, previous, "nl")):
        for denominator in (195, 205, 165, 175):
            assert not re.search(rf"\b{denominator}\b", text)
        assert "kubus-7" not in text
