"""Agreements in a calendar: the right day, the whole agreement, and nothing about anybody."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from telvertel.report import ics
from tests.meeting import lasting as small
from tests.report.filled import filled


def events(data: bytes) -> list:
    return Calendar.from_ical(data).walk("VEVENT")


def test_an_agreement_stands_on_its_day_for_the_whole_day_and_takes_nobodys_time():
    first = ics.dated(filled())[0]
    (event,) = events(ics.of_agreement(filled(), first, "nl"))
    assert event.decoded("dtstart") == date(2027, 1, 1)
    assert event.decoded("dtend") == date(2027, 1, 2)
    assert event["transp"] == "TRANSPARENT"


def test_it_says_what_was_agreed_who_does_it_where_it_comes_from_and_its_check_code():
    first = ics.dated(filled())[0]
    (event,) = events(ics.of_agreement(filled(), first, "nl"))
    assert event["summary"].startswith("spreken toegang, ouders en behandelaar")
    assert event["description"].splitlines() == [
        "Als een jongere wordt verwezen, dan spreken toegang, ouders en behandelaar samen af hoe "
        "de start eruitziet",
        "Wie: hoofd toegang",
        "Kant: gemeente",
        "Verwacht: Minder jongeren die in de eerste drie maanden stoppen.",
        "Afspraak 1",
        "Uit: Gesprek Rivierstede en De Oever, najaar 2026, 12 november 2026",
        "Controlecode 9F3C27A1",
    ]
    assert not {"organizer", "attendee", "contact"} & {name.lower() for name in event}


def test_one_file_holds_every_date_of_agreements_and_of_open_learning_points(held):
    titles = [event["summary"] for event in events(ics.whole(filled(), "nl"))]
    assert len(titles) == 8 + 2
    assert titles[-2:] == ["Inkoop jeugdhulp 2028", "Tarievenbesluit 2028"]


def test_an_agreement_without_a_date_is_in_no_calendar(held):
    assert [one.number for one in ics.dated(held)] == [1, 2, 4]


def test_both_sides_get_the_same_bytes_each_event_with_a_name_of_its_own():
    once, again = ics.whole(filled(), "nl"), ics.whole(filled(), "nl")
    assert once == again
    uids = [event["uid"] for event in events(once)]
    assert len(set(uids)) == len(uids)


def test_a_learning_point_told_again_in_a_later_meeting_is_the_same_day_in_a_calendar():
    point = small.point(due=date(2027, 9, 1))
    first, later = small.talk("een", point), small.talk("twee", day=90)
    was, now = (small.series(*talks) for talks in ((first,), (first, later)))
    assert ics.dated(now) == () and [one.id for one in ics.dated_points(now)] == ["l1"]
    (before,), (after,) = (events(ics.whole(one, "nl")) for one in (was, now))
    assert before["uid"] == after["uid"]


def test_lines_are_folded_so_that_every_calendar_reads_them():
    assert max(len(line) for line in ics.whole(filled(), "nl").split(b"\r\n")) <= 75
