"""Stories as they were delivered: how one is shown, and which stand beside a figure."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel import counting
from telvertel.counting import Story
from telvertel.freezing import scope_of
from telvertel.meeting import events as e
from telvertel.meeting.lasting import Theme
from telvertel.meeting.state import Meeting
from telvertel.screen import cached, room, session
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

CLIENTS = (e.Perspective.young_person, e.Perspective.parent)


def beside(asked: Asked) -> None:
    """Under a figure: what was delivered about it; nothing at all without any.

    Also under a figure of before it is what may be told now: consent can have been withdrawn."""
    told = counting.stories(room.house().warehouse, asked.scope.municipality)
    found = counting.beside(told, asked.card.id, asked.scope)
    if not found:
        return
    w = session.spoken()
    with st.container(gap=None):
        st.subheader(w("delivered.title"), anchor=False)
        st.caption(w("delivered.beside"))
    for story in found:
        with st.container(border=True):
            shown(story, w)


def of_meeting(meeting: Meeting) -> tuple[Story, ...]:
    """Everything told about its municipality as a whole or one of its providers."""
    told = counting.stories(room.house().warehouse, meeting.plan.municipality)
    return tuple(one for one in told if one.provider in ("", *meeting.plan.providers))


def at_item(told: Sequence[Story], meeting: Meeting, item: e.AgendaItem) -> tuple[Story, ...]:
    """Those that speak to the figure of an item, from whenever they are."""
    ever = scope_of(item, meeting.plan).model_copy(update={"since": None, "until": None})
    return counting.beside(told, item.indicator, ever)


def shown(story: Story, w: Words) -> None:
    """The words first, then whose they are, where they come from and that they may be told."""
    with st.container(gap=None):
        st.markdown(w("delivered.quoted", text=plain(story.text)))
        st.caption("  \n".join(plain(line) for line in (_facts(story, w), _origin(story, w))))


def taken(story: Story, w: Words) -> str:
    """One story with its source and consent in one text, as it goes into a meeting."""
    facts = {"teller": _teller(story, w).lower(), "consent": w.of(story.consent).lower()}
    return w("delivered.taken", text=story.text, source=story.source, **facts)


def source(story: Story, w: Words, letters: int) -> str:
    """Who tells it, where, and that it may be told, in at most so many letters: the name of the
    source gives way first."""
    facts = {"teller": _teller(story, w), "consent": w.of(story.consent).lower()}
    left = letters - len(w("delivered.source", source="", **facts))
    return w("delivered.source", source=story.source[:left], **facts)


def _facts(story: Story, w: Words) -> str:
    names = cached.names(room.house().warehouse.current)
    about = story.provider or story.municipality
    facts = [w.of(story.kind), _teller(story, w), numbers.period(story.period, w)]
    facts += [names.get(about, about), *([w.of(Theme(story.theme))] if story.theme else [])]
    return " · ".join(facts)


def _origin(story: Story, w: Words) -> str:
    facts = {"consent": w.of(story.consent).lower(), "day": numbers.day(story.told_on, w)}
    return w("delivered.origin", source=story.source, **facts)


def _teller(story: Story, w: Words) -> str:
    return w.of(e.Perspective(story.teller))
