"""Which periods a delivery holds, and how settled they are."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from telvertel.figures.standing import (
    endings_incomplete,
    periods_held,
    reference_date,
    status,
)
from telvertel.indicators.period import read


def records(*days: tuple[date, date | None]) -> pl.DataFrame:
    columns = ["started_on", "ended_on"]
    return pl.DataFrame(days, schema=dict.fromkeys(columns, pl.Date), orient="row")


def test_what_began_long_ago_and_still_runs_does_not_stretch_the_delivery():
    held = periods_held(
        records((date(2015, 1, 1), None), (date(2024, 1, 9), date(2024, 2, 1))), date(2024, 6, 30)
    )
    assert [one.id for one in held] == ["2024KW01", "2024KW02", "2024HJ01"]


def test_a_period_that_is_not_over_on_the_reference_date_is_not_held():
    held = periods_held(records((date(2023, 1, 9), date(2023, 2, 1))), date(2024, 8, 15))
    assert [one.id for one in held][-4:] == ["2023HJ01", "2023HJ02", "2024HJ01", "2023JJ00"]


def test_the_first_day_can_be_given():
    held = periods_held(
        records((date(2024, 1, 9), date(2024, 5, 1))), date(2024, 6, 30), date(2024, 1, 1)
    )
    assert [one.id for one in held] == ["2024KW01", "2024KW02", "2024HJ01"]


def test_without_an_ending_the_earliest_start_is_the_beginning():
    held = periods_held(records((date(2024, 4, 9), None)), date(2024, 6, 30))
    assert [one.id for one in held] == ["2024KW02"]


def test_the_reference_date_is_the_end_of_the_last_quarter_in_the_data_that_is_over():
    rows = records((date(2024, 1, 9), date(2024, 5, 1)))
    assert reference_date(rows, today=date(2025, 1, 20)) == date(2024, 6, 30)
    assert reference_date(rows, today=date(2024, 6, 1)) == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("period", "settled"),
    [
        ("2024KW04", "provisional"),
        ("2024KW03", "provisional"),
        ("2024HJ02", "provisional"),
        ("2024JJ00", "provisional"),
        ("2024KW02", "revised_provisional"),
        ("2024HJ01", "revised_provisional"),
        ("2023KW04", "final"),
        ("2023JJ00", "final"),
    ],
)
def test_the_latest_half_year_is_provisional_and_the_one_before_nearly_settled(period, settled):
    assert status(read(period), date(2024, 12, 31)) == settled


def test_reasons_of_ending_of_the_latest_half_year_are_not_complete():
    assert endings_incomplete(read("2024KW03"), date(2024, 12, 31))
    assert not endings_incomplete(read("2024KW02"), date(2024, 12, 31))
