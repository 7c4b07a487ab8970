"""The register of learning points: those of every series, as they stand between two meetings.

Pure. A point is in it once the meeting it was raised in is sealed; a step that was taken while the
next meeting is prepared counts at once, for that is what happened between two meetings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from telvertel.meeting.following import series_of
from telvertel.meeting.lasting import Extra, LearningPointMoved, PreconditionKind
from telvertel.meeting.learning import LearningPoint, learning_points, points
from telvertel.meeting.state import Meeting


@dataclass(frozen=True)
class Registered:
    """A learning point with its meetings; ``point.meetings_since`` counts the sealed meetings in
    which it was open, the one it was raised in included."""

    point: LearningPoint
    raised_in: Meeting
    coming: Meeting | None  # where a next step can be said now: planned, not sealed, and not plain

    @property
    def key_person(self) -> tuple[str, str]:
        """Role and department of the key person, as they were written; both can be empty."""
        noted = self.point.noted
        return noted.key_role.strip(), noted.key_department.strip()

    @property
    def missing(self) -> tuple[PreconditionKind, ...]:
        return self.point.not_ready


def families(meetings: Iterable[Meeting]) -> tuple[tuple[Meeting, ...], ...]:
    """Meetings that follow on each other, each family from the oldest day on."""
    known = sorted(
        (one for one in meetings if one.plan), key=lambda one: (one.plan.held_on, one.id)
    )
    found: dict[str, list[Meeting]] = {}
    for one in known:
        before = series_of(one, known)
        found.setdefault((before[-1] if before else one).id, []).append(one)
    return tuple(tuple(ones) for ones in found.values())


def register(meetings: Iterable[Meeting]) -> tuple[Registered, ...]:
    """Every learning point: those that wait longest first, what ended last."""
    found = [one for family in families(meetings) for one in _of_family(family)]
    return tuple(
        sorted(
            found,
            key=lambda one: (not one.point.is_open, -one.point.meetings_since, one.point.raised_on),
        )
    )


def _of_family(family: tuple[Meeting, ...]) -> list[Registered]:
    kept = (
        k
        for one in family
        for k in one.kept
        if one.sealed_at or isinstance(k.body, LearningPointMoved)
    )
    sealed = [one.id for one in family if one.sealed_at]
    by_id = {one.id: one for one in family}
    # The meeting that is to come is the one they would be counted in.
    found = points(sorted(kept, key=lambda k: k.at), [*sealed, ""])
    return [Registered(one, by_id[one.raised_in], _coming(one, family)) for one in found]


def _coming(point: LearningPoint, family: tuple[Meeting, ...]) -> Meeting | None:
    """The first meeting that is not sealed, has learning points, and knows this one."""
    return next(
        (
            one
            for one in family
            if one.sealed_at is None
            and one.has(Extra.learning)
            and point.id in [known.id for known in learning_points(one)]
        ),
        None,
    )
