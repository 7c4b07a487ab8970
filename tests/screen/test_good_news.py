"""What goes the way somebody wishes for is called good news; without a wish nothing ever is."""

from __future__ import annotations

import pytest

from telvertel.indicators.definition import Better
from telvertel.indicators.reading import Way
from telvertel.screen.grounds import WISHED


@pytest.mark.parametrize("better", [Better.neutral, Better.depends])
def test_a_card_without_a_wished_direction_has_no_way_that_is_good_news(better):
    assert all(WISHED.get(better) is not way for way in Way)


def test_a_wished_direction_is_its_own_way_and_not_the_other():
    assert {better: WISHED[better] for better in WISHED} == {
        Better.higher: Way.higher,
        Better.lower: Way.lower,
    }
