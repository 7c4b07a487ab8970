"""What comes back by itself: learning points open long, data that are due, explanations to look at
again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.agenda import Ground
from telvertel.meeting.lasting import Extra
from telvertel.meeting.learning import long_open
from telvertel.meeting.standing import checks, differences
from telvertel.meeting.state import Meeting, Note
from telvertel.wording.words import Words

LONGEST = 300  # letters of a reason (events.AgendaItem)


def grounds(
    meeting: Meeting, card: Indicator, before: Sequence[Meeting], w: Words
) -> Iterator[Ground]:
    """What earlier meetings left about this figure; ``before`` is newest first."""
    reason = e.AgendaReason
    if meeting.has(Extra.learning):
        for point in long_open(meeting):
            if point.noted.indicator == card.id:
                facts = {"count": point.meetings_since, "text": point.noted.text}
                yield _ground(reason.learning_open, facts, w)
    if meeting.has(Extra.differences):
        for one in differences(meeting):
            if one.indicator == card.id and one.due and one.due <= meeting.plan.held_on:
                yield _ground(reason.difference_due, {"datum": one.datum}, w)
    for note in to_check(meeting, before, card.id) if meeting.has(Extra.learning) else ():
        yield _ground(reason.to_check, {"text": note.text}, w)


def to_check(meeting: Meeting, before: Sequence[Meeting], indicator: str) -> list[Note]:
    """Explanations whose day to look again has come and of which nobody said whether they held."""
    answered = checks(meeting)
    return [
        note
        for one in before
        for item in one.agenda
        if item.indicator == indicator
        for note in one.notes_of(item.id)
        if note.written.follow_up
        and note.written.follow_up <= meeting.plan.held_on
        and note.id not in answered
    ]


def _ground(reason: e.AgendaReason, facts: dict, w: Words) -> Ground:
    text = w(f"agenda.reason.{reason}", **facts)
    return Ground(reason, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
