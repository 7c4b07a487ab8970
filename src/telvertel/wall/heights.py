"""Heights: how high the picture of an item may be with what stands under it.

Everything is counted before it is drawn, so that the picture is drawn for exactly its box; a line
that is still to come at Verbeteren has its place from the start, and the picture does not jump.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telvertel.charts.theme import text_width
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.wall import pictures, positions, prediction
from telvertel.wall.agreements import agreement_lines
from telvertel.wall.lines import (
    LINE,
    MOST,
    NEWEST,
    ONE_LINE,
    ROOM,
    SMALLEST,
    columns_of,
    lines_of,
    lines_of_note,
    rows_of,
    smallest_with,
)
from telvertel.wall.naming import card_of
from telvertel.wall.recorded import absent_norm, recorded
from telvertel.wall.room_size import scale_of
from telvertel.wording.words import Words

# In units of the smallest letter, as wall.css has them: the whole height, what stands around the
# picture and the agreements, a line of text and of the title, between two parts, edge of a card.
WHOLE, FRAME, ROW, TITLE_UNITS, BETWEEN, EDGE = 27, 8.25, 1.24, 1.68, 0.3, 0.45
TITLE = 1.5  # size of the letters of a title
WIDE, GAP, PADDING = 1830, 44, 32  # in pixels at that size
DRAWN, CLAMPED = 2, 3  # agreements beside each other, and lines of a text in one
TWO_LINE_TITLE = 60  # letters beyond which the title takes a second line from the voices


def title_of(meeting: Meeting, item_id: str, stage: Stage, question: str) -> str:
    """Neutral until the room has weighed; then the sentence the room agreed on."""
    weighing = meeting.weighings.get(item_id)
    if weighing and weighing.title and stage in (Stage.appraise, Stage.improve):
        return weighing.title
    return question


def picture_size(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> str:
    """As large as what was said leaves room for; largest while people first look."""
    chip = bool(meeting.open_disputes(item_id))  # takes a second line under the title
    if stage is Stage.predict:
        return prediction.SIZE
    if stage is Stage.recognise:
        rows = predicted(meeting, item_id, stage, w).get("rows", 0)
        needed = max(ROOM["full"], chip + _lines_least(meeting, item_id))
        if not rows:
            return smallest_with(needed)
        under = (rows + needed) * scale_of(meeting)
        return smallest_with(under) if under <= ROOM["slim"] else "low"
    if stage is Stage.improve:
        return _beside_agreements(meeting, item_id, w)
    if stage is Stage.appraise:
        return smallest_with(max(ROOM["wide"], _lines_weighed(meeting, item_id, w)))
    needed = max(_lines_said(meeting, item_id, side, w) for side in (*e.Side, None))
    beside = chip + bool(recorded(meeting, item_id, stage, w))
    return smallest_with(needed + beside + positions.rows(meeting, item_id, w))


def _lines_weighed(meeting: Meeting, item_id: str, w: Words) -> int:
    """Lines under the heading of the weighing: its own, or those of the three questions, which have
    no heading; and the one line between them and the picture."""
    told = []
    for question in e.Reflection:
        given = meeting.reflections.get((item_id, question))
        answer = [w.of(given.answer), given.text] if given else [w("wall.not_answered_yet")]
        told.append(" — ".join(one for one in answer if one))
    asked = [w(f"wall.reflection.{one.value}") for one in e.Reflection]
    rows = (" ".join(one) for one in zip(asked, told, strict=True))
    questions = sum(1 if len(row) <= ONE_LINE else rows_of(row, LINE) for row in rows)
    weighing, weighed = meeting.weighings.get(item_id), 0
    if weighing:
        share = f"{w('wall.texts.municipality_share')}: {weighing.municipality_share}"
        weighed = (
            2 + bool(weighing.strength) + rows_of(weighing.reasons, LINE) + rows_of(share, LINE)
        )
    stage = Stage.appraise
    line = absent_norm(meeting, item_id, stage, w) or recorded(meeting, item_id, stage, w)
    return max(questions - 1, weighed) + bool(line)


def _beside_agreements(meeting: Meeting, item_id: str, w: Words) -> str:
    """What the agreements and the newest lines of the stage leave; those lines have their place
    also when nobody has said them yet."""
    made = meeting.standing_agreements(item_id)[-DRAWN:]
    if not made:
        return "full"
    wide = WIDE if len(made) == 1 else (WIDE - GAP) / DRAWN
    cards = max(_card_units(agreement_lines(one, meeting, w), len(made), wide, w) for one in made)
    card = card_of(meeting, item_id)
    title = title_of(meeting, item_id, Stage.improve, card.prose(w.language).question)
    more = (rows_of(title, WIDE / TITLE, bold=True) - 1) * TITLE_UNITS
    more += (rows_of(meeting.plan.goal, WIDE, bold=True) - 1) * ROW
    more += bool(meeting.open_disputes(item_id)) * ROW
    more += bool(recorded(meeting, item_id, Stage.improve, w)) * (ROW + BETWEEN)
    left = WHOLE / scale_of(meeting) - FRAME - more - cards - NEWEST * ROW - BETWEEN
    return pictures.size_with(left)


def _card_units(one: dict[str, Any], cards: int, wide: float, w: Words) -> float:
    """Height of an agreement as the wall draws it beside a picture (wall_agreements.js)."""
    inside = wide - 2 * PADDING
    texts = w.table("wall.texts")
    then = f"{texts['then']} {one['then']}" if one["if"] else one["then"]
    told = [f"{texts['if']} {one['if']}", then] if one["if"] else [then]
    rows = [min(rows_of(text, LINE), CLAMPED) for text in told]
    side = one["side"] if not one["unowned"] and not one["needs"] else ""
    facts = [(texts["who"], " · ".join(filter(None, (one["who"], side))))]
    facts += [(texts["due"], one["due"])]
    facts += [(texts["needs"], one["needs"])] if one["needs"] else []
    flow = _rows_beside([f"{name}: {value}" for name, value in facts], inside)
    # Alone on the whole width, if and then stand beside each other.
    blocks = [max(rows)] if cards == 1 else rows
    return 2 * EDGE + sum(blocks) * ROW + len(blocks) * BETWEEN + flow * (ROW + 0.15)


def _rows_beside(facts: Sequence[str], wide: float) -> int:
    """Lines that facts take beside each other; a longer one stands on lines of its own."""
    rows, used = 1, 0.0
    for fact in facts:
        need = text_width(fact, SMALLEST, bold=True) + GAP
        if used and used + need > wide + GAP:
            rows, used = rows + 1, 0.0
        rows += rows_of(fact, wide, bold=True) - 1
        used += need
    return rows


def _lines_said(meeting: Meeting, item_id: str, side: e.Side | None, w: Words) -> int:
    """Lines of text under one heading, the prepared one and the reasons included."""
    notes = meeting.notes_of(item_id)
    columns = columns_of(notes)
    prepared = meeting.story(item_id, side).get(e.StoryField.wall_line, "") if side else ""
    said = [lines_of_note(note, columns, w) for note in notes if note.written.side is side]
    under = sum(said[-MOST:]) + (len(said) > MOST)
    return under + (lines_of(prepared, columns) if prepared else 0)


def _lines_least(meeting: Meeting, item_id: str) -> int:
    """Lines that are always on the wall: of each side the newest, with how many more there are."""
    notes = meeting.notes_of(item_id)
    columns = columns_of(notes)
    found = [0]
    for side in (*e.Side, None):
        said = [note.text for note in notes if note.written.side is side]
        prepared = meeting.story(item_id, side).get(e.StoryField.wall_line, "") if side else ""
        newest = said[-1] if said else prepared
        found.append(lines_of(newest, columns) + (len(said) > 1) if newest else 0)
    return max(found)


def predicted(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> dict[str, Any]:
    """What comes of the prediction, at Herkennen only; empty where nobody predicted."""
    if stage is not Stage.recognise:
        return {}
    return prediction.outcome(meeting, item_id, columns_of(meeting.notes_of(item_id)), w)
