"""Agreements that still wait for an answer, across meetings: kept? helped? (M31)

Pure. An agreement waits until a later meeting reviewed it without saying that it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from telvertel.meeting.state import Agreement, Meeting


@dataclass(frozen=True)
class Waiting:
    """An agreement nobody answered for yet, with the meeting it was made in."""

    agreement: Agreement
    meeting: Meeting

    def is_due(self, on: date) -> bool:
        """Whether its date has come; without a date it is due from the day it was made."""
        return (self.agreement.made.due or self.meeting.plan.held_on) <= on


def waiting(meetings: Iterable[Meeting], on: date) -> tuple[Waiting, ...]:
    """What waits for an answer, first what is due first; what has no date comes last.

    Of a meeting that is still going on nothing waits yet.
    """
    known = [one for one in meetings if one.plan]
    answered = {
        name for one in known for name, review in one.reviews.items() if not review.continues
    }
    found = [
        Waiting(agreement, one)
        for one in known
        if one.sealed_at or one.plan.held_on < on
        for agreement in one.standing_agreements()
        if agreement.id not in answered
    ]
    return tuple(sorted(found, key=_by_date))


def _by_date(one: Waiting) -> tuple[date, str, int]:
    return one.agreement.made.due or date.max, one.meeting.id, one.agreement.number


def series_of(meeting: Meeting, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """The meetings before this one, newest first: along ``previous``, as far as it goes."""
    by_id = {one.id: one for one in meetings}
    return along(meeting, by_id.get)


def along(meeting: Meeting, find: Callable[[str], Meeting | None]) -> tuple[Meeting, ...]:
    """As ``series_of``, with each meeting looked up when it is come to."""
    found: list[Meeting] = []
    at: Meeting | None = meeting
    while at and at.plan and at.plan.previous:
        at = find(at.plan.previous)
        if at is None or at.plan is None or at.id in {one.id for one in found}:
            break
        found.append(at)
    return tuple(found)


def carrying(series: Sequence[Meeting]) -> Meeting | None:
    """The last meeting of a series with every agreement the next one begins with, oldest first.

    Those are its own, and those of before that nobody answered for since: an agreement that was
    skipped comes back until somebody says what came of it. ``series`` is newest first, as
    ``series_of`` gives it; without meetings there is nothing to begin with.
    """
    if not series:
        return None
    waiting: list[Agreement] = []
    for one in reversed(series):
        answered = {name for name, review in one.reviews.items() if not review.continues}
        waiting = [a for a in waiting if a.id not in answered]
        waiting += one.standing_agreements()
    return replace(series[0], agreements=tuple(waiting))


def latest_of_series(
    meetings: Iterable[Meeting], municipality: str, providers: Iterable[str], before: date
) -> Meeting | None:
    """The last meeting of these sides before a day: the one a new meeting follows on."""
    asked = set(providers)
    known = [
        one
        for one in meetings
        if one.plan
        and one.plan.municipality == municipality
        and asked & set(one.plan.providers)
        and one.plan.held_on < before
    ]
    return max(known, key=lambda one: (one.plan.held_on, one.id), default=None)
