"""What was just recorded at an item, in one quiet line: an agreement or a learning point."""

from __future__ import annotations

from telvertel.meeting.lasting import Extra, LearningPointNoted
from telvertel.meeting.learning import learning_points
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.wall.lines import shortened
from telvertel.wording.words import Words

LETTERS = 84  # on one line under the picture
WITH_AGREEMENTS = Stage.improve  # there they stand in full


def recorded(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> str:
    """The newest of an item, once people explain; empty when nothing was recorded."""
    if stage not in (Stage.explain, Stage.appraise, Stage.improve):
        return ""
    found = _learned(meeting, item_id, w)
    if stage is not WITH_AGREEMENTS:
        found += _agreed(meeting, item_id, w)
    return shortened(max(found)[1], LETTERS) if found else ""


def _agreed(meeting: Meeting, item_id: str, w: Words) -> list[tuple]:
    """(moment, line) of each agreement that stands."""
    return [
        (one.at, w("wall_steering.recorded_agreement", number=one.number, text=one.made.then_text))
        for one in meeting.standing_agreements(item_id)
    ]


def _learned(meeting: Meeting, item_id: str, w: Words) -> list[tuple]:
    """(moment, line) of each learning point of today about the figure of the item."""
    if not meeting.has(Extra.learning):
        return []
    figure = meeting.item(item_id).indicator
    stands = {one.id: one.noted.text for one in learning_points(meeting)}
    return [
        (one.at, w("wall_steering.recorded_learning", text=stands[one.body.learning]))
        for one in meeting.kept
        if isinstance(one.body, LearningPointNoted)
        and one.body.indicator == figure
        and one.body.learning in stands
    ]
