"""Fair comparison: against published intervals and funnels, and never a ranking."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from telvertel.indicators.comparison import (
    Figure,
    Lies,
    Refused,
    byar,
    compare,
    overdispersion,
    refused,
    wilson,
    winsorised,
)
from telvertel.indicators.definition import Unit


def figures(*counts: tuple[float, float], scale: float = 100) -> list[Figure]:
    return [Figure(f"p{at}", scale * x / n, n) for at, (x, n) in enumerate(counts)]


# --- against published figures ---


@pytest.mark.parametrize(
    ("count", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilsons_interval_is_as_newcombe_published_it(count, whole, low, high):
    # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    # 17, 1998, 857-872, table I, method 3.
    assert wilson(count / whole, whole, 1.959964) == pytest.approx((low, high), abs=0.00006)


def test_byars_interval_of_ten_is_next_to_the_exact_one():
    # The exact Poisson interval of 10 in published tables is 4.80 to 18.39.
    assert byar(10) == pytest.approx((4.80, 18.39), abs=0.02)


@pytest.mark.parametrize(("count", "high"), [(0, 3.689), (10, 18.39)])
def test_the_upper_end_of_byars_interval_is_next_to_published_exact_ones(count, high):
    # Garwood's exact interval of 0 ends at 3.689 (documentation of pois.exact in R's epitools).
    assert byar(count)[1] == pytest.approx(high, abs=0.03)


@given(st.integers(10, 400))
def test_byars_interval_is_within_half_a_percent_of_the_exact_one(count):
    exact = (chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2)
    assert byar(count) == pytest.approx(exact, rel=0.005)


def test_the_funnel_around_a_share_is_spiegelhalters_formula():
    # Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine
    # 24, 2005, 1185-1202: limits at theta ± z √(theta (1 − theta) / n); 99.8% is z = 3.09.
    found = compare(figures((30, 100), (29, 100), (61, 200), (120, 400)), Unit.percent)
    assert found.between == 0.0
    theta = 240 / 800
    for one in found.placed:
        reach = 309 * (theta * (1 - theta) / one.figure.whole) ** 0.5
        assert (one.funnel_low, one.funnel_high) == pytest.approx(
            (100 * theta - reach, 100 * theta + reach)
        )


@pytest.mark.parametrize(
    ("whole", "low", "high"),
    [(102, 68.553233, 92.731663), (1008, 76.796814, 84.488082), (9998, 79.421375, 81.863521),
     (110_000, 80.274317, 81.010578)],
)  # fmt: skip
def test_the_funnel_of_a_share_lies_where_a_public_health_office_has_it(whole, low, high):
    """Limits at 0.001 around 80.642448%, as in the test data of PHEindicatormethods (UK Health
    Security Agency), tests/testthat/testdata_funnel_prop_outputs.csv at
    github.com/ukhsa-collaboration/PHEindicatormethods; there z is 3.0902, here 3.09."""
    found = compare([Figure("a", 80.642448, whole), Figure("b", 80.642448, 500)], Unit.percent)
    one = next(one for one in found.placed if one.figure.whole == whole)
    assert (one.funnel_low, one.funnel_high) == pytest.approx((low, high), abs=0.001)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(30, 470), st.integers(500, 900)), min_size=4, max_size=25))
def test_what_differs_between_groups_agrees_with_the_formulas_written_out(counts):
    # Idem, additive: tau² = (I phi − (I − 1)) / (Σw − Σw²/Σw), phi from winsorised z.
    found = compare(figures(*counts), Unit.percent)
    theta = sum(x for x, _ in counts) / sum(n for _, n in counts)
    s = [(theta * (1 - theta) / n) ** 0.5 for _, n in counts]
    z = sorted((x / n - theta) / e for (x, n), e in zip(counts, s, strict=True))
    cut = len(z) // 10
    z = [z[cut]] * cut + z[cut : len(z) - cut] + [z[-1 - cut]] * cut
    i, phi, w = len(z), sum(one**2 for one in z) / len(z), [1 / e**2 for e in s]
    tau2 = (i * phi - (i - 1)) / (sum(w) - sum(one**2 for one in w) / sum(w))
    assert found.between == pytest.approx(100 * max(tau2, 0) ** 0.5, abs=1e-9)


# --- claims ---


def test_one_far_out_does_not_decide_how_far_the_others_lie_apart():
    assert winsorised([*range(18), 50, 90]) == [2, 2, 2, *range(3, 18), 17, 17]
    assert winsorised([1, 2, 3, 40]) == [1, 2, 3, 40]


def test_equal_figures_lie_no_further_apart_than_chance():
    assert overdispersion([0, 0, 0, 0], [1, 2, 3, 4]) == 0.0


def test_twelve_children_are_not_called_different_where_three_hundred_would_be():
    others = [(30, 100), (60, 200), (89, 300), (31, 100), (61, 200), (45, 150)]
    small = compare(figures(*others, (6, 12)), Unit.percent).placed[-1]
    assert (small.figure.whole, small.lies) == (12, Lies.within)
    assert small.high - small.low > 40
    assert small.funnel_high - small.funnel_low > 60


def test_a_large_group_far_from_many_equals_lies_outside():
    counts = [(60, 200)] * 12 + [(130, 200)]
    found = compare(figures(*counts), Unit.percent)
    assert [one.lies for one in found.placed].count(Lies.higher) == 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(40, 400)), min_size=4, max_size=12))
def test_the_order_is_by_size_and_never_by_figure(counts):
    placed = compare(figures(*counts), Unit.percent).placed
    keys = [(-one.figure.whole, one.figure.code) for one in placed]
    assert keys == sorted(keys)


@given(st.lists(st.tuples(st.integers(1, 39), st.integers(40, 400)), min_size=4, max_size=12))
def test_the_other_side_of_a_share_is_compared_as_its_mirror(counts):
    plain = compare(figures(*counts), Unit.percent)
    rest = compare(figures(*[(n - x, n) for x, n in counts]), Unit.percent)
    swap = {Lies.higher: Lies.lower, Lies.lower: Lies.higher, Lies.within: Lies.within}
    assert [swap[one.lies] for one in plain.placed] == [one.lies for one in rest.placed]
    for one, other in zip(plain.placed, rest.placed, strict=True):
        assert (one.low, one.high) == pytest.approx((100 - other.high, 100 - other.low), abs=1e-6)


def test_rounding_makes_a_figure_less_sure():
    exact, rounded = (Figure("a", 30, 40, noise) for noise in (0, 10))
    others = figures((30, 100), (60, 200), (90, 300))
    widths = [
        one.high - one.low
        for first in (exact, rounded)
        for one in compare([first, *others], Unit.percent).placed
        if one.figure.code == "a"
    ]
    assert widths[0] < widths[1]


def test_rounding_makes_the_interval_of_a_rate_wider_as_of_fewer_children():
    """30 per 1000 of 2000 is 60 children; ± 4 by rounding adds 16/3 to their variance of 60."""
    exact, rounded = (Figure("a", 30, 2000, noise) for noise in (0, 2))
    narrow, wide = (compare([one], Unit.per_1000).placed[0] for one in (exact, rounded))
    assert wide.low < narrow.low and narrow.high < wide.high
    sure = 60**2 / (60 + 16 / 3)
    assert (wide.low, wide.high) == pytest.approx([30 * one / sure for one in byar(sure)])


def test_a_rate_has_byars_interval_and_a_funnel_of_counts():
    found = compare(figures((40, 4000), (80, 8000), (55, 5000), (90, 9000), scale=1000),
                    Unit.per_1000)  # fmt: skip
    smallest = found.placed[-1]
    assert (smallest.low, smallest.high) == pytest.approx([one / 4 for one in byar(40)])
    reach = 3.09 * 1000 * (found.middle / 1000 / 4000) ** 0.5
    assert smallest.funnel_high - found.middle == pytest.approx(reach)


# --- who may be compared ---


def test_four_with_ten_children_each_may_be_compared_and_three_may_not():
    assert refused({"a": 10, "b": 10, "c": 10, "d": 10}) is None
    assert refused({"a": 100, "b": 100, "c": 100}) is Refused.too_few
    assert refused({"a": 10, "b": 10, "c": 10, "d": 5}) is Refused.too_few


def test_nobody_has_more_than_half_of_the_children_of_the_others():
    assert refused({"a": 100, "b": 40, "c": 40, "d": 40}) is Refused.one_has_most
    assert refused({"a": 80, "b": 40, "c": 40, "d": 40}) is None


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 300), min_size=1))
def test_the_rule_holds_for_whoever_calls_itself_its_own(children):
    if refused(children) is None:
        enough = {code: n for code, n in children.items() if n >= 10}
        for own in enough:
            others = [n for code, n in enough.items() if code != own]
            assert len(others) >= 3 and max(others) <= sum(others) / 2
