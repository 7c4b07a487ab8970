"""Stories that lean on a figure that was revised since they were told."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from telvertel.freezing import scope_of
from telvertel.meeting.state import Meeting, Note
from telvertel.meeting.told import Told
from telvertel.privacy.release import Mark
from telvertel.screen import cached, room, session
from telvertel.screen.markdown import plain
from telvertel.wall.naming import side_name
from telvertel.wall.pictures import frozen_figures
from telvertel.wall.then import revised
from telvertel.wording import numbers


def on_revised(told: Iterable[Told], version: str | None) -> frozenset[str]:
    """Ids of the notes that are pinned to a figure of which this version says something else.

    The figure is that of the meeting itself, as it was frozen then.
    """
    if version is None:
        return frozenset()
    pinned = (one for one in told if isinstance(one.said, Note) and one.period)
    return frozenset(one.said.id for one in pinned if _is_revised(one, version))


def _is_revised(told: Told, version: str) -> bool:
    figures, card = frozen_figures(told.meeting, told.item.id), room.card(told.indicator)
    if not figures or card is None or figures[0].cube not in _known():
        return False
    scope, written = scope_of(told.item, told.meeting.plan), told.said.written
    return any(
        one.period == written.period
        and (not written.group or one.group == written.group)
        and one.before_mark not in (None, Mark.missing)
        for one in cached.changes(figures[0].cube, version, card.id, scope)
    )


def _known() -> frozenset[str]:
    return frozenset(one.id for one in room.house().warehouse.versions())


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
