"""The card of an item on the wall: what the figure counts, and what it does not say."""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wall.naming import card_of
from telvertel.wall.sources import figure_status
from telvertel.wording.words import Words

MOST = 2  # sentences of what a figure does not say that are read from the back of the room


def definition(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """Name, definition, and its limits; before the figures are frozen only a sentence."""
    card = card_of(meeting, shown.item or "")
    if card is None:
        return {"title": w("wall.no_figures"), "card": None}
    prose = card.prose(w.language)
    return {
        "item": shown.item,
        "title": prose.name,
        "card": {
            "kind": w.of(card.kind),
            "definition": prose.definition,
            "says_not_title": w("wall.says_not"),
            "says_not": _first_sentences(prose.says_not, MOST),
        },
        **figure_status(meeting, shown.item, w),
    }


def _first_sentences(text: str, most: int) -> str:
    parts = text.split(". ")
    return ". ".join(parts[:most]) + ("." if len(parts) > most else "")
