"""Eerder zo verklaard: how earlier meetings explained a figure, and whether that held."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import Held
from telvertel.meeting.standing import checks
from telvertel.meeting.state import Meeting
from telvertel.meeting.told import Told, ToldKind, told
from telvertel.screen import room, session, voices
from telvertel.screen.asking import Asking
from telvertel.screen.parts import entry
from telvertel.wording.words import Words


def explanations(meeting: Meeting, item: str) -> tuple[Told, ...]:
    """What earlier meetings of the series said to explain this figure, newest meeting first."""
    before = {name for name, _ in meeting.series}
    indicator = meeting.item(item).indicator
    return tuple(
        one
        for one in told(m for m in room.meetings() if m.id in before)
        if one.kind is ToldKind.explanation and one.indicator == indicator
    )


def panel(meeting: Meeting, item: str) -> None:
    """Each with whether it held, as far as somebody said so."""
    w = session.spoken()
    for one in explanations(meeting, item):
        with st.container(border=True):
            _explanation(meeting, one, w)


def _explanation(meeting: Meeting, one: Told, w: Words) -> None:
    given = checks(meeting).get(one.said.id)
    st.caption(voices.meeting_line(one, w))
    voices.voice(one)
    st.caption(w.of(given.held) if given else w("steering.never_checked"))
    ask = Asking(meeting, given)
    entry(
        meeting,
        f"held.{one.said.id}",
        [
            ask.one_of("held", "steering.held", Held, required=True),
            ask.line("text", "lead.in_words", max=600),
        ],
        fixed={"kind": "explanation_checked", "note": one.said.id, "made_in": one.meeting.id},
        submit=w("lead.record"),
    )
