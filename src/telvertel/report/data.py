"""Data in the minutes: which figures were talked about, how firm they are, and which were not."""

from __future__ import annotations

from typing import Any

from telvertel.charts.figure import figure_text
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Released
from telvertel.report.balance import kinds, tells, wished
from telvertel.report.document import (
    Block,
    Line,
    Paragraph,
    Piece,
    Points,
    Section,
    Table,
    Tone,
    said,
    under,
)
from telvertel.report.firm import firmness, newest_row
from telvertel.report.items import (
    anchor_of,
    discussed,
    disputed_chips,
    name_of,
    not_discussed,
    number_of,
    question_of,
)
from telvertel.wall.of_whom import told_apart
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import Words


def data(meeting: Meeting, w: Words) -> Section:
    """The third building block: which figures, how firm, what they tell, which were not talked
    about (M63), and which one would rather have."""
    blocks: list[Block] = []
    if discussed(meeting):
        blocks += [Paragraph(said(w("minutes.data.lead"))), _overview(meeting, w)]
        blocks += kinds(meeting, w)
    left = not_discussed(meeting)
    if left:
        blocks += [
            Paragraph(said(w("minutes.data.not_discussed"))),
            Points(tuple(_undiscussed_line(meeting, item, w) for item in left)),
        ]
    blocks += wished(meeting, w)
    return Section("data", w("minutes.data.title"), tuple(blocks))


def _overview(meeting: Meeting, w: Words) -> Table:
    head = ("number", "figure", "newest", "status")
    judged = any(item.id in meeting.judged for item in discussed(meeting))
    return Table(
        caption=w("minutes.data.caption"),
        head=tuple(w(f"minutes.data.{name}") for name in (*head, *(("tells",) if judged else ()))),
        rows=tuple(
            _overview_row(meeting, item, w) + ((tells(meeting, item, w),) if judged else ())
            for item in discussed(meeting)
        ),
        widths=(5, 20, 19, 31, 25) if judged else (6, 28, 26, 40),
    )


def _overview_row(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Line, ...]:
    number = said(number_of(meeting, item), to=anchor_of(meeting, item))
    name = said(name_of(meeting, item, w)) + disputed_chips(meeting, item, w)
    figures = frozen_figures(meeting, item.id)
    if not figures:
        none = said(w("minutes.data.no_figure"), Tone.quiet)
        return (number, name, none, none)
    own = figures[0]
    newest = newest_row(own)
    status = said(firmness(newest, w)) if newest else said("")
    return (number, name, said(newest_told(own, newest, w)), status + under(own.source))


def newest_told(own: Released, row: dict[str, Any] | None, w: Words) -> str:
    if row is None:
        return w("minutes.data.nothing_shown")
    period = numbers.period(row["period"], w)
    if row["group"]:
        return w("minutes.data.until", period=period)
    return w("minutes.data.figure_in", figure=figure_text(row, own.unit, w), period=period)


def _undiscussed_line(meeting: Meeting, item: e.AgendaItem, w: Words) -> Line:
    """Question and name, with the cut where a figure is on the agenda twice; never a figure."""
    question, name = question_of(meeting, item, w), name_of(meeting, item, w)
    name = ", ".join(filter(None, (name, told_apart(meeting, item.id, w))))
    line = (Piece(question), Piece(f" ({name})", Tone.quiet)) if question != name else said(name)
    return (*line, *disputed_chips(meeting, item, w))
