"""The demo opens on a meeting that is ready to lead and one that was sealed a year ago."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime

import pytest

from telvertel import counting
from telvertel.demo import meetings
from telvertel.demo.moments import Moments
from telvertel.figures.scope import Scope
from telvertel.indicators.period import Grain
from telvertel.journal.journal import Journal
from telvertel.meeting.events import WALL_LINE, Outcome, Side, StoryField
from telvertel.meeting.policies import can_weigh
from telvertel.privacy.release import thaw
from telvertel.telling import Telling, concerns
from tests.demo.conftest import TODAY

FORMER, NOW, SMALL = (
    "rivierstede-oever-2025",
    "rivierstede-oever-2026",
    "rivierstede-anker-2026",
)
FIRST, SECOND = "rivierstede-oever-2024", "rivierstede-vroegbij-2025"
EVERY = (FIRST, SECOND, FORMER, NOW, SMALL)


@pytest.fixture(scope="module")
def journal(home):
    journal = Journal.open(home / "journal")
    yield journal
    journal.close()


@pytest.fixture(scope="module")
def telling(journal):
    return Telling(journal)


@pytest.fixture(scope="module")
def figures(home):
    warehouse = counting.open_figures(home / "figures")
    yield warehouse
    warehouse.close()


def test_five_meetings_are_there_and_all_say_they_are_fictional(telling):
    found = {one.id: one.plan for one in telling.meetings()}
    assert set(found) == set(EVERY)
    assert all(plan.fictional and "(fictief)" in plan.municipality_name for plan in found.values())


def test_last_years_meeting_is_sealed_and_its_chain_holds(telling, journal):
    former = telling.meeting(FORMER)
    assert former.sealed_at == datetime(2025, 11, 20, 14, 30, tzinfo=UTC)
    assert set(former.confirmations) == set(Side)
    proof = journal.verify(FORMER)
    assert proof.intact and proof.seal_holds
    assert journal.repairs == ()


def test_everything_was_said_in_order_of_time_and_before_today(journal):
    for meeting in EVERY:
        moments = [event.at for event in journal.since(meeting)]
        assert moments == sorted(moments)
        assert moments[-1].date() < TODAY


def test_its_agreements_are_due_now_on_both_sides_and_were_read_back(telling):
    agreements = telling.meeting(FORMER).standing_agreements()
    assert len(agreements) == 5
    assert {one.made.side for one in agreements} == set(Side)
    for one in agreements:
        assert abs((one.made.due - TODAY).days) < 32
        assert one.read_back
        assert one.made.who and one.made.expected_effect and one.made.visible_from
        assert one.made.visible_from <= "2026KW03"


def test_a_missed_target_was_valued_and_the_municipality_named_its_share(telling):
    weighing = telling.meeting(FORMER).weighings["wachttijd"]
    assert weighing.outcome is Outcome.not_met_valued
    assert weighing.reasons and weighing.municipality_share


def test_a_contested_figure_was_not_weighed_and_stays_contested(telling):
    former = telling.meeting(FORMER)
    assert "uitval" not in former.weighings
    assert [one.raised.item for one in former.open_disputes()] == ["uitval"]
    assert len(former.disputes) == 2


def test_one_line_was_pulled_back_and_one_was_revised(telling):
    notes = telling.meeting(FORMER).notes
    assert [note.pulled_back_reason != "" for note in notes if note.pulled_back] == [True]
    assert sum(bool(note.earlier_texts) for note in notes) == 1


def test_reasons_lay_on_both_sides(telling):
    notes = telling.meeting(FORMER).notes
    assert {note.written.reason_side for note in notes} >= set(Side)


def test_many_perspectives_were_heard(telling):
    heard = {note.written.perspective for note in telling.meeting(FORMER).notes}
    assert len(heard - {None}) >= 5


def test_its_figures_are_frozen_as_they_were_then(telling, figures, cards):
    former = telling.meeting(FORMER)
    oldest = counting.versions(figures)[-1]
    assert set(former.frozen) == {item.id for item in former.agenda}
    for item in former.agenda:
        then = thaw(former.frozen[item.id].figures[0])
        assert then.cube == oldest.id
        assert then.frame["period"].max() == "2025KW03"


def test_a_figure_of_then_has_been_revised_since(telling, figures, cards):
    scope = Scope(municipality="GM9901", grain=Grain.half_year)
    current, _, first = counting.versions(figures)
    changes = counting.changes(
        figures, cards["youth_with_help"], scope, older=first.id, newer=current.id
    )
    revised = next(one for one in changes if one.period == "2025HJ01")
    assert 0.94 < revised.before / revised.after < 0.98


def test_three_deliveries_are_kept_as_versions_of_their_own_day(figures):
    days = [one.at.date() for one in counting.versions(figures)]
    assert days == [date(2026, 10, 24), date(2026, 4, 24), date(2025, 10, 24)]


def test_todays_meeting_follows_last_years_and_waits_to_be_opened(telling):
    now = telling.meeting(NOW)
    assert now.plan.held_on == TODAY and now.plan.previous == FORMER
    assert now.opened_at is None and not now.notes
    assert len(now.agenda) == 4 and sum(item.minutes for item in now.agenda) <= 60
    assert now.client_voice


def test_at_one_item_the_municipality_has_not_told_anything_yet(telling):
    now = telling.meeting(NOW)
    told = {(item.id, side): now.story(item.id, side) for item in now.agenda for side in Side}
    assert [key for key, story in told.items() if not story] == [("zonder-hulp", Side.municipality)]
    complete = [item for item in now.agenda if item.id != "zonder-hulp"]
    for item in complete:
        for side in Side:
            assert set(told[item.id, side]) == set(StoryField)


def test_the_disputes_are_on_the_table_before_the_meeting_opens_the_one_of_last_year_first(telling):
    now = telling.meeting(NOW)
    former, new = now.open_disputes("uitval")
    assert (former.raised_in.id, new.raised_in) == (FORMER, None)
    assert not can_weigh(now, "uitval")


def test_every_item_of_every_meeting_has_a_card_and_figures(telling, figures, cards):
    for meeting in telling.meetings():
        default = Scope(municipality=meeting.plan.municipality, grain=meeting.plan.grain)
        for item in meeting.agenda:
            scope = Scope.from_query(item.scope, default)
            released = counting.released(figures, cards[item.indicator], scope)
            assert released.frame.height > 5, item.id


def test_the_target_and_the_forecast_are_there_to_weigh_with(telling, figures, cards):
    kinds = {}
    for item in telling.meeting(NOW).agenda:
        scope = Scope.from_query(item.scope, Scope(municipality="GM9901"))
        norms = counting.norms(figures, cards[item.indicator], scope)
        kinds[item.id] = {(one["kind"], one["absent"]) for one in norms}
    assert kinds == {
        "wachttijd": {("ambition", False)},
        "uitval": {("ambition", False)},
        "eerste-lijn": {("forecast", False)},
        "zonder-hulp": {("ambition", True)},  # deliberately none
    }


def test_the_small_provider_is_shown_without_shares(figures, cards):
    scope = Scope(municipality="GM9901", providers=("99000004",), grain=Grain.quarter)
    dropout = counting.released(figures, cards["dropout"], scope)
    assert set(dropout.frame["mark"]) <= {"small", "missing", "class", "nearly_none", "nearly_all"}


def test_nothing_that_is_told_points_at_a_person(journal):
    for meeting in EVERY:
        for event in journal.since(meeting):
            assert concerns(event.body) == (), event.body


def test_lines_for_the_wall_fit_on_the_wall(telling):
    for meeting in telling.meetings():
        lines = [
            text for (_, _, field), text in meeting.stories.items() if field is StoryField.wall_line
        ]
        lines += [note.text for note in meeting.notes]
        assert all(len(line) <= WALL_LINE for line in lines)


@pytest.mark.parametrize("today", [date(2027, 1, 4), date(2027, 8, 15), date(2028, 2, 29)])
def test_the_demo_is_as_fresh_on_another_day(today):
    moments = Moments(today)
    assert moments.last.end < today
    assert 52 * 7 <= (today - moments.last_year).days < 53 * 7
    for path in meetings.TOLD.glob("*.toml"):
        told = moments.filled(tomllib.loads(path.read_text(encoding="utf-8")))
        assert "{" not in str(told["said"]).replace("{'", "")
