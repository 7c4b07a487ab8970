"""The children of Rivierstede do not exist, but their numbers look like those of the country."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from telvertel.demo import children, deliveries
from telvertel.demo.moments import Moments
from telvertel.demo.rivierstede import ANKER, GROEI, OEVER, POPULATION, TEAMS
from telvertel.indicators.period import Period

FIRST, LAST = Period(2018, 3), Period(2026, 3)


def active(trajectories: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    return trajectories.filter((pl.col("started") <= last) & (pl.col("ended") >= first))


def began(trajectories: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    return trajectories.filter(pl.col("started").is_between(first, last))


def ended(trajectories: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    return trajectories.filter(pl.col("ended").is_between(first, last))


def test_the_same_seed_gives_the_same_children(trajectories):
    again = children.trajectories(2026, FIRST, LAST)
    assert again.equals(trajectories)


def test_another_seed_gives_other_children(trajectories):
    assert not children.trajectories(1, FIRST, LAST).equals(trajectories)


def test_the_newer_providers_are_drawn_apart_and_have_other_children(drawn):
    assert not set(drawn.newer["stream"]) & set(drawn.trajectories["stream"])
    assert drawn.newer["client"].min() > drawn.trajectories["client"].max()


def test_eight_years_of_quarters_end_with_the_last_complete_one():
    moments = Moments(date(2026, 11, 22))
    assert (moments.first, moments.last) == (FIRST, LAST)


def test_a_quarter_counts_as_complete_a_month_after_its_end():
    assert Moments(date(2026, 10, 15)).last == Period(2026, 2)
    assert Moments(date(2026, 10, 31)).last == Period(2026, 3)


# Begun trajectories of the first half of 2023, all of the country (85097NED).
REFERRERS = {
    "01": 48_625, "02": 61_700, "03": 5_795, "04": 11_135, "05": 7_440, "06": 23_725, "08": 600
}  # fmt: skip


def test_referrers_follow_the_country(trajectories):
    half = began(trajectories, date(2023, 1, 1), date(2023, 6, 30))
    for code, count in REFERRERS.items():
        here = (half["referrer"] == code).mean()
        assert here == pytest.approx(count / 159_715, abs=0.035), code


# Ended trajectories of 2021, all of the country (85096NED), by upper bound in days.
DURATIONS = {91: 47_200, 182: 50_485, 365: 86_590, 730: 68_260, 1095: 19_610, 9999: 20_680}


def test_durations_follow_the_country_and_lean_to_the_short_side(trajectories):
    year = ended(trajectories, date(2021, 1, 1), date(2021, 12, 31))
    days = (year["ended"] - year["started"]).dt.total_days()
    below = 0
    for bound, count in DURATIONS.items():
        share = ((days >= below) & (days < bound)).mean()
        assert share == pytest.approx(count / 292_825, abs=0.03), bound
        below = bound
    assert days.median() < days.mean()


def test_about_a_quarter_of_those_who_start_had_help_before(trajectories):
    records = trajectories.join(
        deliveries.of(trajectories, GROEI), on=trajectories.columns, how="anti"
    )
    half = began(records, date(2023, 1, 1), date(2023, 6, 30)).unique("client", keep="first")
    before = records.select("client", earlier="started")
    pairs = half.join(before, on="client").filter(pl.col("earlier") < pl.col("started"))
    assert pairs["client"].n_unique() / half.height == pytest.approx(0.245, abs=0.03)


def test_about_eight_in_a_hundred_live_elsewhere_during_help(trajectories):
    year = active(trajectories, date(2023, 1, 1), date(2023, 12, 31))
    away = year.filter(pl.col("form") >= "11")["client"].n_unique()
    assert away / year["client"].n_unique() == pytest.approx(0.08, abs=0.02)


def test_dropout_was_ten_to_twelve_percent_before_anything_happened(trajectories):
    known = ended(trajectories, date(2019, 1, 1), date(2024, 12, 31)).filter(pl.col("reason") != "")
    assert known["reason"].is_in(["03", "04"]).mean() == pytest.approx(0.11, abs=0.01)


def test_about_a_hundred_in_a_thousand_young_people_have_help_in_a_half_year(drawn):
    everybody = pl.concat([drawn.trajectories, drawn.newer])
    half = active(everybody, date(2023, 1, 1), date(2023, 6, 30))
    assert 1000 * half["client"].n_unique() / POPULATION == pytest.approx(100, abs=15)


def test_fewer_children_start_in_summer(trajectories):
    by_quarter = began(trajectories, date(2019, 1, 1), date(2025, 12, 31)).group_by(
        pl.col("started").dt.quarter().alias("quarter")
    )
    starts = dict(by_quarter.len().iter_rows())
    assert starts[3] < 0.85 * min(starts[1], starts[2], starts[4])


def test_every_child_is_at_most_22_and_was_born_before_help(trajectories):
    age = trajectories.select(
        at_start=pl.col("started").dt.year() - pl.col("birth_year"),
        at_end=pl.col("ended").dt.year() - pl.col("birth_year"),
    )
    assert age["at_start"].min() >= 0
    assert age["at_end"].max() <= 22


def test_two_providers_are_large_and_one_is_small(trajectories):
    for quarter in ((2020, 1), (2023, 2), (2026, 3)):
        period = Period(*quarter)
        here = active(trajectories, period.start, period.end)
        size = {
            code: deliveries.of(here, code)["client"].n_unique()
            for code in (TEAMS, OEVER, GROEI, ANKER)
        }
        assert size[TEAMS] > 1000 and size[OEVER] > 1000
        assert 300 < size[GROEI] < 700
        assert 15 <= size[ANKER] <= 45
