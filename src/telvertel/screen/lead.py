"""Regie: what the facilitator sees and does, beside the desk itself.

Which form is open follows what the wall shows, so that nobody has to look for it; the rest is one
click away.
"""

from __future__ import annotations

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import (
    agreements,
    differing,
    disputing,
    item_forms,
    leaning,
    learning_points,
    parts,
    predicting,
    reserves,
    reviewing,
    room,
    session,
)
from telvertel.screen.account_link import account_link
from telvertel.wall.desk import at_hand
from telvertel.wall.opening_steps import BEFORE

AT_THE_START = (e.View.welcome, e.View.agenda, e.View.client_voice, e.View.reserves)
# Before the first item a screen of what earlier meetings left has its own forms and no others.
OWN_FORMS = (e.View.learning, e.View.difference)


def meeting_or_stop() -> Meeting:
    """The meeting on the desk; without one a sentence that says where to begin."""
    meeting = room.meeting()
    if meeting is None:
        st.info(session.spoken()("lead.no_meeting"))
        st.stop()
    return meeting


def small_wall(meeting: Meeting) -> None:
    """The live copy, and the way to open the real wall in a second window."""
    w = session.spoken()
    parts.wall(meeting)
    open_wall, fold = st.columns(2)
    query = {session.MEETING: meeting.id, session.LANGUAGE: w.language}
    address = "/beamer?" + "&".join(f"{name}={value}" for name, value in query.items())
    open_wall.link_button(w("lead.open_wall"), address, width="stretch")
    fold.caption(w("lead.one_screen"))
    shown = at_hand(meeting)
    with open_wall:
        account_link(meeting, shown.item if shown else None, w)


def desk(meeting: Meeting) -> None:
    parts.desk(meeting)


def forms(meeting: Meeting) -> None:
    """The forms that go with where the talk is; looking aside at a card leaves them."""
    shown = at_hand(meeting)
    if shown is None or meeting.sealed_at:
        return
    _of_what_lasts(meeting)
    if shown.view in BEFORE and meeting.shown.view in OWN_FORMS:
        return
    if shown.view in AT_THE_START:
        reserves.panel(meeting)
    elif shown.view is e.View.last_agreements:
        _from_last_time(meeting, shown)
    elif shown.view is e.View.item and shown.item:
        predicting.panel(meeting, shown.item, shown.stage)
        item_forms.forms(meeting, shown.item, shown.stage)
    elif shown.view is e.View.dispute:
        disputing.beside(meeting, shown)
    elif shown.view is e.View.then and shown.item:
        leaning.beside(meeting, shown.item)
    elif shown.view is e.View.read_back:
        agreements.read_back(meeting, shown)


def _of_what_lasts(meeting: Meeting) -> None:
    """A learning point or two readings on the wall: their forms stand above those of the talk."""
    if meeting.shown.view is e.View.learning:
        learning_points.beside(meeting)
    elif meeting.shown.view is e.View.difference:
        differing.beside(meeting)


def _from_last_time(meeting: Meeting, shown: e.Shown) -> None:
    """What comes back: the agreement on the wall, and behind it all else that is open."""
    reviewing.panel(meeting, shown)
    with st.expander(session.spoken()("steering.from_last_time"), key="fold-last-time"):
        learning_points.opening(meeting)
        differing.opening(meeting)
