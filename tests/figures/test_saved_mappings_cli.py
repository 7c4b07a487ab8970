"""A mapping confirmed on screen reads the next file on the command line too, and travels."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from telvertel import counting
from telvertel.cli import REFUSED, TROUBLE, app
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.confirmed import Answer, Counted, Figure, confirmed
from telvertel.figures.intake.remembered import remember, remembered

# What an edition of "Kerncijfers wijken en buurten" looks like: hundreds of columns with a number
# behind each that differs per year, keys and names padded with spaces, shares without their comma.
NEEDED = ("JongerenMetJeugdzorgInNatura", "PercentageJongerenMetJeugdzorg")
PLACES = (("GM0034    ", "Gemeente  ", "1255", "126"), ("WK003401  ", "Wijk      ", "85", "98"),
          ("BU00340101", "Buurt     ", "       .", "       ."))  # fmt: skip


def edition(folder, shift, columns=400):
    """One year: the numbers behind the headings begin ``shift`` further."""
    names = ["ID", "WijkenEnBuurten", "Gemeentenaam", "SoortRegio", "Codering"]
    fillers = [f"Onderwerp{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(columns - 7)]
    names += [*fillers[: len(fillers) // 2], *NEEDED, *fillers[len(fillers) // 2 :]]
    headings = [name if at < 2 else f"{name}_{at + shift}" for at, name in enumerate(names)]
    rows = []
    for number, (code, sort, young, share) in enumerate(PLACES):
        known = {
            "ID": str(number),
            "WijkenEnBuurten": code,
            "Gemeentenaam": "Almere      ",
            "SoortRegio": sort,
            "Codering": code,
            NEEDED[0]: young,
            NEEDED[1]: share,
        }
        rows.append(";".join(known.get(name, "    7") for name in names))
    path = folder / f"Kerncijfers_{shift}.csv"
    path.write_bytes("\r\n".join([";".join(headings), *rows, ""]).encode("utf-8-sig"))
    return path, dict(zip(names, headings, strict=True))


@pytest.fixture
def home(tmp_path):
    """An installation where the mapping was confirmed, on a file of the year before."""
    _, headings = edition(tmp_path, 1)
    made = confirmed(
        DeliveryKind.observations,
        {
            "gemeente": Answer(heading=headings["Codering"]),
            "periode": Answer(per_file=True),
            "status": Answer(text="definitief"),
            "bron": Answer(text="CBS, Kerncijfers wijken en buurten"),
        },
        (
            Figure(headings[NEEDED[0]], "cbs_youth_care", "teller"),
            Figure(headings[NEEDED[1]], "cbs_youth_care_share", "waarde", Counted.tenths),
        ),
        name="Kerncijfers wijken",
        provider="CBS",
        suffixes=True,
    )
    remember(tmp_path / "home" / "figures" / "mappings", made)
    return tmp_path / "home"


def run(home, *asked):
    return CliRunner().invoke(app, [*map(str, asked), "--home", str(home)])


def test_the_edition_of_the_next_year_is_read_by_the_saved_mapping(home, tmp_path):
    path, _ = edition(tmp_path, 7)
    asked = run(home, "check", path)
    assert asked.exit_code == REFUSED
    assert "--fill kop=waarde" in asked.output and "periode" in asked.output
    filled = run(home, "import", path, "--fill", "periode=2024JJ00")
    assert filled.exit_code == 0, filled.output
    assert "kerncijfers-wijken" in filled.output
    rows = counting.open_figures(home / "figures").table("observations")
    assert sorted(
        rows.select("municipality", "indicator", "value", "numerator").rows(), key=str
    ) == [
        ("BU00340101", "cbs_youth_care", None, None),
        ("BU00340101", "cbs_youth_care_share", None, None),
        ("GM0034", "cbs_youth_care", None, 1255),
        ("GM0034", "cbs_youth_care_share", 12.6, None),
        ("WK003401", "cbs_youth_care", None, 85),
        ("WK003401", "cbs_youth_care_share", 9.8, None),
    ]


def test_a_heading_that_is_there_twice_but_for_its_number_is_never_guessed(home, tmp_path):
    path, headings = edition(tmp_path, 7)
    text = path.read_text(encoding="utf-8-sig").replace("OnderwerpAA_5", f"{NEEDED[0]}_99", 1)
    text = text.replace("OnderwerpAA_12", f"{NEEDED[0]}_99", 1)
    path.write_text(text, encoding="utf-8")
    result = run(home, "check", path, "--fill", "periode=2024JJ00")
    assert result.exit_code == REFUSED
    assert "kerncijfers-wijken" not in result.output


def test_a_mapping_is_asked_for_by_name_and_an_unknown_name_tells_the_known_ones(home, tmp_path):
    path, _ = edition(tmp_path, 9)
    by_name = run(
        home, "check", path, "--mapping", "Kerncijfers wijken", "--fill", "periode=2024JJ00"
    )
    assert by_name.exit_code == 0, by_name.output
    unknown = run(home, "check", path, "--mapping", "kerncijfer")
    assert unknown.exit_code == TROUBLE
    assert "kerncijfers-wijken" in unknown.output


def test_what_is_filled_in_unclearly_is_said(home, tmp_path):
    result = run(home, "check", edition(tmp_path, 9)[0], "--fill", "2024JJ00")
    assert result.exit_code == TROUBLE
    assert "Verwacht: kop=waarde" in result.output


def test_a_saved_mapping_travels_to_another_computer(home, tmp_path):
    listed = run(home, "mapping", "list")
    assert "kerncijfers-wijken: Waarnemingen, van CBS" in listed.output
    assert "bij elk bestand gevraagd: periode" in listed.output
    file, other = tmp_path / "mee.toml", tmp_path / "elders"
    assert run(home, "mapping", "export", "Kerncijfers wijken", file).exit_code == 0
    again = run(home, "mapping", "export", "Kerncijfers wijken", file)
    assert again.exit_code == TROUBLE and "bestaat al" in again.output
    assert run(other, "mapping", "import", file, "--name", "cbs wijken").exit_code == 0
    (one,), (there,) = (remembered(h / "figures" / "mappings") for h in (home, other))
    assert there == one.model_copy(update={"name": "cbs-wijken"})
    path, _ = edition(tmp_path, 9)
    assert run(other, "check", path, "--fill", "periode=2024JJ00").exit_code == 0


def test_a_mapping_comes_in_once_and_may_be_replaced_or_taken_away(home, tmp_path):
    file = tmp_path / "kerncijfers-wijken.toml"
    run(home, "mapping", "export", "kerncijfers-wijken", file)
    file.write_text(
        file.read_text("utf-8").replace('provider = "CBS"', 'provider = "Wij"'), "utf-8"
    )
    taken = run(home, "mapping", "import", file)
    assert taken.exit_code == TROUBLE and "--replace" in taken.output
    assert run(home, "mapping", "import", file, "--replace").exit_code == 0
    assert [one.provider for one in remembered(home / "figures" / "mappings")] == ["Wij"]
    assert run(home, "mapping", "remove", "kerncijfers-wijken").exit_code == 0
    assert "geen koppelingen bewaard" in run(home, "mapping", "list").output


@pytest.mark.parametrize(
    "line", ["published = true", 'wat = "dit"', 'provider = "jan.jansen@voorbeeld.nl"']
)
def test_a_mapping_that_publishes_or_names_somebody_does_not_come_in(home, tmp_path, line):
    file = tmp_path / "ander.toml"
    run(home, "mapping", "export", "kerncijfers-wijken", file)
    text = file.read_text("utf-8").replace('provider = "CBS"\n', "")
    file.write_text(f"{line}\n{text}", "utf-8")
    assert run(home, "mapping", "import", file).exit_code == TROUBLE
    assert len(remembered(home / "figures" / "mappings")) == 1


def test_two_saved_mappings_that_fit_are_a_question(home, tmp_path):
    file = tmp_path / "mee.toml"
    run(home, "mapping", "export", "kerncijfers-wijken", file)
    run(home, "mapping", "import", file, "--name", "tweede")
    result = run(home, "check", edition(tmp_path, 9)[0], "--fill", "periode=2024JJ00")
    assert result.exit_code == REFUSED
    assert "--mapping naam" in result.output
