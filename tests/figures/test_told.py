"""Stories as a delivery: source and consent with each, nobody recognisable in any."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from telvertel import counting
from telvertel.figures.intake.chosen import NOTHING
from telvertel.figures.intake.columns import CONSENT, STORY_KIND, TELLER, THEME
from telvertel.figures.intake.offending import offending
from telvertel.figures.problem import Remark, Rule
from telvertel.figures.scope import Scope
from telvertel.figures.told import Consent, StoryKind
from telvertel.meeting.events import Perspective
from telvertel.meeting.lasting import Theme
from tests.figures.files import taken_in, trajectories, written

HEAD = (
    "periode;gemeente;aanbieder;soort;verteld_door;verteld_op;tekst;bron;toestemming;"
    "indicatoren;hulpvorm;thema;nagelezen_door"
)
CALM = "Er werd geluisterd, en daarna deden we het samen."
DOUBT = "Sanne van 14 uit Zeist vond het fijn."
TOWN = Scope(municipality="GM9901")


def row(text: str = CALM, **facts: str) -> str:
    known = {
        "period": "2025KW02",
        "provider": "99000002",
        "kind": "citaat",
        "teller": "jongere",
        "source": "Cliëntonderzoek",
        "consent": "gegeven",
        "about": "dropout",
        "form": "",
        "theme": "",
        "read_by": "",
    } | facts
    return ";".join((
        known["period"], "GM9901", known["provider"], known["kind"], known["teller"],
        "15-06-2025", text, known["source"], known["consent"], known["about"], known["form"],
        known["theme"], known["read_by"],
    ))  # fmt: skip


def told(folder: Path, *rows: str, name: str = "verhalen.csv") -> Path:
    return written(folder, name, "\n".join([HEAD, *rows]))


def rules(path: Path) -> list[Rule]:
    return [one.rule for one in counting.check([path]).problems]


def test_a_text_that_names_somebody_is_told_beside_a_wrong_code(tmp_path):
    path = told(tmp_path, row(period="2025?"), row(DOUBT, teller="buurman"))
    assert set(rules(path)) == {Rule.period_unreadable, Rule.code_unknown, Rule.person_perhaps}


def test_a_story_comes_in_with_everything_that_goes_with_it(tmp_path, warehouse):
    more = {"about": "dropout, waiting_time", "form": "2", "theme": "samenwerking"}
    taken_in(warehouse, told(tmp_path, row(**more)))
    (one,) = counting.stories(warehouse, "GM9901")
    assert (one.kind, one.teller, one.text) == (StoryKind.quote, "young_person", CALM)
    assert (one.source, one.consent) == ("Cliëntonderzoek", Consent.given)
    assert (one.indicators, one.care_form) == (("dropout", "waiting_time"), "02")
    assert (one.theme, one.told_on) == ("cooperation", date(2025, 6, 15))


def test_who_tells_and_about_what_are_the_words_of_the_talk_itself():
    assert set(TELLER.values()) == set(Perspective)
    assert set(THEME.values()) == set(Theme)
    assert set(STORY_KIND.values()) == set(StoryKind)
    assert set(CONSENT.values()) == {*Consent, "refused"}


def test_a_story_about_a_figure_that_has_no_card_is_refused_and_told_which_are_like_it(tmp_path):
    path = told(tmp_path, row(), row("Iets anders.", about="dropout, wait_time"))
    (one,) = counting.check([path]).problems
    assert (one.rule, one.row, one.column) == (Rule.indicator_unknown, 3, "indicatoren")
    assert one.found == "wait_time"
    assert dict(one.facts)["expected"].startswith("waiting_time, ")


def test_a_sentence_where_the_indicators_stand_is_one_problem_that_shows_its_beginning(tmp_path):
    path = told(tmp_path, row(about="Zij liep weg bij haar tante in Zeist"))
    (one,) = counting.check([path]).problems
    assert (one.rule, one.found) == (Rule.indicator_unknown, "Zij liep weg bij haa…")


def test_a_misspelt_name_among_the_indicators_is_told_what_it_is_most_like(tmp_path):
    path = told(tmp_path, row(about="Herhaald beroeb| Doorlooptijd"))
    (one,) = counting.check([path]).problems
    assert one.found == "Herhaald beroeb"
    assert dict(one.facts)["expected"].startswith("repeat_use, ")


def test_a_story_is_withdrawn_whatever_it_was_about(tmp_path):
    assert rules(told(tmp_path, row(about="gone", consent="nee"))) == []


@pytest.mark.parametrize(
    ("empty", "column"),
    [("source", "bron"), ("consent", "toestemming"), ("teller", "verteld_door")],
)
def test_without_source_consent_or_teller_a_delivery_is_refused(tmp_path, empty, column):
    problems = counting.check([told(tmp_path, row(), row("Iets.", **{empty: ""}))]).problems
    assert [(one.rule, one.row, one.column) for one in problems] == [
        (Rule.value_missing, 3, column)
    ]


def test_a_story_that_may_not_be_told_is_left_out_and_counted(tmp_path, warehouse):
    receipt = taken_in(warehouse, told(tmp_path, row(), row("Liever niet.", consent="nee")))
    assert [one.text for one in counting.stories(warehouse, "GM9901")] == [CALM]
    assert receipt.rows_out == (("without_consent", 1),)
    assert (receipt.rows_in, receipt.rows_kept) == (2, 1)
    assert "Liever niet" not in str(warehouse.table("stories").rows())


def test_withdrawn_consent_takes_the_story_away_also_when_it_was_the_only_one(tmp_path, warehouse):
    taken_in(warehouse, told(tmp_path / "1", row()))
    taken_in(warehouse, told(tmp_path / "2", row(consent="nee")))
    assert counting.stories(warehouse, "GM9901") == ()


def test_a_delivery_replaces_its_own_source_and_period_and_no_other(tmp_path, warehouse):
    other = (row("Panel.", source="Panel"), row("Vorig jaar.", period="2024KW02"))
    taken_in(warehouse, told(tmp_path / "1", row(), *other))
    first = warehouse.current
    taken_in(warehouse, told(tmp_path / "2", row("Opnieuw verteld.")))
    texts = {one.text for one in counting.stories(warehouse, "GM9901")}
    assert texts == {"Opnieuw verteld.", "Panel.", "Vorig jaar."}
    before = {one.text for one in counting.stories(warehouse, "GM9901", first)}
    assert before == {CALM, "Panel.", "Vorig jaar."}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Bel moeder op 06-12345678.", Rule.person_in_text),
        ("Schrijf naar anna@voorbeeld.nl.", Rule.person_in_text),
        ("Hij is geboren op 3 maart 2012.", Rule.person_in_text),
        ("Zij woont op 3511 AB 12.", Rule.person_in_text),
        ("Haar nummer is 999900006.", Rule.bsn_values),
        (DOUBT, Rule.person_perhaps),
        ("Twee jongeren uit de groep liepen weg.", Rule.small_number),
    ],
)
def test_a_text_in_which_somebody_may_be_recognised_refuses_the_delivery(tmp_path, text, rule):
    inspection = counting.check([told(tmp_path, row(), row(text))])
    assert [one.rule for one in inspection.problems] == [rule]
    if rule is not Rule.bsn_values:
        assert [(one.row, one.column) for one in inspection.problems] == [(3, "tekst")]


def test_the_list_of_problems_never_repeats_the_text(tmp_path):
    path = told(tmp_path, row(DOUBT), row("Bel op 06-12345678, moeder van de jongen."))
    inspection = counting.check([path])
    assert {one.rule for one in inspection.problems} == {Rule.person_perhaps, Rule.person_in_text}
    for word in ("Sanne", "Zeist", "12345678", "moeder"):
        assert word not in str(inspection.problems)
    assert offending(path, NOTHING, inspection.problems) is None


def test_other_problems_show_a_row_without_its_text(tmp_path):
    path = told(tmp_path, row(CALM, consent="misschien"))
    shown = offending(path, NOTHING, counting.check([path]).problems)
    assert "toestemming" in shown.headings and "tekst" not in shown.headings
    assert CALM not in str(shown.rows)


def test_a_doubt_that_somebody_read_over_comes_in_and_is_said(tmp_path, warehouse):
    read = row(DOUBT, read_by="Kwaliteitsadviseur")
    receipt = taken_in(warehouse, told(tmp_path, read))
    assert [one.rule for one in receipt.remarks] == [Remark.looked_at_twice]
    assert warehouse.table("stories")["read_by"].to_list() == ["Kwaliteitsadviseur"]


def test_what_surely_names_somebody_cannot_be_read_over(tmp_path):
    read = row("Bel op 06-12345678.", read_by="Kwaliteitsadviseur")
    assert rules(told(tmp_path, read)) == [Rule.person_in_text]


def test_a_number_in_source_or_reader_is_refused_too(tmp_path):
    assert rules(told(tmp_path, row(source="Bel 06-12345678"))) == [Rule.person_in_text]
    assert rules(told(tmp_path, row(read_by="anna@voorbeeld.nl"))) == [Rule.person_in_text]


def test_the_same_text_told_by_two_people_is_a_question_back(tmp_path):
    path = told(tmp_path, row(), row(teller="ouder"))
    assert rules(path) == [Rule.same_key_twice]


def test_one_refused_story_keeps_the_figures_beside_it_out_as_well(tmp_path, warehouse):
    records = trajectories(tmp_path, "a 99000001 01 2024-03-01 - -")
    receipt = counting.take_in(warehouse, [records, told(tmp_path, row(DOUBT))], who="b", why="l")
    assert receipt.version is None
    assert warehouse.current is None


def about(tmp_path, warehouse, *rows: str, indicator: str = "dropout", **scope) -> list[str]:
    taken_in(warehouse, told(tmp_path, *rows))
    found = counting.stories(warehouse, "GM9901")
    asked = TOWN.model_copy(update=scope)
    return sorted(one.text for one in counting.beside(found, indicator, asked))


def test_a_story_stands_beside_its_own_figure_provider_form_and_period(tmp_path, warehouse):
    rows = (
        row("Past."),
        row("Hele gemeente.", provider=""),
        row("Ander cijfer.", about="inflow"),
        row("Geen cijfer.", about=""),
        row("Andere aanbieder.", provider="99000001"),
        row("Andere vorm.", form="14"),
        row("Eerder.", period="2023KW02"),
        row("Heel het jaar.", period="2025JJ00"),
    )
    scope = {"providers": ("99000002",), "care_forms": ("team", "ambulatory")}
    found = about(tmp_path, warehouse, *rows, **scope, since="2025KW01", until="2025KW04")
    assert found == ["Heel het jaar.", "Hele gemeente.", "Past."]


def test_a_version_from_before_there_were_stories_has_none(warehouse):
    assert counting.stories(warehouse, "GM9901") == ()


def test_a_workbook_of_stories_comes_in_as_a_text_file_does(tmp_path):
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Verhalen")
        for number, cells in enumerate((HEAD, row())):
            for at, cell in enumerate(cells.split(";")):
                sheet.write_string(number, at, cell)
    path = tmp_path / "verhalen.xlsx"
    path.write_bytes(made.getvalue())
    inspection = counting.check([path])
    assert inspection.problems == ()
    assert inspection.deliveries[0].rows_kept == 1
