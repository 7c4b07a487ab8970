"""Versions of before can be asked, and what leans on a revised figure says so everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from telvertel import counting
from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.meeting.lasting import LearningPointNoted
from telvertel.meeting.stages import Stage
from telvertel.screen import account_link, leaning
from telvertel.wording.words import words
from tests.pages.small import HEAD, open_meeting, page, say, sealed_meeting
from tests.pages.test_account import told
from tests.pages.test_explore import picture, written

LAST_YEAR = today() - timedelta(days=360)
LEANS = "steunt op bijgesteld cijfer"
RAISED, REVISED = "2025KW04", "4e kwartaal 2025"


def revise(house, folder) -> str:
    """A later delivery of the last quarter: sixty children, half of whom stop one-sidedly."""
    rows = [
        f"N{n:03d};GM9901;99000002;02;02;2012;02;;15-10-2025;20-12-2025;0{1 if n % 2 else 3}"
        for n in range(60)
    ]
    later = folder / "later.csv"
    later.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    facts = {"since": date(2025, 10, 1), "reference_date": date(2026, 1, 31)}
    taken = counting.take_in(house.warehouse, [later], who="t", why="nagekomen einddatums", **facts)
    assert taken.version, taken.problems
    return taken.version.id


@pytest.fixture
def revised(figures, tmp_path):
    """A talk that was sealed, with a line, a weighing, an agreement and a learning point; then the
    last quarter was revised."""
    note = e.NoteWritten(
        note="regel", item="uitval", stage=Stage.explain, side=e.Side.provider,
        note_kind=e.NoteKind.explanation, text="Twee behandelaren vertrokken", period=RAISED,
    )  # fmt: skip
    other = note.model_copy(
        update={"note": "eerder", "text": "Toen nog niet", "period": "2024KW02"}
    )
    sealed_meeting(
        figures, "najaar", LAST_YEAR, note, other,
        e.WeighingGiven(item="uitval", outcome=e.Outcome.not_met_improve, reasons="Te veel stoppen",
                        municipality_share="Laat beschikt"),
        e.AgreementMade(agreement="a1", item="uitval", then_text="wij bellen na een week"),
        LearningPointNoted(learning="l1", text="Wachten kost", indicator="dropout", note="regel"),
    )  # fmt: skip
    revise(figures, tmp_path)
    return figures


def values(test) -> list[float]:
    return [
        point["value"]
        for layer in picture(test)["layer"]
        if layer["data"].get("name", "").startswith("points")
        for point in layer["data"]["values"]
    ]


def test_the_figures_of_before_can_be_asked_and_the_address_says_of_when(figures, tmp_path):
    first = figures.warehouse.current
    before = values(page("explore", indicator="dropout"))
    revise(figures, tmp_path)
    assert values(page("explore", indicator="dropout")) != before
    earlier = page("explore", indicator="dropout", versie=first)
    assert values(earlier) == before
    assert "**Zoals op" in written(earlier) and "versie v0001: proef" in written(earlier)


def test_a_version_is_chosen_by_its_day_and_today_is_one_click_away(figures, tmp_path):
    first = figures.warehouse.current
    newest = revise(figures, tmp_path)
    test = page("explore", indicator="inflow")
    assert test.selectbox(key="explore.version").options[0] == "vandaag"
    test.selectbox(key="explore.version").select(first).run()
    assert test.query_params["versie"] == first
    test.button(key="earlier.back").click().run()
    assert "versie" not in test.query_params
    assert test.query_params["indicator"] == "inflow"
    assert "**Zoals op" not in written(test)
    assert test.selectbox(key="explore.version").value == newest


def test_a_version_nobody_knows_is_that_of_today(figures):
    assert "**Zoals op" not in written(page("explore", indicator="dropout", versie="v0099-abc"))


def test_with_one_version_there_is_nothing_to_choose(figures):
    assert "explore.version" not in [one.key for one in page("explore").selectbox]


def test_klopt_dit_explains_the_version_that_is_asked_for(figures, tmp_path):
    first = figures.warehouse.current
    revise(figures, tmp_path)
    now = told(page("account", indicator="dropout"))
    assert "later.csv" in now and "nagekomen einddatums" in now
    then = told(page("account", indicator="dropout", versie=first))
    assert "trajectories.csv" in then and "later.csv" not in then
    assert "Latere leveringen veranderden deze reeks niet." not in then


def test_a_class_is_told_by_its_bounds_and_never_by_its_middle(figures, tmp_path):
    revise(figures, tmp_path)
    read = told(page("figures"))
    assert "4e kwartaal 2025: 35–40% → 50–55%" in read and "ongeveer" not in read


def test_every_older_version_leads_to_its_figures(figures, tmp_path):
    first = figures.warehouse.current
    revise(figures, tmp_path)
    keys = [one.key for one in page("figures").button if str(one.key).startswith("earlier-")]
    assert keys == [f"earlier-{first}"]


def test_a_difference_tells_what_the_deliverer_explains(figures, tmp_path):
    head = "indicator;periode;gemeente;aanbieder;uitsplitsing;teller;noemer;waarde;status;bron"
    for number, (value, note) in enumerate((("7,3", ""), ("7,9", "Later ingevulde lijsten"))):
        file = tmp_path / f"ervaring{number}.csv"
        row = f"staff_experience;2025JJ00;GM9901;99000002;;;120;{value};definitief;Onderzoek;{note}"
        file.write_text(f"{head};toelichting\n{row}\n", encoding="utf-8")
        assert counting.take_in(figures.warehouse, [file], who="t", why="ervaring").version
    read = told(page("account", indicator="staff_experience"))
    assert "2025: 7,3 → 7,9. Toelichting bij de levering: Later ingevulde lijsten" in read
    assert "Toelichting bij de levering: Later ingevulde lijsten" in told(page("figures"))


@pytest.mark.parametrize("name", ["start", "learn", "close", "replay"])
def test_what_leans_on_a_revised_figure_says_so(revised, name):
    read = told(page(name, gesprek="najaar"))
    assert f"{REVISED}: 35–40% → 50–55%" in read
    assert LEANS in read or "Hierop steunen" in read


def part(script: str):
    test = AppTest.from_string(f"from telvertel.screen import room\n{script}", default_timeout=60)
    test.run()
    assert not test.exception, test.exception
    return test


def test_the_preparation_of_the_next_talk_tells_what_was_revised(revised):
    open_meeting(revised, "voorjaar", today(), previous="najaar")
    read = told(
        part(
            "from telvertel.screen import revised_since\n"
            "revised_since.before(room.house().telling.meeting('voorjaar'))"
        )
    )
    assert "Sinds het gesprek van" in read and "Hierop steunen" in read
    assert "Twee behandelaren vertrokken" in read and "Toen nog niet" not in read


def test_a_line_leans_on_its_own_period_only(revised):
    read = told(page("learn"))
    assert read.count(LEANS) == 3  # the line of that quarter, the weighing and the agreement
    assert LEANS not in read[read.index("Toen nog niet") :][:150]


def test_a_learning_point_leans_on_the_period_of_its_line(revised):
    assert LEANS in told(page("learn", deel="points"))


def test_without_a_revision_nothing_is_marked(figures):
    note = e.AgreementMade(agreement="a1", item="uitval", then_text="wij bellen")
    sealed_meeting(figures, "najaar", LAST_YEAR, note)
    assert LEANS not in told(page("start"))
    assert "zijn sindsdien niet bijgesteld" in told(page("close", gesprek="najaar"))


def test_a_mark_says_no_more_than_the_gate_allows(figures, tmp_path):
    """Two figures under the threshold look the same, whatever was delivered."""
    rows = [f"X{n};GM9901;99000004;02;02;2012;02;;15-10-2025;20-12-2025;03" for n in range(3)]
    plan = {"providers": ("99000004",), "provider_names": ("Klein Anker",)}
    open_meeting(figures, "klein", LAST_YEAR, **plan)
    later = tmp_path / "klein.csv"
    later.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    counting.take_in(figures.warehouse, [later], who="t", why="k", since=date(2025, 10, 1))
    meeting = figures.telling.meeting("klein")
    found = leaning.revised_since(meeting, "uitval")
    w = words("nl")
    assert all("3" not in one.told(meeting, w).split(":")[1] for one in found)


def test_a_figure_of_a_talk_leads_to_its_account_with_the_same_scope(figures, tmp_path):
    first = figures.warehouse.current
    open_meeting(figures, "vandaag", today())
    revise(figures, tmp_path)
    address = account_link.address_at(figures.telling.meeting("vandaag"), "uitval")
    asked = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
    assert urlsplit(address).path == "/klopt-dit"
    assert asked["indicator"] == "dropout" and asked["providers"] == "99000002"
    assert asked["versie"] == first
    assert "Uitval bij De Oever" in told(page("account", **asked))
    assert "**Zoals op" in told(page("account", **asked))


def test_a_desk_leads_to_the_account_of_the_figure_on_the_wall(figures):
    open_meeting(figures, "vandaag", today())
    say(figures, "vandaag", e.Shown(view=e.View.item, item="uitval", stage=Stage.recognise))
    assert "](/klopt-dit?indicator=dropout&gm=GM9901" in told(page("lead", gesprek="vandaag"))
