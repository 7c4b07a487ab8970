"""`telvertel statline` fetches what stands around the figures, and says so when it cannot."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from telvertel import counting
from telvertel.cli import TROUBLE, app
from telvertel.figures.scope import Scope
from telvertel.figures.statline.fetch import Addresses
from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from tests.figures.files import OBSERVATION_HEADINGS, written
from tests.figures.replay import replaying
from tests.figures.test_statline import NO_ONE_LISTENS, kerncijfers

OWN = f"{OBSERVATION_HEADINGS}\ncbs_youth_care;2023JJ00;GM0796;;;4500;;;definitief;eigen telling"


@pytest.fixture
def replay():
    with replaying() as server:
        server.version4["85099NED"] = kerncijfers()
        yield server


@pytest.fixture
def run(tmp_path, replay):
    def command(*arguments: object, address: str = ""):
        where = ["--home", str(tmp_path / "home")]
        told = {"TELVERTEL_STATLINE": address or replay.address}
        return CliRunner(env=told).invoke(app, [*map(str, arguments), *where])

    return command


@pytest.fixture
def figures(tmp_path):
    opened = counting.open_figures(tmp_path / "home" / "figures")
    yield opened
    opened.close()


def test_what_was_fetched_is_a_version_with_its_source(run, figures):
    result = run("statline", "85099ned", "--region", "'s-Hertogenbosch", "--region", "NL01")
    assert result.exit_code == 0, result.output
    assert "10 van 10 cijfers opgehaald." in result.output
    (version,) = counting.versions(figures)
    assert version.why == "Opgehaald bij CBS StatLine, tabel 85099NED"
    kept = figures.table("observations")
    assert set(kept["municipality"]) == {"GM0796", "NL01"}
    assert kept["protected_at_source"].all()


def test_without_a_region_it_asks_for_what_lies_around_the_municipality(
    run, figures, tmp_path, card
):
    parties = "code;naam;soort\nGM0796;'s-Hertogenbosch;gemeente"
    own = written(tmp_path, "eigen.csv", OWN)
    assert run("import", own, written(tmp_path, "wie.csv", parties)).exit_code == 0
    result = run("statline", "85099NED")
    assert "voor NL01, GM0796, JZ33, PV30." in result.output
    scope = Scope(municipality="GM0796", grain=Grain.year)
    lines = counting.context(figures, card(Shape.count, id="cbs_youth_care"), scope)
    assert [dict(one.scope)["gm"] for one in lines] == ["GM0796", "JZ33", "NL01"]
    own_line = counting.released(figures, card(Shape.count, id="cbs_youth_care"), scope)
    assert own_line.frame["numerator"].to_list() == [4500]
    # A region is a name for its line and no party at the table.
    kinds = {one.code: one.kind for one in counting.parties(figures)}
    assert kinds["JZ33"] == "youth_region"


@pytest.mark.parametrize(
    ("table", "address", "said"),
    [
        ("85099NED", NO_ONE_LISTENS, "CBS is niet te bereiken. Tel & Vertel werkt zonder internet"),
        ("85098NED", "", "CBS heeft geen tabel 85098NED."),
        ("99999NED", "", "Voor tabel 99999NED is er geen koppeling."),
    ],
)
def test_when_it_cannot_be_fetched_there_is_a_sentence_and_no_version(
    run, figures, table, address, said
):
    result = run("statline", table, address=address)
    assert result.exit_code == TROUBLE
    assert said in result.output
    assert figures.current is None


def test_a_place_that_nobody_knows_is_said_before_anything_is_asked(run, replay):
    result = run("statline", "85099NED", "--region", "Atlantis")
    assert result.exit_code == TROUBLE
    assert "Atlantis is geen CBS-code" in result.output
    assert replay.asked == []


def test_figures_count_as_published_from_cbs_or_a_replay_on_this_machine_only():
    assert Addresses.at("") == Addresses()
    with pytest.raises(ValueError, match="example"):
        Addresses.at("https://example.org")


def test_a_mapping_of_ones_own_opens_another_table(run, replay, figures, tmp_path):
    replay.version4["12345NED"] = kerncijfers()
    own = written(
        tmp_path,
        "eigen.toml",
        """table = "12345NED"
        about = "proef"
        bron = "CBS StatLine 12345NED, opgehaald {day} (CC BY 4.0)"
        [where]
        VormenVanJeugdzorg = ["A045561"]
        [[series]]
        indicator = "alle_jeugdzorg"
        teller = ["Jongeren met jeugdzorg"]""",
    )
    result = run("statline", "12345NED", "--mapping", own)
    assert result.exit_code == 0, result.output
    assert figures.table("observations")["numerator"].to_list() == [480000]
    broken = written(tmp_path, "kapot.toml", "table = 3")
    assert run("statline", "12345NED", "--mapping", broken).exit_code == TROUBLE
