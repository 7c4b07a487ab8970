"""The collected lists of municipalities and codes say what the tables of the project say."""

from __future__ import annotations

import csv
import json

import polars as pl
import pytest

from telvertel.figures.geography import REFERENCE, municipalities
from telvertel.figures.intake import delivery
from telvertel.figures.intake.columns import CARE_FORM, CRISIS, END_REASON, FURTHER, REFERRER
from telvertel.figures.intake.ijw.care_forms import DEFAULT
from telvertel.figures.intake.ijw.claims import DAYS, HOURS
from telvertel.figures.intake.ijw.corrections import PAUSED, TAKEN_BACK
from telvertel.figures.intake.ijw.elements import CODES
from telvertel.figures.intake.ijw.end_reasons import ADMINISTRATIVE, end_reasons
from telvertel.figures.intake.places import code_of
from tests.figures.samples import SAMPLES, needed

pytestmark = needed


@pytest.fixture(scope="module")
def lists():
    return json.loads((SAMPLES / "codelijsten.json").read_text(encoding="utf-8"))


def codes(listed) -> set[str]:
    return {one["code"] for one in listed}


def test_every_municipality_stands_in_our_table_under_the_same_code_region_and_province():
    with (SAMPLES / "gemeenten_2026.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 342
    ours = municipalities()
    for row in rows:
        one = ours[row["gm_code"]]
        assert (one.province, one.youth_region) == (row["provincie"], row["jeugdzorgregio"])
        assert row["gm_code"] == f"GM{row['gemeentecode']}"
        assert code_of(row["gemeente"]) == row["gm_code"], row["gemeente"]
    assert {row["gm_code"] for row in rows} == set(ours)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("BiJ_hulpvorm", CARE_FORM),
        ("BiJ_verwijzer", REFERRER),
        ("BiJ_reden_beeindiging", END_REASON),
        ("BiJ_gestart_met_crisis", CRISIS),
        ("BiJ_zonder_hulp_verder_3_1", FURTHER),
    ],
)
def test_every_code_of_the_national_record_is_understood(lists, name, ours):
    assert codes(lists[name]) <= set(ours)


def test_forms_with_an_overnight_stay_and_endings_that_are_dropout_are_the_same(lists):
    table = pl.read_csv(REFERENCE / "codes.csv", separator=";", infer_schema=False)
    groups = dict(table.filter(list="care_form").select("code", "group").rows())
    assert groups == {one["code"]: one["groep"] for one in lists["BiJ_hulpvorm"]}
    dropout = {one["code"] for one in lists["BiJ_reden_beeindiging"] if one["uitval"]}
    assert dropout == {"03", "04"}


def test_every_end_reason_of_ijw_has_its_place_as_proposed(lists):
    assert codes(lists["JZ588"]) == set(end_reasons().reasons)
    proposed = {
        code: reason or ADMINISTRATIVE
        for code, reason in lists["JZ588_naar_BiJ_reden_VOORSTEL"].items()
        if not code.startswith("_")
    }
    assert proposed == end_reasons().reasons


def test_every_product_category_has_a_form_of_help_or_is_left_to_the_region(lists):
    known = set(delivery.read(DEFAULT).frame["category"])
    assert codes(lists["JZ020"]) - known == {"46", "50", "55"}
    assert known <= codes(lists["JZ020"])


def test_the_other_codes_that_mean_something_to_us_stand_in_their_lists(lists):
    assert codes(lists["COD327"]) == CODES["Verwijzer/Type"]
    assert {*HOURS, *DAYS} <= codes(lists["WJ756"])
    assert codes(lists["WJ756"]) - {*HOURS, *DAYS} == {"82", "83", "84"}  # pieces and euros
    assert TAKEN_BACK in codes(lists["JZ002"])
    assert PAUSED in codes(lists["JZ588"])
