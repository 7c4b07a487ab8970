"""A template per kind of delivery, which our own import reads back without a problem."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from telvertel import counting
from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.screen.template import examples, template
from telvertel.wording.words import words


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(DeliveryKind))
def test_a_template_is_read_back_without_a_problem(house, tmp_path, kind, language):
    path = tmp_path / "sjabloon.xlsx"
    path.write_bytes(template(kind, words(language)))
    inspection = counting.check([path], known=house.warehouse)
    assert inspection.problems == ()
    (delivery,) = inspection.deliveries
    assert (delivery.kind, delivery.rows_kept) == (kind, 1)


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
