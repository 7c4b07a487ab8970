"""A disputed figure in the minutes: both numbers, whose it is to settle, by when."""

from __future__ import annotations

from telvertel.charts.figure import figure_text
from telvertel.meeting import events as e
from telvertel.meeting.state import Dispute, Meeting
from telvertel.report.document import Box, Facts, Line, Tone, said
from telvertel.report.naming import within
from telvertel.wall.pictures import frozen_figures
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def dispute_box(meeting: Meeting, dispute: Dispute, w: Words) -> Box:
    """An open dispute; what is not known yet is shown as missing."""
    raised = dispute.raised
    side = side_name(meeting, raised.side, w)
    rows = (
        (w("minutes.dispute.what"), said(raised.text)),
        (w("minutes.dispute.about"), said(_about(raised, w))),
        (w("minutes.dispute.counted"), said(_counted(meeting, raised, w))),
        (w("minutes.dispute.own", side=side), _known(_own(raised, w), w)),
        (w("minutes.dispute.settled_by"), _known(raised.settled_by, w)),
        (w("minutes.dispute.owner"), _owner(raised, w)),
    )
    title = w("minutes.dispute.title", side=side, kind=within(raised.dispute_kind, w))
    return Box(said(title), (Facts(rows),), Tone.disputed, f"dispute-{raised.dispute}")


def _about(raised: e.FigureDisputed, w: Words) -> str:
    return numbers.period(raised.period, w) if raised.period else w("minutes.dispute.whole_series")


def _counted(meeting: Meeting, raised: e.FigureDisputed, w: Words) -> str:
    """The figure as counted; it stays as it is until a new delivery."""
    figures = frozen_figures(meeting, raised.item)
    if not figures or not raised.period:
        return w("minutes.dispute.see_picture")
    rows = [row for row in figures[0].frame.to_dicts() if row["period"] == raised.period]
    if len(rows) != 1:
        return w("minutes.dispute.see_picture")
    shown = figure_text(rows[0], figures[0].unit, w)
    return w("minutes.dispute.figure", figure=shown, source=figures[0].source)


def _own(raised: e.FigureDisputed, w: Words) -> str:
    if not raised.own_source:
        return raised.own_value
    return w("minutes.dispute.figure", figure=raised.own_value, source=raised.own_source)


def _known(text: str, w: Words) -> Line:
    return said(text) if text else said(w("minutes.dispute.not_said"), Tone.missing)


def _owner(raised: e.FigureDisputed, w: Words) -> Line:
    if not raised.owner:
        return said(w("wall.nobody_yet"), Tone.missing)
    if not raised.due:
        return said(raised.owner)
    day = numbers.day(raised.due, w)
    return said(w("minutes.dispute.owner_by", owner=raised.owner, day=day))
