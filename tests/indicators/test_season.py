"""A yearly wave is recognised, and is no signal."""

import random

import pytest

from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import Grain, Period
from telvertel.indicators.reading import State, read
from telvertel.indicators.rules import Point, Rule, Way
from telvertel.indicators.season import friedman, waves
from tests.indicators.test_reading import card, series

WAVE = (12, -4, -9, 1)  # above and below the year, by quarter


def wavy(years: int, seed: int = 3, spread: float = 1.0) -> list[float]:
    rng = random.Random(seed)
    return [100 + rng.gauss(0, spread) + WAVE[at % 4] for at in range(4 * years)]


def of_half_years(*values: float) -> list[Point]:
    found, one = [], Period(2010, 1, Grain.half_year)
    for value in values:
        found.append(Point(one.id, value))
        one = one.next
    return found


def half_yearly() -> Indicator:
    return card().model_copy(update={"grain": "half_year"})


def test_friedmans_statistic_is_as_published():
    # Conover, Practical Nonparametric Statistics, the example of twelve homeowners and four
    # grasses, ties included: T1 = 8.097.
    ranks = [(4, 3, 2, 1), (4, 2, 3, 1), (3, 1.5, 1.5, 4), (3, 1, 2, 4), (4, 2, 1, 3), (2, 2, 2, 4),
             (1, 3, 2, 4), (2, 4, 1, 3), (3.5, 1, 2, 3.5), (4, 1, 3, 2), (4, 2, 3, 1),
             (3.5, 1, 2, 3.5)]  # fmt: skip
    assert friedman(ranks) == pytest.approx(8.097, abs=0.001)


def test_a_yearly_wave_is_found_with_its_heights():
    found = waves(series(*wavy(6)))
    assert [found[number] for number in (1, 2, 3, 4)] == pytest.approx(WAVE, abs=1.5)
    assert sum(found.values()) == pytest.approx(0)


def test_a_yearly_wave_is_no_signal_and_says_so():
    found = read(series(*wavy(6)), card())
    assert (found.state, found.wave) == (State.common, True)
    highs = [one.middle for one in found.bounds[:4]]
    assert highs[0] > highs[3] > highs[1] > highs[2]


def test_what_is_high_for_its_quarter_stands_out_though_another_quarter_is_higher():
    values = wavy(6)
    values[-2] += 12  # a third quarter as high as an ordinary fourth or first
    found = read(series(*values), card())
    assert values[-2] < max(values)
    assert [(one.rule, one.way) for one in found.findings] == [(Rule.beyond_limits, Way.higher)]


def test_a_series_without_a_wave_has_none():
    rng = random.Random(11)
    assert waves(series(*[rng.gauss(0, 1) for _ in range(24)])) == {}
    assert waves(series(*[5] * 24)) == {}


def test_three_years_are_too_few_to_know_a_wave():
    assert waves(series(*wavy(3, spread=0))) == {}
    assert waves(series(*wavy(4, spread=0)))


def test_years_with_a_hole_do_not_count():
    points = series(*wavy(4, spread=0))
    assert waves(points[:5] + points[6:]) == {}


def test_half_years_that_lie_apart_seven_years_out_of_seven_are_a_wave():
    assert waves(of_half_years(*(10, 20) * 7)) == {1: -5, 2: 5}
    assert waves(of_half_years(*(10, 20) * 6, 20, 10)) == {}
    assert read(of_half_years(*(10, 20.5, 10.5, 20) * 4), half_yearly()).state is State.common


def test_a_series_of_years_has_no_wave():
    found, one = [], Period(2000, 1, Grain.year)
    for value in range(20):
        found.append(Point(one.id, value % 2))
        one = one.next
    assert waves(found) == {}
