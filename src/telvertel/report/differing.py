"""Agreeing to differ in the minutes: two readings at equal size, and what would convince both."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.lasting import DifferenceAgreed, Extra
from telvertel.meeting.standing import differences
from telvertel.meeting.state import Meeting
from telvertel.report.document import Box, Entry, Facts, Line, Tone, Voice, Voices, said
from telvertel.report.items import discussed, is_on
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def differences_of(meeting: Meeting, indicator: str, w: Words) -> tuple[Box, ...]:
    """A box per difference about a figure."""
    return tuple(_box(meeting, one, w) for one in _told(meeting) if one.indicator == indicator)


def other_differences(meeting: Meeting, w: Words) -> tuple[Box, ...]:
    """Those about no figure that was talked about."""
    known = {item.indicator for item in discussed(meeting)}
    return tuple(_box(meeting, one, w) for one in _told(meeting) if one.indicator not in known)


def _told(meeting: Meeting) -> tuple[DifferenceAgreed, ...]:
    """What is not settled yet, and what was said or settled in this meeting."""
    if not is_on(meeting, Extra.differences, DifferenceAgreed):
        return ()
    here = {k.body.difference for k in meeting.kept if isinstance(k.body, DifferenceAgreed)}
    return tuple(
        one
        for one in differences(meeting, every=True)
        if not one.settled.strip() or one.difference in here
    )


def _box(meeting: Meeting, one: DifferenceAgreed, w: Words) -> Box:
    readings = (
        (e.Side.provider, one.provider_reading),
        (e.Side.municipality, one.municipality_reading),
    )
    voices = Voices(
        tuple(
            Voice(side_name(meeting, side, w), (Entry("", None, "", text),), "", side.value)
            for side, text in readings
        )
    )
    return Box(said(w("minutes.difference.title")), (voices, Facts(_rows(one, w))))


def _rows(one: DifferenceAgreed, w: Words) -> tuple[tuple[str, Line], ...]:
    rows = [
        (w("minutes.difference.datum"), said(one.datum)),
        (w("minutes.dispute.owner"), _owner(one, w)),
    ]
    if one.settled.strip():
        rows.append((w("minutes.difference.settled"), said(one.settled)))
    return tuple(rows)


def _owner(one: DifferenceAgreed, w: Words) -> Line:
    if not one.owner:
        return said(w("wall.nobody_yet"), Tone.missing)
    if not one.due:
        return said(one.owner)
    return said(w("minutes.dispute.owner_by", owner=one.owner, day=numbers.day(one.due, w)))
