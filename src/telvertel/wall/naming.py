"""What the room calls a side, and which card an item is talked about with."""

from __future__ import annotations

from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wording.words import Words


def side_name(meeting: Meeting, side: e.Side | None, w: Words) -> str:
    """The name of a side as the room says it; the partnership's members joined."""
    if side is e.Side.municipality:
        return meeting.plan.municipality_name
    if side is e.Side.provider:
        return w.join(meeting.plan.provider_names)
    return w("wall.together")


def card_of(meeting: Meeting, item_id: str) -> Indicator | None:
    """The card as it was frozen with the meeting; None before the figures are frozen."""
    frozen = meeting.frozen.get(item_id)
    return Indicator.model_validate(frozen.card) if frozen else None
