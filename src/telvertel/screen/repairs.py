"""What was mended when the house was opened, told once to who leads the meetings."""

from __future__ import annotations

import streamlit as st

from telvertel.screen import room, session
from telvertel.screen.markdown import plain

READ = "repairs-read"  # how many of them this session has read


def repairs() -> None:
    """One sentence per repair that this session has not put away yet; nothing when all was well."""
    told = room.house().journal.repairs
    # The place is there in every run: the desk below it is not made anew when this is put away.
    place = st.empty()
    if len(told) <= session.kept(READ, 0):
        return
    w = session.spoken()
    with place.container(border=True):
        st.markdown(f"**{w('journal.repairs_title')}**")
        for one in told:
            facts = {"meeting": plain(_title(one.meeting)), "kept_as": plain(one.kept_as)}
            st.markdown(w(f"journal.repair.{one.kind}", count=one.lines, **facts))
        if st.button(w("journal.repairs_read"), key="put-repairs-away"):
            session.keep(READ, len(told))
            st.rerun()


def _title(meeting: str) -> str:
    """What people call the meeting; its id when its plan is not there any more."""
    plan = room.house().telling.meeting(meeting).plan if meeting else None
    return f"“{plan.title}”" if plan else meeting
