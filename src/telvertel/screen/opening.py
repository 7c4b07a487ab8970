"""Opening a meeting: every item gets its figures as they are now, and later what had none.

Figures are read before anything is said, so that trouble with them leaves the meeting as it was.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from telvertel.days import today
from telvertel.figures.troubles import FiguresTrouble
from telvertel.freezing import frozen
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words


def opening(meeting: Meeting) -> None:
    """The button that opens the meeting; afterwards the way to figures that are not there yet."""
    w = session.spoken()
    if meeting.sealed_at:
        return
    if not meeting.agenda:
        st.warning(w("lead.no_agenda"))
    elif meeting.opened_at:
        _late(meeting, w)
    else:
        _open(meeting, w)


def _open(meeting: Meeting, w: Words) -> None:
    with st.container(border=True):
        st.markdown(w("lead.opening_explained"))
        _without_card(meeting.agenda, meeting, w)
        if _on_another_day(meeting, w) and not st.checkbox(w("lead.open_now_sure")):
            return
        if st.button(w("lead.open"), type="primary", width="stretch"):
            with st.spinner(w("lead.opening")):
                opened = open_meeting(meeting)
            if opened:
                st.rerun()


def _on_another_day(meeting: Meeting, w: Words) -> bool:
    """Opening freezes figures and shows both stories: on another day that is asked for first."""
    day = meeting.plan.held_on
    if day == today():
        return False
    st.warning(w("lead.not_today", day=numbers.day(day, w)))
    return True


def _late(meeting: Meeting, w: Words) -> None:
    """Items without figures, and the button that still freezes what can be frozen."""
    bare = [item for item in meeting.agenda if item.id not in meeting.frozen]
    if not bare:
        return
    with st.container(border=True):
        st.warning(w("lead.without_figures", items=_numbers(bare, meeting, w)))
        _without_card(bare, meeting, w)
        ready = [item for item in bare if room.card(item.indicator)]
        if ready and st.button(w("lead.freeze_late"), width="stretch"):
            bodies = figures_of(meeting, ready)
            if bodies is not None and _all_said(meeting, bodies):
                st.rerun()


def open_meeting(meeting: Meeting) -> bool:
    """Freeze the figures of every item, open the meeting and show the welcome screen.

    False when the figures cannot be read (then nothing was said) or something was not kept.
    """
    bodies = figures_of(meeting, meeting.agenda)
    if bodies is None:
        return False
    return _all_said(meeting, [*bodies, e.MeetingOpened(), e.Shown(view=e.View.welcome)])


def figures_of(meeting: Meeting, items: Iterable[e.AgendaItem]) -> list[e.FiguresFrozen] | None:
    """The figures of these items, to be said; None, with the reason shown, when there is trouble.

    An item whose card cannot be read is left out: ``_without_card`` names it.
    """
    warehouse, series = room.house().warehouse, room.house().telling.series(meeting)
    try:
        return [
            frozen(warehouse, card, item, meeting.plan, series)
            for item in items
            if (card := room.card(item.indicator))
        ]
    except FiguresTrouble as trouble:
        troubles.told(trouble)
        return None


def _all_said(meeting: Meeting, bodies: Iterable[e.Happening]) -> bool:
    """Say them in order; the first that is refused shows why and stops the rest."""
    return all(troubles.said(meeting.id, body) for body in bodies)


def _without_card(items: Iterable[e.AgendaItem], meeting: Meeting, w: Words) -> None:
    unread = [item for item in items if room.card(item.indicator) is None]
    if unread:
        st.warning(w("lead.without_card", items=_numbers(unread, meeting, w)))


def _numbers(items: Iterable[e.AgendaItem], meeting: Meeting, w: Words) -> str:
    """The items as "2 (dropout)", by their number on the agenda and what they are about."""
    order = [one.id for one in meeting.agenda]
    return w.join(f"{order.index(one.id) + 1} ({plain(_name(one, w))})" for one in items)


def _name(item: e.AgendaItem, w: Words) -> str:
    card = room.card(item.indicator)
    return card.prose(w.language).name if card else item.indicator
