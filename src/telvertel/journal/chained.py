"""Which meetings follow on which: what outlasts a meeting says its words again in a later one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from telvertel.meeting.events import Event, MeetingPlanned


def previous_of(events: Iterable[Event]) -> dict[str, str]:
    """The meeting of these events → the one before it as last planned; empty without one."""
    plans = [one for one in events if isinstance(one.body, MeetingPlanned)]
    before = plans[-1].body.previous if plans else None
    return {plans[-1].meeting: before} if before else {}


def after(meeting: str, previous: Mapping[str, str]) -> tuple[str, ...]:
    """Every meeting that follows on this one, directly or along others, the farthest first."""
    found: list[str] = []
    nearest = [meeting]
    while nearest:
        follow = sorted(n for n, before in previous.items() if before in nearest)
        nearest = [one for one in follow if one not in (meeting, *found)]
        found += nearest
    return tuple(reversed(found))
