"""Several files in one delivery: nothing counts twice, nothing goes silently."""

from __future__ import annotations

from pathlib import Path

from telvertel import counting
from telvertel.figures.problem import Remark, Rule
from tests.figures.files import OBSERVATION_HEADINGS, taken_in, trajectories, written
from tests.figures.test_told import CALM, row, told

NORMS = "indicator;gemeente;aanbieder;soort;periode_van;waarde;gesteld_door;gesteld_op;reden"
BREAKS = "indicator;gemeente;aanbieder;periode;reden"


def reach(folder: Path, name: str, *figures: str, more: str = "") -> Path:
    lines = [f"consultations;{one};definitief;Team{more}" for one in figures]
    heading = OBSERVATION_HEADINGS + (";volledigheid" if more else "")
    return written(folder, name, "\n".join([heading, *lines]))


def told_of(*paths: Path) -> list[tuple]:
    return [
        (one.file, one.rule, one.row, dict(one.facts).get("other"))
        for one in counting.check(paths).problems
    ]


def test_a_figure_that_stands_in_two_files_counts_once_and_that_is_said(tmp_path, warehouse):
    one = reach(tmp_path, "a.csv", "2024JJ00;GM9901;99000003;;40;;")
    both = reach(
        tmp_path, "b.csv", "2023JJ00;GM9901;99000003;;20;;", "2024JJ00;GM9901;99000003;;40;;"
    )
    receipt = taken_in(warehouse, one, both)
    assert warehouse.table("observations").height == 2
    (twice,) = (one for one in receipt.remarks if one.rule is Remark.identical_rows)
    assert (twice.file, dict(twice.facts)["count"]) == ("b.csv", "1")


def test_two_files_that_differ_are_told_in_the_same_round_as_a_wrong_row_of_one(tmp_path):
    sound = reach(tmp_path, "a.csv", "2024JJ00;GM9901;99000003;;40;;")
    other = reach(tmp_path, "b.csv", "2024JJ00;GM9901;99000003;;41;;", "20?;GM9901;9;;1;;")
    assert {one[:3] for one in told_of(sound, other)} == {
        ("b.csv", Rule.period_unreadable, 3),
        ("b.csv", Rule.same_key_in_two_files, 2),
    }


def test_a_trajectory_that_stands_in_two_files_counts_once_and_leaves_the_rows(tmp_path, warehouse):
    kind = "kind-1 99000001 01 2024-01-10 2024-12-01 01"
    first = trajectories(tmp_path, kind, name="a.csv")
    second = trajectories(tmp_path, f"{kind}\nkind-2 99000001 01 2024-02-10 - -", name="b.csv")
    receipt = taken_in(warehouse, first, second)
    assert (receipt.rows_in, receipt.rows_kept) == (3, 2)
    assert receipt.rows_out == (("identical_rows", 1),)
    assert Remark.identical_rows in {one.rule for one in receipt.remarks}


def test_two_files_that_contradict_each_other_are_refused_with_both_rows(tmp_path):
    one = reach(tmp_path, "a.csv", "2024JJ00;GM9901;99000003;;40;;")
    other = reach(
        tmp_path, "b.csv", "2023JJ00;GM9901;99000003;;20;;", "2024JJ00;GM9901;99000003;;60;;"
    )
    assert told_of(one, other) == [("b.csv", Rule.same_key_in_two_files, 3, "2")]


def test_each_file_tells_its_completeness_in_its_own_way(tmp_path, warehouse):
    share = reach(tmp_path, "a.csv", "2023JJ00;GM9901;99000003;;40;;", more=";0,9")
    percent = reach(tmp_path, "b.csv", "2024JJ00;GM9901;99000003;;40;;", more=";80")
    taken_in(warehouse, share, percent)
    assert warehouse.table("observations").sort("period")["completeness"].to_list() == [0.9, 0.8]


def test_norms_and_breaks_of_two_files_come_in_together(tmp_path, warehouse):
    ambition = "dropout;GM9901;;ambitie;2024JJ00;10;Raad;01-01-2024;"
    limit = "dropout;GM9901;;kader;2024JJ00;12;Raad;01-01-2024;"
    taken_in(
        warehouse,
        written(tmp_path, "ambities.csv", f"{NORMS}\n{ambition}"),
        written(tmp_path, "kaders.csv", f"{NORMS}\n{limit}"),
        written(tmp_path, "a.csv", f"{BREAKS}\n;GM9901;;2024KW01;Nieuwe verordening"),
        written(tmp_path, "b.csv", f"{BREAKS}\ndropout;GM9901;;2023KW01;Ander team"),
    )
    assert sorted(warehouse.table("norms")["value"]) == [10.0, 12.0]
    assert warehouse.table("breaks").height == 2


def test_a_story_of_a_source_that_another_file_withdraws_is_asked_back(tmp_path):
    yes = told(tmp_path, row(), name="verhalen.csv")
    no = told(tmp_path, row("Iets anders.", consent="nee"), name="ingetrokken.csv")
    expected = [("verhalen.csv", Rule.same_key_in_two_files, 2, "2")]
    assert told_of(yes, no) == told_of(no, yes) == expected
    same = told(tmp_path, row(), name="nog-eens.csv")
    assert CALM in yes.read_text(encoding="utf-8") and told_of(yes, same) == []
