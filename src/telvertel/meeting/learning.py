"""Learning points until they are secured: what became of each, along the meetings of a series.

Pure. A point is what was last said of it, with every step it took; it is open until it is secured
or deliberately let go. Its age is counted in meetings, for that is when somebody can do something.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from telvertel.meeting.lasting import (
    ENDED,
    LearningPointLookedBack,
    LearningPointMoved,
    LearningPointNoted,
    PreconditionKind,
    Securing,
)
from telvertel.meeting.state import Kept, Meeting

LONG_OPEN = 2  # meetings beyond which an open point opens the next one by itself
LOOK_BACK_EVERY = 3  # each so many meetings what was secured is asked after (M57)


@dataclass(frozen=True)
class LearningPoint:
    """A learning point as it stands, with where and when it was raised."""

    noted: LearningPointNoted
    raised_in: str  # meeting id
    raised_on: date
    steps: tuple[Step, ...] = ()  # in order of taking
    looked_back: tuple[LookedBack, ...] = ()
    meetings_since: int = 0  # meetings after the one it was raised in, the present one included
    earlier_texts: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str:
        return self.noted.learning

    @property
    def status(self) -> Securing:
        return self.steps[-1].moved.to if self.steps else Securing.raised

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def has_key_person(self) -> bool:
        return bool(self.noted.key_role.strip() and self.noted.key_department.strip())

    @property
    def open_long(self) -> bool:
        return self.is_open and self.meetings_since > LONG_OPEN

    @property
    def not_ready(self) -> tuple[PreconditionKind, ...]:
        """Of a pilot: the preconditions nobody looked at for making it regular (M41)."""
        if not self.noted.pilot:
            return ()
        return tuple(one for one in PreconditionKind if one not in self.noted.ready)


@dataclass(frozen=True)
class Step:
    moved: LearningPointMoved
    at: datetime
    meeting: str
    on: date


@dataclass(frozen=True)
class LookedBack:
    said: LearningPointLookedBack
    meeting: str
    on: date


def learning_points(meeting: Meeting) -> tuple[LearningPoint, ...]:
    """Every point of the series up to this meeting, in order of raising."""
    return points(meeting.all_kept, [*(one for one, _ in meeting.series), meeting.id])


def open_points(meeting: Meeting) -> tuple[LearningPoint, ...]:
    return tuple(one for one in learning_points(meeting) if one.is_open)


def long_open(meeting: Meeting) -> tuple[LearningPoint, ...]:
    """Points that were open through more than two meetings, the oldest first: they open the next
    meeting by themselves (M09, M13)."""
    return tuple(one for one in learning_points(meeting) if one.open_long)


def to_look_back(meeting: Meeting) -> tuple[LearningPoint, ...]:
    """Every third meeting: the secured points nobody asked after in this one (M57)."""
    if (len(meeting.series) + 1) % LOOK_BACK_EVERY:
        return ()
    return tuple(
        one
        for one in learning_points(meeting)
        if one.status is Securing.secured
        and one.raised_in != meeting.id
        and meeting.id not in [back.meeting for back in one.looked_back]
    )


def points(kept: Iterable[Kept], meetings: Sequence[str]) -> tuple[LearningPoint, ...]:
    """Fold what was said, in order, into learning points; ``meetings`` are ids, oldest first."""
    found: dict[str, LearningPoint] = {}
    for one in kept:
        match one.body:
            case LearningPointNoted(learning=name):
                found[name] = _noted(found.get(name), one)
            case LearningPointMoved(learning=name) if name in found:
                step = Step(one.body, one.at, one.meeting, one.held_on)
                found[name] = replace(found[name], steps=(*found[name].steps, step))
            case LearningPointLookedBack(learning=name) if name in found:
                back = LookedBack(one.body, one.meeting, one.held_on)
                found[name] = replace(found[name], looked_back=(*found[name].looked_back, back))
    place = {name: at for at, name in enumerate(meetings)}
    last = len(meetings) - 1
    return tuple(
        replace(one, meetings_since=last - place.get(one.raised_in, last))
        for one in found.values()
        if not one.noted.dropped
    )


def _noted(before: LearningPoint | None, one: Kept) -> LearningPoint:
    if before is None:
        return LearningPoint(one.body, one.meeting, one.held_on)
    texts = before.earlier_texts
    if before.noted.text != one.body.text:
        texts = (*texts, before.noted.text)
    return replace(before, noted=one.body, earlier_texts=texts)
