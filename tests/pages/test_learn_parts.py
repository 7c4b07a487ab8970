"""The parts of Leren: each says what will come while it is empty, and shows what was sealed."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from telvertel.days import today
from telvertel.exchange.sheet import Line, read, written
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.stages import Stage
from telvertel.screen.elsewhere import shelf
from telvertel.wording.words import words
from tests.pages.small import open_meeting, page, planned, say, sealed_meeting
from tests.pages.test_learn import AGREED, note
from tests.pages.test_steering import forms

HALF_YEAR_AGO = today() - timedelta(days=180)
PARTS = {
    "points": "Hier komen de leerpunten",
    "library": "Na het eerste vastgestelde gesprek",
    "calendar": "Hier komen de gesprekken per aanbieder",
    "since": "Na het eerste vastgestelde gesprek",
    "back": "Hier komen de leerpunten die geborgd zijn",
    "year": "Na het eerste vastgestelde gesprek",
    "exchange": "Er is nog niets om te delen",
}
POINT = la.LearningPointNoted(
    learning="l1",
    text="Aanmelden kan nu op een centrale plek.",
    indicator="dropout",
    level=la.Level.municipality,
    route=la.Route.purchasing,
    target_document="Inkoopkader",
    due=date(2027, 7, 1),
    pilot=True,
    ready=(la.PreconditionKind.law,),
)
SHARED = la.LearningPointMoved(learning="l1", to="shared", text="In het overleg besproken.")
STAFF = e.NoteWritten(
    note="n1",
    item="uitval",
    stage=Stage.explain,
    note_kind="explanation",
    text="Veel wisseling in het team",
    side="provider",
    reason_tag="staff",
    visibility="public",
    principles=("simplicity",),
)


def shown(test) -> str:
    kinds = ("header", "subheader", "markdown", "caption", "warning", "success")
    texts = [element.value for kind in kinds for element in getattr(test, kind)]
    texts += [one.label for kind in ("expander", "checkbox") for one in getattr(test, kind)]
    return "\n".join(texts).replace("\\", "")


@pytest.mark.parametrize(("part", "sentence"), PARTS.items())
def test_an_empty_part_says_what_will_come_there(house, part, sentence):
    assert sentence in shown(page("learn", deel=part))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_read_in_english(figures, part):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, STAFF, AGREED, POINT, SHARED)
    read_ = shown(page("learn", deel=part, taal="en"))
    assert "Leerpunten" not in read_ and "Kalender" not in read_


def test_the_part_of_the_address_is_opened_and_a_choice_goes_into_it(house):
    test = page("learn")
    assert test.pills(key="learn.part").value == "told"
    test.pills(key="learn.part").set_value("calendar").run()
    assert test.query_params["deel"] == "calendar"


def test_a_learning_point_says_where_it_goes_and_that_nobody_carries_it_yet(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, POINT, SHARED)
    read_ = shown(page("learn", deel="points"))
    assert "Gemeente · Inkoop · Inkoopkader · vóór 1 juli 2027" in read_
    assert "Gedeeld** · al 1 gesprek open" in read_
    assert "Nog geen sleutelfiguur" in read_
    assert "In het overleg besproken." in read_
    assert "Proef" in read_ and "Inkoopstrategie" in read_
    assert "klaarstaat" in read_  # no meeting is planned: it says where a step is taken


def test_a_step_can_be_taken_once_the_next_meeting_is_planned(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, POINT)
    later = today() + timedelta(days=20)
    say(figures, "voorjaar", planned(later, previous="najaar"))
    assert "Wordt genoteerd bij" in shown(page("learn", deel="points"))
    say(figures, "voorjaar", SHARED)
    assert "In het overleg besproken." in shown(page("learn", deel="points"))


def test_two_municipalities_with_one_provider_have_a_calendar_each(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, AGREED)
    say(figures, "elders", planned(
        today() + timedelta(days=30), title="Gesprek van Duinrand",
        municipality="GM9902", municipality_name="Duinrand",
    ))  # fmt: skip
    test = page("learn", deel="calendar")
    assert test.selectbox(key="learn.municipality").value == "GM9901"
    assert "Kwartaalgesprek" in shown(test) and "Gesprek van Duinrand" not in shown(test)
    test.selectbox(key="learn.municipality").select("GM9902").run()
    assert "Gesprek van Duinrand" in shown(test) and "Kwartaalgesprek" not in shown(test)
    since = page("learn", deel="since")
    assert "Kwartaalgesprek" in shown(since)
    since.selectbox(key="learn.municipality").select("GM9902").run()
    assert "Na het eerste vastgestelde gesprek" in shown(since)


def test_what_nobody_carries_can_be_asked_for(figures):
    carried = POINT.model_copy(
        update={"learning": "l2", "text": "Overdracht vooraf.", "key_role": "Inkoper",
                "key_department": "Sociaal domein"}
    )  # fmt: skip
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, POINT, carried)
    test = page("learn", deel="points")
    test.selectbox(key="learn.points.key").select("Inkoper, Sociaal domein").run()
    assert "Overdracht vooraf." in shown(test) and "Aanmelden kan" not in shown(test)
    test.selectbox(key="learn.points.key").select("-").run()
    assert "Aanmelden kan" in shown(test) and "Overdracht vooraf." not in shown(test)
    test.toggle(key="learn.points.long").set_value(True).run()
    assert "Geen leerpunt past" in shown(test)


def test_the_library_says_of_an_explanation_whether_it_held(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, STAFF, note("n2", "Warme overdracht"), AGREED)
    check = la.ExplanationChecked(
        note="n1", made_in="najaar", held=la.Held.did_not_hold, text="Het team bleef gelijk."
    )
    sealed_meeting(figures, "voorjaar", today(), check, previous="najaar")
    read_ = shown(page("learn", deel="library"))
    assert "Hield geen stand.** Het team bleef gelijk." in read_
    assert "Nog niet nagegaan." in read_
    assert "dan belt De Oever binnen een week." in read_


def test_stories_about_one_thing_stand_beside_those_of_another_municipality(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, STAFF)
    line = Line(kind="explanation", text="Vacatures bleven open.", year=2024, reason="staff")
    shelf().put(written((line,), ""))
    test = page("learn", deel="library")
    test.selectbox(key="library.tag").select("reason.staff").run()
    read_ = shown(test)
    assert "Veel wisseling in het team" in read_ and "Vacatures bleven open." in read_
    assert "van een andere gemeente · Verklaring · 2024" in read_


def test_learning_points_on_one_route_stand_beside_those_of_another_municipality(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, POINT)
    line = Line(kind="learning", text="Nazorg is een product.", year=2024, route="purchasing")
    shelf().put(written((line,), ""))
    test = page("learn", deel="library")
    assert test.selectbox(key="library.tag").value == "route.purchasing"
    read_ = shown(test)
    assert POINT.text in read_ and "Nazorg is een product." in read_


def test_the_calendar_says_when_a_period_was_discussed_and_what_never_was(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, STAFF)
    test = page("learn", deel="calendar")
    read_ = shown(test)
    assert "vastgesteld" in read_ and "Er staat nog geen volgend gesprek gepland." in read_
    assert "nog nooit besproken" in read_
    assert len(test.table) == 1


def test_since_the_last_meeting_shows_what_waits(figures):
    differs = la.DifferenceAgreed(
        difference="d1", provider_reading="Meer vraag.", municipality_reading="Langer geholpen.",
        datum="De duur per leeftijd.",
    )  # fmt: skip
    wish = la.WishNoted(wish="w1", text="Hoe gaat het een jaar later?", drops="De maandlijst")
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, POINT, AGREED, differs, wish)
    say(figures, "voorjaar", planned(today() + timedelta(days=9), previous="najaar"), SHARED)
    read_ = shown(page("learn", deel="since"))
    assert "Nu te bespreken:** belt De Oever binnen een week" in read_
    assert "In het overleg besproken." in read_
    assert "Wat ons zou overtuigen: De duur per leeftijd." in read_
    assert "Hoe gaat het een jaar later?" in read_


def test_what_was_secured_comes_with_the_answer_whether_it_still_is(figures):
    secured = SHARED.model_copy(update={"to": la.Securing.secured})
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, POINT, secured)
    assert "nog niet gevraagd" in shown(page("learn", deel="back"))
    still = la.LearningPointLookedBack(learning="l1", still="partly", text="Niet overal.")
    sealed_meeting(figures, "voorjaar", today(), still, previous="najaar")
    assert "Nog steeds zo? **Deels**" in shown(page("learn", deel="back"))


def test_the_year_shows_principles_kinds_answers_and_what_the_figures_ask(figures):
    judged = e.IndicatorJudged(item="uitval", tells="partly", text="Vooral wie wegblijft.")
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, STAFF, judged)
    read_ = shown(page("learn", deel="year"))
    assert "Eenvoud**" in read_ and "1 verhaal" in read_
    assert "Uitkomst**: Uitval" in read_ and "Vooral wie wegblijft." in read_
    assert "minuten per jaar" in read_ and "Wat schrappen we?" in read_


def test_the_preview_is_exactly_what_goes_and_names_nobody(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, STAFF, POINT, note("n2", "De Oever belt."))
    test = page("learn", deel="exchange")
    read_ = shown(test)
    assert "2 regels gaan mee." in read_ and "1 regel blijft hier:" in read_
    (code,) = test.code
    lines = read(code.value.encode()).lines
    assert {one.text for one in lines} == {STAFF.text, POINT.text}
    assert "oever" not in code.value.casefold() and "99000002" not in code.value
    assert json.loads(code.value)["licence"] == words("nl")("exchange.licence")


def test_a_line_that_is_not_ticked_is_not_in_the_file(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, STAFF, POINT)
    test = page("learn", deel="exchange")
    next(one for one in test.checkbox if "Aanmelden" in one.label).uncheck().run()
    assert "Aanmelden" not in test.code[0].value and STAFF.text in test.code[0].value


def test_of_a_meeting_that_is_going_on_no_part_tells_anything(figures):
    open_meeting(figures, "lopend", today())
    say(figures, "lopend", STAFF, POINT, AGREED)
    for part in PARTS:
        read_ = shown(page("learn", deel=part))
        assert "Veel wisseling" not in read_ and "Aanmelden kan" not in read_, part
        assert "belt De Oever" not in read_, part


def test_a_file_of_another_municipality_is_shown_as_theirs_and_can_be_removed(figures):
    put = shelf().put(written((Line(kind="learning", text="Bel vooraf.", year=2024),), ""))
    test = page("learn", deel="exchange")
    assert "van een andere gemeente · Leerpunt · 2024" in shown(test)
    test.button(key=f"exchange.remove.{put.name}").click().run()
    assert "Bel vooraf." not in shown(test)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_licence_itself_may_cross_a_border(language):
    line = Line(kind="learning", text="Bel vooraf.", year=2024)
    assert read(written((line,), words(language)("exchange.licence"))).lines == (line,)


def test_lines_of_another_municipality_can_be_read_before_there_is_a_meeting_of_ones_own(house):
    line = Line(
        kind="learning", year=2026, text="Samen beginnen helpt.", principles=("simplicity",)
    )
    shelf().put(written((line,), words("nl")("exchange.licence")))
    assert "Samen beginnen helpt." in shown(page("learn", deel="exchange"))


def test_what_was_secured_can_be_taken_up_again_but_is_not_ended_twice(figures):
    secured = SHARED.model_copy(update={"to": la.Securing.secured})
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, POINT, secured)
    later = today() + timedelta(days=20)
    say(figures, "voorjaar", planned(later, previous="najaar"))
    (asked, _) = forms(page("learn", deel="points"))["further.l1.1"]["fields"]
    offered = [one["id"] for one in asked["options"]]
    assert "shared" in offered and not {"secured", "let_go"} & set(offered)
