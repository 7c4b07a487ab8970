"""One quiet line under an item: what was just recorded, or that there is deliberately no target."""

from __future__ import annotations

from telvertel.charts.norms import DASH, absent_text, is_absent
from telvertel.charts.theme import text_width
from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra, LearningPointNoted
from telvertel.meeting.learning import learning_points
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.wall.lines import SMALLEST, shortened
from telvertel.wording.words import Words

LETTERS = 84  # on one line under the picture
WIDTH = 1830  # pixels of that line at 1080 lines
SHORTEST = 20  # letters of a reason that stay
WITH_AGREEMENTS = Stage.improve  # there they stand in full


def recorded(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> str:
    """The newest of an item, once people explain; empty when nothing was recorded."""
    if stage not in (Stage.explain, Stage.appraise, Stage.improve):
        return ""
    found = _learned(meeting, item_id, w)
    if stage is not WITH_AGREEMENTS:
        found += _agreed(meeting, item_id, w)
    return shortened(max(found)[1], LETTERS) if found else ""


def absent_norm(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> str:
    """At Waarderen: that there is deliberately no target (or else no forecast, no limit), why,
    and who decided so when; empty when that was not said, or the figure is disputed. A long reason
    is cut, who and when are not."""
    frozen = meeting.frozen.get(item_id)
    if frozen is None or stage is not Stage.appraise or meeting.open_disputes(item_id):
        return ""
    absent = {norm["kind"]: norm for norm in frozen.norms if is_absent(norm)}
    norm = next((absent[kind] for kind in DASH if kind in absent), None)
    if norm is None:
        return ""
    told, reason = absent_text(norm, w), norm["reason"].rstrip(".")
    letters = len(reason)
    while text_width(told, SMALLEST) > WIDTH and letters > SHORTEST:
        letters -= 1
        told = absent_text({**norm, "reason": shortened(reason, letters)}, w)
    return told[0].upper() + told[1:]


def _agreed(meeting: Meeting, item_id: str, w: Words) -> list[tuple]:
    """(moment, line) of each agreement that stands."""
    return [
        (one.at, w("wall_steering.recorded_agreement", number=one.number, text=_whole(one.made, w)))
        for one in meeting.standing_agreements(item_id)
    ]


def _whole(made: e.AgreementMade, w: Words) -> str:
    """With its condition: without it an agreement says something else."""
    if not made.if_text:
        return made.then_text
    facts = {"if_text": made.if_text.rstrip(" .,;"), "then_text": made.then_text}
    return w("wall_steering.recorded_if", **facts)


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
