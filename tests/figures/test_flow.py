"""Begin + in − out = end: a period begins with whom the one before it ended, or it is said."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel.figures import flow
from telvertel.figures.problem import Remark
from telvertel.figures.scope import Scope
from telvertel.indicators.period import Grain
from tests.figures.files import many, taken_in

TOWN = Scope(municipality="GM9901")


def open_in(receipt) -> list[str]:
    told = [dict(one.facts) for one in receipt.remarks if one.rule is Remark.flow_open]
    return [period for facts in told for period in facts["periods"].split(", ")]


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


def test_the_gap_is_told_of_the_scope_that_has_it(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path, per_quarter=200))
    taken_in(warehouse, many(tmp_path, per_quarter=100, name="half.csv"), since=date(2024, 7, 1))
    forms = TOWN.model_copy(update={"care_forms": ("family_based",)})
    assert flow.gaps(warehouse, forms) == ()
    team = TOWN.model_copy(update={"care_forms": ("team",)})
    assert flow.gaps(warehouse, team) == ("2024KW03",)
