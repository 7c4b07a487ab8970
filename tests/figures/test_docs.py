"""The page about files that come in names what the code reads, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.figures.intake.mapping import Mapping, mappings
from telvertel.figures.statline.mapping import TableMapping, table_mappings

PAGE = (Path(__file__).parents[2] / "docs" / "mapping.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(DeliveryKind))
def test_every_column_of_a_delivery_stands_on_the_page(kind):
    for column in COLUMNS[kind]:
        marked = f"**{column.heading}*" if column.required else column.heading
        assert marked in PAGE, column.heading
        if column.required and column.filled:
            assert f"**{column.heading}***" in PAGE, column.heading


def test_every_key_of_a_mapping_stands_on_the_page():
    for key in set(Mapping.model_fields) - {"name"}:
        assert f"`{key}`" in PAGE, key


def test_every_mapping_that_ships_stands_on_the_page():
    listed = set(re.findall(r"^\| (cbs_\w+) \|", PAGE, flags=re.MULTILINE))
    assert listed == {one.name for one in mappings()}
    for one in mappings():
        for series in one.series:
            assert series.indicator in PAGE


def test_every_table_of_statline_with_a_mapping_stands_on_the_page():
    listed = dict(re.findall(r"^\| (\d{5}NED) \| (.+) \|", PAGE, flags=re.MULTILINE))
    assert set(listed) == set(table_mappings())
    for table, one in table_mappings().items():
        assert listed[table].split(", ") == [series.indicator for series in one.series]


def test_every_key_of_a_mapping_for_a_table_stands_on_the_page():
    for key in TableMapping.model_fields:
        assert f"`{key}`" in PAGE, key
