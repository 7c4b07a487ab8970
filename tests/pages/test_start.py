"""Start shows which meetings there are, what waits for an answer, and what is new."""

from __future__ import annotations

from datetime import timedelta

from telvertel.days import today
from telvertel.meeting import events as e
from tests.pages.small import ITEM, page, planned, say, sealed_meeting, texts

TODAY = today()
LAST_YEAR = TODAY - timedelta(days=360)


def test_without_a_meeting_it_says_where_to_begin(house):
    read = texts(page("start"))
    assert "Er is nog geen gesprek" in read
    assert "Er zijn nog geen cijfers binnen" in read


def test_a_meeting_that_is_prepared_offers_its_preparation(house):
    say(house, "spring", planned(TODAY + timedelta(days=10)))
    start = page("start")
    assert "**Kwartaalgesprek**" in texts(start)
    assert "In voorbereiding" in texts(start)
    assert [one.label for one in start.button if one.key == "go-spring"] == ["Voorbereiden"]


def test_on_its_day_a_meeting_with_an_agenda_leads_to_the_desk(house):
    say(house, "spring", planned(TODAY), e.AgendaSet(items=(ITEM,)))
    assert [one.label for one in page("start").button if one.key == "go-spring"] == [
        "Naar de regie"
    ]


def test_a_sealed_meeting_shows_its_check_code_and_leads_to_its_minutes(figures):
    code = sealed_meeting(figures, "autumn", LAST_YEAR)
    start = page("start")
    assert f"Vastgesteld · {code}" in texts(start)
    assert [one.label for one in start.button if one.key == "go-autumn"] == ["Verslag"]


def test_an_agreement_of_nobody_says_so_until_somebody_answers_for_it(figures):
    made = e.AgreementMade(agreement="a1", if_text="iemand wacht", then_text="bellen we")
    sealed_meeting(figures, "autumn", LAST_YEAR, made)
    assert "Als iemand wacht, dan bellen we" in texts(page("start"))
    assert "nog van niemand" in texts(page("start"))
    review = e.AgreementReviewed(
        agreement="a1", made_in="autumn", kept=e.Answer.yes, helped=e.Helped.yes, result="Gelukt."
    )
    sealed_meeting(figures, "spring", LAST_YEAR + timedelta(days=90), review, previous="autumn")
    assert "dan bellen we" not in texts(page("start"))


def test_unchanged_figures_are_said_to_be_unchanged(figures):
    sealed_meeting(figures, "autumn", LAST_YEAR)
    assert "zijn de cijfers van toen niet veranderd" in texts(page("start"))


def test_the_welcome_goes_when_it_was_read(house):
    say(house, "demo", planned(TODAY, fictional=True), e.AgendaSet(items=(ITEM,)))
    start = page("start")
    assert "Welkom, even rondkijken?" in texts(start)
    next(one for one in start.button if one.label == "Duidelijk, niet meer tonen").click().run()
    assert "Welkom, even rondkijken?" not in texts(start)


def test_it_speaks_english_when_asked(house):
    say(house, "spring", planned(TODAY + timedelta(days=10)))
    read = texts(page("start", taal="en"))
    assert "Coming meetings" in read
    assert "Komende" not in read


def test_a_partnership_goes_by_its_own_name(house):
    say(house, "spring", planned(TODAY + timedelta(days=10), partnership="Samen Vroegbij"))
    assert "Samen Vroegbij" in texts(page("start"))
