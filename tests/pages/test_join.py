"""Deelnemen: off until somebody switches it on, and off again everybody is out."""

from __future__ import annotations

from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.wording.words import words
from tests.pages.small import open_meeting, page, planned, say, sealed_meeting, texts

TODAY = today()
NL = words("nl")


def switch(test):
    return next(one for one in test.toggle if one.label == NL("join.panel.switch"))


def test_without_a_meeting_the_page_says_where_to_begin(house):
    assert NL("join.panel.no_meeting") in texts(page("join"))


def test_phones_are_off_until_they_are_switched_on(house):
    say(house, "spring", planned(TODAY))
    test = page("join")
    assert switch(test).value is False
    switch(test).set_value(True).run()
    assert house.telling.meeting("spring").plan.phones
    assert NL("join.panel.here_only") in texts(test)


def test_switching_off_ends_who_is_in_and_the_code(house):
    say(house, "spring", planned(TODAY, phones=True))
    house.joining.renew("spring")
    house.sessions.begin(e.Role.provider, None, "spring")
    switch(page("join")).set_value(False).run()
    assert house.joining.people("spring") == ()
    assert house.joining.code("spring") is None


def test_the_plan_stays_what_it_was_but_for_the_phones(house):
    before = planned(TODAY, goal="Samen op tijd", predict=True)
    say(house, "spring", before)
    switch(page("join")).set_value(True).run()
    after = house.telling.meeting("spring").plan
    assert after == before.model_copy(update={"phones": True})


def test_a_sealed_meeting_takes_no_phones(figures):
    sealed_meeting(figures, "spring", TODAY)
    assert NL("join.panel.sealed") in texts(page("join"))


def test_at_regie_rounds_and_phones_are_there_once_the_meeting_is_open(figures):
    open_meeting(figures, "spring", TODAY)
    labels = [one.label for one in page("lead").expander]
    assert NL("rounds.fold") in labels
    assert NL("join.panel.title") in labels


def test_at_regie_nothing_leads_away_to_the_same_list_and_the_page_leads_back(figures):
    open_meeting(figures, "spring", TODAY)
    assert NL("join.panel.to_lead") in [one.label for one in page("join").button]
    assert NL("join.panel.to_lead") not in [one.label for one in page("lead").button]
