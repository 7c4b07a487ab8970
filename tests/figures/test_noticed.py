"""What is noticed in trajectories, beside loops over rows that say the same."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.figures import noticed, peaks
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.problem import Remark
from telvertel.indicators.period import Period

FAR = date(9999, 12, 31)
SCHEMA = {
    "municipality": pl.String(),
    "client": pl.String(),
    "care_form": pl.String(),
    "provider": pl.String(),
    "end_reason": pl.String(),
    "started_on": pl.Date(),
    "ended_on": pl.Date(),
}
DAYS = st.dates(date(2023, 12, 20), date(2024, 4, 10))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["GM0034", "GM0050"]),
        st.sampled_from("abcd"),
        st.sampled_from(["01", "02"]),
        DAYS,
        st.none() | st.integers(0, 60),
    ),
    max_size=14,
)


def trajectories(rows) -> pl.DataFrame:
    """Rows of municipality, client, form, start, and days until the end (None: it goes on)."""
    told = [
        (*place, form, "12345678", "01", start, None if days is None else start + timedelta(days))
        for *place, form, start, days in rows
    ]
    return pl.DataFrame(told, schema=SCHEMA, orient="row").with_row_index("row", offset=2)


def count(rows, remark: Remark) -> int:
    said = noticed.noticed("levering.csv", DeliveryKind.trajectories, trajectories(rows))
    return next((int(dict(one.facts)["count"]) for one in said if one.rule is remark), 0)


def later_ones(rows, keys):
    """Each row that begins before an earlier one of its keys has ended, with the row before it."""
    by_key: dict[tuple, list] = {}
    for row in sorted(rows, key=lambda one: one[3]):
        by_key.setdefault(tuple(row[key] for key in keys), []).append(row)
    for several in by_key.values():
        for at, row in enumerate(several):
            ends = [FAR if days is None else start + timedelta(days) for *_, start, days in
                    several[:at]]  # fmt: skip
            if ends and row[3] < max(ends):
                yield several[at - 1], row


@given(ROWS)
def test_trajectories_of_one_child_in_one_form_at_the_same_time_are_counted(rows):
    slow = len(list(later_ones(rows, (0, 1, 2))))
    assert count(rows, Remark.trajectories_overlap) == slow


@given(ROWS)
def test_a_child_in_two_municipalities_at_the_same_time_is_counted(rows):
    slow = sum(before[0] != row[0] for before, row in later_ones(rows, (1,)))
    assert count(rows, Remark.client_in_two_places) == slow


PLACES = st.tuples(st.sampled_from(["GM0034", "GM0050"]), st.sampled_from(["12345678", "87654321"]))
ADMINISTRATIVE = {date(2024, 1, 1): "new_year", date(2024, 3, 31): "contract"}
ORDINARY = date(2024, 2, 15)
# So many children at once, of a place and day; enough on an ordinary day make a peak no peak.
SIZES = st.sampled_from([1, 24, 25, 30, 80, 130])
HEAPS = st.lists(st.tuples(PLACES, st.sampled_from([*ADMINISTRATIVE, ORDINARY]), SIZES), max_size=4)
LOOSE = st.lists(
    st.tuples(PLACES, st.integers(0, 60), st.dates(date(2023, 12, 30), date(2024, 4, 2)) | DAYS),
    max_size=20,
)
BREAK = {"municipality": ["GM0034", "GM0050"], "provider": ["", ""], "period": ["2024KW02"] * 2}


@pytest.mark.parametrize("what", ["starts", "ends"])
@given(HEAPS, LOOSE)
def test_a_peak_is_what_a_loop_over_the_children_finds(what, heaps, loose):
    rows = [(*place, 100 + child, day) for place, day, size in heaps for child in range(size)]
    rows += [(*place, child, day) for place, child, day in loose]
    found = peaks.found(
        of_days(rows, what), [Period(2024, 1)], date(2024, 3, 31), pl.DataFrame(BREAK),
        lambda _, counts: counts,
    )  # fmt: skip
    told = {(one["municipality"], one["provider"], one["why"]) for one in found.rows(named=True)}
    assert told == by_loop(rows) and set(found["what"]) <= {what}


def of_days(rows, what) -> pl.DataFrame:
    """Rows of municipality, provider, child and day, on which help starts or ends."""
    days = pl.Series([day for *_, day in rows], dtype=pl.Date)
    long_ago = pl.Series([date(2020, 5, 5)] * len(rows), dtype=pl.Date)
    never = pl.Series([None] * len(rows), dtype=pl.Date)
    return pl.DataFrame(
        {
            "municipality": pl.Series([row[0] for row in rows], dtype=pl.String),
            "provider": pl.Series([row[1] for row in rows], dtype=pl.String),
            "client": pl.Series([str(row[2]) for row in rows], dtype=pl.String),
            "started_on": days if what == "starts" else long_ago,
            "ended_on": never if what == "starts" else days,
        }
    )


def by_loop(rows) -> set[tuple[str, str, str]]:
    """Municipality, provider ("" for all) and why, of an administrative day of this quarter with at
    least 25 children and a quarter of those of its quarter."""
    of, on = Counter(), Counter()
    for municipality, provider, _, day in set(rows):
        if date(2024, 1, 1) <= day <= date(2024, 3, 31):
            for place in ((municipality, provider), (municipality, "")):
                of[place] += 1
                on[place, day] += 1
    return {
        (*place, ADMINISTRATIVE[day])
        for (place, day), children in on.items()
        if day in ADMINISTRATIVE and children >= 25 and children * 4 >= of[place]
    }
