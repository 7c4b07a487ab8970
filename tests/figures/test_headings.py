"""The headings of a spreadsheet are found below titles and below a row of groups."""

from __future__ import annotations

import pytest

from telvertel.figures.intake.headings import joined, row_of_headings
from telvertel.figures.intake.table import wrong_headings
from telvertel.figures.problem import Rule, problem

ROW = ("k1", "12", "GM9901", "2012", "10-01-2024", "")
STRANGE = ("Nummer kind", "Soort", "Woonplaats kind", "Jaar", "Eerste dag", "Laatste dag")


def found(*rows):
    at = row_of_headings(rows)
    return at, joined(rows, at)


@pytest.mark.parametrize(
    "groups",
    [
        ("Kind", "", "", "", "Hulp", ""),  # unknown words
        ("Client", "", "Gemeente", "", "Aanvang", ""),  # words that are headings elsewhere
        ("Kind",),  # as a CSV writes them
    ],
)
def test_the_headings_are_those_below_a_row_of_groups(groups):
    assert found(groups, STRANGE, ROW, ROW) == (1, list(STRANGE))
    assert found(("Export 2025",), (), groups, STRANGE, ROW) == (3, list(STRANGE))


def test_a_heading_over_two_rows_keeps_its_text_beside_groups():
    groups = ("Nummer kind", "", "", "Jaar", "Hulp", "")
    below = ("", "Soort", "Woonplaats kind", "", "Eerste dag", "Laatste dag")
    assert found(groups, below, ROW) == (1, list(STRANGE))


def test_headings_that_are_alike_go_by_the_name_of_their_group():
    groups = ("Kind", "", "Besluit", "", "Hulp", "")
    headings = ("Nummer", "Soort", "begin", "eind", "begin", "eind")
    row = ("k1", "12", "1-1-2024", "", "10-01-2024", "")
    named = ["Nummer", "Soort", "Besluit begin", "Besluit eind", "Hulp begin", "Hulp eind"]
    assert found(groups, headings, row, row) == (1, named)
    assert found(headings, row, row) == (0, list(headings))  # without groups it is said


def test_a_forgotten_heading_does_not_make_headings_of_the_first_row_of_data():
    for headings in (
        ("client", "hulpvorm", "", "geboortejaar", "aanvang", "einde"),
        ("Nummer kind", "", "", "", "Eerste dag", "Laatste dag"),
    ):
        assert found(headings, ROW, ROW)[0] == 0


def test_all_columns_without_a_heading_are_one_problem():
    headings = ["a", "", "c", "", ""]
    (wrong,) = wrong_headings(headings, lambda rule, **facts: problem("x.csv", rule, **facts))
    assert (wrong.rule, wrong.facts) == (Rule.heading_empty, (("number", "2, 4, 5"),))
