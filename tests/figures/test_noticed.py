"""What is noticed in trajectories, beside loops over rows that say the same."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import polars as pl
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


STARTS = st.lists(
    st.tuples(
        st.sampled_from(["12345678", "87654321"]),
        st.integers(0, 60),  # the child
        st.sampled_from([date(2024, 1, 1), date(2023, 12, 31), date(2024, 3, 31), FAR])
        | st.dates(date(2024, 1, 1), date(2024, 3, 31)),
    ),
    max_size=40,
)
BREAK = {"municipality": ["GM0034"], "provider": [""], "period": ["2024KW02"]}


@given(STARTS, st.lists(st.tuples(st.sampled_from([date(2024, 1, 1), date(2024, 3, 31)]),
                                  st.integers(20, 60)), max_size=2))  # fmt: skip
def test_a_peak_is_what_a_loop_over_the_starts_finds(starts, heaps):
    rows = [("12345678", 100 + child, day) for day, size in heaps for child in range(size)]
    rows += starts
    reference, quarter = date(2024, 3, 31), Period(2024, 1)
    records = pl.DataFrame(
        {
            "municipality": ["GM0034"] * len(rows),
            "provider": [provider for provider, _, _ in rows],
            "client": [str(child) for _, child, _ in rows],
            "started_on": pl.Series([day for *_, day in rows], dtype=pl.Date),
            "ended_on": pl.Series([None] * len(rows), dtype=pl.Date),
        },
        schema_overrides={name: pl.String() for name in ("municipality", "provider", "client")},
    )
    found = peaks.found(records, [quarter], reference, pl.DataFrame(BREAK), lambda _, n: n)
    assert {(one["provider"], one["why"]) for one in found.rows(named=True)} == by_loop(rows)


def by_loop(rows) -> set[tuple[str, str]]:
    """Providers ("" for all) with an administrative day of this quarter of at least 25 children and
    a quarter of those of its quarter."""
    why = {(1, 1): "new_year", (3, 31): "contract"}
    known = {row for row in rows if date(2024, 1, 1) <= row[2] <= date(2024, 3, 31)}
    of = Counter(provider for provider, _, _ in known) | Counter({"": len(known)})
    on = Counter((provider, day) for provider, _, day in known)
    on.update(("", day) for *_, day in known)
    return {
        (provider, why[day.month, day.day])
        for (provider, day), children in on.items()
        if (day.month, day.day) in why and children >= 25 and children * 4 >= of[provider]
    }
