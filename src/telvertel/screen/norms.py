"""Targets, forecasts and limits of the figures on the agenda, each with who set it and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import streamlit as st

from telvertel import counting
from telvertel.charts.description import periods_told
from telvertel.charts.norms import Norm, norm_text
from telvertel.freezing import scope_of
from telvertel.indicators.definition import Indicator
from telvertel.meeting.state import Meeting
from telvertel.screen import norm_form, room, session
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
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
            st.caption(_background(norm, w))
    norm_form.form(meeting)


def norms_of(meeting: Meeting) -> Iterator[tuple[Indicator, Norm]]:
    """Card and norm, in the order of the agenda."""
    for item in meeting.agenda:
        card = room.card(item.indicator)
        if card is not None:
            scope = scope_of(item, meeting.plan)
            for norm in counting.norms(room.house().warehouse, card, scope):
                yield card, norm


def _background(norm: Norm, w: Words) -> str:
    """Over which periods it holds, since when it stands, and why it is there."""
    since, until = norm.get("since"), norm.get("until")
    parts = []
    if since and until:
        parts.append(periods_told(list(dict.fromkeys((since, until))), w))
    elif since:
        parts.append(w("prepare.norm_since", since=numbers.period(since, w)))
    if norm.get("set_on"):
        day = numbers.day(date.fromisoformat(norm["set_on"]), w)
        parts.append(w("prepare.norm_set_on", day=day))
    return " · ".join([*parts, *([plain(norm["reason"])] if norm.get("reason") else [])])
