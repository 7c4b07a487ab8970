"""The meetings of the demo show what outlasts a meeting, each with believable words."""

from __future__ import annotations

import pytest

from telvertel.journal.journal import Journal
from telvertel.meeting import lasting
from telvertel.meeting.events import Answer, Helped, Side
from telvertel.meeting.foundations import (
    accounts,
    foundations,
    history,
    margin,
)
from telvertel.meeting.learning import learning_points, long_open
from telvertel.meeting.preconditions import board
from telvertel.meeting.standing import checks, differences, mishaps, wishes
from telvertel.telling import Telling
from tests.demo.test_meetings import FORMER, NOW, SECOND


@pytest.fixture(scope="module")
def telling(home):
    journal = Journal.open(home / "journal")
    yield Telling(journal)
    journal.close()


@pytest.fixture(scope="module")
def now(telling):
    return telling.meeting(NOW)


def test_learning_points_are_at_every_step_to_being_secured_and_deliberately_not(now):
    points = learning_points(now)
    assert {one.status for one in points} == set(lasting.Securing)
    assert {one.noted.route for one in points} == set(lasting.Route)
    assert {one.noted.level for one in points} >= {lasting.Level.state, lasting.Level.region}
    assert [one.id for one in points if one.looked_back] == ["vindplaats"]


def test_what_is_open_for_three_meetings_opens_today_one_without_its_key_person(now):
    found = {one.id: one for one in long_open(now)}
    assert {one.meetings_since for one in found.values()} == {3}
    assert [name for name, one in found.items() if not one.has_key_person] == ["codes"]


def test_a_pilot_shows_what_was_not_looked_at_for_making_it_regular(now):
    pilot = next(one for one in learning_points(now) if one.noted.pilot)
    assert 0 < len(pilot.not_ready) < len(lasting.PreconditionKind)


def test_preconditions_of_every_kind_go_together_in_every_way(now):
    found = board(now)
    assert {one.precondition_kind for one in found.preconditions} == set(lasting.PreconditionKind)
    assert {one.disposition for one in found.preconditions} == set(lasting.Disposition)
    assert {one.relation for one in found.pairs} == set(lasting.Relation)
    assert all(one.example and one.owner for one in found.pairs)
    assert any(one.escalate_to for one in found.preconditions)
    assert found.clashes_of("waiting_time")


def test_two_readings_stand_beside_each_other_until_a_datum_settles_them(now):
    assert [one.difference for one in differences(now)] == ["uitval"]
    assert [one.settled != "" for one in differences(now, every=True)] == [True, False]


def test_an_agreement_can_be_kept_without_helping(telling):
    reviews = telling.meeting(SECOND).reviews.values()
    assert (Answer.yes, Helped.no) in [(one.kept, one.helped) for one in reviews]


def test_earlier_explanations_held_did_not_hold_or_cannot_be_told_yet(now):
    assert {one.held for one in checks(now).values()} == set(lasting.Held)


def test_what_both_start_from_has_a_history_with_reasons(now):
    for kind in (lasting.PrinciplesSet, lasting.VisionSet, lasting.FrameworksSet):
        versions = history(now, kind)
        assert len(versions) == 2 and all(one.reason for one in versions)
    found = foundations(now)
    assert found.principle("room_for_professionals").name.startswith("Ruimte voor gezinnen")
    assert len(found.vision.ambitions) == 3


def test_one_framework_is_left_and_the_others_have_a_margin(now):
    margins = [margin(one) for one in foundations(now).frameworks.frameworks]
    assert sorted(one < 0 for one in margins) == [False, False, True]


def test_a_team_with_two_commissioners_shows(now):
    assert sorted(len(lines) for lines in accounts(now).values()) == [1, 2]


def test_who_wishes_for_a_figure_says_what_it_costs_and_what_goes_instead(now):
    assert len(wishes(now)) == 2 and len(wishes(now, every=True)) == 3
    assert all(one.minutes is not None and one.drops for one in wishes(now, every=True))


def test_both_sides_said_beforehand_what_they_hold_back_on(telling):
    for meeting in (FORMER, NOW):
        assert set(telling.meeting(meeting).reserves) == set(Side)


def test_something_that_went_wrong_was_told_with_what_was_learned(telling):
    assert [one.learned != "" for one in mishaps(telling.meeting(FORMER))] == [True]


def test_one_line_was_for_the_talk_alone_and_one_reason_names_where_it_can_be_seen(telling):
    written = [one.written for one in telling.meeting(FORMER).notes]
    assert sum(one.visibility is lasting.Visibility.talk for one in written) == 1
    assert any(one.evidence and one.follow_up and one.reason_tag for one in written)


def test_a_reason_of_the_municipality_is_answered_by_its_own_agreement(telling):
    former = telling.meeting(FORMER)
    answered = [one.made for one in former.standing_agreements() if one.made.note]
    assert [one.side for one in answered] == [Side.municipality]
    assert former.note(answered[0].note).written.reason_side is Side.municipality


def test_agreements_name_the_contract_the_alternative_and_the_principles(telling):
    made = [one.made for one in telling.meeting(FORMER).standing_agreements()]
    assert {one.contract_fit for one in made} >= set(lasting.ContractFit)
    assert sum(bool(one.alternative and one.principles) for one in made) >= 2
    assert any(len(one.indicators) > 1 for one in made)


def test_a_partnership_speaks_under_its_own_name(telling):
    plan = telling.meeting(SECOND).plan
    assert plan.partnership and len(plan.providers) == 2
