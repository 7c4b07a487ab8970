"""Meetings that are under way, made before the server starts: the demo's own one, and copies of it.

Each is opened as the desk opens it, with its own frozen figures, so that a scene costs what it
costs in a room.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from telvertel.freezing import frozen
from telvertel.installation import Installation, open_installation
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting

FIRST = "rivierstede-oever-2026"


def lay(home: Path, count: int) -> tuple[str, ...]:
    """Fill an empty data folder with the demo and open ``count`` meetings in it; their ids.

    All but the first have the plan, people, agenda and stories of the first under another id.
    """
    house = open_installation(home, demo=True)
    try:
        ids = (FIRST, *(f"tafel-{number}" for number in range(2, count + 1)))
        told = [event.body for event in house.journal.since(FIRST)]
        for meeting in ids[1:]:
            _say(house, meeting, told)
        for meeting in ids:
            _say(house, meeting, _opening(house, house.telling.meeting(meeting)))
    finally:
        house.journal.close()
        house.warehouse.close()
    return ids


def _say(house: Installation, meeting: str, bodies: Iterator[e.Happening]) -> None:
    for body in bodies:
        house.telling.say(
            e.Saying(op=uuid4().hex, meeting=meeting, role=e.Role.facilitator, body=body)
        )


def _opening(house: Installation, meeting: Meeting) -> Iterator[e.Happening]:
    """What opening says, and the first item at Verklaren."""
    for item in meeting.agenda:
        card = house.catalogue.cards[item.indicator]
        yield frozen(house.warehouse, card, item, meeting.plan)
    yield e.MeetingOpened()
    yield e.Shown(view=e.View.item, item=meeting.agenda[0].id, stage=Stage.explain)
