"""The time of the stage: when the talk came there and how many seconds it has."""

from __future__ import annotations

from typing import Any

from telvertel.meeting.stages import seconds_of
from telvertel.meeting.state import Meeting


def clock(meeting: Meeting) -> dict[str, Any]:
    """``since`` and ``seconds``; empty outside an item. Looking aside does not move it."""
    step = meeting.step
    item = meeting.item(step.item) if step else None
    if item is None or step.stage is None or meeting.step_at is None:
        return {}
    given = sum(minutes for (where, _), minutes in meeting.extra.items() if where == item.id)
    own = max(1, item.minutes - given)
    seconds = seconds_of(step.stage, own, meeting.plan.plain, meeting.plan.predict)
    extra = 60 * meeting.extra.get((item.id, step.stage), 0)
    return {"since": meeting.step_at.isoformat(), "seconds": seconds + extra}
