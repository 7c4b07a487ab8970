"""The calendar of talks: when each provider was talked with, and which figures of which period
were on the table (M45).

Pure. A period counts as discussed when a line was pinned to it, or when it was the newest one of a
figure that was talked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from telvertel.indicators.period import Grain, containing, read
from telvertel.meeting.state import Meeting
from telvertel.meeting.terms import is_period
from telvertel.meeting.told import discussed, sealed

Newest = Callable[[Meeting, str], str | None]  # meeting and item → newest period of its figures


def municipalities(meetings: Iterable[Meeting]) -> dict[str, str]:
    """Code → name as it was last planned, by name."""
    known = sorted((one for one in meetings if one.plan), key=lambda one: one.plan.held_on)
    found = {one.plan.municipality: one.plan.municipality_name for one in known}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def of_municipality(meetings: Iterable[Meeting], municipality: str) -> tuple[Meeting, ...]:
    """The talks of one municipality: what another spoke of with the same provider is not theirs."""
    return tuple(one for one in meetings if one.plan and one.plan.municipality == municipality)


def providers(meetings: Iterable[Meeting]) -> dict[str, str]:
    """Code → name as it was last planned, by name."""
    known = sorted((one for one in meetings if one.plan), key=lambda one: one.plan.held_on)
    found = {
        code: name
        for one in known
        for code, name in zip(one.plan.providers, one.plan.provider_names, strict=False)
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def with_provider(meetings: Iterable[Meeting], provider: str) -> tuple[Meeting, ...]:
    """The talks with a provider, the oldest first."""
    known = [one for one in meetings if one.plan and provider in one.plan.providers]
    return tuple(sorted(known, key=lambda one: (one.plan.held_on, one.id)))


def coming(talks: Iterable[Meeting], today: date) -> Meeting | None:
    """The first planned talk that is still to come or going on; None: nothing is planned."""
    open_ = (one for one in talks if one.sealed_at is None and one.plan.held_on >= today)
    return min(open_, key=lambda one: one.plan.held_on, default=None)


def periods_before(today: date, grain: Grain, count: int) -> tuple[str, ...]:
    """The last whole periods before a day, the oldest first."""
    found, period = [], containing(today, grain)
    for _ in range(count):
        period = period.previous
        found.append(period.id)
    return tuple(reversed(found))


def discussed_on(talks: Iterable[Meeting], indicator: str, newest: Newest) -> dict[str, date]:
    """Period → the last day it was discussed, of the sealed ones of these talks."""
    found: dict[str, date] = {}
    for meeting, item in reversed(discussed(talks, indicator)):
        pinned = {note.written.period for note in meeting.notes_of(item)}
        for period in pinned | {newest(meeting, item)}:
            if is_period(period):
                found[period] = meeting.plan.held_on
    return found


def day_of(days: dict[str, date], period: str) -> date | None:
    """The last day on which a period was discussed, by itself or as a part of a longer one."""
    asked = read(period)
    within = (
        day
        for known, day in days.items()
        if read(known).start <= asked.start and asked.end <= read(known).end
    )
    return max(within, default=None)


def on_agenda(talks: Iterable[Meeting]) -> tuple[str, ...]:
    """Indicators that were discussed in any of these talks, in order of first telling."""
    return tuple(
        dict.fromkeys(
            item.indicator
            for meeting in reversed(sealed(talks))
            for item in meeting.agenda
            if meeting.discussed(item.id)
        )
    )
