"""Interests on the table: what each side holds back on and why, said at the start (M14)."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import Extra
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.screen.stories import SIDES
from telvertel.wall.naming import side_name


def panel(meeting: Meeting) -> None:
    """One field per side, beside each other, behind a fold."""
    if not meeting.has(Extra.reserves):
        return
    w = session.spoken()
    with st.expander(w("steering.reserves")):
        st.caption(w("steering.reserves_intro"))
        for place, side in zip(st.columns(2, gap="large"), SIDES, strict=True):
            with place:
                st.markdown(f"**{plain(side_name(meeting, side, w))}**")
                given = meeting.reserves.get(side, "")
                entry(
                    meeting,
                    f"reserve.{side.value}",
                    [field("text", w("steering.reserve"), rows=2, value=given)],
                    fixed={"kind": "reserve_stated", "side": side.value},
                    submit=w("lead.record"),
                )
