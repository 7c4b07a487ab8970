"""Agreements and learning points as days in a calendar: one file with all, or one for each.

They hold what stands in the minutes and no more. The same meeting gives the same bytes on both
sides: the moment of a file is that of the seal, never that of the download.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from telvertel.meeting.learning import LearningPoint
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Agreement, Meeting
from telvertel.report.agreed import if_then, side_short
from telvertel.report.document import plain
from telvertel.report.learned import told_points
from telvertel.report.legible import legible
from telvertel.wording import numbers
from telvertel.wording.words import Words, words

TITLE = 200  # letters of a title; a calendar cuts it much earlier


def whole(meeting: Meeting, language: str) -> bytes:
    """Every agreement and open learning point with a date."""
    w = words(language)
    events = [
        *(_agreement(meeting, one, w) for one in dated(meeting)),
        *(_learning(meeting, one, w) for one in dated_points(meeting)),
    ]
    return _calendar(events, w)


def of_agreement(meeting: Meeting, agreement: Agreement, language: str) -> bytes:
    """One agreement that has a date."""
    w = words(language)
    return _calendar([_agreement(meeting, agreement, w)], w)


def dated(meeting: Meeting) -> tuple[Agreement, ...]:
    """Agreements that stand and have a date, in order of making."""
    return tuple(one for one in meeting.standing_agreements() if one.made.due)


def dated_points(meeting: Meeting) -> tuple[LearningPoint, ...]:
    """Open learning points of the minutes that have a date."""
    told = told_points(for_minutes(meeting))
    return tuple(one for one in told if one.is_open and one.noted.due)


def _calendar(events: Iterable[Event], w: Words) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//Tel & Vertel//{w.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _agreement(meeting: Meeting, agreement: Agreement, w: Words) -> Event:
    made, effect = agreement.made, agreement.made.expected_effect
    lines = [
        plain(if_then(made, w)),
        w("ics.who", who=made.who or w("minutes.agreements.nobody")),
        w("ics.side", side=side_short(made.side, w)),
        effect and w("minutes.agreements.expected_effect_is", text=effect),
        w("ics.number", number=agreement.number),
    ]
    name = f"{meeting.id}-agreement-{agreement.id}"
    return _day(meeting, name, made.then_text, made.due, lines, w)


def _learning(meeting: Meeting, point: LearningPoint, w: Words) -> Event:
    noted = point.noted
    lines = [
        w("ics.learning", text=noted.text),
        noted.route and w("ics.route", route=w.of(noted.route)),
        noted.target_document and w("ics.document", name=noted.target_document),
        noted.key_role and w("ics.key_person", who=noted.key_role),
    ]
    title = noted.target_document or noted.text
    # Named after the meeting it was raised in: told again in a later one it is the same day.
    name = f"{point.raised_in}-learning-{point.id}"
    return _day(meeting, name, title, noted.due, lines, w)


def _day(
    meeting: Meeting, name: str, title: str, due: date, lines: list[str | None], w: Words
) -> Event:
    """A whole day that keeps nobody's time taken."""
    event = Event()
    event.add("uid", f"{name}@telvertel")
    event.add("dtstamp", _moment(meeting))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", legible(title)[:TITLE])
    told = [one for one in lines if one] + _whence(meeting, w)
    event.add("description", legible("\n".join(told)))
    event.add("transp", "TRANSPARENT")
    return event


def _moment(meeting: Meeting) -> datetime:
    """The seal; of a concept what was said last, or the day itself."""
    found = meeting.sealed_at or meeting.said_at
    return (found or datetime.combine(meeting.plan.held_on, time(), UTC)).replace(microsecond=0)


def _whence(meeting: Meeting, w: Words) -> list[str]:
    day = numbers.day(meeting.plan.held_on, w)
    told = w("ics.meeting", title=meeting.plan.title, day=day)
    if not meeting.check_code:
        return [told, w("minutes.status.concept")]
    return [told, w("ics.check_code", code=meeting.check_code)]
