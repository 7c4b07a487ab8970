"""Agenda items as the minutes see them: talked about or not, numbered, named by their card."""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.stages import Stage, norms_may_show, stages_of
from telvertel.meeting.state import Meeting
from telvertel.report.document import Line, Piece, Tone
from telvertel.wall.disputes import disputed_by
from telvertel.wording.words import Words


def discussed(meeting: Meeting) -> tuple[e.AgendaItem, ...]:
    """Items about which something was said, in order of the agenda (M63)."""
    return tuple(one for one in meeting.agenda if meeting.discussed(one.id))


def not_discussed(meeting: Meeting) -> tuple[e.AgendaItem, ...]:
    there = discussed(meeting)
    return tuple(one for one in meeting.agenda if one not in there)


def number_of(meeting: Meeting, item: e.AgendaItem) -> str:
    """Its number in the minutes: the dialogue is the fourth building block."""
    return f"4.{discussed(meeting).index(item) + 1}"


def anchor_of(meeting: Meeting, item: e.AgendaItem) -> str:
    return f"item-{discussed(meeting).index(item) + 1}"


def note_anchor(meeting: Meeting, item: e.AgendaItem, number: int) -> str:
    return f"{anchor_of(meeting, item)}-note-{number}"


def card_of(meeting: Meeting, item: e.AgendaItem) -> dict[str, Any]:
    """The card as it was frozen; empty when the item never had figures."""
    frozen = meeting.frozen.get(item.id)
    return frozen.card if frozen else {}


def prose_of(meeting: Meeting, item: e.AgendaItem, w: Words) -> dict[str, Any]:
    """The words of the card in the language of the minutes; empty without a card."""
    return card_of(meeting, item).get(w.language, {})


def question_of(meeting: Meeting, item: e.AgendaItem, w: Words) -> str:
    """The agenda item as a question; the indicator's id when no card came with it."""
    return prose_of(meeting, item, w).get("question") or item.indicator


def name_of(meeting: Meeting, item: e.AgendaItem, w: Words) -> str:
    return prose_of(meeting, item, w).get("name") or item.indicator


def stages_reached(meeting: Meeting, item: e.AgendaItem) -> tuple[Stage, ...]:
    return tuple(stage for one, stage in meeting.visited if one == item.id)


def stages_left(meeting: Meeting, item: e.AgendaItem) -> tuple[Stage, ...]:
    """Stages of this meeting that the item did not come to; a prediction cannot be made later."""
    reached = stages_reached(meeting, item)
    form = stages_of(meeting.plan.plain)
    return tuple(one for one in form if one not in reached)


def norms_of(meeting: Meeting, item: e.AgendaItem) -> tuple[dict[str, Any], ...]:
    """Ambition, forecast and limits: only when the talk came to where they may be seen (M02)."""
    frozen = meeting.frozen.get(item.id)
    if not frozen or not any(norms_may_show(one) for one in stages_reached(meeting, item)):
        return ()
    return frozen.norms


def disputed_chips(meeting: Meeting, item: e.AgendaItem, w: Words) -> Line:
    """A chip per side that disputes a figure of the item, each after a space."""
    disputes = meeting.open_disputes(item.id)
    sides = dict.fromkeys(disputed_by(meeting, one, w) for one in disputes)
    chips = [w("minutes.dispute.chip", side=side) for side in sides]
    return tuple(piece for chip in chips for piece in (Piece(" "), Piece(chip, Tone.disputed)))


def name_of_indicator(meeting: Meeting, indicator: str | None, w: Words) -> str:
    """What a figure is called; its id when it is not on the agenda, empty when none is meant."""
    item = next((one for one in meeting.agenda if one.indicator == indicator), None)
    return name_of(meeting, item, w) if item else indicator or ""


def is_on(meeting: Meeting, extra: Extra, said: type) -> bool:
    """Whether a part of the talk is on; what was said of it in this very meeting always stands."""
    kept = (*meeting.kept, *meeting.founded_here)
    return meeting.has(extra) or any(isinstance(one.body, said) for one in kept)
