"""The room as a page sees it: which meeting is on, what it holds, and how something is said."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from telvertel.indicators.definition import Indicator
from telvertel.installation import Installation, installation
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.web import ticket as tickets

HOURS = 12  # a ticket outlives a long day, not a week


def house() -> Installation:
    return installation()


def meetings() -> tuple[Meeting, ...]:
    """All meetings with a plan, the newest date first."""
    planned = [one for one in house().telling.meetings() if one.plan]
    return tuple(sorted(planned, key=lambda one: (one.plan.held_on, one.id), reverse=True))


def meeting() -> Meeting | None:
    """The meeting of this browser session; without a choice the earliest that is not sealed."""
    known = meetings()
    unsealed = [one.id for one in reversed(known) if one.sealed_at is None]
    fallback = unsealed[0] if unsealed else (known[0].id if known else None)
    chosen = session.meeting_id(tuple(one.id for one in known), fallback)
    return house().telling.meeting(chosen) if chosen else None


def meeting_to_close() -> Meeting | None:
    """The meeting of this browser session; without a choice the one that is held now, else the one
    sealed last, whose minutes somebody may come for."""
    known = meetings()
    open_now = [one for one in known if one.opened_at and not one.sealed_at]
    sealed = sorted((one for one in known if one.sealed_at), key=lambda one: one.sealed_at)
    likely = [*open_now[:1], *reversed(sealed)]
    chosen = session.meeting_id(tuple(one.id for one in known), likely[0].id if likely else None)
    return house().telling.meeting(chosen) if chosen else meeting()


def previous(of: Meeting) -> Meeting | None:
    return house().previous(of)


def card(indicator: str) -> Indicator | None:
    return house().catalogue.cards.get(indicator)


def ticket(of: Meeting, role: e.Role = e.Role.facilitator, side: e.Side | None = None) -> str:
    """What a part of ours shows at our own routes: meeting, role and side, signed."""
    return tickets.ticket(house().secret, of.id, role, side, HOURS)


def say(
    meeting_id: str,
    body: Any,
    role: e.Role = e.Role.facilitator,
    side: e.Side | None = None,
    base: int | None = None,
    overruled: Collection[str] = (),
) -> e.Event:
    """Put a happening in the journal; it is on disk when this returns. ``base`` is the sequence of
    what the writer had seen, ``overruled`` the kinds of concern the writer set aside."""
    saying = e.Saying(
        op=uuid4().hex,
        meeting=meeting_id,
        role=role,
        side=side,
        device=session.device(),
        base=base,
        body=body,
    )
    return house().telling.say(saying, overruled)
