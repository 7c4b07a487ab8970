"""What somebody meets who uses it for the first time: the way back, and the newest first."""

from __future__ import annotations

from datetime import timedelta

from telvertel.days import today
from telvertel.exchange.offered import is_own
from telvertel.exchange.sheet import Line
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.screen import sheet
from telvertel.screen.agenda_weight import burden
from telvertel.screen.elsewhere import shelf
from telvertel.screen.learn_exchange import of_house
from telvertel.wording.words import words
from tests.pages.small import ITEM, open_meeting, page, planned, say, sealed_meeting
from tests.pages.test_learn import note, told
from tests.pages.test_steering import forms

TODAY = today()
HALF_YEAR_AGO, LAST_YEAR = TODAY - timedelta(days=180), TODAY - timedelta(days=360)
NL = words("nl")
BACK = NL("stories.back")


def labels(test) -> list[str]:
    return [one.label for one in test.button]


def to_come(house) -> None:
    say(house, "spring", planned(TODAY + timedelta(days=9)), e.AgendaSet(items=(ITEM,)))


def test_a_sheet_opened_at_voorbereiden_keeps_its_way_back_after_a_reload(figures):
    to_come(figures)
    test = page("prepare", gesprek="spring", kant="aanbieder")  # as the address stands
    assert BACK in labels(test) and "story.uitval" in forms(test)
    next(one for one in test.button if one.label == BACK).click().run()
    assert "kant" not in test.query_params and "story.uitval" not in forms(test)


def test_who_comes_by_an_invitation_has_no_way_to_the_preparation(figures):
    to_come(figures)
    key = sheet.invitation(figures.telling.meeting("spring"), e.Side.provider)
    test = page("prepare", gesprek="spring", kant="aanbieder", sleutel=key)
    assert BACK not in labels(test) and "story.uitval" in forms(test)


def test_the_reserve_is_open_until_something_is_written_in_it(figures):
    def is_open(test):
        return next(
            one.proto.expanded
            for one in test.expander
            if one.label == NL("foundations.reserve_title")
        )

    to_come(figures)
    assert is_open(page("prepare", gesprek="spring", kant="aanbieder"))
    say(figures, "spring", la.ReserveStated(side="provider", text="Het tarief."))
    assert not is_open(page("prepare", gesprek="spring", kant="aanbieder"))


def test_leren_begins_with_the_newest_talk_and_shows_earlier_ones_on_asking(figures):
    sealed_meeting(figures, "lente", LAST_YEAR, note("n1", "Wat vorig jaar is verteld"))
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, note("n2", "Wat laatst is verteld"))
    test = page("learn")
    assert "Wat laatst" in told(test) and "Wat vorig jaar" not in told(test)
    next(b for b in test.button if b.label == NL("stories_told.show_more")).click().run()
    assert "Wat laatst" in told(test) and "Wat vorig jaar" in told(test)


def test_the_calendar_begins_with_a_provider_there_was_a_talk_with(figures):
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, note("n1", "Verteld"))
    other = {"providers": ("99000004",), "provider_names": ("Klein Anker",)}
    open_meeting(figures, "lopend", TODAY, **other)
    test = page("learn", deel="calendar", gesprek="lopend")
    assert test.selectbox(key="learn.provider").value == "99000002"


def test_a_file_of_ones_own_is_known_also_after_more_came_of_it(figures):
    point = la.LearningPointNoted(learning="l1", text="Aanmelden kan op één plek.")
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, point)
    found = of_house()
    line = found.offers[0].line
    assert line.strength is None
    assert is_own((line.model_copy(update={"status": la.Securing.secured}),), found)
    assert not is_own((Line(kind="learning", text="Bellen helpt.", year=2024),), found)


def test_a_file_of_ones_own_is_not_taken_in_as_that_of_another(figures):
    point = la.LearningPointNoted(learning="l1", text="Aanmelden kan op één plek.")
    sealed_meeting(figures, "najaar", HALF_YEAR_AGO, point)
    test = page("learn", deel="exchange")
    file = ("leerpunten.json", test.code[0].value.encode(), "application/json")
    test.file_uploader[0].set_value(file).run()
    assert NL("exchange.refused.own") in [one.value for one in test.warning]
    assert not shelf().sheets()


def test_no_strength_is_chosen_for_a_learning_point_by_itself(figures):
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", e.Shown(view="item", item="uitval", stage="explain"))
    asked = forms(page("lead"))["learning.uitval"]["fields"]
    assert not next(one for one in asked if one["name"] == "strength").get("value")


def test_what_costs_no_extra_work_is_said_beside_what_does(figures):
    cards = figures.catalogue.cards
    assert NL("agenda.asks_no_more") in burden([cards["dropout"], cards["staff_experience"]], NL)
    assert NL("agenda.asks_no_more") not in burden([cards["staff_experience"]], NL)
