"""The command line says what it did, and refuses with the list of what is wrong."""

from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from telvertel import cli, counting
from telvertel.cli import REFUSED, TROUBLE, app
from telvertel.journal.journal import Journal
from tests.figures.files import many, trajectories
from tests.figures.ijw.messages import TOM, message, started
from tests.figures.workbooks import workbook


@pytest.fixture
def run(tmp_path):
    def command(*arguments: object):
        where = [] if arguments[0] == "check" else ["--home", str(tmp_path / "home")]
        return CliRunner().invoke(app, [str(one) for one in arguments] + where)

    return command


def test_import_makes_a_version(run, tmp_path):
    result = run("import", many(tmp_path))
    assert result.exit_code == 0
    assert "640 van 640 rijen" in result.output
    assert len(counting.versions(counting.open_figures(tmp_path / "home" / "figures"))) == 1


def test_import_of_a_wrong_file_lists_what_is_wrong_and_keeps_nothing(run, tmp_path):
    result = run("import", trajectories(tmp_path, "a 99000001 01 31-02-2024 - -"))
    assert result.exit_code == REFUSED
    assert (
        'Rij 2, kolom "aanvang" (waarde "31-02-2024"): deze datum bestaat niet. '
        "Verwacht: dd-mm-jjjj." in result.output
    )
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("told", ["--who", "--why"])
def test_who_and_why_name_no_person_here_either(run, tmp_path, told):
    result = run("import", many(tmp_path), told, "Bel 06-12345678")
    assert result.exit_code == TROUBLE
    assert "zonder naam of nummer" in result.output
    assert not (tmp_path / "home").exists()


def test_a_workbook_is_checked_and_imported_like_a_csv(run, tmp_path):
    path = tmp_path / "trajecten.xlsx"
    rows = [line.split(";") for line in many(tmp_path).read_text().splitlines()]
    workbook(path, {"Uitleg": [("Lees mij",)], "Trajecten": [("Export",), *rows]})
    checked, imported = run("check", path), run("import", path)
    assert (checked.exit_code, imported.exit_code) == (0, 0)
    assert "640 van 640 rijen" in imported.output
    assert "Gelezen is het werkblad Trajecten" in checked.output


def test_check_gives_the_same_list_without_storing(run, tmp_path):
    wrong = trajectories(tmp_path, "a 99000001 01 31-02-2024 - -")
    checked, imported = run("check", wrong), run("import", wrong)
    assert checked.exit_code == REFUSED
    line = next(one for one in imported.output.splitlines() if "Rij 2" in one)
    assert line in checked.output
    assert run("check", many(tmp_path)).exit_code == 0


def test_the_list_is_grouped_and_the_whole_of_it_is_one_word_away(run, tmp_path):
    rows = "\n".join("a 99000001 09 2024-01-10 - -" for _ in range(45))
    wrong = trajectories(tmp_path, f"{rows}\nb 99000001 01 31-02-2024 - -")
    short, whole = run("check", wrong), run("check", wrong, "--all")
    assert "trajecten.csv: Deze code is onbekend. (45 keer)" in short.output
    assert "trajecten.csv: Deze datum bestaat niet. (1 keer)" in short.output
    assert "Nog 25 andere; --all laat ze zien" in short.output
    assert (short.output.count('kolom "hulpvorm"'), whole.output.count('kolom "hulpvorm"')) == (
        20,
        45,
    )


def test_the_whole_list_goes_to_a_workbook_with_every_wrong_row_marked(run, tmp_path):
    rows = "\n".join("a 99000001 09 2024-01-10 - -" for _ in range(45))
    wrong, book = (
        trajectories(tmp_path, f"{rows}\nb 99000001 01 31-02-2024 - -"),
        tmp_path / "l.xlsx",
    )
    result = run("check", wrong, "--excel", book)
    assert result.exit_code == REFUSED
    assert f"De hele lijst staat in {book}." in result.output
    assert result.output.count('kolom "hulpvorm"') == 20
    sheets = CalamineWorkbook.from_path(book)
    listed = sheets.get_sheet_by_name("Te herstellen").to_python()
    assert [line[1] for line in listed[1:]] == [str(row) for row in range(2, 48)]
    marked = sheets.get_sheet_by_name("Rijen 1").to_python()
    assert [line[0] for line in marked[2:]] == [str(row) for row in range(2, 48)]
    assert "client" not in marked[1] and "geboortejaar" not in marked[1]


def test_a_workbook_that_cannot_be_written_is_said(run, tmp_path):
    wrong = trajectories(tmp_path, "a 99000001 09 2024-01-10 - -")
    result = run("check", wrong, "--excel", tmp_path / "weg" / "l.xlsx")
    assert result.exit_code == TROUBLE
    assert "niet te schrijven" in result.output


def test_unknown_product_codes_come_as_a_table_to_fill_in_and_deliver(run, tmp_path):
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-01", product="55/55X")
                                      + started("8", "2024-02-01", product="46/46Y")})  # fmt: skip
    run("check", start, "--excel", tmp_path / "l.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "l.xlsx").get_sheet_by_name("Productcodes")
    lines = sheet.to_python()
    assert lines[0] == ["regio", "productcategorie", "productcode", "hulpvorm", "van", "tot"]
    assert [line[:4] for line in lines[1:]] == [
        ["Utrecht stad", "46", "46Y", ""], ["Utrecht stad", "55", "55X", ""]]  # fmt: skip
    filled = [lines[0], *([*line[:3], "14", "", ""] for line in lines[1:])]
    workbook(tmp_path / "codes.xlsx", {"Productcodes": filled})
    assert run("check", start, tmp_path / "codes.xlsx").exit_code == 0


def test_a_mapping_that_is_no_mapping_is_said(run, tmp_path):
    result = run("check", many(tmp_path), "--mapping", tmp_path / "weg.toml")
    assert result.exit_code == TROUBLE


def test_backup_copies_the_figures_with_their_secret(run, tmp_path):
    run("import", many(tmp_path))
    assert run("backup", tmp_path / "kopie").exit_code == 0
    assert (tmp_path / "kopie" / "figures" / "import_area" / "seed").is_file()


def test_the_demo_does_not_overwrite_what_is_there(run, tmp_path):
    run("import", many(tmp_path))
    assert run("demo").exit_code == TROUBLE


def test_a_second_app_on_the_same_folder_says_so_and_does_not_start(run, tmp_path):
    journal = Journal.open(tmp_path / "home" / "journal")
    try:
        result = run("run")
    finally:
        journal.close()
    assert result.exit_code == TROUBLE
    assert "geopend in een ander venster of programma" in result.output


def test_a_folder_of_ones_own_can_begin_without_the_example(tmp_path):
    opened = cli._surroundings(tmp_path / "eigen", empty=True)
    assert opened["TELVERTEL_HOME"].endswith("eigen") and opened["TELVERTEL_DEMO"] == "0"
    assert "--no-demo" in CliRunner().invoke(app, ["run", "--help"]).output


def test_help_is_in_our_words():
    told = [CliRunner().invoke(app, [*one, "--help"]).output for one in ([], ["check"])]
    assert "Gebruik:" in told[1] and "Opties" in told[1] and "Toon deze uitleg." in told[1]
    assert "[standaard: local]" in " ".join(told[1].split())
    assert "Opdrachten" in told[0]
    assert not [one for one in told if "Options" in one or "Show this message" in one]
