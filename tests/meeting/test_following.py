"""Agreements wait until a later meeting answers for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from telvertel.meeting import events as e
from telvertel.meeting.following import (
    carrying,
    latest_of_series,
    series_of,
    waiting,
    with_carried,
)
from telvertel.meeting.state import AgreedBefore, Meeting, meeting

SPRING, AUTUMN, TODAY = date(2026, 3, 10), date(2026, 9, 15), date(2026, 10, 1)


def held(name: str, on: date, *bodies: e.Happening, previous: str | None = None, providers="P1"):
    plan = e.MeetingPlanned(
        title=name,
        municipality="GM9901",
        municipality_name="Rivierstede",
        providers=(providers,),
        provider_names=(providers,),
        held_on=on,
        previous=previous,
    )
    told = [plan, e.MeetingOpened(), *bodies]
    return meeting(name, [_event(name, n, on, body) for n, body in enumerate(told, 1)])


def _event(name: str, sequence: int, on: date, body: e.Happening) -> e.Event:
    at = datetime(on.year, on.month, on.day) + timedelta(minutes=sequence)
    role = e.Role.facilitator
    return e.Event(
        op=f"operation-{sequence}", meeting=name, role=role, body=body, sequence=sequence, at=at
    )


def agreed(name: str, due: date | None = None) -> e.AgreementMade:
    return e.AgreementMade(agreement=name, then_text=f"we doen {name}", due=due)


def reviewed(name: str, continues: bool = False) -> e.AgreementReviewed:
    return e.AgreementReviewed(
        agreement=name,
        made_in="spring",
        kept=e.Answer.yes,
        helped=e.Helped.too_early,
        result="Er is gebeld.",
        continues=continues,
    )


def ids(meetings: list[Meeting], on: date = TODAY) -> list[str]:
    return [one.agreement.id for one in waiting(meetings, on)]


def test_an_agreement_waits_until_a_later_meeting_reviews_it():
    spring = held("spring", SPRING, agreed("call"), agreed("visit"))
    assert ids([spring]) == ["call", "visit"]
    autumn = held("autumn", AUTUMN, reviewed("call"), previous="spring")
    assert ids([spring, autumn]) == ["visit"]


def test_a_review_that_says_it_goes_on_leaves_it_waiting():
    spring = held("spring", SPRING, agreed("call"))
    autumn = held("autumn", AUTUMN, reviewed("call", continues=True), previous="spring")
    assert ids([spring, autumn]) == ["call"]


def test_what_is_due_first_comes_first_and_what_has_no_date_last():
    spring = held(
        "spring", SPRING, agreed("some day"), agreed("may", date(2026, 5, 1)),
        agreed("april", date(2026, 4, 1)),
    )  # fmt: skip
    assert ids([spring]) == ["april", "may", "some day"]


def test_an_agreement_that_was_taken_back_waits_for_nothing():
    back = e.AgreementPulledBack(agreement="call", reason="Vergissing")
    assert ids([held("spring", SPRING, agreed("call"), back)]) == []


def test_nothing_waits_of_a_meeting_that_is_still_to_come():
    assert ids([held("next", TODAY + timedelta(days=7), agreed("call"))]) == []


def test_an_agreement_is_due_on_its_day_and_without_a_day_at_once():
    spring = held("spring", SPRING, agreed("may", date(2026, 5, 1)), agreed("some day"))
    may, some_day = waiting([spring], TODAY)
    assert not may.is_due(date(2026, 4, 30))
    assert may.is_due(date(2026, 5, 1))
    assert some_day.is_due(SPRING)


def test_a_new_meeting_follows_on_the_last_one_of_the_same_sides():
    spring, autumn = held("spring", SPRING), held("autumn", AUTUMN)
    other = held("other", AUTUMN, providers="P2")
    known = [spring, autumn, other]
    assert latest_of_series(known, "GM9901", ["P1"], TODAY) is autumn
    assert latest_of_series(known, "GM9901", ["P1"], AUTUMN) is spring
    assert latest_of_series(known, "GM0034", ["P1"], TODAY) is None


def test_a_series_goes_back_along_the_meetings_before_it():
    first = held("first", SPRING)
    second = held("second", AUTUMN, previous="first")
    third = held("third", TODAY, previous="second")
    assert [one.id for one in series_of(third, [first, second, third])] == ["second", "first"]
    assert series_of(first, [first, second, third]) == ()


def test_a_skipped_agreement_comes_back_until_somebody_answers_for_it():
    spring = held("spring", SPRING, agreed("call"), agreed("visit"))
    autumn = held("autumn", AUTUMN, agreed("map"), reviewed("call"), previous="spring")
    begins_with = carrying([autumn, spring]).standing_agreements()
    assert [one.id for one in begins_with] == ["visit", "map"]
    assert begins_with[0].meeting == "spring"
    assert carrying([]) is None


def test_a_meeting_knows_when_earlier_ones_agreed_something_about_a_figure():
    item = e.AgendaItem(id="uitval", indicator="dropout", scope={}, minutes=10)
    made = [
        agreed("call").model_copy(update={"item": "uitval", "visible_from": "2026KW03"}),
        agreed("visit").model_copy(update={"item": "uitval", "indicators": ("inflow", "dropout")}),
        agreed("talk"),  # about no figure
    ]
    spring = held("spring", SPRING, e.AgendaSet(items=(item,)), *made)
    autumn = with_carried(held("autumn", AUTUMN, previous="spring"), [spring])
    assert autumn.agreed_before == (
        AgreedBefore(("dropout",), SPRING, "2026KW03"),
        AgreedBefore(("dropout", "inflow"), SPRING, None),
    )
