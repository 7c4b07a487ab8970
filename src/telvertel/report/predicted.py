"""Voorspeld in the minutes: what each side expected beside what it became, when both want that."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report.document import Block, Box, Facts, Tone, said
from telvertel.wall.expected import (
    Newest,
    became_told,
    expectation_told,
    expected_told,
    newest,
    surprise_told,
)
from telvertel.wall.naming import side_name
from telvertel.wall.prediction import SIDES, was_predicted
from telvertel.wording import numbers
from telvertel.wording.words import Words


def predicted(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """One line per side; nothing when the item was not predicted, or its newest points not seen."""
    of = newest(meeting, item.id)
    if of is None or not meeting.revealed(item.id) or not was_predicted(meeting, item.id):
        return ()
    rows = [
        (side_name(meeting, side, w), said(_line(meeting, item.id, side, of, w))) for side in SIDES
    ]
    title = w("prediction.minutes.title", period=numbers.period(of.period, w))
    return (Box(said(title, Tone.strong), (Facts(tuple(rows)),)),)


def _line(meeting: Meeting, item_id: str, side: e.Side, of: Newest, w: Words) -> str:
    if not meeting.gap_agreed(item_id):
        return surprise_told(meeting, item_id, side, w)
    given = meeting.predictions.get((item_id, side))
    parts = [expected_told(given, of, w), _because(given, of, w), became_told(given, of, w)]
    return " · ".join(part for part in parts if part)


def _because(given: e.PredictionGiven | None, of: Newest, w: Words) -> str:
    """Why it was expected; the words that stand in the place of a figure are not said twice."""
    why = given.why.strip() if given else ""
    if not why or given.known or why == expectation_told(given, of.unit, w):
        return ""
    return w("prediction.minutes.because", why=why)
