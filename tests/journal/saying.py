"""Small sayings for the tests of the journal."""

from __future__ import annotations

from uuid import uuid4

from telvertel.meeting import events as e


def parked(text: str, meeting: str = "rivierstede-1", op: str = "", **more) -> e.Saying:
    """The plainest thing one can say: something for later."""
    op = op or uuid4().hex
    return e.Saying(
        op=op,
        meeting=meeting,
        role=e.Role.facilitator,
        body=e.Parked(parked=op, text=text),
        **more,
    )


def drafted(field: str, text: str, meeting: str = "rivierstede-1") -> e.Saying:
    return e.Saying(
        op=uuid4().hex,
        meeting=meeting,
        role=e.Role.facilitator,
        body=e.Drafted(field=field, text=text),
    )


def words_of(events) -> list[str]:
    return [event.body.text for event in events]
