"""What may be shown: one test per rule, at its edges; and the one door through which it goes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.indicators.definition import Indicator, Measure, Prose, Shape, Unit
from telvertel.indicators.period import Grain
from telvertel.privacy.release import (
    SCHEMA,
    FrozenFiguresChanged,
    Mark,
    Released,
    freeze,
    release,
    restated,
    thaw,
    with_source,
)

MEASURES = {
    Shape.count: Measure(shape=Shape.count, family="use", counted=("all",)),
    Shape.share: Measure(shape=Shape.share, family="started", counted=("yes",), out_of=("yes",)),
    Shape.rate: Measure(shape=Shape.rate, family="use", counted=("all",), population="0-22"),
    Shape.mean: Measure(shape=Shape.mean, family="observed"),
    Shape.amount: Measure(shape=Shape.amount, family="observed"),
    Shape.distribution: Measure(shape=Shape.distribution, family="duration", out_of=("m0_3",)),
}


def card(shape: Shape, unit: Unit = Unit.count) -> Indicator:
    prose = Prose(
        name="n", question="q", definition="d", says="s", says_not="n", questions=("a", "b", "c")
    )
    return Indicator(
        id="card",
        kind="use",
        building_block="ambition",
        unit=unit,
        grain=Grain.quarter,
        measure=MEASURES[shape],
        source="s",
        recorded_by="r",
        burden_minutes=0,
        owner="o",
        checked_by="c",
        review_on=date(2030, 1, 1),
        nl=prose,
        en=prose,
    )


def series(*rows: tuple, at_source: bool = False) -> pl.DataFrame:
    """Rows of (numerator, denominator, value), one quarter each."""
    return pl.DataFrame(
        [
            (
                f"{2020 + i}KW01",
                date(2020 + i, 1, 1),
                "",
                n,
                d,
                v,
                at_source,
                "final",
                0.9,
                None,
                "",
            )
            for i, (n, d, v) in enumerate(rows)
        ],
        schema={
            "period": pl.String,
            "start": pl.Date,
            "group": pl.String,
            "numerator": pl.Int64,
            "denominator": pl.Int64,
            "value": pl.Float64,
            "protected_at_source": pl.Boolean,
            "status": pl.String,
            "completeness": pl.Float64,
            "reference_date": pl.Date,
            "note": pl.String,
        },
        orient="row",
    )


def released(shape: Shape, *rows: tuple, at_source: bool = False) -> Released:
    frame = series(*rows, at_source=at_source)
    return release(card(shape), (("gm", "GM9901"),), frame, cube="c1", source="Rivierstede")


def shown(shape: Shape, *row: object, at_source: bool = False) -> tuple:
    """Mark, value, low, high of one figure."""
    frame = released(shape, row, at_source=at_source).frame
    return frame.select("mark", "value", "low", "high").row(0)


def test_a_changed_copy_is_no_way_round_the_gate():
    """Not with the key of the one it was copied from, nor a frame of somebody's own."""
    released = release(card(Shape.count), (), series((40, None, None)), cube="c", source="s")
    with pytest.raises(TypeError, match="privacy.release only"):
        replace(released, frame=released.frame.with_columns(value=pl.lit(1.0)))
    assert with_source(released, "other").frame.equals(released.frame)


def test_nobody_and_nine_look_the_same():
    frame = released(Shape.count, (0, None, None), (5, None, None)).frame
    zero, five = frame.drop("period", "start").rows()
    assert zero == five
    assert frame["mark"].to_list() == ["small", "small"]
    assert frame["numerator"].null_count() == 2


def test_ten_is_the_first_count_that_is_shown():
    assert shown(Shape.count, 10, None, None) == ("shown", 10.0, None, None)


def test_a_count_that_is_not_known_is_missing_not_small():
    assert shown(Shape.count, None, None, None)[0] == "missing"


@pytest.mark.parametrize(
    ("count", "whole", "expected"),
    [
        (5, 15, ("small", None, None, None)),  # under 20: no share
        (5, 20, ("class", 27.5, 25.0, 30.0)),  # 25 % opens the class 25–30
        (20, 60, ("class", 32.5, 30.0, 35.0)),
        (95, 95, ("class", 97.5, 95.0, 100.0)),
        (0, 60, ("class", 2.5, 0.0, 5.0)),
        (35, 105, ("shown", 33.0, None, None)),  # from 100: whole percents
        (5, 1000, ("class", 2.5, 0.0, 5.0)),  # under 5 %
        (50, 1000, ("shown", 5.0, None, None)),
        (950, 1000, ("shown", 95.0, None, None)),
        (960, 1000, ("class", 97.5, 95.0, 100.0)),
        (125, 1000, ("shown", 13.0, None, None)),  # 12.5 is rounded up, not to even
        (25, 20, ("missing", None, None, None)),  # no share of its whole
        (None, 40, ("missing", None, None, None)),
        (10, None, ("missing", None, None, None)),
    ],
)
def test_a_share_is_as_fine_as_its_denominator_allows(count, whole, expected):
    assert shown(Shape.share, count, whole, None) == expected
    assert shown(Shape.distribution, count, whole, None) == expected


@pytest.mark.parametrize(
    ("count", "whole", "mark"),
    [
        (45, 45, "nearly_all"),
        (20, 20, "nearly_all"),
        (40, 45, "class"),  # 89 %
        (0, 45, "nearly_none"),
        (5, 45, "class"),  # 11 %
        (45, 50, "class"),  # 90 %, of fifty
    ],
)
def test_of_a_small_group_nearly_all_or_none_is_said_in_words(count, whole, mark):
    frame = released(Shape.share, (count, whole, None)).frame
    assert frame["mark"][0] == mark
    if mark != "class":
        assert frame["value"][0] is None and frame["numerator"][0] is None


def test_a_share_does_not_show_the_small_count_behind_it():
    frame = released(Shape.share, (5, 30, None), (15, 30, None)).frame
    assert frame["numerator"].to_list() == [None, 15]
    assert frame["denominator"].to_list() == [30, 30]


def test_a_hidden_point_leaves_a_gap_that_nothing_fills():
    frame = released(Shape.count, (40, None, None), (5, None, None), (60, None, None)).frame
    assert frame["value"].to_list() == [40.0, None, 60.0]
    hidden = frame.row(1, named=True)
    assert {hidden[name] for name in ("numerator", "denominator", "low", "high")} == {None}


@pytest.mark.parametrize(
    ("count", "people", "value"),
    [
        (5, 40_000, None),
        (10, 40_000, 0.3),
        (4725, 40_000, 118.0),  # three digits are enough
        (155, 1200, 129.0),
        (35, 4000, 9.0),  # one step of 5 is more than 1 per 1000: no decimals
        (35, None, None),
    ],
)
def test_a_rate_has_no_more_digits_than_steps_of_five_support(count, people, value):
    assert shown(Shape.rate, count, people, None)[1] == value


@pytest.mark.parametrize(
    ("value", "answers", "expected"),
    [
        (7.46, 10, ("shown", 7.5)),
        (7.46, 5, ("small", None)),
        (7.46, None, ("missing", None)),
        (None, 40, ("missing", None)),
        (float("nan"), 40, ("missing", None)),
        (123.4, 40, ("shown", 100.0)),
        (8_249.0, 40, ("shown", 8_200.0)),
        (86.6, 40, ("shown", 87.0)),
    ],
)
def test_a_mean_needs_ten_answers_and_has_two_digits(value, answers, expected):
    assert shown(Shape.mean, None, answers, value)[:2] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1_234_567, 1_230_000.0),
        (54_321, 54_000.0),
        (9_876, 9_900.0),
        (0, 0.0),
        (-54_321, -54_000.0),
    ],
)
def test_money_is_rounded_coarsely(value, expected):
    assert shown(Shape.amount, None, None, float(value))[1] == expected


def test_money_of_fewer_than_ten_children_is_hidden():
    assert shown(Shape.amount, None, 5, 13_371.37)[:2] == ("small", None)


def test_a_published_figure_is_shown_as_published():
    assert shown(Shape.mean, None, None, 7.4, at_source=True)[:2] == ("shown", 7.4)
    assert shown(Shape.count, 5, None, None, at_source=True)[:2] == ("shown", 5.0)
    assert shown(Shape.count, None, None, None, at_source=True)[0] == "missing"


def test_a_figure_without_counts_behind_it_is_not_shown():
    for shape in (Shape.count, Shape.share, Shape.rate):
        assert shown(shape, None, None, 12.0)[:2] == ("missing", None)


@given(st.integers(0, 60), st.integers(0, 60))
def test_whatever_the_counts_a_hidden_figure_holds_no_number(count, others):
    count, whole = 5 * count, 5 * (count + others)
    for shape in (Shape.count, Shape.share, Shape.rate):
        frame = released(shape, (count, whole, None)).frame
        row = frame.row(0, named=True)
        if row["mark"] in (Mark.small, Mark.missing, Mark.nearly_all, Mark.nearly_none):
            assert row["value"] is None and row["numerator"] is None
            assert row["low"] is None and row["high"] is None
        else:
            assert row["value"] is not None


def test_released_figures_are_made_by_the_gate_only():
    made = released(Shape.count, (40, None, None))
    with pytest.raises(TypeError, match="privacy.release only"):
        Released("card", Unit.count, Shape.count, (), "c", "s", made.frame)
    with pytest.raises(TypeError, match="exactly the columns"):
        restated(made, frame=made.frame.with_columns(true_count=pl.lit(3)))
    assert dict(made.frame.schema) == SCHEMA


def test_rows_stand_in_order_of_time_and_group():
    frame = series((40, None, None), (50, None, None)).reverse()
    made = release(card(Shape.count), (), frame, cube="c", source="s")
    assert made.frame["period"].to_list() == ["2020KW01", "2021KW01"]


def test_frozen_figures_thaw_to_exactly_what_they_were():
    made = released(Shape.share, (5, 15, None), (20, 60, None), (None, None, None))
    thawed = thaw(json.loads(json.dumps(freeze(made))))
    assert thawed == restated(made, frame=thawed.frame)
    assert thawed.frame.equals(made.frame)
    assert dict(thawed.frame.schema) == SCHEMA


def test_an_empty_series_freezes_and_thaws():
    made = released(Shape.count)
    assert thaw(freeze(made)).frame.equals(made.frame)


@pytest.mark.parametrize(
    "tampered",
    [
        lambda frozen: frozen["rows"][0].__setitem__(5, 41.0),
        lambda frozen: frozen.__setitem__("source", "another"),
        lambda frozen: frozen["rows"].append(frozen["rows"][0]),
        lambda frozen: frozen.__setitem__("exact", 7),
        lambda frozen: frozen.__setitem__("digest", "0" * 64),
        lambda frozen: frozen.pop("digest"),
    ],
)
def test_figures_changed_after_freezing_do_not_thaw(tampered):
    frozen = freeze(released(Shape.count, (40, None, None)))
    tampered(frozen)
    with pytest.raises(FrozenFiguresChanged):
        thaw(frozen)
