"""A file with citizen service numbers is refused as a whole, and nothing of it is kept.

Numbers are of the official test range 999900006–999999990 only.
"""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn

from telvertel import counting
from telvertel.figures.intake import bsn as looking
from telvertel.figures.intake.delivery import read
from telvertel.figures.problem import Rule
from tests.figures.files import AT, TRAJECTORY_HEADINGS, many, taken_in, written

TEST_NUMBERS = [str(n) for n in range(999900006, 999900400) if bsn.is_valid(str(n))]


def delivery(folder, clients, heading="client", name="trajecten.csv"):
    rows = [f"{client};GM9901;99000001;01;02;2012;10-01-2024;;" for client in clients]
    return written(folder, name, "\n".join([TRAJECTORY_HEADINGS.replace("client", heading), *rows]))


@pytest.mark.parametrize("heading", ["BSN", "bsn_client", "Burgerservicenummer", "sofi-nummer"])
def test_a_heading_that_says_so_is_enough(tmp_path, heading):
    problems = read(delivery(tmp_path, ["a", "b"], heading)).problems
    assert [(one.rule, one.column) for one in problems] == [(Rule.bsn_heading, heading)]


@pytest.mark.parametrize(
    "written_as",
    [str, lambda n: f"{n[:4]}.{n[4:6]}.{n[6:]}", lambda n: f"{n[:3]}-{n[3:]}", lambda n: f"NL{n}"],
)
def test_numbers_are_found_whatever_stands_between_or_before_them(tmp_path, written_as):
    problems = read(delivery(tmp_path, map(written_as, TEST_NUMBERS[:12]))).problems
    assert [(one.rule, one.column) for one in problems] == [(Rule.bsn_values, "client")]


def test_in_a_small_file_one_number_is_enough(tmp_path):
    problems = read(delivery(tmp_path, ["a", "b", TEST_NUMBERS[0]])).problems
    assert [one.rule for one in problems] == [Rule.bsn_values]


@pytest.mark.parametrize("day", ["33-03-2026", "2025.13.12", "36/5/2024", "01-02-2106"])
def test_a_typing_error_in_a_day_is_a_wrong_day_and_no_number(tmp_path, day):
    """Read as digits each of these passes the eleven test."""
    row = f"kind;GM9901;99000001;01;02;2012;{day};;"
    (wrong,) = read(written(tmp_path, "x.csv", f"{TRAJECTORY_HEADINGS}\n{row}")).problems
    about_days = (Rule.date_does_not_exist, Rule.date_out_of_range, Rule.date_month_first)
    assert (wrong.rule in about_days, wrong.column, wrong.found) == (True, "aanvang", day)


def test_numbers_in_a_column_of_days_are_found_with_and_without_signs(tmp_path):
    for number in (TEST_NUMBERS[0], "9999.00.006", "999-900-006", "99 99 00 006"):
        row = f"kind;GM9901;99000001;01;02;2012;{number};;"
        path = written(tmp_path, "x.csv", f"{TRAJECTORY_HEADINGS}\n{row}")
        assert [one.rule for one in read(path).problems] == [Rule.bsn_values], number


def test_numbers_in_a_column_that_nobody_asked_for_are_found_too(tmp_path):
    rows = [f"kind;GM9901;99000001;01;02;2012;10-01-2024;;;{n}" for n in TEST_NUMBERS[:12]]
    path = written(tmp_path, "x.csv", "\n".join([f"{TRAJECTORY_HEADINGS};extra", *rows]))
    assert [(one.rule, one.column) for one in read(path).problems] == [(Rule.bsn_values, "extra")]


def test_a_number_inside_an_explanation_is_found(tmp_path):
    headings = "indicator;periode;gemeente;aanbieder;teller;status;bron;toelichting"
    calm = "kaart;2023JJ00;GM9901;99000003;10;definitief;Groei;zoals verwacht"
    row = f"kaart;2024JJ00;GM9901;99000003;10;definitief;Groei;zie {TEST_NUMBERS[0]} in dossier"
    again = row.replace("2024", "2025")
    problems = read(written(tmp_path, "w.csv", "\n".join([headings, calm, row, again]))).problems
    told = [(one.rule, one.row, one.column, one.found) for one in problems]
    assert told == [(Rule.bsn_values, number, "toelichting", None) for number in (3, 4)]


def test_one_provider_code_on_every_row_is_not_taken_for_people(tmp_path):
    """This code passes the eleven test by chance, as one in eleven codes does."""
    code = next(str(n) for n in range(10000000, 10000100) if bsn.is_valid(str(n).zfill(9)))
    rows = [f"a{n};GM9901;{code};01;02;2012;2024011{n % 10};;" for n in range(30)]
    path = written(tmp_path, "x.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    assert read(path).problems == ()


def test_pseudonyms_of_nine_figures_are_refused_only_when_they_are_such_numbers(tmp_path):
    others = [str(n) for n in range(500000000, 500000200) if not bsn.is_valid(str(n))]
    assert read(delivery(tmp_path, others)).problems == ()


def test_a_number_is_never_shown_in_a_list_of_problems(tmp_path):
    rows = [f"a{n};{n};99000001;01;02;2012;10-01-2024;;" for n in [*TEST_NUMBERS[:3], *range(9)]]
    path = written(tmp_path, "x.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    shown = str(read(path).problems)
    assert not [number for number in TEST_NUMBERS if number in shown]


def test_nothing_of_a_refused_file_is_on_disk(tmp_path, warehouse):
    taken_in(warehouse, many(tmp_path))
    before = sorted(warehouse.folder.rglob("*"))
    path = delivery(tmp_path / "aangeleverd", TEST_NUMBERS[:12])
    receipt = counting.take_in(warehouse, [path], who="beheer", why="proef", at=AT)
    assert receipt.version is None
    assert sorted(warehouse.folder.rglob("*")) == before
    for file in filter(lambda one: one.is_file(), tmp_path.rglob("*")):
        content = b"" if file == path else file.read_bytes()
        assert not [number for number in TEST_NUMBERS if number.encode() in content], file


@given(st.text("AZz0123459.- \u00a0", max_size=16) | st.sampled_from(TEST_NUMBERS[:20]))
def test_no_column_with_a_number_in_it_is_passed_by_at_first_sight(text):
    at_first_sight = pl.Series([text]).str.contains(looking._MAY_BE).item()
    assert at_first_sight or not (len(looking._numbers(pl.Series([text]))) or looking.is_bsn(text))
