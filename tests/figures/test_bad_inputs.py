"""The 84 bad inputs: each comes in as meant, or is refused with a sentence that says what to do."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from telvertel import counting
from telvertel.figures.intake.csv import ROW_LIMIT_OF_EXCEL
from telvertel.figures.intake.names import LONGEST_NAME, safe_name
from telvertel.figures.intake.reading import read_table
from telvertel.figures.problem import Remark, Rule
from telvertel.wording.problems import sentence
from telvertel.wording.words import words
from tests.figures.bad_inputs import PLAIN, READ, Bad
from tests.figures.files import AT, many, taken_in

TODAY = date(2025, 1, 20)
HERE = Path(__file__).parents[1]

# number → the test that holds it, and why it is no file of the table.
ELSEWHERE = {
    20: ("figures/test_geography.py", "a_place_is_known_by_the_names_that_people_write"),
    21: ("figures/test_geography.py", "an_old_code_in_a_later_year_is_said_and_left_as_it_is"),
    22: ("figures/test_geography.py", "a_municipality_outside_the_region_is_kept_and_said"),
    40: ("figures/test_cube.py", "a_trajectory_over_the_border_of_a_year_counts_in_both_years"),
    56: ("pages/test_figures.py", "a_found_value_is_never_run_by_a_spreadsheet"),
    61: ("figures/ijw/test_messages.py", "a_message_with_entities_or_a_dtd_is_not_read"),
    80: ("figures/test_warehouse.py", "who_dies_before_the_pointer_is_swapped_changes_nothing"),
    82: ("figures/test_published.py", "own_small_counts_that_call_themselves_cbs_are_protected"),
}
CANNOT_OCCUR = {
    37: "a delivery has no number per trajectory, so none can be there twice; rows that differ are "
    "two trajectories, and those of one form at one time are number 38",
    72: "a million rows are a measure and no test: see docs/decisions.md for what they took",
}
BELOW = {77, 78, 79, 84}  # the tests at the end of this file


def written(folder: Path, bad: Bad) -> Path:
    content = bad.content if isinstance(bad.content, bytes) else bad.content(folder)
    path = folder / bad.name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("bad", READ, ids=lambda one: f"{one.number:02d} {one.what}"[:60])
def test_a_bad_input_comes_in_as_meant_or_is_refused_with_a_reason(bad, tmp_path):
    inspection = counting.check([written(tmp_path, bad)], today=TODAY)
    found = (*inspection.problems, *inspection.remarks)
    assert {one.rule for one in found} == set(bad.says)
    (delivery,) = inspection.deliveries
    if not bad.refused:
        assert {name: tuple(delivery.frame[name]) for name, _ in bad.keeps} == dict(bad.keeps)
    told = "\n".join(sentence(one, words("nl")) for one in found)
    assert (bad.told or "") in told


def test_each_of_the_84_is_held_once():
    numbers = {one.number for one in READ} | ELSEWHERE.keys() | CANNOT_OCCUR.keys() | BELOW
    assert numbers == set(range(1, 85))
    assert not CANNOT_OCCUR.keys() & (ELSEWHERE.keys() | BELOW | {one.number for one in READ})


@pytest.mark.parametrize("number", ELSEWHERE)
def test_what_is_held_elsewhere_is_there(number):
    file, name = ELSEWHERE[number]
    assert f"def test_{name}(" in (HERE / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../x", "x"),
        ("C:\\map\\levering.csv", "levering.csv"),
        ("CON", "_CON"),
        ("nul.csv", "_nul.csv"),
        ("le\u202evering<b>.csv", "levering_b_.csv"),
        ("..", "levering"),
        ("Jeugd\u0301hulp.csv", "Jeugd\u0301hulp.csv"),
    ],
)
def test_a_name_of_a_file_is_shown_without_what_deceives(given, shown):
    assert safe_name(given) == shown


def test_a_name_of_300_characters_keeps_its_beginning_and_its_ending():
    name = safe_name("levering" * 40 + "2024.csv")
    assert len(name) == LONGEST_NAME
    assert name.startswith("levering") and name.endswith("2024.csv")


def test_a_file_that_is_gone_or_cannot_be_read_is_a_problem_and_no_crash(tmp_path):
    assert [one.rule for one in read_table(tmp_path / "weg.csv").problems] == [Rule.file_missing]
    assert [one.rule for one in read_table(tmp_path).problems] == [Rule.file_unreadable]


def test_what_changes_after_the_first_look_is_not_read_again(tmp_path, monkeypatch):
    path = tmp_path / "levering.csv"
    path.write_bytes(PLAIN)
    read = Path.read_bytes

    def then_changed(one: Path) -> bytes:
        content = read(one)
        one.write_bytes(b"heel iets anders")
        return content

    monkeypatch.setattr(Path, "read_bytes", then_changed)
    table = read_table(path)
    assert table.rows["client"].to_list() == ["a"]
    assert os.listdir(tmp_path) == ["levering.csv"]


def test_the_same_file_again_is_said_with_its_day(tmp_path, warehouse):
    taken_in(warehouse, many(tmp_path))
    again = counting.take_in(warehouse, [many(tmp_path)], who="beheer", why="nog eens", at=AT)
    (told,) = [one for one in again.remarks if one.rule is Remark.taken_in_before]
    assert "al ingelezen op" in sentence(told, words("nl"))


def test_a_file_that_excel_cut_off_is_said_to_be(tmp_path):
    path = tmp_path / "levering.csv"
    path.write_text("a;b\n" + "1;2\n" * (ROW_LIMIT_OF_EXCEL - 1))
    assert [one.rule for one in read_table(path).problems] == [Remark.cut_off_at_row_limit]
