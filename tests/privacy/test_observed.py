"""Aggregates that providers deliver themselves are protected like the cube, and stay additive."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.privacy.observed import remembered
from telvertel.privacy.protect import protect_observations
from tests.privacy.invented import SEED

SCHEMA = {
    **dict.fromkeys(("indicator", "period", "municipality", "provider", "part"), pl.String()),
    "numerator": pl.Int64(),
    "denominator": pl.Int64(),
    "protected_at_source": pl.Boolean(),
}


def delivered(*rows: tuple) -> pl.DataFrame:
    """Rows of (provider, part, numerator, denominator) of one indicator and quarter."""
    full = [("dropout", "2024KW01", "GM9901", *row, False) for row in rows]
    return pl.DataFrame(full, schema=SCHEMA, orient="row")


def protected(frame: pl.DataFrame, previous: pl.DataFrame | None = None) -> list[tuple]:
    built = protect_observations(frame, previous, SEED)
    return built.frame.select("provider", "part", "numerator", "denominator").rows()


def test_the_whole_municipality_is_the_sum_of_providers_and_a_remainder():
    rows = (("p1", "", 3, 18), ("p2", "", 11, 44), ("", "", 16, 71))
    first, second, whole = protected(delivered(*rows))
    for (_, _, y, d), (_, _, x, n) in zip((first, second), rows, strict=False):
        assert abs(y - x) <= 4 and abs(d - n) <= 4 and y <= d
    # What is left for others is itself a rounded count: 2 of 9 children.
    assert whole[2] - first[2] - second[2] in (0, 5)
    assert whole[3] - first[3] - second[3] in (5, 10)


def test_a_whole_that_is_less_than_its_providers_stands_by_itself():
    *_, whole = protected(delivered(("p1", "", 3, 18), ("p2", "", 11, 44), ("", "", 12, 50)))
    assert abs(whole[2] - 12) <= 4 and whole[3] == 50


def test_the_parts_of_a_distribution_sum_to_the_whole():
    rows = delivered(("p1", "a", 7, 23), ("p1", "b", 13, 23), ("p1", "c", 3, 23))
    shown = protected(rows)
    assert sum(row[2] for row in shown) == shown[0][3]
    assert len({row[3] for row in shown}) == 1


def test_what_was_not_delivered_stays_unknown():
    shown = protected(delivered(("p1", "a", None, 23), ("p1", "b", 13, 23), ("p2", "", 8, None)))
    assert shown[0][2] is None and shown[2][3] is None
    assert shown[2][2] in (5, 10)


def test_a_published_figure_is_left_as_it_was_published():
    frame = delivered(("", "", 7, 31)).with_columns(protected_at_source=True)
    assert protect_observations(frame, None, SEED).frame.equals(frame)


def test_a_count_above_its_denominator_is_two_counts():
    ((_, _, count, of),) = protected(delivered(("p1", "", 14, 12)))
    assert count in (10, 15) and of in (10, 15)


def test_a_second_import_keeps_every_figure_in_any_order():
    frame = delivered(("p1", "", 3, 18), ("p2", "", 11, 44), ("", "", 16, 71))
    first = protect_observations(frame, None, SEED)
    mixed = frame.sample(fraction=1, shuffle=True, seed=2)
    again = protect_observations(mixed, first.sticky, SEED)
    assert again.frame.sort("provider").equals(first.frame.sort("provider"))
    assert again.sticky.equals(first.sticky)


def test_another_figure_of_one_provider_moves_no_other():
    rows = [("p1", "", 3, 18), ("p2", "", 11, 44), ("p3", "", 6, 27)]
    first = protect_observations(delivered(*rows), None, SEED)
    rows[0] = ("p1", "", 4, 19)
    before, after = first.frame.rows(), protected(delivered(*rows), first.sticky)
    assert [row[2:] for row in after[1:]] == [row[5:7] for row in before[1:]]


def test_the_same_row_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        protected(delivered(("p1", "", 3, 18), ("p1", "", 3, 18)))


def test_nothing_delivered_gives_nothing():
    assert protect_observations(delivered(), None, SEED).frame.is_empty()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5))
def test_whatever_is_delivered_a_numerator_never_exceeds_its_denominator(pairs):
    rows = [(f"p{i}", "", count, count + others) for i, (count, others) in enumerate(pairs)]
    for (_, _, x, n), (_, _, y, d) in zip(rows, protected(delivered(*rows)), strict=True):
        assert y <= d and abs(x - y) <= 4 and abs(n - d) <= 4 and y % 5 == d % 5 == 0


def test_what_of_a_table_is_kept_is_remembered_also_of_the_remainder_and_an_odd_code():
    rows = delivered(("p1", "", 43, 57), ("AB/12", "a", 3, 18), ("", "", 90, 130))
    sticky = protect_observations(rows, None, SEED).sticky
    assert remembered(sticky, rows).rows() == sticky.rows()
    only = remembered(sticky, rows.head(1))
    assert {one.split("/")[3] for one in only["atom"]} == {"p1"}
