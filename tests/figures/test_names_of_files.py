"""Names of files and of organisations stand with the figures: no number of somebody in them."""

from __future__ import annotations

from telvertel import counting
from telvertel.figures.problem import Rule
from tests.figures.files import OBSERVATION_HEADINGS, written

HEAD = "code;naam;soort;levert;fictief\n"


def problems(tmp_path, file: str, name: str) -> list:
    path = tmp_path / file
    path.write_text(
        f"{HEAD}GM9901;Rivierstede;gemeente;;ja\n99000002;{name};aanbieder;bestanden;ja\n"
    )
    return [one.rule for one in counting.check([path]).problems]


def test_a_file_with_a_phone_number_in_its_name_is_refused(tmp_path):
    assert Rule.person_in_text in problems(tmp_path, "partijen_06-12345678.csv", "De Oever")


def test_an_organisation_may_be_called_after_somebody_but_by_no_address(tmp_path):
    assert problems(tmp_path, "partijen.csv", "Stichting Anna van Dijk") == []
    found = problems(tmp_path, "partijen.csv", "Praktijk bos@example.nl")
    assert found == [Rule.person_in_text]


def test_the_source_of_a_figure_holds_no_number_of_a_person(tmp_path):
    row = "consultations;2024JJ00;GM9901;;;40;;;definitief;"
    named = written(tmp_path, "a.csv", f"{OBSERVATION_HEADINGS}\n{row}Team Veenweide\n")
    told = written(tmp_path, "b.csv", f"{OBSERVATION_HEADINGS}\n{row}Bel 06-12345678\n")
    assert counting.check([named]).problems == ()
    (found,) = counting.check([told]).problems
    assert (found.rule, found.row, found.column) == (Rule.person_in_text, 2, "bron")
