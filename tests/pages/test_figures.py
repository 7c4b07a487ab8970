"""Gegevens: nothing comes in unseen, nothing comes in by halves, and every version can be read."""

from __future__ import annotations

import io
import logging
import tempfile

import pytest
from python_calamine import CalamineWorkbook
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from telvertel import counting
from telvertel.figures.intake.chosen import NOTHING
from telvertel.figures.intake.offending import offending
from telvertel.problem_book import as_workbook
from telvertel.wording.words import words
from tests.figures.workbooks import workbook
from tests.pages.small import HEAD, page, trajectories

SOUND = (
    "indicator;periode;gemeente;aanbieder;uitsplitsing;teller;noemer;waarde;status;bron\n"
    "staff_experience;2025JJ00;GM9901;99000002;;;120;7,3;definitief;Onderzoek\n"
)
WRONG = f"{HEAD}\nK1;GM9901;99000002;77;02;2012;02;;31-02-2024;;\n"
BSN = f"{HEAD}\n" + "".join(
    f"{number};GM9901;99000002;02;02;2012;02;;01-02-2024;;\n"
    for number in ("111222333", "123456782")
)


def told(test) -> str:
    kinds = ("subheader", "markdown", "caption", "warning")
    texts = [element.value for kind in kinds for element in getattr(test, kind)]
    tables = [one.value.to_csv() for one in test.table]
    return "\n".join([*texts, *tables]).replace("\\", "")


def offered(name: str, text: str):
    test = page("figures")
    test.file_uploader[0].set_value((name, text.encode(), "text/csv")).run()
    assert not test.exception, test.exception
    return test


def take_over(test, who: str = "Gegevensbeheer", why: str = "Medewerkers gevraagd"):
    test.text_input[0].set_value(who)
    test.text_input[1].set_value(why)
    return next(one for one in test.button if one.label == "Neem over").click().run()


def test_what_would_come_in_is_shown_before_it_does(figures):
    before = figures.warehouse.current
    read = told(offered("ervaring.csv", SOUND))
    assert "Alles klopt. Dit zou binnenkomen:" in read
    assert "Dit komt bij het verzonnen voorbeeld te staan" in read
    assert "ervaring.csv" in read and "Waarnemingen" in read and "Rivierstede" in read
    assert figures.warehouse.current == before


def test_taking_over_makes_a_version_with_who_and_why(figures):
    test = take_over(offered("ervaring.csv", SOUND))
    newest = counting.versions(figures.warehouse)[0]
    assert (newest.who, newest.why) == ("Gegevensbeheer", "Medewerkers gevraagd")
    assert "Overgenomen als versie v0002." in told(test)
    assert "Overgenomen als versie v0002." in test.toast[0].value
    assert "Bekijk de cijfers bij Verkennen" in [one.label for one in test.button]


def test_whose_figures_would_go_is_said_before_and_needs_a_second_yes(figures):
    before = figures.warehouse.current
    test = offered("klein_anker.csv", trajectories().replace("99000002", "99000004"))
    assert "De Oever (99000002)" in told(test)
    test = take_over(test)
    assert "Er is nog niets overgenomen" in told(test)
    assert figures.warehouse.current == before
    test.button(key="figures.going.no").click().run()
    assert "Neem over" in [one.label for one in test.button]
    take_over(test).button(key="figures.going.yes").click().run()
    assert figures.warehouse.current != before


def test_a_workbook_comes_in_as_a_csv_does(figures, tmp_path):
    rows = [line.split(";") for line in SOUND.splitlines()]
    content = workbook(tmp_path / "x.xlsx", {"Uitleg": [("Lees mij",)], "Blad2": rows})
    test = page("figures")
    test.file_uploader[0].set_value(("waarnemingen.xlsx", content, "")).run()
    assert not test.exception, test.exception
    assert "Gelezen is het werkblad Blad2" in told(test)
    take_over(test)
    assert len(counting.versions(figures.warehouse)) == 2


def test_without_who_or_why_nothing_is_taken_over(figures):
    before = figures.warehouse.current
    test = take_over(offered("ervaring.csv", SOUND), why=" ")
    assert "Vul in wie dit overneemt en waarom." in told(test)
    assert figures.warehouse.current == before


def test_a_wrong_file_is_refused_as_a_whole_and_what_was_there_stays(figures):
    before = figures.warehouse.current
    test = offered("fout.csv", WRONG)
    read = told(test)
    assert "niet overgenomen, ook niet voor een deel" in read
    assert "Deze code is onbekend." in read and "hulpvorm" in read and "77" in read
    assert "Deze datum bestaat niet." in read and "31-02-2024" in read
    assert not [one for one in test.button if one.label == "Neem over"]
    assert figures.warehouse.current == before


def test_a_citizen_service_number_is_refused_without_being_shown(figures):
    test = offered("bsn.csv", BSN)
    read = told(test)
    assert "burgerservicenummers" in read
    assert "111222333" not in read and "123456782" not in read


def test_nothing_of_an_offered_file_stays_on_disk(figures):
    there = {path.name for path in figures.home.iterdir()}
    offered("bsn.csv", BSN)
    take_over(offered("ervaring.csv", SOUND))
    assert {path.name for path in figures.home.iterdir()} == there


def listed(path, name: str = "Te herstellen") -> list[list[str]]:
    """A sheet of the list of problems of one file, as a person downloads it."""
    problems = counting.check([path]).problems
    rows = [one for one in [offending(path, NOTHING, problems)] if one]
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_workbook(problems, rows, words("nl"))))
    return book.get_sheet_by_name(name).to_python() if name in book.sheet_names else []


def test_the_list_of_problems_can_be_taken_along(tmp_path):
    path = tmp_path / "fout.csv"
    path.write_text(WRONG, encoding="utf-8")
    lines = listed(path)
    assert lines[0] == ["Bestand", "Rij", "Kolom", "Gevonden", "Wat er is", "Herstel"]
    assert ["fout.csv", "2", "hulpvorm", "77"] in [line[:4] for line in lines]


def test_the_wrong_rows_go_along_without_the_columns_of_persons(tmp_path):
    path = tmp_path / "fout.csv"
    path.write_text(f"{WRONG}K2;GM9901;99000002;02;02;2012;02;;01-02-2024;;\n", encoding="utf-8")
    lines = listed(path, "Rijen 1")
    assert lines[1][:3] == ["Rij", "gemeente", "aanbieder"]
    assert not {"client", "geboortejaar"} & set(lines[1])
    assert [line[:4] for line in lines[2:]] == [["2", "GM9901", "99000002", "77"]]


def test_of_a_file_with_service_numbers_no_row_goes_along(tmp_path):
    path = tmp_path / "bsn.csv"
    path.write_text(f"{BSN}K1;GM9901;99000002;77;02;2012;02;;31-02-2024;;\n", encoding="utf-8")
    assert listed(path, "Rijen 1") == []
    assert "111222333" not in str(listed(path))


def test_a_found_value_is_never_run_by_a_spreadsheet(tmp_path):
    path = tmp_path / "formule.csv"
    path.write_text(f"{HEAD}\nK1;GM9901;99000002;=1+1;02;2012;02;;01-02-2024;;\n", encoding="utf-8")
    for sheet in ("Te herstellen", "Rijen 1"):
        cells = [cell for line in listed(path, sheet) for cell in line]
        assert "'=1+1" in cells and "=1+1" not in cells


def test_every_version_tells_what_it_was_made_of(figures):
    take_over(offered("ervaring.csv", SOUND))
    read = told(page("figures"))
    assert read.index("**v0002**") < read.index("**v0001**")
    assert "ervaring.csv" in read and "trajectories.csv" in read
    assert "Minder dan 10 rijen binnen" in read and "1 rij " not in read


NORM = (
    "indicator;gemeente;aanbieder;soort;periode_van;periode_tot;waarde;laag;hoog;gesteld_door;"
    "gesteld_op;reden\ndropout;GM9901;;ambitie;2026JJ00;;10;;;gemeente;01-11-2025;samen gekozen\n"
)


def test_one_norm_is_told_as_one_row_for_it_is_nobody(figures):
    take_over(offered("norm.csv", NORM))
    assert "1 rij binnen, 1 telt mee" in told(page("figures"))


def test_what_changed_since_the_version_before_is_told_in_words(figures):
    take_over(offered("eerst.csv", SOUND))
    take_over(offered("later.csv", SOUND.replace("7,3", "7,8")))
    read = told(page("figures"))
    assert "Ervaring van medewerkers" in read
    assert "2025: 7,3 → 7,8" in read


def test_before_the_first_delivery_it_says_so(house):
    assert "Er is nog niets overgenomen." in told(page("figures"))


WEESP = (
    "indicator;periode;gemeente;aanbieder;uitsplitsing;teller;noemer;waarde;status;bron\n"
    "staff_experience;2025JJ00;GM0457;99000002;;;120;7,3;definitief;Onderzoek\n"
)


def test_a_merged_municipality_is_said_and_counts_with_the_new_one_by_a_file_beside_it(figures):
    test = offered("ervaring.csv", WEESP)
    read = told(test)
    assert "Weesp (GM0457) bestaat sinds 24-03-2022 niet meer" in read
    assert "Moeten de rijen van een oude gemeente bij die van nu meetellen?" in read
    moves = "oud;nieuw;sinds\nGM0457;GM9901;24-03-2022\n"
    files = [
        ("ervaring.csv", WEESP.encode(), "text/csv"),
        ("samen.csv", moves.encode(), "text/csv"),
    ]
    test = page("figures")
    test.file_uploader[0].set_value(files).run()
    assert "1 rij van GM0457 telt mee bij GM9901" in told(test)
    assert "Overgenomen als versie v0002." in told(take_over(test))
    facts = told(page("account", indicator="staff_experience"))
    assert "Rijen van Weesp (GM0457) tellen vanaf 24 maart 2022 mee bij deze gemeente" in facts


def test_product_codes_that_hold_for_good_come_in_without_a_day(figures):
    table = "regio;productcategorie;productcode;hulpvorm;van;tot\n;55;55A11;02;;\n"
    read = told(offered("codes.csv", table))
    assert "Alles klopt. Dit zou binnenkomen:" in read and "Productcodes" in read


def test_rows_that_are_wrong_alike_are_told_on_one_line_and_old_codes_get_a_file(figures):
    rows = [f"K{n};GM0381;99000002;77;02;2012;02;;01-02-2024;;" for n in range(8)]
    test = offered("oud.csv", "\n".join([HEAD, *rows, ""]))
    read = told(test)
    assert "2, 3, 4, 5, 6 en 3 andere" in read
    assert "Zijn het gemeenten van voor 2018?" in read and "GM0381;GM1942;2016-01-01" in read


@pytest.fixture
def uploads(monkeypatch):
    """What the server of the last run holds of the files that were offered to it."""
    held: list[MemoryUploadedFileManager] = []
    begin = MemoryUploadedFileManager.__init__

    def remembered(self, *facts):
        held.append(self)
        begin(self, *facts)

    monkeypatch.setattr(MemoryUploadedFileManager, "__init__", remembered)
    return lambda: [file.data for of in held[-1].file_storage.values() for file in of.values()]


def test_a_file_with_service_numbers_is_let_go_at_once(
    figures, caplog, monkeypatch, tmp_path, uploads
):
    """Not on disk, not in a log, not in what the session remembers, not in the server's uploads."""
    numbers = ("999900006", "999900018")
    temporary = tmp_path / "tijdelijk"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    caplog.set_level(logging.DEBUG)
    text = BSN.replace("111222333", numbers[0]).replace("123456782", numbers[1])
    test = offered("bsn.csv", text)
    read = told(test)
    assert "burgerservicenummers" in read and "De bestanden zijn losgelaten" in read
    assert test.file_uploader[0].value in (None, [])
    kept = repr(test.session_state) + read + caplog.text
    stored = uploads()
    files = [one for one in (*figures.home.rglob("*"), *temporary.rglob("*")) if one.is_file()]
    for number in numbers:
        assert number not in kept
        assert not any(number.encode() in data for data in stored)
        assert not [one for one in files if number.encode() in one.read_bytes()]


def test_what_was_taken_over_is_let_go_too(figures, uploads):
    test = offered("ervaring.csv", SOUND)
    assert any(b"staff_experience" in data for data in uploads())
    test = take_over(test)
    assert test.file_uploader[0].value in (None, [])
    assert not any(b"staff_experience" in data for data in uploads())
