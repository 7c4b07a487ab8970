"""Delivered stories into a meeting: to a side's story, as the voice that opens, or on the wall.

One click each, and the source and the consent go along in the text itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from telvertel.counting import Story
from telvertel.freezing import scope_of
from telvertel.indicators.period import read
from telvertel.meeting import events as e
from telvertel.meeting.stages import newest_may_show
from telvertel.meeting.state import Meeting
from telvertel.privacy.text import look
from telvertel.screen import delivered, room, session, stories
from telvertel.screen.markdown import plain
from telvertel.screen.troubles import said
from telvertel.wall.naming import side_name
from telvertel.wording.words import Words

LONGEST_VOICE = 600  # letters of the voice that opens, as the event holds them
LONGEST_SOURCE, EVIDENCE = 160, 300  # letters of where it comes from, in both events


def offers(meeting: Meeting) -> None:
    """At Voorbereiden: per agenda item what was delivered about it, then what is about no item."""
    w = session.spoken()
    st.header(w("delivered.title"), anchor=False)
    told = delivered.of_meeting(meeting)
    if not told:
        st.caption(w("delivered.none"))
        return
    st.markdown(w("delivered.intro"))
    left = list(told)
    for number, item in enumerate(meeting.agenda, 1):
        found = delivered.at_item(told, meeting, item)
        left = [one for one in left if one not in found]
        if found:
            card = room.card(item.indicator)
            name = card.prose(w.language).name if card else item.indicator
            title = w("delivered.at_item", number=number, name=plain(name), count=len(found))
            _fold(title, meeting, found, item, w)
    if left:
        _fold(w("delivered.elsewhere", count=len(left)), meeting, left, None, w)


def _fold(
    title: str, meeting: Meeting, found: Sequence[Story], item: e.AgendaItem | None, w: Words
) -> None:
    with st.expander(title):
        for story in found:
            with st.container(border=True):
                delivered.shown(story, w)
                if not meeting.sealed_at:
                    _ways(meeting, story, item, w)


def _ways(meeting: Meeting, story: Story, item: e.AgendaItem | None, w: Words) -> None:
    here = f"{item.id if item else ''}-{story.id}"
    with st.container(horizontal=True, vertical_alignment="center"):
        for side in stories.SIDES if item else ():
            _to_side(meeting, story, item, side, here, w)
        if _may_open(story):
            _to_opening(meeting, story, here, w)


def _to_side(
    meeting: Meeting, story: Story, item: e.AgendaItem, side: e.Side, here: str, w: Words
) -> None:
    name, field = plain(side_name(meeting, side, w)), _field(story)
    stands, told = meeting.story(item.id, side).get(field, ""), delivered.taken(story, w)
    if story.text in stands:
        st.caption(w("delivered.in_side", side=name))
    elif st.button(w("delivered.into_side", side=name), key=f"to-{side}-{here}"):
        text = "\n\n".join(part for part in (stands, told) if part)
        body = e.StoryPrepared(item=item.id, side=side, field=field, text=text)
        if said(meeting.id, body, base=meeting.sequence):
            st.rerun()


def _field(story: Story) -> e.StoryField:
    """Where in the story of a side it belongs: by who tells it."""
    client = e.Perspective(story.teller) in delivered.CLIENTS
    return e.StoryField.young_voice if client else e.StoryField.what_we_see


def _may_open(story: Story) -> bool:
    """The talk opens with a young person or a parent, in a text that the room can hear out."""
    return e.Perspective(story.teller) in delivered.CLIENTS and len(story.text) <= LONGEST_VOICE


def _to_opening(meeting: Meeting, story: Story, here: str, w: Words) -> None:
    if meeting.client_voice and meeting.client_voice.text == story.text:
        st.caption(w("delivered.is_opening"))
        return
    label, help_ = w("delivered.as_opening"), w("delivered.as_opening_help")
    if st.button(label, key=f"open-{here}", help=help_ if meeting.client_voice else None):
        source = delivered.source(story, w, LONGEST_SOURCE)
        body = e.ClientVoiceGiven(text=story.text, source=source)
        if said(meeting.id, body, base=meeting.sequence):
            st.rerun()


def at_desk(meeting: Meeting, item_id: str) -> None:
    """In the talk: what was delivered about this figure, and the way to the wall."""
    w, item = session.spoken(), meeting.item(item_id)
    found = delivered.at_item(delivered.of_meeting(meeting), meeting, item)
    if not found:
        return
    st.subheader(w("delivered.at_desk"), anchor=False)
    for story in found:
        with st.container(border=True):
            delivered.shown(story, w)
            _to_wall(meeting, story, item, w)


def _to_wall(meeting: Meeting, story: Story, item: e.AgendaItem, w: Words) -> None:
    stage = meeting.shown.stage if meeting.shown else None
    if any(story.text in note.text for note in meeting.notes_of(item.id)):
        st.caption(w("delivered.on_wall"))
    elif (
        stage
        and newest_may_show(stage)
        and st.button(w("delivered.to_wall"), key=f"to-wall-{item.id}-{story.id}")
        and said(meeting.id, _as_note(meeting, story, item, w))
    ):
        st.rerun()


def _as_note(meeting: Meeting, story: Story, item: e.AgendaItem, w: Words) -> e.NoteWritten:
    """Said by neither side; pinned to its period where the figure has that period."""
    text = w("delivered.quoted", text=story.text)
    source = delivered.source(story, w, EVIDENCE)
    teller = e.Perspective(story.teller)
    same_grain = read(story.period).grain is scope_of(item, meeting.plan).grain
    return e.NoteWritten(
        note=uuid4().hex,
        item=item.id,
        stage=meeting.shown.stage,
        note_kind=e.NoteKind.experience,
        text=text,
        perspective=teller,
        period=story.period if same_grain else None,
        basis=e.Basis.client_voice if teller in delivered.CLIENTS else e.Basis.case,
        theme=story.theme or None,
        evidence=source,
        overruled=tuple(dict.fromkeys(one.kind.value for one in look(text))),
    )
