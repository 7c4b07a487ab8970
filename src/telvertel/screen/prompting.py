"""What the facilitator can say: questions for the stage, and words for a hard moment. Desk only."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session
from telvertel.screen.markdown import plain
from telvertel.wall.naming import card_of
from telvertel.wording.words import Words


def prompting(meeting: Meeting) -> None:
    """Questions that help the talk on, and beside them what to say when it gets hard."""
    if meeting.sealed_at:
        return
    w = session.spoken()
    _questions(meeting, w)
    _moments(meeting, w)


def _questions(meeting: Meeting, w: Words) -> None:
    """Those of the card first, then those of the stage and the kind of indicator."""
    shown = meeting.step
    card = card_of(meeting, shown.item or "") if shown else None
    if card is None or shown.view is not e.View.item or shown.stage is None:
        return
    with st.expander(w("lead.prompts"), key="fold-prompts"):
        bank = room.house().questions.prompts(shown.stage, card.kind, w.language)
        for one in (*card.prose(w.language).questions, *bank):
            st.markdown(f"- {plain(one)}")


def _moments(meeting: Meeting, w: Words) -> None:
    """One click on what happens in the room, and the sentences stand there to be read aloud."""
    moments = room.house().questions.hard_moments(w.language)
    if not moments:
        return
    with st.expander(w("lead.moments"), key="fold-moments"):
        names = [one.name for one in moments]
        chosen = st.pills(
            w("lead.moments"), names, key=f"moment-{meeting.id}", label_visibility="collapsed"
        )
        for moment in moments:
            if moment.name == chosen:
                for one in moment.sentences:
                    st.markdown(plain(one))


def first_words(w: Words) -> str:
    """What to say when a number is to be changed on the spot: the first words of the bank."""
    moments = room.house().questions.hard_moments(w.language)
    return moments[0].sentences[0] if moments else ""
