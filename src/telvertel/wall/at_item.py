"""An agenda item on the wall: its picture, both voices beside it, and at the end the weighing."""

from __future__ import annotations

from typing import Any

from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.stages import Stage, newest_may_show, stages_of
from telvertel.meeting.state import Meeting
from telvertel.wall import pictures, positions, prediction
from telvertel.wall.agreements import agreement_lines
from telvertel.wall.board import clashes_at
from telvertel.wall.disputes import refusal
from telvertel.wall.heights import TWO_LINE_TITLE, picture_size, predicted, title_of
from telvertel.wall.lines import ROOM, columns_of, fitting, lines_of, said_at
from telvertel.wall.naming import card_of, side_name
from telvertel.wall.recorded import absent_norm, recorded
from telvertel.wall.room_size import scale_of
from telvertel.wall.sources import figure_status
from telvertel.wall.strength import scale
from telvertel.wording.words import Words, words


def item_view(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    item, card = meeting.item(shown.item), card_of(meeting, shown.item or "")
    stage = shown.stage or Stage.question
    if item is None or card is None:
        return {"title": w("wall.no_figures"), "stage": stage.value}
    prose = card.prose(w.language)
    title = title_of(meeting, item.id, stage, prose.question)
    return {
        "item": item.id,
        "number": meeting.number_of(item.id),
        "total": len(meeting.agenda),
        "title": title,
        "name": prose.name,
        "stage": stage.value,
        "stages": _rail(meeting, item.id, stage, w),
        "kind": w.of(card.kind),
        "clashes": _clashes(meeting, item.id, stage, w),
        **figure_status(meeting, item.id, w, stage),
        "picture": picture_key(meeting, item.id, stage, w.language),
        "picture_units": pictures.units(picture_size(meeting, item.id, stage, w)),
        "voices": voices(meeting, item.id, stage, title, w) if newest_may_show(stage) else [],
        "recorded": absent_norm(meeting, item.id, stage, w) or recorded(meeting, item.id, stage, w),
        "predicted_rows": predicted(meeting, item.id, stage, w).get("rows", 0),
        **_of_stage(meeting, item.id, stage, card, title, w),
    }


def _of_stage(
    meeting: Meeting, item_id: str, stage: Stage, card: Indicator, title: str, w: Words
) -> dict[str, Any]:
    """What one stage has and the others have not."""
    match stage:
        case Stage.question:
            prose = card.prose(w.language)
            told = {"definition": prose.definition, "says_not": _first_sentence(prose.says_not)}
            return told | {"says_not_title": w("wall.says_not")}
        case Stage.predict:
            room = _room(meeting, item_id, stage, title, w)
            asked = prediction.predicting(meeting, item_id, room, w)
            return {"prediction": asked, "figure_status": ""}  # the source keeps the foot whole
        case Stage.explain:
            return {"spreads": positions.spreads(meeting, item_id, w)}
        case Stage.appraise:
            return {"appraisal": _appraisal(meeting, item_id, card, w)}
        case Stage.improve:
            made = meeting.standing_agreements(item_id)
            said = said_at(meeting, item_id, stage, w)
            return {"agreements": [agreement_lines(one, meeting, w) for one in made], "said": said}
    return {}


def _clashes(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> str:
    """Once people explain; a dispute stands in the same place and comes before it."""
    early = stage in (Stage.question, Stage.predict, Stage.recognise)
    if early or meeting.open_disputes(item_id) or not meeting.has(Extra.preconditions):
        return ""
    return clashes_at(meeting, item_id, w)


def _first_sentence(text: str) -> str:
    head, dot, _ = text.partition(". ")
    return head + "." if dot else text


def _rail(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> list[dict[str, Any]]:
    visited = {seen for where, seen in meeting.visited if where == item_id}
    return [
        {"id": one.value, "name": w.of(one), "now": one is stage, "seen": one in visited}
        for one in stages_of(meeting.plan.plain, meeting.plan.predict)
    ]


def picture_key(meeting: Meeting, item_id: str, stage: Stage, language: str) -> str | None:
    size = picture_size(meeting, item_id, stage, words(language))
    return pictures.key_of(meeting, item_id, stage, language, size)


def _room(meeting: Meeting, item_id: str, stage: Stage, title: str, w: Words) -> int:
    """Lines that fit under the name of a side, at the size the room needs."""
    size = picture_size(meeting, item_id, stage, w)
    room = ROOM.get(size, ROOM["wide"]) - (len(title) > TWO_LINE_TITLE)
    room -= bool(meeting.open_disputes(item_id))  # its chip takes a second line
    return max(1, int(room / scale_of(meeting)))


def voices(meeting: Meeting, item_id: str, stage: Stage, title: str, w: Words) -> list[dict]:
    """Both sides at equal size, provider left; what neither side alone said stands between."""
    outcome = predicted(meeting, item_id, stage, w)
    under = outcome.get("rows", 0)
    if stage is Stage.explain:
        under += positions.rows(meeting, item_id, w) + bool(recorded(meeting, item_id, stage, w))
    room = max(1, _room(meeting, item_id, stage, title, w) - under)
    notes = meeting.notes_of(item_id)
    between = [note for note in notes if note.written.side is None]
    columns = columns_of(notes)
    drawn = [
        _voice(meeting, item_id, side, room, columns, w)
        | {"predicted": outcome.get("lines", {}).get(side.value, ())}
        for side in (e.Side.provider, e.Side.municipality)
    ]
    if between:
        together = {"side": "together", "name": w("wall.together"), "prepared": "", "empty": ""}
        drawn.insert(1, together | fitting(between, room, columns, w))
    return drawn


def _voice(
    meeting: Meeting, item_id: str, side: e.Side, room: int, columns: int, w: Words
) -> dict[str, Any]:
    said = [note for note in meeting.notes_of(item_id) if note.written.side is side]
    prepared = meeting.story(item_id, side).get(e.StoryField.wall_line, "")
    left = room - lines_of(prepared, columns) if prepared else room
    if prepared and said and left < lines_of(said[-1].text, columns) + (len(said) > 1):
        # What was just said goes on the wall; the prepared line gives way.
        prepared, left = "", room
    return {
        "side": side.value,
        "name": side_name(meeting, side, w),
        "prepared": prepared,
        "empty": "" if said or prepared else w("wall.not_told_yet"),
    } | fitting(said, left, columns, w)


def _appraisal(meeting: Meeting, item_id: str, card: Indicator, w: Words) -> dict[str, Any]:
    """The three reflection questions and the weighing; on a disputed figure nobody weighs."""
    if meeting.open_disputes(item_id):
        refused = refusal(meeting, item_id, w)
        return {"reflections": [], "disputed": True, "weighing": None, "refused": refused}
    weighing = meeting.weighings.get(item_id)
    reflections = []
    for question in e.Reflection:
        given = meeting.reflections.get((item_id, question))
        reflections.append(
            {
                "question": w(f"wall.reflection.{question.value}"),
                "answer": w.of(given.answer) if given else w("wall.not_answered_yet"),
                "answered": bool(given),
                "text": given.text if given else "",
            }
        )
    return {
        "reflections": reflections,
        "disputed": False,
        "weighing": weighing
        and {
            "outcome": w.of(weighing.outcome),
            "reasons": weighing.reasons,
            "municipality_share": weighing.municipality_share,
            "strength": scale(weighing.strength, w),
        },
        "invitation": w("wall.weighing_invitation"),
    }
