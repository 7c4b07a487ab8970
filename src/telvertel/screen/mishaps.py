"""What went wrong and what we learn: a card without blame, apart from the weighing (M29)."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.standing import mishaps
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.asking import Asking
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry


def panel(meeting: Meeting, item: str) -> None:
    """A new card, and those of this meeting."""
    w, ask = session.spoken(), Asking(meeting)
    st.caption(w("steering.mishap_intro"))
    fields = [
        ask.text("text", "steering.went_wrong", required=True),
        ask.text("learned", "steering.we_learn"),
    ]
    entry(
        meeting,
        f"mishap.{item}",
        fields,
        fixed={"kind": "mishap_noted", "indicator": meeting.item(item).indicator},
        new_id="mishap",
        clear=True,
        submit=w("lead.record"),
    )
    for one in mishaps(meeting):
        with st.container(border=True):
            st.markdown(plain(one.text))
            st.caption(plain(one.learned) or w("wall.not_told_yet"))
