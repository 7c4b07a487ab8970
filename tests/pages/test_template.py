"""A template per kind of delivery: its example never comes in, what is filled in below it does."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from telvertel import counting
from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.figures.intake.left_out import EXAMPLE
from telvertel.figures.problem import Remark, Rule
from telvertel.screen.template import examples, template
from telvertel.wording.words import words

_OWN = dict.fromkeys(DeliveryKind, "CBS") | dict.fromkeys(("products", "end_reasons"), "Utrecht")


def _delivery(made: bytes) -> list[list[str]]:
    """The rows of the sheet to fill in."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("Levering")
    return sheet.to_python()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(DeliveryKind))
def test_a_template_as_it_was_downloaded_is_no_delivery(house, tmp_path, kind, language):
    path = tmp_path / "sjabloon.xlsx"
    path.write_bytes(template(kind, words(language)))
    inspection = counting.check([path], known=house.warehouse)
    assert [one.rule for one in inspection.problems] == [Rule.only_example]


@pytest.mark.parametrize("kind", list(DeliveryKind))
def test_what_stands_below_the_example_comes_in_and_the_example_does_not(house, tmp_path, kind):
    rows = _delivery(template(kind, words("nl")))
    own = [_OWN[kind] if cell == EXAMPLE else cell for cell in rows[1]]
    path = tmp_path / "gevuld.csv"
    path.write_text("\n".join(";".join(row) for row in (*rows, own)), encoding="utf-8")
    inspection = counting.check([path], known=house.warehouse)
    assert inspection.problems == ()
    (delivery,) = inspection.deliveries
    assert (delivery.kind, delivery.rows_in, delivery.rows_kept) == (kind, 2, 1)
    assert delivery.rows_out == {"example_rows": 1}
    assert Remark.example_rows in [one.rule for one in inspection.remarks]


def test_the_guide_says_by_which_word_the_example_is_known():
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(template(DeliveryKind.trajectories, words("nl")))
    )
    guide = book.get_sheet_by_name("Codelijsten").to_python()[0][0]
    assert "Een rij met VOORBEELD in de kolom client telt nooit mee" in guide


def test_the_example_fills_every_column_that_must_be_there(house):
    for kind in DeliveryKind:
        filled = examples()[kind]
        assert [one.heading for one in COLUMNS[kind] if one.required] == [
            one.heading for one in COLUMNS[kind] if one.required and one.heading in filled
        ]
        assert set(filled) <= {one.heading for one in COLUMNS[kind]}


def test_the_code_lists_say_what_a_code_means(house):
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(template(DeliveryKind.trajectories, words("nl")))
    )
    rows = book.get_sheet_by_name("Codelijsten").to_python()
    assert ["", "03", "Daghulp op locatie van de aanbieder", ""] in rows
    assert ["hulpvorm", "", "Hulpvorm", "nodig"] in rows
