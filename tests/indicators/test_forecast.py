"""Forecast: two methods one can check by hand, and when a figure left a band that was set."""

from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.indicators.forecast import Method, left_band, project
from telvertel.indicators.reading import read
from telvertel.indicators.rules import Point, Way
from tests.indicators.test_reading import STEADY, card, series
from tests.indicators.test_season import WAVE, wavy


def projected(points, of=None):
    of = of or card()
    return project(points, of, read(points, of))


def band(low: float = 8, high: float = 12, **more) -> dict:
    about = {"kind": "forecast", "since": "2018KW02", "until": "2018KW02", "set_on": "2018-03-01"}
    return {**about, "low": low, "high": high, "value": None, **more}


def test_a_series_that_varies_as_usual_goes_on_around_its_mean():
    # Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.5: for the mean method the
    # standard deviation of a forecast is s √(1 + 1/T); our s is the mean step divided by 1.128.
    found = projected(series(*STEADY))
    assert (found.method, found.points) == (Method.mean, 14)
    assert [one.period for one in found.expected] == [
        "2018KW03",
        "2018KW04",
        "2019KW01",
        "2019KW02",
    ]
    reach = 1.96 * (2 / 1.128) * (1 + 1 / 14) ** 0.5
    for one in found.expected:
        assert (one.value, one.low, one.high) == pytest.approx((11, 11 - reach, 11 + reach))


def test_a_series_that_changed_stays_where_it_is_with_a_band_that_grows():
    # Idem: for the naïve method σ √h, σ the root mean square of the steps.
    values = (*STEADY, 30)
    found = projected(series(*values))
    sigma = mean([(b - a) ** 2 for a, b in zip(values, values[1:], strict=False)]) ** 0.5
    assert found.method is Method.last
    for at, one in enumerate(found.expected, start=1):
        assert one.value == 30
        assert one.high - one.value == pytest.approx(1.96 * sigma * at**0.5)


def test_a_yearly_wave_goes_on():
    found = projected(series(*wavy(6)))
    assert found.wave
    assert [one.value for one in found.expected] == pytest.approx(
        [100 + one for one in WAVE], abs=2
    )


def test_nothing_is_expected_of_a_series_that_is_too_short():
    assert projected(series(*STEADY[:12])) is None


def test_provisional_points_count_for_nothing():
    odd = Point("2018KW03", 90, usable=False)
    assert projected([*series(*STEADY), odd]) == projected(series(*STEADY))


def test_only_what_comes_after_a_break_goes_on():
    points = series(*[100 + one for one in STEADY], *STEADY)
    breaks = [{"period": points[14].period, "reason": "nieuwe telling"}]
    found = project(points, card(), read(points, card(), breaks), breaks)
    assert found.expected[0].value == 11


def test_a_band_goes_no_further_than_a_figure_can():
    found = projected(series(*(2, 9, 5) * 6), card("grade"))
    assert all(1 <= one.low <= one.high <= 10 for one in found.expected)


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=13, max_size=30), st.integers(-60, 60))
def test_adding_a_constant_moves_the_band_and_nothing_else(values, constant):
    plain, moved = (
        projected(series(*[one + by for one in values]), card("euro", "amount"))
        for by in (0, constant)
    )
    if plain.method is moved.method:  # a point exactly on a limit may fall on either side of it
        for one, other in zip(plain.expected, moved.expected, strict=True):
            assert other.low == pytest.approx(one.low + constant, abs=1e-6)
            assert other.high == pytest.approx(one.high + constant, abs=1e-6)


# --- deviation ---


def test_a_figure_outside_the_band_of_its_period_left_it():
    found = left_band(series(*STEADY[:13], 15), [band()])
    assert (found.period, found.way, found.low, found.high) == ("2018KW02", Way.higher, 8, 12)
    assert left_band(series(*STEADY[:13], 3), [band()]).way is Way.lower
    assert left_band(series(*STEADY[:13], 12), [band()]) is None


def test_what_rounding_may_explain_did_not_leave_the_band():
    assert left_band(series(*STEADY[:13], 15, noise=4), [band()]) is None


def test_a_provisional_figure_may_leave_its_band_and_is_told_as_provisional():
    odd = Point("2018KW02", 15, usable=False)
    assert left_band([*series(*STEADY[:13]), odd], [band()]).settled is False
    assert left_band(series(*STEADY[:13], 15), [band()]).settled is True


def test_a_hidden_figure_leaves_no_band():
    odd = Point("2018KW02", None, usable=False)
    assert left_band([*series(*STEADY[:13]), odd], [band()]) is None


def test_a_forecast_of_another_period_or_another_kind_says_nothing():
    points = series(*STEADY[:13], 15)
    assert left_band(points, [band(since="2018KW03", until="2018KW04")]) is None
    assert left_band(points, [band(kind="ambition")]) is None
    assert left_band(points, [band(low=None)]) is None


def test_a_forecast_that_was_set_when_the_period_was_over_is_none():
    points = series(*STEADY[:13], 15)
    assert left_band(points, [band(set_on="2018-07-01")]) is None
    assert left_band(points, [band(set_on="2018-06-30")])
