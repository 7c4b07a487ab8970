"""The time of the meeting at the desk: who can give two minutes, and what to do when late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from telvertel.days import HOME, day_of
from telvertel.meeting.state import Meeting
from telvertel.meeting.timing import SLACK, divided, givers, minutes_beside, short_of, taken
from telvertel.wall.naming import item_name
from telvertel.wording.words import Words


def gives(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Where two more minutes for this item can come from, "of nobody" last; empty outside an item.

    One dict per choice: its name, and the minutes it comes to.
    """
    item = meeting.item(meeting.step.item) if meeting.step else None
    if item is None or meeting.opened_at is None:
        return []
    minutes = {one.id: one.minutes for one in meeting.agenda}
    found = []
    for one in givers(minutes, _not_begun(meeting, but=item.id)):
        changed = taken(minutes, item.id, one)
        facts = {"name": _name(meeting, one, w), "was": minutes[one], "now": changed[one]}
        found.append({"name": w("desk.minutes_from", **facts), "minutes": changed})
    over = {"name": w("desk.minutes_from_nobody"), "minutes": taken(minutes, item.id, None)}
    return [*found, over]


def offer(meeting: Meeting, w: Words) -> dict[str, Any] | None:
    """A new division of the minutes when less is left than planned; None when that is not so.

    Asked at the opening and whenever an item begins, never in the middle of one.
    """
    moment, to_come = _moment(meeting)
    if moment is None or not to_come:
        return None
    minutes = {one.id: one.minutes for one in meeting.agenda if one.id in to_come}
    begun = bool(meeting.visited)
    left = _minutes(_end(meeting) - moment)
    available = short_of(minutes, left - minutes_beside(meeting.plan.minutes, begun))
    if available is None:
        return None
    anew = divided(minutes, available)
    late = _minutes(moment - _start(meeting))
    told = w("desk.offer_short", left=left) if begun else w("desk.offer_late", count=late)
    plan = [
        w("desk.offer_item", name=_name(meeting, one, w), was=minutes[one], now=anew[one])
        for one in minutes
    ]
    return {"text": told, "plan": plan, "minutes": anew}


def _moment(meeting: Meeting) -> tuple[datetime | None, tuple[str, ...]]:
    """When the time is looked at, and the items still to be divided over; None: not now."""
    if meeting.opened_at is None or meeting.sealed_at:
        return None, ()
    if not meeting.visited:
        moment = meeting.opened_at
        if _minutes(moment - _start(meeting)) <= SLACK:
            return None, ()
        return _today(meeting, moment), tuple(one.id for one in meeting.agenda)
    item = meeting.step.item
    if sum(where == item for where, _ in meeting.visited) != 1:
        return None, ()
    return _today(meeting, meeting.step_at), (item, *_not_begun(meeting, but=item))


def _today(meeting: Meeting, moment: datetime) -> datetime | None:
    """A talk on another day than planned has no end to be in time for."""
    return moment if day_of(moment) == meeting.plan.held_on else None


def _not_begun(meeting: Meeting, but: str) -> tuple[str, ...]:
    """Items nobody has looked at yet, in the order of the agenda."""
    begun = {where for where, _ in meeting.visited} | {but}
    return tuple(one.id for one in meeting.agenda if one.id not in begun)


def _start(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.plan.held_on, meeting.plan.starts_at, HOME)


def _end(meeting: Meeting) -> datetime:
    return _start(meeting) + timedelta(minutes=meeting.plan.minutes)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _name(meeting: Meeting, item_id: str, w: Words) -> str:
    name = item_name(meeting, item_id, w)
    return w("desk.section_item", number=meeting.number_of(item_id), name=name)
