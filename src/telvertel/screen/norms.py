"""Targets, forecasts and limits of the figures on the agenda, each with who set it and why."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from telvertel.charts.norms import Norm, norm_text
from telvertel.figures.scope import Scope
from telvertel.freezing import scope_of
from telvertel.indicators.definition import Indicator
from telvertel.meeting.state import Meeting
from telvertel.screen import break_form, cached, norm_form, norms_told, projecting, room, session
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words


def norms(meeting: Meeting) -> None:
    """What was set beforehand; in the meeting it is not seen before Waarderen."""
    w = session.spoken()
    st.header(w("prepare.norms_title"), anchor=False)
    st.markdown(w("prepare.norms_intro"))
    found = list(norms_of(meeting))
    if not found:
        st.caption(w("prepare.no_norms"))
    for card, norm in found:
        name, told = card.prose(w.language).name, norm_text(norm, card.unit, w)
        with st.container(gap="xxsmall"):
            st.markdown(w("prepare.norm", name=plain(name), norm=plain(told)))
            st.caption(norms_told.background(norm, w))
    _before(meeting, w)
    norm_form.form(meeting, found)
    projecting.projecting(meeting, found)
    break_form.form(meeting)


def norms_of(meeting: Meeting) -> Iterator[tuple[Indicator, Norm]]:
    """Card and norm, in the order of the agenda."""
    version = room.house().warehouse.current
    for card, scope in _asked(meeting) if version else ():
        for norm in cached.norms(version, card.id, scope):
            yield card, norm


def _asked(meeting: Meeting) -> Iterator[tuple[Indicator, Scope]]:
    for item in meeting.agenda:
        card = room.card(item.indicator)
        if card is not None:
            yield card, scope_of(item, meeting.plan)


def _before(meeting: Meeting, w: Words) -> None:
    """Folded: what a later delivery changed of these norms, per card."""
    version = room.house().warehouse.current
    changed = [
        (card, scope)
        for card, scope in _asked(meeting)
        if version and cached.norms_before(version, card.id, scope)
    ]
    if changed:
        with st.expander(w("prepare.norms_before")):
            for card, scope in changed:
                with st.container(gap="xxsmall"):
                    st.markdown(plain(card.prose(w.language).name))
                    norms_told.before(version, card, scope, w)
