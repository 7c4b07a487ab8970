"""What the room calls a side, a figure and a principle, and which card an item is talked about
with."""

from __future__ import annotations

from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.foundations import foundations
from telvertel.meeting.state import Meeting
from telvertel.wording.words import Words


def side_name(meeting: Meeting, side: e.Side | None, w: Words) -> str:
    """The name of a side as the room says it: of a partnership its own name, else its members
    joined."""
    if side is e.Side.municipality:
        return meeting.plan.municipality_name
    if side is e.Side.provider:
        return meeting.plan.partnership or w.join(meeting.plan.provider_names)
    return w("wall.together")


def card_of(meeting: Meeting, item_id: str) -> Indicator | None:
    """The card as it was frozen with the meeting; None before the figures are frozen."""
    frozen = meeting.frozen.get(item_id)
    return Indicator.model_validate(frozen.card) if frozen else None


def principles_of(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """Indicator → the principles its frozen card names; items without frozen figures left out."""
    cards = ((item.indicator, card_of(meeting, item.id)) for item in meeting.agenda)
    return {indicator: card.principles for indicator, card in cards if card}


def principle_name(meeting: Meeting, name: str, w: Words) -> str:
    """A principle as people read it: as the municipality named it, else as it is known; of one
    that is gone its id."""
    own = foundations(meeting).principle(name)
    if own is not None:
        return own.name
    known = f"codes.principle.{name}"
    return w(known) if w.has(known) else name


def item_name(meeting: Meeting, item_id: str, w: Words) -> str:
    """The name of an item's card; before the figures are frozen the card is not there, and the
    code of its indicator says nothing to anybody."""
    card = card_of(meeting, item_id)
    return card.prose(w.language).name if card else w("wall.not_named_yet")


def figure_name(meeting: Meeting, indicator: str | None, w: Words) -> str:
    """A figure as its card on today's agenda calls it; nothing when it is not on it."""
    item = next((one for one in meeting.agenda if one.indicator == indicator), None)
    return item_name(meeting, item.id, w) if item else ""
