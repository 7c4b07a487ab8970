"""What is counted: unique children, each in one place, by the words of the definitions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.figures.intake.columns import COLUMNS, DTYPES, DeliveryKind
from telvertel.figures.intake.delivery import read
from telvertel.figures.measure import cube
from telvertel.figures.standing import periods_held
from telvertel.indicators.definition import PARENT, PARTS, Family
from telvertel.indicators.period import Grain, Period
from tests.figures import slow
from tests.figures.files import trajectories

REFERENCE = date(2024, 12, 31)
YEAR = [Period(2024, 1, Grain.year)]
QUARTERS = [Period(2024, number) for number in (1, 2, 3, 4)]
KEYS = ["family", "part", "grain", "period", "municipality", "provider", "care_form", "age_band"]


def counted(tmp_path, rows: str, held=tuple(YEAR)) -> pl.DataFrame:
    return cube(read(trajectories(tmp_path, rows)).frame, REFERENCE, held)


def parts(counts: pl.DataFrame, family: str, period: str = "2024JJ00") -> dict[str, int]:
    rows = counts.filter(pl.col("family") == family, pl.col("period") == period)
    return dict(rows.group_by("part").agg(pl.col("x").sum()).iter_rows())


def test_a_child_with_two_trajectories_is_one_child(tmp_path):
    counts = counted(
        tmp_path,
        """a 99000001 01 2024-01-10 2024-03-01 01
           a 99000001 02 2024-04-01 - -""",
    )
    assert parts(counts, "use") == {"all": 1}


def test_the_heaviest_care_form_decides_where_a_child_stands(tmp_path):
    counts = counted(
        tmp_path,
        """a 99000001 01 2024-01-10 - -
           a 99000002 14 2024-06-01 - -
           a 99000004 11 2024-02-01 - -""",
    )
    use = counts.filter(pl.col("family") == "use")
    assert use.select("provider", "care_form").rows() == [("99000002", "residential")]


def test_of_equally_heavy_care_the_earliest_start_decides(tmp_path):
    counts = counted(
        tmp_path,
        """a 99000002 02 2024-03-01 - -
           a 99000004 03 2024-02-01 - -""",
    )
    assert counts.filter(pl.col("family") == "use")["provider"].to_list() == ["99000004"]


def test_a_trajectory_over_the_border_of_a_year_counts_in_both_years(tmp_path):
    years = [Period(2023, 1, Grain.year), Period(2024, 1, Grain.year)]
    counts = counted(tmp_path, "a 99000001 01 2023-12-01 2024-01-01 01", years)
    assert parts(counts, "use", "2023JJ00") == parts(counts, "use", "2024JJ00") == {"all": 1}
    assert parts(counts, "started", "2024JJ00") == {"no": 1}
    assert parts(counts, "ended", "2023JJ00") == {"not_ended": 1}


def test_the_reason_of_the_last_trajectory_that_ended_counts(tmp_path):
    counts = counted(
        tmp_path,
        """a 99000001 14 2024-01-10 2024-03-01 01
           a 99000001 01 2024-01-10 2024-09-01 03""",
    )
    assert parts(counts, "ended") == {"03": 1}


def test_an_ending_without_a_reason_is_unknown_and_still_an_ending(tmp_path):
    counts = counted(
        tmp_path,
        """a 99000001 01 2024-01-10 2024-03-01 -
           b 99000001 01 2024-01-10 2024-03-01 99""",
    )
    assert parts(counts, "ended") == {"unknown": 2}
    assert parts(counts, "duration") == {"m0_3": 2}


def test_help_that_ends_after_the_reference_date_has_not_ended(tmp_path):
    counts = counted(tmp_path, "a 99000001 01 2024-01-10 2025-02-01 03")
    assert parts(counts, "ended") == {"not_ended": 1}


def test_who_comes_back_within_five_years_is_counted_as_repeat(tmp_path):
    counts = counted(
        tmp_path,
        """a 99000001 01 2017-01-01 2019-06-02 01
           a 99000002 02 2024-06-01 - -
           b 99000001 01 2017-01-01 2019-05-31 01
           b 99000002 02 2024-06-01 - -
           c 99000002 02 2024-06-01 - -""",
    )
    assert parts(counts, "repeat_use") == {"yes": 1, "no": 2}


def test_waiting_runs_from_assignment_to_start_and_is_unknown_without_one(tmp_path):
    frame = read(
        trajectories(
            tmp_path,
            "\n".join(f"{name} 99000001 01 2024-06-01 - -" for name in "abcd"),
        )
    ).frame
    assigned = [date(2024, 5, 18), date(2024, 5, 17), None, date(2024, 6, 2)]
    counts = cube(frame.with_columns(assigned_on=pl.Series(assigned)), REFERENCE, YEAR)
    assert parts(counts, "waiting") == {"d0_14": 1, "d15_42": 1, "unknown": 2}


def test_the_year_is_a_count_of_its_own_and_no_sum_of_quarters(tmp_path):
    counts = counted(tmp_path, "a 99000001 01 2024-01-10 2024-12-01 01", [*YEAR, *QUARTERS])
    assert parts(counts, "use", "2024JJ00") == {"all": 1}
    assert [parts(counts, "use", quarter.id) for quarter in QUARTERS] == [{"all": 1}] * 4


# Properties, with trajectories of few children so that they meet often.

DAYS = st.dates(date(2019, 1, 1), date(2025, 3, 31))


@st.composite
def trajectory(draw) -> slow.Trajectory:
    start = draw(DAYS)
    end = draw(st.none() | st.integers(0, 1200).map(lambda days: start + timedelta(days=days)))
    return slow.Trajectory(
        client=draw(st.sampled_from("abc")),
        municipality=draw(st.sampled_from(["GM9901", "GM9902"])),
        provider=draw(st.sampled_from(["99000001", "99000002"])),
        care_form=draw(st.sampled_from(sorted(slow.GROUPS))),
        referrer=draw(st.sampled_from(["01", "08", None])),
        birth_year=start.year - draw(st.integers(0, 22)),
        assigned_on=draw(
            st.none() | st.integers(-5, 120).map(lambda days: start - timedelta(days=days))
        ),
        started_on=start,
        ended_on=end,
        end_reason=draw(st.sampled_from(["01", "02", "03", "04", "05", None])) if end else None,
        usefulness_young=draw(st.sampled_from([None, 1, 5, 6, 7, 8, 10])),
        usefulness_parent=draw(st.sampled_from([None, 3, 7, 9])),
        further_young=draw(st.sampled_from([None, "01", "04"])),
        further_parent=draw(st.sampled_from([None, "02", "03"])),
    )


# Which of two endings on the same day, or of two starts, is told is a matter of order: left out.
several = st.lists(
    trajectory(),
    max_size=12,
    unique_by=(
        lambda one: (one.client, one.municipality, one.started_on),
        lambda one: (one.client, one.municipality, one.ended_on or one.started_on),
    ),
)


def as_delivered(rows: list[slow.Trajectory]) -> pl.DataFrame:
    columns = COLUMNS[DeliveryKind.trajectories]
    schema = {"row": pl.Int64} | {column.name: DTYPES[column.type] for column in columns}
    return pl.DataFrame(
        [{"row": at} | dict.fromkeys(schema) | asdict(one) | {"row": at}
         for at, one in enumerate(rows, start=2)],
        schema=schema,
    )  # fmt: skip


def held(rows: list[slow.Trajectory]) -> tuple[Period, ...]:
    return periods_held(as_delivered(rows), REFERENCE, date(2022, 1, 1))


def test_every_family_is_counted_slowly_too():
    assert set(slow.FAMILIES) == {family.value for family in PARTS}


@settings(max_examples=40, deadline=None)
@given(several)
def test_the_fast_count_and_the_slow_one_agree(rows):
    fast = cube(as_delivered(rows), REFERENCE, held(rows))
    assert {row[:-1]: row[-1] for row in fast.select(*KEYS, "x").iter_rows()} == dict(
        slow.counts(rows, REFERENCE, held(rows))
    )


@settings(max_examples=20, deadline=None)
@given(several)
def test_the_parts_of_a_family_are_the_children_of_the_cells_above(rows):
    counts = cube(as_delivered(rows), REFERENCE, held(rows))
    cell = [key for key in KEYS if key not in ("family", "part")]

    def children(family: Family, within: tuple[str, ...]) -> dict:
        found = counts.filter(pl.col("family") == family.value, pl.col("part").is_in(within))
        return {row[:-1]: row[-1] for row in found.group_by(cell).agg(pl.sum("x")).iter_rows()}

    for family, parent in PARENT.items():
        if parent is not None:
            assert children(family, PARTS[family]) == children(*parent)


@settings(max_examples=20, deadline=None)
@given(several)
def test_every_child_of_a_period_stands_in_exactly_one_atom(rows):
    counts = cube(as_delivered(rows), REFERENCE, held(rows)).filter(pl.col("family") == "use")
    for period in held(rows):
        there = {(one.municipality, one.client) for one in rows
                 if one.started_on <= REFERENCE
                 and slow.is_there(slow.known_on(one, REFERENCE), period)}  # fmt: skip
        assert counts.filter(pl.col("period") == period.id)["x"].sum() == len(there)
