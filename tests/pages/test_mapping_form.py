"""Gegevens: a file with other headings comes in by hand once, and by itself the year after."""

from __future__ import annotations

import pytest

from telvertel import counting
from telvertel.figures.intake.remembered import remembered
from tests.figures.workbooks import workbook
from tests.pages.small import page
from tests.pages.test_figures import SOUND, take_over, told

PERSONS = "Dossier;Plaats;Zorgaanbieder;Vorm;Begin\n" + "".join(
    f"kind-{at};GM9901;99000002;02;0{1 + at % 9}-02-2025\n" for at in range(20)
)


def wide(suffix: int, youths: int) -> str:
    return (
        f"ID;WijkenEnBuurten;Jeugdzorg_{suffix};MetJeugdhulp_{suffix + 1}\n"
        f"0;GM9901    ;{youths};0.104\n1;WK990101  ;.;.\n"
    )


def offer(test, name: str, content: bytes):
    test.file_uploader[0].set_value((name, content, "")).run()
    assert not test.exception, test.exception
    return test


def box(test, label: str):
    return next(one for one in test.selectbox if one.label.replace("\\", "").startswith(label))


def text(test, label: str):
    return next(one for one in test.text_input if one.label.replace("\\", "").startswith(label))


def press(test, label: str):
    next(one for one in test.button if one.label.replace("\\", "").startswith(label)).click().run()
    assert not test.exception, test.exception
    return test


def fill_in(test, year: str, name: str):
    """What a person says about the wide file of CBS."""
    for label in ("Periode", "Status", "Bron"):
        box(test, label).select("\0same")
    test.multiselect[0].set_value(["MetJeugdhulp_7"])
    test.run()
    text(test, "Periode *:").set_value(year)
    box(test, "Status *:").select("definitief")
    text(test, "Bron *:").set_value("CBS, wijken en buurten")
    box(test, "Indicator van MetJeugdhulp_7").select("staff_experience")
    box(test, "In welke eenheid?").select_index(1)
    text(test, "Bewaren als").set_value(name)
    return test.run()


def test_an_unknown_wide_file_is_mapped_by_hand_and_the_next_year_only_asks_the_period(figures):
    test = offer(page("figures"), "2023.csv", wide(6, 1040).encode())
    assert "Wat staat er in 2023.csv?" in told(test)
    assert box(test, "Gemeente").value == "WijkenEnBuurten"
    press(fill_in(test, "2023", "CBS wijken"), "Gebruik deze koppeling")
    assert "Alles klopt. Dit zou binnenkomen:" in told(test)
    take_over(test)
    assert counting.versions(figures.warehouse)[0].rows_kept == 2

    after = offer(page("figures"), "2024.csv", wide(9, 1075).encode())
    assert "past bij de koppeling cbs-wijken" in told(after)
    text(after, "Periode").set_value("2024")
    press(after, "Gebruik deze koppeling")
    take_over(after)
    (kept,) = remembered(figures.home / "figures" / "mappings")
    assert kept.suffixes and kept.asks == ("periode",) and "periode" not in kept.constants
    rows = figures.warehouse.table("observations").select("municipality", "period", "value")
    assert ("GM9901", "2023JJ00", pytest.approx(10.4)) in rows.rows()
    assert ("GM9901", "2024JJ00", pytest.approx(10.4)) in rows.rows()


def test_what_is_still_open_is_said_and_nothing_comes_in(figures):
    test = offer(page("figures"), "2023.csv", wide(6, 1040).encode())
    press(test, "Gebruik deze koppeling")
    read = told(test)
    assert "Kies nog waar dit vandaan komt:" in read and "Bron" in read and "Periode" in read
    assert len(counting.versions(figures.warehouse)) == 1


def test_no_value_of_a_person_stands_in_a_choice(figures):
    test = offer(page("figures"), "export.csv", PERSONS.encode())
    options = "\n".join(option for one in test.selectbox for option in one.options)
    assert "Dossier" in options and "kind-" not in options
    assert "kolommen uit uw bestand gebruikt u niet: " in told(test)
    assert "Vorm (02)" in options and "02-2025" not in options


def test_a_name_of_a_person_is_no_name_for_a_mapping(figures):
    test = offer(page("figures"), "2023.csv", wide(6, 1040).encode())
    press(fill_in(test, "2023", "lijst van 999900006"), "Gebruik deze koppeling")
    assert "Hier lijkt een persoon in te staan." in told(test)
    assert remembered(figures.home / "figures" / "mappings") == ()


def test_a_saved_mapping_gets_another_name_and_goes(figures):
    test = offer(page("figures"), "2023.csv", wide(6, 1040).encode())
    press(fill_in(test, "2023", "CBS wijken"), "Gebruik deze koppeling")
    text(test, "Naam").set_value("CBS buurten")
    press(test, "Hernoemen")
    folder = figures.home / "figures" / "mappings"
    assert [one.name for one in remembered(folder)] == ["cbs-buurten"]
    press(test, "Weghalen")
    assert remembered(folder) == ()


def test_of_two_sheets_that_fit_a_person_chooses_one(figures, tmp_path):
    rows = [line.split(";") for line in SOUND.splitlines()]
    later = [rows[0], [*rows[1][:7], "7,9", *rows[1][8:]]]
    content = workbook(tmp_path / "x.xlsx", {"Eerste": rows, "Tweede, later": later})
    test = offer(page("figures"), "x.xlsx", content)
    box(test, "In x.xlsx").select("Tweede, later").run()
    press(test, "Lees dit werkblad")
    take_over(test)
    assert 7.9 in figures.warehouse.table("observations")["value"].to_list()
