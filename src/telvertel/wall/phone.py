"""What a phone gets: what is on the wall, a headline to be read aloud, what is asked of its side.

Never a draft, never the desk, never a code to come in with; of a prediction only what its own side
said.
"""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.wall.expected import newest
from telvertel.wall.naming import card_of
from telvertel.wall.prediction import compared, question
from telvertel.wall.rounds import note_text
from telvertel.wording.words import Words, words


def phone(
    meeting: Meeting, wall: dict[str, Any], language: str, side: e.Side | None
) -> dict[str, Any]:
    """The wall's scene and what goes with it; who only watches is asked nothing."""
    w = words(language)
    return {
        "wall": wall,
        "phone": {
            "headline": headline(wall, w),
            "asks": _asks(meeting, side, w) if side and meeting.plan else None,
        },
    }


def headline(wall: dict[str, Any], w: Words) -> str:
    """What is on the wall in one sentence, for who listens instead of looks."""
    if wall["view"] not in list(e.View):
        return ""
    stage = wall.get("stage")
    place = w.of(Stage(stage)) if stage else w.of(e.View(wall["view"]))
    return w("join.headline", place=place, title=wall.get("title", "")).strip(" :")


def _asks(meeting: Meeting, side: e.Side, w: Words) -> dict[str, Any] | None:
    running = meeting.open_round()
    if running and not meeting.sealed_at:
        opened = running.opened
        return {
            "kind": opened.round_kind.value,
            "id": running.id,
            "question": opened.question,
            "note": note_text(meeting, running),
            "since": running.at.isoformat(),
            "seconds": opened.seconds,
        }
    return _prediction(meeting, side, w)


def _prediction(meeting: Meeting, side: e.Side, w: Words) -> dict[str, Any] | None:
    """At Voorspel: what this side expects, as far as it said so; nothing of the other.

    The talk is there also while the wall looks aside, and so are the words being typed.
    """
    at = meeting.step
    if at is None or at.stage is not Stage.predict or meeting.revealed(at.item or ""):
        return None
    card, of = card_of(meeting, at.item), newest(meeting, at.item)
    if card is None or of is None:
        return None
    given = meeting.predictions.get((at.item, side))
    return {
        "kind": "prediction",
        "id": at.item,
        "side": side.value,
        "question": question(of, w),
        "note": compared(of, w),
        "unit": w.of(card.unit),
        "figure": of.row is not None,
        "given": given
        and {
            "direction": given.direction and given.direction.value,
            "value": given.value,
            "why": given.why,
            "known": given.known,
        },
    }
