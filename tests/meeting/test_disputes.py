"""A disputed figure stays disputed, also in the meetings after it, until somebody settled it."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel.meeting import events as e
from telvertel.meeting.following import disputed, with_carried
from telvertel.meeting.policies import NotAllowed, Refusal, can_weigh, check_say, check_weigh
from telvertel.meeting.state import Meeting
from telvertel.meeting.told import ToldKind, told
from tests.meeting.saying import saying
from tests.meeting.test_following import held

SPRING, AUTUMN, WINTER = date(2026, 3, 10), date(2026, 9, 15), date(2026, 12, 1)


def item(name="wait", indicator="waiting_time", **scope) -> e.AgendaItem:
    return e.AgendaItem(id=name, indicator=indicator, scope=scope, minutes=15)


def agenda(*items: e.AgendaItem) -> e.AgendaSet:
    return e.AgendaSet(items=items or (item(),))


def dispute(name="d1", about="wait", period="2025KW04") -> e.FigureDisputed:
    return e.FigureDisputed(
        dispute=name, item=about, side="provider", dispute_kind="count", period=period,
        text="Wij tellen vanaf het eerste gesprek.", own_value="24%",
    )  # fmt: skip


def settled(name="d1", raised_in=None) -> e.DisputeSettled:
    return e.DisputeSettled(dispute=name, text="Samen nageteld.", raised_in=raised_in)


def spring(*bodies: e.Happening) -> Meeting:
    return held("spring", SPRING, agenda(), dispute(), *bodies)


def autumn(before: Meeting, *bodies: e.Happening) -> Meeting:
    meeting = held("autumn", AUTUMN, *(bodies or (agenda(),)), previous="spring")
    return with_carried(meeting, [before])


def open_in(meeting: Meeting, item_id: str = "wait") -> list[str]:
    return [one.id for one in meeting.open_disputes(item_id)]


def test_a_disputed_figure_stays_disputed_in_the_next_meeting():
    now = autumn(spring())
    assert open_in(now) == ["d1"]
    assert now.open_disputes()[0].raised_in.id == "spring"


def test_a_dispute_travels_past_a_meeting_that_did_not_speak_of_it():
    first = spring()
    between = held("autumn", AUTUMN, agenda(item("use", "youth_with_help")), previous="spring")
    last = held("winter", WINTER, agenda(item("other-name")), previous="autumn")
    assert open_in(with_carried(last, [between, first]), "other-name") == ["d1"]


def test_what_its_own_meeting_settled_does_not_come_along():
    assert open_in(autumn(spring(settled()))) == []


def test_a_later_meeting_settles_it_for_all_meetings_after_it():
    now = autumn(spring(), agenda(), settled(raised_in="spring"))
    assert open_in(now) == []
    last = held("winter", WINTER, agenda(), previous="autumn")
    assert open_in(with_carried(last, [now, spring()])) == []
    assert disputed([spring(), now]) == ()


def test_another_dispute_with_the_same_name_in_another_meeting_is_left_alone():
    now = autumn(spring(), agenda(), dispute(), settled())
    assert [one.raised_in and one.raised_in.id for one in now.open_disputes()] == ["spring"]


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (item(indicator="waiting_time"), True),
        (item(indicator="youth_with_help"), False),
        (item(gm="GM0034"), False),
        (item(providers="P2"), False),
        (item(providers=""), True),  # the whole municipality holds the disputed provider too
        (item(since="2025KW01", until="2025KW04"), True),
        (item(since="2026KW01"), False),  # the disputed quarter is not in sight
    ],
)
def test_it_stands_on_items_with_the_same_figures_in_sight(today, stands):
    assert bool(open_in(autumn(spring(), agenda(today)))) is stands


def test_a_dispute_about_the_whole_series_stands_whatever_periods_are_in_sight():
    before = held("spring", SPRING, agenda(item(until="2025KW04")), dispute(period=None))
    assert open_in(autumn(before, agenda(item(since="2026KW01")))) == ["d1"]


def test_nobody_weighs_on_a_figure_that_an_earlier_meeting_disputed():
    now = autumn(spring())
    with pytest.raises(NotAllowed) as refused:
        check_weigh(now, "wait")
    assert refused.value.reason is Refusal.disputed
    assert can_weigh(autumn(spring(), agenda(), settled(raised_in="spring")), "wait")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (settled(raised_in="spring"), None),
        (settled(), Refusal.unknown_dispute),  # it was not raised here
        (settled(raised_in="winter"), Refusal.unknown_dispute),
        (settled("d9", raised_in="spring"), Refusal.unknown_dispute),
    ],
)
def test_settling_what_came_along_names_the_meeting_it_was_raised_in(said, reason):
    try:
        check_say(autumn(spring()), saying(said))
    except NotAllowed as refused:
        assert refused.reason is reason
    else:
        assert reason is None


def test_what_came_along_is_settled_once():
    now = autumn(spring(), agenda(), settled(raised_in="spring"))
    with pytest.raises(NotAllowed) as refused:
        check_say(now, saying(settled(raised_in="spring")))
    assert refused.value.reason is Refusal.dispute_settled


def test_a_story_about_a_dispute_says_how_a_later_meeting_settled_it():
    end = (
        e.Confirmed(side="provider", how="confirmed"),
        e.Confirmed(side="municipality", how="confirmed"),
        e.Sealed(check_code="0123ABCD"),
    )
    said = told([spring(*end), autumn(spring(), agenda(), settled(raised_in="spring"), *end)])
    found = [one.said for one in said if one.kind is ToldKind.dispute]
    assert [one.settled for one in found] == ["Samen nageteld."]
