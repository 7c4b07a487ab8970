"""How often a stable series is called out, and how soon a shift is found; the bench counts more."""

import pytest

from tests.bench.calling_out import KINDS, called_out

SERIES = 1500  # the bench draws ten thousand; its figures stand in docs/method.md


@pytest.mark.parametrize("kind", KINDS)  # all as they are shown, rounded by the display rules
def test_fewer_than_one_of_ten_stable_series_is_called_out(kind):
    assert called_out(kind, SERIES).anything < 0.10


def test_a_large_shift_is_mostly_found_within_four_periods_and_a_small_one_mostly_not():
    small, large = (called_out("averages", SERIES, shift=shift).latest for shift in (1.0, 3.0))
    assert small < 0.25
    assert large > 0.75
