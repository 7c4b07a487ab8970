"""The reference tables: facts of others, each with its source, in a form that can be delivered."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from telvertel import counting
from telvertel.figures.scope import CARE_FORMS
from telvertel.indicators.catalogue import load
from telvertel.indicators.definition import PARTS, Family, Shape

DATA = Path(__file__).parents[2] / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def codes(name: str) -> set[str]:
    return {row["code"] for row in rows("codes.csv") if row["list"] == name}


@pytest.mark.parametrize("name", ["national.csv", "regional.csv", "breaks.csv"])
def test_reference_figures_are_accepted_as_a_delivery(name):
    inspection = counting.check([DATA / "reference" / name])
    assert inspection.problems == ()
    assert len(inspection.deliveries) == 1


@pytest.mark.parametrize("name", ["national.csv", "regional.csv"])
def test_every_reference_figure_belongs_to_a_card_and_names_its_source(name):
    cards = load(DATA / "indicators").cards
    for row in rows(name):
        assert row["indicator"] in cards
        assert row["bron"].startswith("CBS")
        assert row["toelichting"]


def test_the_parts_of_a_reference_distribution_are_those_of_the_card():
    cards = load(DATA / "indicators").cards
    for row in rows("national.csv"):
        measure = cards[row["indicator"]].measure
        drawn = measure.out_of if measure.shape is Shape.distribution else ("",)
        assert row["uitsplitsing"] in drawn


def test_there_are_342_municipalities_in_12_provinces_and_42_regions():
    municipalities = rows("municipalities_2026.csv")
    counts = [len({row[name] for row in municipalities}) for name in municipalities[0]]
    assert dict(zip(municipalities[0], counts, strict=True)) == {
        "code": 342,
        "name": 342,
        "province": 12,
        "youth_region": 42,
    }


def test_the_official_code_lists_are_those_that_the_figures_know():
    assert codes("care_form") == {code for group in CARE_FORMS.values() for code in group}
    assert codes("referrer") == set(PARTS[Family.referrer]) - {"unknown"}
    assert codes("end_reason") == set(PARTS[Family.ended]) - {"unknown", "not_ended"}
    assert codes("further_help") == set(PARTS[Family.further_help_young]) - {"no_answer"}


def test_the_card_of_dropout_counts_the_reasons_that_the_protocol_calls_so():
    dropout = {row["code"] for row in rows("codes.csv") if row["group"] == "uitval"}
    assert dropout == set(load(DATA / "indicators").cards["dropout"].measure.counted)


@pytest.mark.parametrize("name", [path.name for path in sorted((DATA / "reference").glob("*.csv"))])
def test_the_guide_names_every_table(name):
    assert f"`{name}`" in (DATA / "reference" / "README.md").read_text(encoding="utf-8")
