"""What may be said of a series, against published figures and against plain loops."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from telvertel.charts.said import finding_told
from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.limits import Chart, process
from telvertel.indicators.period import Grain, Period
from telvertel.indicators.reading import (
    BASE_POINTS,
    POINTS_NEEDED,
    Reading,
    Standing,
    State,
    freeze,
    in_sight,
    point_of,
    read,
    thaw,
)
from telvertel.indicators.rules import NEAR, RUN, TREND, Finding, Point, Rule, Way
from telvertel.indicators.steps import step_of
from telvertel.privacy.display import figure
from telvertel.privacy.mark import Mark
from telvertel.wording.words import words

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


def limits(*values: float) -> tuple[float, float]:
    """Mean and reach of the XmR chart of values without a gap."""
    found = process(series(*values), Chart.xmr, card().unit)
    return found.centre, 3 * found.spread


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


def test_nine_in_a_row_on_one_side_stand_out_and_eight_do_not():
    ups = (10, 14, 10, 14, 10, 14, 10, 14, 10, 14, 10, 14, 10)
    nine = reading(*ups, *(12.5, 12.6) * 4, 12.5)
    assert {one.rule for one in nine.findings} == {Rule.run}
    assert len(nine.findings[0].periods) == RUN
    assert reading(*ups, *(12.5, 12.6) * 4).state is State.common


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
    high = [*series(*(10, 14, 12) * 5, *(12.5, 12.6) * 5)]
    assert read(high, card()).state is State.signal
    middle = high[-5]
    high[-5] = Point(middle.period, None, usable=False)
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
    found = read(series(*(2, 9, 5) * 6), card("grade"))
    assert (found.lower, found.upper) == (1, 10)


def test_the_limits_of_24_points_stay_where_they_are_whatever_comes_after():
    base = (10, 12, 11) * 8
    assert len(base) == BASE_POINTS
    then, later = reading(*base), reading(*base, 30, 31, 30, 32, 30)
    assert (later.mean, later.lower, later.upper) == (then.mean, then.lower, then.upper)
    assert later.base == BASE_POINTS


def test_until_there_are_24_points_the_limits_are_on_trial_and_move():
    assert reading(*STEADY).base == len(STEADY)
    assert reading(*STEADY, 20).upper > reading(*STEADY).upper


def test_a_break_that_a_person_records_sets_the_limits_anew():
    high = [one + 8 for one in STEADY]
    both = series(*(10, 12, 11) * 8, *high)
    since = both[24].period
    assert read(both, card()).state is State.signal
    again = read(both, card(), [{"period": since, "reason": "andere werkwijze sinds 2021"}])
    assert (again.state, again.mean, again.base) == (State.common, 19, len(STEADY))


def test_every_point_with_a_figure_has_its_own_limits_a_provisional_one_too():
    odd = Point("2018KW03", 20, usable=False)
    found = read([*series(*STEADY), odd], card())
    assert [one.period for one in found.bounds] == [*found.periods, "2018KW03"]


def test_a_reading_comes_back_from_the_journal_as_it_was():
    found = reading(*STEADY, 20)
    assert thaw(json.loads(json.dumps(freeze(found)))) == found


def test_a_reading_frozen_before_limits_had_a_period_can_still_be_read():
    frozen = freeze(reading(*STEADY, 20))
    older = {key: frozen[key] for key in ("state", "findings", "mean", "lower", "upper", "n")}
    told = thaw({**older, "needed": frozen["needed"], "periods": frozen["periods"]})
    assert (told.chart, told.bounds) == (Chart.xmr, ())
    assert told.reading_of("2018KW03") is Standing.beyond_limits


def test_a_wished_direction_changes_nothing_in_what_is_read():
    wished = card().model_copy(update={"better": "higher"})
    points = series(*STEADY, 20)
    assert read(points, wished) == read(points, card())


# --- properties ---

VALUES = st.lists(st.integers(0, 12), min_size=POINTS_NEEDED, max_size=30)


def clear_of_ties(values: list[int]) -> None:
    """Where a point lies exactly on a threshold the last bit of a float decides: not our claim."""
    mean, reach = limits(*values[:BASE_POINTS])
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
    mean, reach = limits(*values[:BASE_POINTS])

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


# --- what is looked at changes no verdict ---


def risen() -> list[Point]:
    """Six years around ten, then six around eighteen."""
    values = [(10 if at < 24 else 18) + at * 7 % 3 for at in range(48)]
    return series(*values)


@pytest.mark.parametrize("since", [0, 5, 20, 24, 30, 46])
def test_whatever_time_is_looked_at_limits_and_verdicts_stay(since):
    whole = read(risen(), card())
    part = in_sight(whole, whole.periods[since:])
    shown = whole.periods[since:]
    assert [part.reading_of(one) for one in shown] == [whole.reading_of(one) for one in shown]
    assert part.bounds == whole.bounds[since:]
    assert part.state is (State.signal if part.findings else State.common)


def test_what_stands_out_elsewhere_is_not_said_here():
    calm = [10 + at % 3 for at in range(28)]
    peak = read(series(*calm, 40, *calm), card())
    part = in_sight(peak, peak.periods[31:])
    assert peak.state is State.signal and part.state is State.common and not part.findings


# --- the chart is that of the base ---


def test_a_later_figure_of_nobody_knows_how_many_leaves_the_limits_where_they_are():
    known = [Point(p, 30.0 + at % 3, True, 1.0, 120) for at, p in enumerate(periods(24))]
    of_what = Point(periods(25)[-1], 31.0)
    before, after = (read(one, card("percent", "share")) for one in (known, [*known, of_what]))
    assert (after.chart, after.bounds) == (Chart.p, before.bounds)
    assert after.reading_of(of_what.period) is Standing.not_read


# --- what is rounded away is no signal ---


@pytest.mark.parametrize(
    ("shape", "unit", "steady", "other"),
    [
        ("mean", "euro", 124.0, 126.0), ("mean", "grade", 7.14, 7.16), ("mean", "euro", 874, 876),
        ("amount", "euro", 100_400, 100_600), ("amount", "euro", 52_400, 52_600),
    ],
)  # fmt: skip
def test_one_step_of_the_display_is_never_called_out(shape, unit, steady, other):
    of = card(unit, shape)
    raw = [*[steady] * 24, other, *[steady] * 3, other, other]
    told = [displayed(of, period, one) for period, one in zip(periods(30), raw, strict=True)]
    assert len({one.value for one in told}) == 2
    assert read(told, of).state is State.common


def displayed(of: Indicator, period: str, value: float) -> Point:
    shown = figure(of.measure.shape, None, 40, value, False)
    return point_of({"period": period, **vars(shown), "status": "final", "completeness": 1}, of)


@given(
    st.sampled_from(["mean", "amount"]), st.floats(-9e6, 9e6), st.integers(10, 500)
)  # fmt: skip
@example("amount", 77451.0, 10)  # rounded twice: to hundreds, then to thousands
@example("mean", 124.6, 10)
def test_a_figure_lies_within_half_a_step_of_what_was_given(shape, value, children):
    assume(abs(value) > 0.01)
    shown = figure(Shape(shape), None, children, value, False).value
    step = step_of(Shape(shape), shown, children)
    # Just under a power of ten the steps are finer than those of the figure itself.
    assert abs(shown - value) <= step / 2 + 1e-9 * abs(value)


@given(st.integers(0, 4000), st.integers(4, 4000))
def test_a_share_or_rate_lies_within_half_a_step_of_its_counts(part, whole):
    part, whole = 5 * part, 5 * whole
    assume(part <= whole)
    for shape, scale in ((Shape.share, 100), (Shape.rate, 1000)):
        shown = figure(shape, part, whole, None, False)
        if shown.mark is Mark.shown:
            step = step_of(shape, shown.value, whole)
            assert abs(shown.value - scale * part / whole) <= step / 2 + 1e-9


def test_a_figure_that_a_publisher_rounded_has_no_step_of_ours():
    assert step_of(Shape.mean, 7.43, 40) == 0 and step_of(Shape.share, 31.5, 200) == 0


# --- a yearly wave ---


def test_a_run_in_a_wave_is_told_beside_what_is_usual_for_that_part_of_the_year():
    wave = (10, 0, -10, 0)
    values = [50 + wave[at % 4] + (at * 7 % 5) / 4 + (3 if at >= 24 else 0) for at in range(36)]
    found = read(series(*values), card())
    (run,) = (one for one in found.findings if one.rule is Rule.run)
    assert found.wave and run.wave
    told = finding_told(run, words("nl"))
    assert "voor dat deel van het jaar gewoon" in told and "gemiddelde" not in told
    assert thaw(freeze(found)) == found


def test_more_than_two_periods_near_a_limit_are_not_told_as_two_of_three():
    near = Finding(Rule.near_limit, Way.higher, ("2024KW01", "2024KW03"))
    assert finding_told(near, words("nl")).startswith("2 van 3 op rij tegen de bovengrens")
    joined = replace(near, periods=("2024KW01", "2024KW02", "2024KW04", "2025KW01"))
    told = finding_told(joined, words("nl"))
    assert told.startswith("4 perioden tegen de bovengrens aan, telkens ten minste 2 van 3 op rij")
