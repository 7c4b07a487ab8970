"""Which things said in a meeting have an end date: what people told, and who they were.

Pure. What was decided stays (agreements, weighings, learning points, preconditions, frameworks,
what is disputed), because later meetings build on it and answer for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from telvertel.meeting import events as e
from telvertel.meeting import lasting
from telvertel.meeting.subject import ERASED, names, texts

EXPIRES = (
    e.PeopleNoted,
    e.StoryPrepared,
    e.ClientVoiceGiven,
    e.PredictionGiven,
    e.SurpriseTold,
    e.NoteWritten,
    e.NoteRevised,
    e.LinePulledBack,
    e.RoundOpened,
    e.RoundClosed,
    e.Parked,
    e.ParkedSettled,
    e.IndicatorJudged,
    e.ReflectionAnswered,
    e.ClosingAnswered,
    e.Confirmed,
    e.CouncilApproved,
    lasting.ReserveStated,
    lasting.MishapNoted,
    lasting.AccountNoted,
)


def texts_of_the_talk(events: Iterable[e.Event]) -> frozenset[int]:
    """Sequences of what has an end date and still holds a text or a name."""
    return frozenset(
        one.sequence
        for one in events
        if isinstance(one.body, EXPIRES)
        and {*texts(one.body).values(), *names(one.body).values()} - {ERASED}
    )
