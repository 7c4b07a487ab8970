"""Gegevens: a table of CBS comes in when somebody asks, and without internet it says so."""

from __future__ import annotations

import pytest

from telvertel import counting
from telvertel.figures.scope import Scope
from telvertel.indicators.period import Grain
from telvertel.screen.statline import ERRAND
from tests.figures.replay import replaying
from tests.figures.test_statline import NO_ONE_LISTENS, SHARE, kerncijfers
from tests.pages.small import page
from tests.pages.test_figures import told

PATIENCE = 20  # seconds


@pytest.fixture
def replay(monkeypatch):
    with replaying() as server:
        monkeypatch.setenv("TELVERTEL_STATLINE", server.address)
        server.version4["85099NED"] = kerncijfers()
        yield server


def fetched(who: str = "Gegevensbeheer"):
    test = page("figures")
    test.selectbox[0].set_value("85099NED")
    test.text_input[0].set_value(who)
    asked = next(one for one in test.button if one.label == "Haal op").click().run()
    assert not asked.exception, asked.exception
    return asked


def came_back(test):
    assert test.session_state[ERRAND].wait(PATIENCE)
    test.run()
    assert not test.exception, test.exception
    return test


def test_opening_the_page_asks_cbs_nothing(figures, replay):
    assert "werkt zonder internet" in told(page("figures"))
    assert replay.asked == []


def test_what_was_fetched_is_a_version_of_whoever_asked(figures, replay):
    read = told(came_back(fetched()))
    newest = counting.versions(figures.warehouse)[0]
    assert (newest.who, newest.why) == (
        "Gegevensbeheer",
        "Opgehaald bij CBS StatLine, tabel 85099NED",
    )
    assert "Overgenomen als versie v0002." in read


def test_without_internet_there_is_a_sentence_and_no_version(figures, replay, monkeypatch):
    before = figures.warehouse.current
    monkeypatch.setenv("TELVERTEL_STATLINE", NO_ONE_LISTENS)
    assert "CBS is niet te bereiken." in told(came_back(fetched()))
    assert figures.warehouse.current == before


def test_who_asks_has_to_be_told_first(figures, replay):
    test = fetched(who=" ")
    assert "Vul in wie dit ophaalt." in told(test)
    assert replay.asked == []


def test_it_can_be_stopped(figures, replay):
    before = figures.warehouse.current
    replay.busy = 2  # it is waiting to ask again
    test = fetched()
    next(one for one in test.button if one.label == "Stop").click().run()
    assert "Het ophalen is gestopt." in told(came_back(test))
    assert figures.warehouse.current == before


def test_what_was_fetched_stands_beside_and_explains_itself(figures, replay):
    """The municipality itself has no figure at CBS: the country is told with source and status."""
    came_back(fetched())
    read = told(page("explore", indicator="cbs_youth_care", grain="year"))
    assert "Nederland: 474.000 in 2023 (voorlopig). Bron: CBS StatLine 85099NED" in read
    account = told(page("account", indicator="cbs_youth_care", grain="year"))
    assert "Wat staat ernaast?" in account and "CBS StatLine 85099NED, opgehaald" in account


def test_the_country_stands_behind_our_own_line_where_cbs_counts_the_same(
    figures, replay, tmp_path
):
    people = tmp_path / "inwoners.csv"
    people.write_text("gemeente;jaar;leeftijd;aantal;bron\nGM9901;2024;0-22;9000;CBS\n")
    assert counting.take_in(figures.warehouse, [people], who="t", why="p").version
    table = replay.version4["85099NED"]
    table.members["A045560"] = "1.2 Jeugdhulp in natura"
    table.rows.append(("NL01", "2023JJ00", "A045560", {SHARE: 8.3}))
    came_back(fetched())
    card = figures.catalogue.cards["youth_with_help"]
    scope = Scope(municipality="GM9901", grain=Grain.year)
    (line,) = counting.context(figures.warehouse, card, scope)
    assert line.frame.select("period", "value", "status").rows() == [
        ("2023JJ00", 83.0, "provisional")
    ]
    account = told(page("account", indicator="youth_with_help", grain="year"))
    assert "Nederland: CBS StatLine 85099NED, opgehaald" in account


def test_a_figure_that_cbs_revised_is_told_as_a_difference(figures, replay):
    came_back(fetched())
    first = counting.versions(figures.warehouse)[0].id
    rows = replay.version4["85099NED"].rows
    rows[1] = ("NL01", "2023JJ00", "A099999", {"JongerenMetJeugdzorg_1": 477000})
    came_back(fetched())
    card = figures.catalogue.cards["cbs_youth_care"]
    scope = Scope(municipality="NL01", grain=Grain.year)
    newest = counting.versions(figures.warehouse)[0].id
    (one,) = counting.changes(figures.warehouse, card, scope, first, newest)
    assert (one.period, one.before, one.after) == ("2023JJ00", 474000, 477000)
