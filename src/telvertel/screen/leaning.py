"""What leans on a figure that was revised since: stories, weighings, agreements, learning points.

The figure is that of the meeting itself, as it was frozen then, beside what is released now. A line
leans on the period it is pinned to; what was concluded leans on the series that lay on the table,
or on the line it answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from telvertel.charts.figure import figure_text
from telvertel.charts.names import group_name
from telvertel.freezing import scope_of, shown_otherwise
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.register import Registered
from telvertel.meeting.state import Agreement, Meeting, Note
from telvertel.meeting.told import Told
from telvertel.privacy.release import Released
from telvertel.screen import cached, room, session
from telvertel.screen.markdown import plain
from telvertel.wall.naming import side_name
from telvertel.wall.pictures import frozen_figures, names
from telvertel.wall.then import revised
from telvertel.wording import numbers
from telvertel.wording.words import Words

TOLD = 2  # figures named in a mark; the rest is counted


@dataclass(frozen=True)
class Revised:
    """One figure of a meeting that is shown otherwise today; rows of then and now, as released."""

    period: str
    group: str
    then: dict[str, Any]
    now: dict[str, Any]
    figures: Released
    card: Indicator

    def told(self, meeting: Meeting, w: Words) -> str:
        """ "2e kwartaal 2026: 214 → 231"."""
        period, unit = numbers.period(self.period, w), self.figures.unit
        if self.group:
            name = group_name(self.figures, self.card, self.group, w, names(meeting))
            period = f"{period}, {name}"
        before, after = (figure_text(one, unit, w) for one in (self.then, self.now))
        return w("start.revised", period=period, before=before, after=after)


def revised_since(meeting: Meeting, item_id: str | None) -> tuple[Revised, ...]:
    """The figures of an item that look different now, newest period first.

    Nothing without figures of then, or when their card is not in the catalogue any more.
    """
    item = meeting.item(item_id) if item_id else None
    figures = frozen_figures(meeting, item.id) if item else ()
    card, version = room.card(item.indicator) if item else None, room.house().warehouse.current
    if item is None or card is None or version is None or not figures:
        return ()
    if figures[0].cube == version:
        return ()
    now = cached.released(version, card.id, scope_of(item, meeting.plan))
    changed = shown_otherwise(figures[0], now)
    return tuple(
        Revised(period, group, before, after, figures[0], card)
        for (period, group), (before, after) in sorted(changed.items(), reverse=True)
    )


def of_told(told: Told) -> tuple[Revised, ...]:
    """What a thing that was told leans on and was revised since."""
    found = revised_since(told.meeting, told.item.id if told.item else None)
    match told.said:
        case Note(written=written):
            return _at(found, written)
        case Agreement():
            return of_agreement(told.said, told.meeting)
        case e.WeighingGiven():
            return found
    return ()


def of_agreement(agreement: Agreement, meeting: Meeting) -> tuple[Revised, ...]:
    """By the line it answers when that is pinned, else by the figure it was made on."""
    made = agreement.made
    return _by_line(revised_since(meeting, made.item), meeting, made.note)


def of_point(one: Registered) -> tuple[Revised, ...]:
    """Of a learning point: by its line, else by the figure it names, in the talk it was raised."""
    noted, meeting = one.point.noted, one.raised_in
    item = next((i.id for i in meeting.agenda if i.indicator == noted.indicator), None)
    return _by_line(revised_since(meeting, item), meeting, noted.note)


def _by_line(found: tuple[Revised, ...], meeting: Meeting, note: str | None) -> tuple[Revised, ...]:
    line = next((one.written for one in meeting.notes if one.id == note), None)
    return _at(found, line) if line is not None and e.is_period(line.period) else found


def _at(found: tuple[Revised, ...], line: e.NoteWritten) -> tuple[Revised, ...]:
    """Of a line without a period nobody can say which figure it leans on."""
    return tuple(
        one for one in found if one.period == line.period and line.group in (None, "", one.group)
    )


def mark(found: tuple[Revised, ...], meeting: Meeting, w: Words) -> str:
    """The mark with the newest figures in words, as Markdown; empty when nothing was revised."""
    if not found:
        return ""
    told = [plain(one.told(meeting, w)) for one in found[:TOLD]]
    if len(found) > TOLD:
        told.append(w("then.more", count=len(found) - TOLD))
    return f"**{w('then.leans')}** · {' · '.join(told)}"


def marked(found: tuple[Revised, ...], meeting: Meeting, w: Words) -> None:
    """The mark under what leans on it; nothing when nothing was revised."""
    if found:
        st.caption(mark(found, meeting, w))


def beside(meeting: Meeting, item: str) -> None:
    """While the wall shows what was revised: the lines of then that lean on it."""
    w = session.spoken()
    ids = {note for one in revised(meeting, item) for note in one["notes"]}
    before = [one for one in room.house().telling.series(meeting) if one.plan]
    found = [(one, note) for one in before for note in one.notes if note.id in ids and note.stands]
    if not found:
        return
    st.subheader(w("then.lines_title"), anchor=False)
    for earlier, note in found:
        written = note.written
        with st.container(gap=None):
            st.markdown(plain(note.text))
            facts = [
                plain(side_name(earlier, written.side, w)),
                numbers.period(written.period, w),
                numbers.day(earlier.plan.held_on, w),
                w("then.leans"),
            ]
            st.caption(" · ".join(facts))
