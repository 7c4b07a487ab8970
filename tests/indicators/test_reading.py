"""What may be said of a series, against published figures and against plain loops."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import Grain, Period
from telvertel.indicators.reading import (
    POINTS_NEEDED,
    Reading,
    Standing,
    State,
    freeze,
    read,
    thaw,
)
from telvertel.indicators.rules import LIMIT, NEAR, RUN, TREND, Point, Rule, Way, limits

PROSE = {
    "name": "Gemiddelde",
    "question": "Wat zien we?",
    "definition": "Een gemiddelde.",
    "says": "Iets.",
    "says_not": "Niet alles.",
    "questions": ["Een?", "Twee?", "Drie?"],
}


def card(unit: str = "days", shape: str = "mean") -> Indicator:
    return Indicator.model_validate(
        {
            "id": "some",
            "kind": "process",
            "building_block": "framework",
            "unit": unit,
            "grain": "quarter",
            "measure": {"shape": shape, "family": "observed"},
            "source": "eigen",
            "recorded_by": "aanbieder",
            "burden_minutes": 0,
            "owner": "beleid",
            "checked_by": "niemand",
            "review_on": "2030-01-01",
            "nl": PROSE,
            "en": PROSE,
        }
    )


def periods(count: int) -> list[str]:
    found, one = [], Period(2015, 1, Grain.quarter)
    for _ in range(count):
        found.append(one.id)
        one = one.next
    return found


def series(*values: float, noise: float = 0.0) -> list[Point]:
    return [Point(p, v, True, noise) for p, v in zip(periods(len(values)), values, strict=True)]


def reading(*values: float, noise: float = 0.0) -> Reading:
    return read(series(*values, noise=noise), card())


STEADY = (10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12)


# --- against published figures ---


def test_the_limits_of_the_nist_flowrate_example_are_found():
    # NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 Individuals control charts:
    # mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 (with 3/1.128).
    flowrate = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
    mean, reach = limits(series(*flowrate))
    assert mean == pytest.approx(50.81)
    assert reach / LIMIT == pytest.approx(1.8778, abs=0.0001)
    assert (mean - reach, mean + reach) == pytest.approx((45.8159, 55.8041), abs=0.002)


def test_one_jump_is_screened_out_of_the_limits():
    # The example of NHSRplotthedots, vignette "Deviations": ranges 1, 1, 1, 8, 9, 1, … ; the mean
    # range 32/17 screens out 8 and 9 (above 3.267 × 1.88), so the mean range is 1.
    mean, reach = limits(series(1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1))
    assert mean == pytest.approx(35 / 18)
    assert reach == pytest.approx(2.66)


# --- claims ---


def test_nothing_is_said_of_a_series_that_is_too_short():
    short = reading(*range(POINTS_NEEDED - 1))
    assert short.state is State.too_short
    assert (short.n, short.needed) == (POINTS_NEEDED - 1, POINTS_NEEDED)
    assert short.findings == () and short.upper is None
    assert short.reading_of(short.periods[0]) is Standing.too_short


def test_a_series_that_only_varies_is_common_variation():
    assert reading(*STEADY).state is State.common
    assert reading(*STEADY).reading_of("2015KW03") is Standing.common


def test_a_point_far_out_stands_out_alone():
    found = reading(*STEADY, 20)
    assert [(one.rule, one.way, one.periods) for one in found.findings] == [
        (Rule.beyond_limits, Way.higher, ("2018KW03",))
    ]


def test_seven_in_a_row_on_one_side_stand_out_and_six_do_not():
    ups = (10, 14, 10, 14, 10, 14, 10, 14, 10, 14, 10, 14, 10)
    seven = reading(*ups, *(12.5, 12.6) * 3, 12.5)
    assert {one.rule for one in seven.findings} == {Rule.run}
    assert len(seven.findings[0].periods) == RUN
    assert reading(*ups, *(12.5, 12.6) * 3).state is State.common


def test_seven_rises_after_each_other_are_a_trend():
    rising = (10, 14, 10, 14, 10, 14, 10, 11.1, 11.6, 12.1, 12.6, 13.1, 13.6, 10, 14)
    assert [(one.rule, one.way, len(one.periods)) for one in reading(*rising).findings] == [
        (Rule.trend, Way.higher, TREND)
    ]


def test_a_series_that_stands_still_has_no_signal():
    assert reading(*[5] * 20).state is State.common


@pytest.mark.parametrize(
    "odd",
    [Point("2018KW03", 20, usable=False), Point("2018KW03", None, usable=False)],
    ids=["provisional or incomplete", "hidden"],
)
def test_a_point_that_is_not_settled_never_triggers_and_is_not_counted(odd):
    found = read([*series(*STEADY), odd], card())
    assert (found.state, found.n) == (State.common, len(STEADY))
    assert found.reading_of("2018KW03") is Standing.not_read


def test_a_hidden_point_ends_a_run():
    high = [*series(*(10, 14) * 7, *(12.5, 12.6) * 4)]
    assert read(high, card()).state is State.signal
    middle = high[-4]
    high[-4] = Point(middle.period, None, usable=False)
    assert read(high, card()).state is State.common


def test_after_a_break_only_the_new_stretch_is_read():
    both = series(*[100 + one for one in STEADY], *STEADY)
    before = read(both, card())
    after = read(both, card(), [{"period": "2018KW03", "reason": "nieuwe telling"}])
    assert before.state is State.signal
    assert (after.state, after.n, after.mean) == (State.common, len(STEADY), 11)
    assert after.reading_of("2015KW01") is Standing.not_read


def test_a_movement_of_the_size_of_the_rounding_says_nothing():
    counts = (*[100] * 13, 104)
    assert reading(*counts).state is State.signal
    assert reading(*counts, noise=4).state is State.common


def test_limits_are_drawn_no_further_than_a_figure_can_go():
    found = read(series(*(2, 9) * 8), card("grade"))
    assert (found.lower, found.upper) == (1, 10)


def test_a_reading_comes_back_from_the_journal_as_it_was():
    found = reading(*STEADY, 20)
    assert thaw(freeze(found)) == found


# --- properties ---

VALUES = st.lists(st.integers(0, 12), min_size=POINTS_NEEDED, max_size=30)


def clear_of_ties(values: list[int]) -> None:
    """Where a point lies exactly on a threshold the last bit of a float decides: not our claim."""
    mean, reach = limits(series(*values))
    for value in values:
        distance = abs(value - mean)
        assume(abs(distance - reach) > 1e-9 and abs(distance - NEAR * reach) > 1e-9)
        assume(distance == 0 or distance > 1e-9)


@settings(deadline=None)
@given(VALUES, st.integers(-50, 50))
def test_adding_a_constant_changes_no_standing(values, constant):
    clear_of_ties(values)
    plain, moved = reading(*values), reading(*[one + constant for one in values])
    assert [plain.reading_of(one) for one in plain.periods] == [
        moved.reading_of(one) for one in moved.periods
    ]


@settings(deadline=None)
@given(VALUES)
def test_mirroring_swaps_the_sides_and_nothing_else(values):
    clear_of_ties(values)
    plain, mirrored = reading(*values), reading(*[-one for one in values])
    swap = {Way.higher: Way.lower, Way.lower: Way.higher}
    told = {(one.rule, swap[one.way], one.periods) for one in plain.findings}
    assert {(one.rule, one.way, one.periods) for one in mirrored.findings} == told


def slow_standing(values: list[int], at: int) -> Standing:
    """The rules once more, point by point and window by window."""
    mean, reach = limits(series(*values))

    def windows(length: int) -> list[list[int]]:
        starts = range(max(at - length + 1, 0), min(at, len(values) - length) + 1)
        return [list(range(start, start + length)) for start in starts]

    def near(one: int) -> bool:
        return NEAR * reach < abs(values[one] - mean) <= reach

    def one_side(window: list[int]) -> bool:
        return all(values[i] > mean for i in window) or all(values[i] < mean for i in window)

    def one_way(window: list[int]) -> bool:
        steps = [values[b] - values[a] for a, b in zip(window, window[1:], strict=False)]
        return all(step > 0 for step in steps) or all(step < 0 for step in steps)

    if abs(values[at] - mean) > reach:
        return Standing.beyond_limits
    if any(one_side(window) for window in windows(RUN)):
        return Standing.run
    if any(one_way(window) for window in windows(TREND)):
        return Standing.trend
    close = [w for w in windows(3) if one_side(w) and sum(near(i) for i in w) >= 2]
    return Standing.near_limit if near(at) and close else Standing.common


@settings(deadline=None)
@given(VALUES)
def test_the_rules_agree_with_plain_loops(values):
    clear_of_ties(values)
    found = reading(*values)
    slow = [slow_standing(values, at) for at in range(len(values))]
    assert [found.reading_of(one) for one in found.periods] == slow
