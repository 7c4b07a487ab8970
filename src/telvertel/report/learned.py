"""What was learned, in the minutes: learning points until they are secured, what went wrong, and
which earlier explanations held.

A learning point stands here as long as it is open, and in the meeting in which it moved.
"""

from __future__ import annotations

from datetime import date

from telvertel.meeting.lasting import ExplanationChecked, Extra, LearningPointNoted, MishapNoted
from telvertel.meeting.learning import LearningPoint, learning_points
from telvertel.meeting.standing import mishaps
from telvertel.meeting.state import Meeting
from telvertel.report.document import (
    Block,
    Line,
    Paragraph,
    Piece,
    Points,
    Section,
    Table,
    Tone,
    said,
    under,
)
from telvertel.report.items import discussed, is_on
from telvertel.report.naming import within
from telvertel.wording import numbers
from telvertel.wording.words import Words


def learned(meeting: Meeting, previous: Meeting | None, w: Words) -> tuple[Section, ...]:
    """One part of the dialogue; absent when nothing was learned or looked back on."""
    blocks = (
        *_learning(meeting, w),
        *_went_wrong(meeting, w),
        *_checked(meeting, previous, w),
    )
    return (Section("learned", w("minutes.learned.title"), blocks),) if blocks else ()


def told_points(meeting: Meeting) -> tuple[LearningPoint, ...]:
    """Points that are open, and those about which something was said in this meeting."""
    if not is_on(meeting, Extra.learning, LearningPointNoted):
        return ()
    return tuple(
        one for one in learning_points(meeting) if one.is_open or _said_here(one, meeting.id)
    )


def _said_here(point: LearningPoint, meeting: str) -> bool:
    places = [one.meeting for one in (*point.steps, *point.looked_back)]
    return meeting in (point.raised_in, *places)


def _learning(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    points = told_points(meeting)
    if not points:
        return ()
    head = ("number", "what", "route", "key_person", "status")
    table = Table(
        caption=w("minutes.learned.caption"),
        head=tuple(w(f"minutes.learned.{name}") for name in head),
        rows=tuple(_row(meeting, at, one, w) for at, one in enumerate(points, 1)),
        widths=(4, 49, 17, 14, 16),
        anchors=tuple(f"learning-{at}" for at, _ in enumerate(points, 1)),
    )
    return (table,)


def _row(meeting: Meeting, number: int, point: LearningPoint, w: Words) -> tuple[Line, ...]:
    noted = point.noted
    return (
        said(w("minutes.learned.numbered", number=number), Tone.strong),
        said(noted.text) + _more(point, w),
        _route(noted, w),
        _key_person(point, w),
        _status(meeting, point, w),
    )


def _or_missing(text: str | None, what: str, w: Words) -> Line:
    return said(text) if text else said(w(f"minutes.learned.{what}"), Tone.missing)


def _more(point: LearningPoint, w: Words) -> Line:
    """Its level, what it means for the system, which sectors it touches, how firm, and a pilot."""
    noted = point.noted
    return under(
        w.of(noted.level) if noted.level else w("minutes.learned.no_level"),
        noted.meaning and w("minutes.learned.meaning", text=noted.meaning),
        noted.sectors
        and w("minutes.learned.sectors", names=w.join(within(one, w) for one in noted.sectors)),
        noted.strength and w("minutes.learned.strength", strength=within(noted.strength, w)),
        _pilot(point, w),
    )


def _pilot(point: LearningPoint, w: Words) -> str:
    if not point.noted.pilot:
        return ""
    if not point.not_ready:
        return w("minutes.learned.pilot_ready")
    left = w.join(within(one, w) for one in point.not_ready)
    return w("minutes.learned.pilot", left=left)


def _route(noted: LearningPointNoted, w: Words) -> Line:
    """Along which way, into which document, before when."""
    due = noted.due and w("minutes.learned.before", day=_day(noted.due, w))
    route = _or_missing(noted.route and w.of(noted.route), "no_route", w)
    return route + under(noted.target_document, due)


def _key_person(point: LearningPoint, w: Words) -> Line:
    noted = point.noted
    told = ", ".join(part for part in (noted.key_role, noted.key_department) if part.strip())
    if point.has_key_person:
        return said(told)
    missing = said(w("minutes.learned.no_key_person"), Tone.missing)
    return said(f"{told} ") + missing if told else missing


def _status(meeting: Meeting, point: LearningPoint, w: Words) -> Line:
    """How far it is, for how long it is open, and what was said of that in this meeting."""
    here = [one.moved.text for one in point.steps if one.meeting == meeting.id]
    back = [one.said for one in point.looked_back if one.meeting == meeting.id]
    still = [w("minutes.learned.still", answer=within(one.still, w), text=one.text) for one in back]
    return said(w.of(point.status)) + under(_age(point, w), *here[-1:], *still[-1:])


def _age(point: LearningPoint, w: Words) -> str:
    if not point.is_open or not point.meetings_since:
        return ""
    return w("minutes.learned.age", count=point.meetings_since)


def _day(day: date, w: Words) -> str:
    return numbers.day(day, w, "short")


def mishap_lines(meeting: Meeting, indicators: set[str | None], w: Words) -> tuple[Line, ...]:
    """What went wrong and what we learn, of these figures (None: of no figure)."""
    return tuple(_mishap(one, w) for one in mishaps(meeting) if one.indicator in indicators)


def _mishap(one: MishapNoted, w: Words) -> Line:
    if not one.learned:
        return said(one.text)
    return (Piece(one.text + " "), Piece(w("minutes.mishap.learned", text=one.learned)))


def _went_wrong(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """Of what has no item of its own in these minutes."""
    told = {item.indicator for item in discussed(meeting)}
    others = {one.indicator for one in mishaps(meeting)} - told
    return under_a_line("minutes.mishap.title", mishap_lines(meeting, others, w), w)


def under_a_line(title: str, lines: tuple[Line, ...], w: Words) -> tuple[Block, ...]:
    """A list under its own line; nothing without lines."""
    return (Paragraph(said(w(title)), Tone.strong), Points(lines)) if lines else ()


def _checked(meeting: Meeting, previous: Meeting | None, w: Words) -> tuple[Block, ...]:
    """Which explanations of earlier meetings were looked at again, and whether they held."""
    found = {k.body.note: k.body for k in meeting.kept if isinstance(k.body, ExplanationChecked)}
    lines = tuple(_check(meeting, previous, one, w) for one in found.values())
    return under_a_line("minutes.checked.title", lines, w)


def _check(meeting: Meeting, previous: Meeting | None, check: ExplanationChecked, w: Words) -> Line:
    note = previous.note(check.note) if previous and previous.id == check.made_in else None
    text = note.text if note and note.stands else w("minutes.checked.an_explanation")
    day = dict(meeting.series).get(check.made_in)
    when = w("minutes.checked.of", day=_day(day, w)) if day else ""
    line = (Piece(text), Piece(f" {when} ", Tone.quiet), Piece(w.of(check.held), Tone.strong))
    return (*line, Piece(". " + check.text)) if check.text else line
