"""What goes on across meetings: agreements that wait for an answer (M31), and disputed figures.

Pure. An agreement waits until a later meeting reviewed it without saying that it goes on. A figure
stays disputed until its own meeting, or a later one that names it, says how it was settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from telvertel.indicators.period import read
from telvertel.meeting import events as e
from telvertel.meeting.state import AgreedBefore, Agreement, Dispute, Meeting


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


def with_carried(
    meeting: Meeting, series: Sequence[Meeting], of_municipality: Iterable[Meeting] = ()
) -> Meeting:
    """The meeting with what the ones before it left: disputed figures, learning points and all
    else that lasts, and what its municipality set in other meetings. ``series`` is newest first."""
    before = tuple(reversed(series))
    founded = [k for one in of_municipality if one.id != meeting.id for k in one.founded_here]
    return replace(
        meeting,
        carried=carried(meeting, series),
        brought=tuple(kept for one in before for kept in one.kept),
        agreed_before=tuple(agreed for one in before for agreed in agreed_in(one)),
        series=tuple((one.id, one.plan.held_on) for one in before),
        founded_before=tuple(sorted(founded, key=lambda one: one.at)),
    )


def agreed_in(meeting: Meeting) -> tuple[AgreedBefore, ...]:
    """What a meeting agreed, by the figures it is about; not what is about the whole talk."""
    found = []
    for one in meeting.standing_agreements():
        item = meeting.item(one.made.item) if one.made.item else None
        about = dict.fromkeys((*([item.indicator] if item else []), *one.made.indicators))
        if about:
            visible = one.made.visible_from if e.is_period(one.made.visible_from) else None
            found.append(AgreedBefore(tuple(about), meeting.plan.held_on, visible))
    return tuple(found)


def carried(meeting: Meeting, series: Sequence[Meeting]) -> tuple[Dispute, ...]:
    """Disputes of the meetings before this one that none of those settled, oldest first.

    Each comes with the meeting it was raised in and the items of this meeting it is about.
    """
    return tuple(replace(one, items=about(one, meeting)) for one in disputed(reversed(series)))


def disputed(meetings: Iterable[Meeting]) -> tuple[Dispute, ...]:
    """What is disputed and not settled in any of these meetings, each with its own meeting."""
    known = tuple(one for one in meetings if one.plan)
    settled = {(said.raised_in, said.dispute) for one in known for said in one.settled_before}
    return tuple(
        replace(dispute, raised_in=one)
        for one in known
        for dispute in one.disputes
        if dispute.settled is None and (one.id, dispute.id) not in settled
    )


def about(dispute: Dispute, meeting: Meeting) -> tuple[str, ...]:
    """Items of a meeting whose figures the dispute is about; nothing without its own item."""
    subject = subject_of(dispute)
    if subject is None or meeting.plan is None:
        return ()
    return tuple(
        item.id for item in meeting.agenda if subject.meets(disputable(item, meeting.plan))
    )


@dataclass(frozen=True)
class Disputable:
    """Which figures a dispute is about: an indicator of a municipality and some providers (none
    named: all of them), over a stretch of days that is open where nothing is said."""

    indicator: str
    municipality: str
    providers: frozenset[str]
    first: date = date.min
    last: date = date.max

    def meets(self, other: Disputable) -> bool:
        """Whether a figure can be in both."""
        whole = not self.providers or not other.providers
        return (
            (self.indicator, self.municipality) == (other.indicator, other.municipality)
            and (whole or bool(self.providers & other.providers))
            and self.first <= other.last
            and other.first <= self.last
        )


def disputable(item: e.AgendaItem, plan: e.MeetingPlanned) -> Disputable:
    """The figures of an agenda item; what its scope leaves open follows the meeting."""
    providers = item.scope.get("providers", ",".join(plan.providers))
    since, until = (item.scope.get(one) or getattr(plan, one) for one in ("since", "until"))
    return Disputable(
        indicator=item.indicator,
        municipality=item.scope.get("gm") or plan.municipality,
        providers=frozenset(one for one in providers.split(",") if one),
        first=read(since).start if e.is_period(since) else date.min,
        last=read(until).end if e.is_period(until) else date.max,
    )


def subject_of(dispute: Dispute) -> Disputable | None:
    """The figures a dispute of an earlier meeting is about: one period, or the whole series, which
    later periods belong to as well. None when its item is not on that agenda any more."""
    meeting, period = dispute.raised_in, dispute.raised.period
    item = meeting.item(dispute.raised.item) if meeting else None
    if item is None or meeting.plan is None:
        return None
    whole = replace(disputable(item, meeting.plan), first=date.min, last=date.max)
    if not e.is_period(period):
        return whole
    return replace(whole, first=read(period).start, last=read(period).end)
