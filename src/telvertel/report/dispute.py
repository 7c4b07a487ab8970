"""A disputed figure in the minutes: both numbers, whose it is to settle, by when."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.state import Dispute, Meeting
from telvertel.report.document import Box, Facts, Line, Tone, said
from telvertel.report.naming import within
from telvertel.wall.disputes import counted, disputed_by, period_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def dispute_box(meeting: Meeting, dispute: Dispute, place: str, w: Words) -> Box:
    """An open dispute; what is not known yet is shown as missing. ``place`` is the anchor of where
    it stands: a dispute that came along may stand with two items."""
    raised = dispute.raised
    side = disputed_by(meeting, dispute, w)
    title = w("minutes.dispute.title", side=side, kind=within(raised.dispute_kind, w))
    rows = (*_since(dispute, w), *dispute_rows(meeting, dispute, w))
    return Box(said(title), (Facts(rows),), Tone.disputed, f"{place}-dispute-{raised.dispute}")


def dispute_rows(meeting: Meeting, dispute: Dispute, w: Words) -> tuple[tuple[str, Line], ...]:
    """Own words, period, both numbers with their source, and what will settle it, who and when."""
    raised, side = dispute.raised, disputed_by(meeting, dispute, w)
    return (
        (w("minutes.dispute.what"), said(raised.text)),
        (w("minutes.dispute.about"), said(period_name(dispute, w))),
        (w("minutes.dispute.counted"), said(_counted(meeting, dispute, w))),
        (w("minutes.dispute.own", side=side), _known(_own(raised, w), w)),
        (w("minutes.dispute.settled_by"), _known(raised.settled_by, w)),
        (w("minutes.dispute.owner"), _owner(raised, w)),
    )


def _since(dispute: Dispute, w: Words) -> tuple[tuple[str, Line], ...]:
    """The earlier meeting it comes from."""
    if dispute.raised_in is None:
        return ()
    day = numbers.day(dispute.raised_in.plan.held_on, w)
    return ((w("minutes.dispute.since"), said(w("minutes.dispute.meeting_of", day=day))),)


def _counted(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    """The figure as counted; it stays as it is until a new delivery."""
    found = counted(meeting, dispute, w)
    if found is None:
        return w("minutes.dispute.see_picture")
    return w("minutes.dispute.figure", figure=found[0], source=found[1])


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
