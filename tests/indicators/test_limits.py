"""Limits of common variation, against published worked examples and by what must hold."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.indicators.definition import Unit
from telvertel.indicators.limits import LIMIT, Chart, chart_of, placed, process
from telvertel.indicators.reading import State, read
from telvertel.indicators.rules import Point, Way
from tests.indicators.test_reading import card, periods, series

# Montgomery, Introduction to Statistical Quality Control, chapter on attributes: frozen orange
# juice, 30 samples of 50 cans (the p-chart data of NIST/SEMATECH e-Handbook 6.3.3.2 are the same).
CANS = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22,
        8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)  # fmt: skip
# Idem: 25 weeks of purchase orders, samples of different size; defective orders and orders.
ORDERS = ((12, 100), (8, 80), (6, 80), (9, 100), (10, 110), (12, 110), (11, 100), (16, 100),
          (10, 90), (6, 90), (20, 110), (15, 120), (9, 120), (8, 120), (6, 110), (8, 80),
          (10, 80), (7, 80), (5, 90), (8, 100), (5, 100), (8, 100), (10, 100), (6, 90),
          (9, 90))  # fmt: skip
# Idem: nonconformities in rolls of dyed cloth, and inspection units per roll.
CLOTH = ((14, 10.0), (12, 8.0), (20, 13.0), (11, 10.0), (7, 9.5), (10, 10.0), (21, 12.0),
         (16, 10.5), (19, 12.0), (23, 12.5))  # fmt: skip


def parts(counts, scale: float, noise: float = 0.0) -> list[Point]:
    """Shares or rates of counted out of a whole, quarter by quarter."""
    ids = periods(len(counts))
    return [
        Point(period, scale * x / n, True, noise, n)
        for period, (x, n) in zip(ids, counts, strict=True)
    ]


def reaches(found, point: Point) -> tuple[float, float]:
    reach = 3 * found.deviation(found.centre, point)
    return found.centre - reach, found.centre + reach


# --- against published figures ---


def test_the_limits_of_the_nist_flowrate_example_are_found():
    # NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 Individuals control charts:
    # mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 (with 3/1.128).
    flowrate = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
    found = process(series(*flowrate), Chart.xmr, Unit.days)
    assert found.centre == pytest.approx(50.81)
    assert 3 * found.spread / LIMIT == pytest.approx(1.8778, abs=0.0001)
    assert reaches(found, series(50)[0]) == pytest.approx((45.8159, 55.8041), abs=0.002)


def test_a_jump_widens_the_limits_and_lies_beyond_them():
    # Vignette "Deviations" of NHSRplotthedots: the mean moving range is 32/17 with the jump in it,
    # as the Excel tool of Making Data Count has it; the R package would leave the jump out.
    found = process(
        series(1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1), Chart.xmr, Unit.days
    )
    assert found.centre == pytest.approx(35 / 18)
    assert 3 * found.spread == pytest.approx(2.66 * 32 / 17, abs=0.001)


def test_the_p_chart_of_the_orange_juice_has_its_published_limits():
    # Centre 0.2313, limits 0.0524 and 0.4102; samples 15 and 23 lie above them.
    points = parts([(x, 50) for x in CANS], 100)
    found = process(points, Chart.p, Unit.percent)
    by_chance = 100 * (0.2313 * 0.7687 / 50) ** 0.5
    assert found.centre == pytest.approx(23.13, abs=0.01)
    low, high = (found.centre + side * 3 * by_chance for side in (-1, 1))
    assert (low, high) == pytest.approx((5.24, 41.02), abs=0.02)
    assert found.deviation(found.centre, points[0]) == pytest.approx(by_chance * found.spread, 1e-3)
    beyond = [at + 1 for at, one in enumerate(points) if not low <= one.value <= high]
    assert beyond == [15, 23]


def test_the_p_chart_of_the_purchase_orders_has_limits_for_each_size():
    # Centre 0.0955 (234 of 2450); Montgomery: for n = 100 limits 0.007 and 0.184; week 11 is out.
    points = parts(ORDERS, 100)
    found = process(points, Chart.p, Unit.percent)
    assert found.centre == pytest.approx(100 * 234 / 2450)
    assert found.spread == 1.0  # no more than chance: Laney changes nothing
    assert reaches(found, points[0]) == pytest.approx((0.7, 18.4), abs=0.05)
    assert [at + 1 for at, one in enumerate(points) if abs(placed(found, one).z) > 3] == [11]


def test_the_u_chart_of_the_dyed_cloth_has_its_published_limits():
    # Centre 1.42 (153 / 107.5); limits 0.29–2.55 for 10.0 units, 0.16–2.68 for 8.0 and so on; the
    # book computes with the centre rounded.
    points = parts(CLOTH, 1000)
    found = process(points, Chart.u, Unit.per_1000)
    assert found.centre / 1000 == pytest.approx(1.42, abs=0.004)
    assert found.spread == 1.0
    for at, low, high in ((0, 0.29, 2.55), (1, 0.16, 2.68), (2, 0.43, 2.41), (9, 0.41, 2.43)):
        reach = [one / 1000 for one in reaches(found, points[at])]
        assert reach == pytest.approx([low, high], abs=0.01)
    assert all(abs(placed(found, one).z) <= 3 for one in points)


def test_with_equal_wholes_a_p_prime_chart_is_an_xmr_chart():
    # Laney, "Improved control charts for attributes", Quality Engineering 14(4), 2002: with equal
    # subgroups sigma z puts the limits where an individuals chart has them.
    points = parts([(x, 50) for x in CANS], 100)
    laney = process(points, Chart.p, Unit.percent)
    plain = process(points, Chart.xmr, Unit.percent)
    assert laney.spread > 1
    assert laney.centre == pytest.approx(plain.centre)
    assert laney.deviation(laney.centre, points[0]) == pytest.approx(plain.spread)


# --- claims ---


def test_a_share_is_read_as_p_a_rate_as_u_and_anything_else_as_xmr():
    points = parts(ORDERS, 100)
    assert chart_of(points, Unit.percent) is Chart.p
    assert chart_of(points, Unit.per_1000) is Chart.u
    assert chart_of(points, Unit.days) is Chart.xmr
    unknown = [*points, Point("2030KW01", 10.0)]
    assert chart_of(unknown, Unit.percent) is Chart.xmr


def test_twelve_children_may_swing_further_than_two_hundred_before_it_says_anything():
    shares = [(45 + at % 3 * 5, 200) for at in range(16)]
    small = read(parts([*shares, (24, 40)], 100), card("percent", "share"))
    large = read(parts([*shares, (120, 200)], 100), card("percent", "share"))
    assert small.state is State.signal and large.state is State.signal
    wide, narrow = small.bounds[-1], large.bounds[-1]
    assert wide.upper - wide.lower > narrow.upper - narrow.lower


def test_large_groups_that_vary_from_year_to_year_are_not_called_out_for_their_size():
    # Out of 20,000 chance alone gives 0.3 percent point; the process itself moves by 3.
    rng = random.Random(7)
    shares = [(round(20_000 * (0.30 + rng.uniform(-0.03, 0.03))), 20_000) for _ in range(24)]
    found = read(parts(shares, 100), card("percent", "share"))
    assert found.wider and found.state is State.common


def test_rounding_widens_what_may_be_chance():
    shares = [(10 + at % 2, 40) for at in range(16)]
    fine, coarse = (process(parts(shares, 100, noise), Chart.p, Unit.percent) for noise in (0, 10))
    one = parts(shares, 100)[0]
    assert coarse.deviation(coarse.centre, parts(shares, 100, 10)[0]) > fine.deviation(
        fine.centre, one
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(20, 180), st.integers(200, 400)), min_size=13, max_size=30))
def test_the_other_side_of_a_share_is_read_as_its_mirror(counts):
    share = card("percent", "share")
    plain = read(parts(counts, 100), share)
    rest = read(parts([(n - x, n) for x, n in counts], 100), share)
    swap = {Way.higher: Way.lower, Way.lower: Way.higher}
    told = {(one.rule, swap[one.way]) for one in plain.findings}
    assert {(one.rule, one.way) for one in rest.findings} == told


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 90), st.integers(100, 900)), min_size=13, max_size=30))
def test_the_limits_of_shares_agree_with_the_formulas_written_out(counts):
    found = process(parts(counts, 100), Chart.p, Unit.percent)
    p = sum(x for x, _ in counts) / sum(n for _, n in counts)
    sd = [(p * (1 - p) / n) ** 0.5 for _, n in counts]
    z = [(x / n - p) / s for (x, n), s in zip(counts, sd, strict=True)]
    steps = [abs(b - a) for a, b in zip(z, z[1:], strict=False)]
    sigma_z = sum(steps) / len(steps) / 1.128
    assert found.centre == pytest.approx(100 * p)
    assert found.spread == pytest.approx(max(sigma_z, 1))
    for point, s in zip(parts(counts, 100), sd, strict=True):
        wanted = 100 * s * max(sigma_z, 1)
        assert found.deviation(found.centre, point) == pytest.approx(wanted)
