"""Where the figures of an item come from, and how final they are: what every screen carries."""

from __future__ import annotations

from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.wall import pictures
from telvertel.wall.of_whom import of_whom
from telvertel.wording import numbers
from telvertel.wording.words import Words


def figure_status(
    meeting: Meeting, item_id: str, w: Words, stage: Stage | None = None
) -> dict[str, str]:
    """Of whom the figures are and where they come from, and the status of the newest period in
    sight (M25); nothing without a figure."""
    figures = pictures.figures_in_sight(meeting, item_id, stage)
    if not figures:
        return {}
    own = figures[0]
    whom = of_whom(meeting, own, w)
    told = {"figure_source": _source(whom, own.source, w)}
    newest = own.frame.filter(own.frame["mark"] != "missing").tail(1)
    if newest.is_empty():
        return told
    row = newest.row(0, named=True)
    period = numbers.period(row["period"], w, short=True)
    status = w(f"wall.figure_status.{row['status']}") if row["status"] else ""
    return told | {"figure_status": w("wall.period_status", period=period, status=status)}


def _source(whom: str, source: str, w: Words) -> str:
    if not source:
        return w("wall.of_whom.alone", whom=whom)
    key = "own" if whom == source else "source"  # one name twice does not fit at the foot
    return w(f"wall.of_whom.{key}", whom=whom, source=source)
