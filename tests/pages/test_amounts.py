"""A number of a framework is written alike on the wall, in the minutes and at Voorbereiden."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel.meeting import lasting as la
from telvertel.report import frame
from telvertel.report.document import plain
from telvertel.screen import frameworks
from telvertel.wall.frame import amount
from telvertel.wording import numbers
from telvertel.wording.words import words
from tests.meeting.lasting import series, talk

NL, EN = words("nl"), words("en")
HARD_SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (4_200_000, "€", "€ 4.200.000"),
        (12.5, "euro", "€ 12,50"),
        (0.05, "%", "0,05%"),
        (12, "procent", "12%"),
        (7.5, "weken", "7,5 weken"),
        (14.25, "miljoen euro", "14,25 miljoen euro"),
        (31, "", "31"),
    ],
)
def test_an_amount_has_the_decimals_it_needs_and_its_sign(value, unit, told):
    assert numbers.amount(value, unit, NL).replace(HARD_SPACE, " ") == told


def test_an_amount_in_english_has_a_decimal_point():
    assert numbers.amount(0.05, "percent", EN) == "0.05%"


@pytest.mark.parametrize("unit", ["€", "%"])
def test_wall_minutes_and_preparation_write_the_margin_of_a_framework_alike(unit):
    one = la.Framework(
        id="a", name="Tarief", framework_kind="financial", limit=0.1, value=0.05, unit=unit
    )
    told = amount(0.05, unit, NL)
    held = la.FrameworksSet(frameworks=(one,), valid_from=date(2020, 1, 1), reason="Raad")
    (table,) = frame.frameworks_card(series(talk("een", held)), NL)
    assert plain(table.rows[0][3]) == told
    assert f"Tarief: {told} onder de grens." == frameworks.told(one, NL)
