"""Begin + in − out = end: a period begins with whom the one before it ended, or it is said."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest

from telvertel.figures import flow
from telvertel.figures.problem import Remark, problem
from telvertel.figures.scope import CARE_FORMS, Scope
from telvertel.indicators.period import Grain
from telvertel.wording.problems import sentence
from telvertel.wording.words import words
from tests.figures.files import TRAJECTORY_HEADINGS, many, taken_in, written

TOWN = Scope(municipality="GM9901")
FORMS = [code for codes in CARE_FORMS.values() for code in codes]


def open_in(receipt) -> list[str]:
    told = [dict(one.facts) for one in receipt.remarks if one.rule is Remark.flow_open]
    return [key for facts in told for key in re.findall(r"\d{4}[A-Z]{2}\d\d", facts["periods"])]


@pytest.mark.parametrize("grain", list(Grain))
def test_one_delivery_fits_itself(warehouse, tmp_path, grain):
    receipt = taken_in(warehouse, many(tmp_path))
    assert open_in(receipt) == []
    assert flow.gaps(warehouse, TOWN.model_copy(update={"grain": grain})) == ()


def test_a_later_delivery_that_misses_half_the_children_does_not_fit(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path, per_quarter=200))
    half = many(tmp_path, per_quarter=100, name="half.csv")
    receipt = taken_in(warehouse, half, since=date(2024, 7, 1))
    assert open_in(receipt) == ["2024HJ02", "2024KW03"]
    assert flow.gaps(warehouse, TOWN) == ("2024KW03",)
    (told,) = (one for one in receipt.remarks if one.rule is Remark.flow_open)
    said = sentence(told, words("nl"))
    assert "In 1 gemeente begint" in said
    assert "3e kwartaal 2024)" in said


def test_a_municipality_is_named_and_a_year_is_said_to_be_whole(warehouse, tmp_path):
    told = problem("", Remark.flow_open, count=2, periods="Tiel (2019JJ00), Almere (2019KW01)")
    said = sentence(told, words("nl"))
    assert "In 2 gemeenten begint" in said
    assert "Tiel (heel 2019), Almere (1e kwartaal 2019)" in said


def test_children_scattered_over_many_cells_are_no_gap(warehouse, tmp_path):
    """One to three children per cell: many cells become nobody and have no row of their own."""
    chance, lines = random.Random(4), [TRAJECTORY_HEADINGS]
    for child in range(1500):
        start = date(2018, 1, 1) + timedelta(days=chance.randrange(2500))
        end = start + timedelta(days=chance.randrange(60, 500))
        lines.append(
            f"kind-{child};GM99{chance.randrange(1, 13):02};9900000{chance.randrange(1, 5)};"
            f"{chance.choice(FORMS)};02;{start.year - chance.randrange(3, 18)};"
            f"{start:%d-%m-%Y};{end:%d-%m-%Y};01"
        )
    file = written(tmp_path, "trajecten.csv", "\n".join(lines))
    receipt = taken_in(warehouse, file)
    assert open_in(receipt) == []
    for number in range(1, 13):
        for grain in Grain:
            town = Scope(municipality=f"GM99{number:02}", grain=grain)
            assert flow.gaps(warehouse, town) == ()


def test_the_gap_is_told_of_the_scope_that_has_it(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path, per_quarter=200))
    taken_in(warehouse, many(tmp_path, per_quarter=100, name="half.csv"), since=date(2024, 7, 1))
    forms = TOWN.model_copy(update={"care_forms": ("family_based",)})
    assert flow.gaps(warehouse, forms) == ()
    team = TOWN.model_copy(update={"care_forms": ("team",)})
    assert flow.gaps(warehouse, team) == ("2024KW03",)
