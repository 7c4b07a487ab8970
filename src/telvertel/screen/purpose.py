"""What the meeting is for: the shared goal, the purpose, and the voice it begins with.

Words go through a form of our own, which keeps every letter.
"""

from __future__ import annotations

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.parts import entry, field


def purpose(meeting: Meeting) -> None:
    """The shared goal, what we are here for, and what that does to the figures."""
    w, plan = session.spoken(), meeting.plan
    st.header(w("prepare.purpose_title"), anchor=False)
    st.markdown(w("prepare.purpose_intro"))
    names = [{"id": one.value, "name": w(f"prepare.purpose_name.{one.value}")} for one in e.Purpose]
    fields = [
        field("title", w("prepare.name"), "line", max=120, value=plan.title, required=True),
        field(
            "purpose", w("prepare.purpose"), "choice", options=names, value=plan.purpose.value,
            required=True,
        ),
        field(
            "goal", w("prepare.goal"), rows=2, max=160, value=plan.goal,
            placeholder=w("prepare.goal_placeholder"),
        ),
    ]  # fmt: skip
    written = {one["name"] for one in fields}
    fixed = plan.model_dump(mode="json", exclude=written)
    form, means = st.columns([3, 2], gap="large")
    with form:
        entry(meeting, "plan", fields, fixed=fixed, submit=w("prepare.save"), wide=True)
    for one in e.Purpose:
        means.caption(w(f"prepare.purpose_means.{one.value}"))


def client_voice(meeting: Meeting) -> None:
    """Words of a young person or parent that open the talk (M73)."""
    w, given = session.spoken(), meeting.client_voice
    st.header(w("prepare.voice_title"), anchor=False)
    st.markdown(w("prepare.voice_intro"))
    text, source = (given.text, given.source) if given else ("", "")
    fields = [
        field("text", w("prepare.voice"), max=600, value=text, required=True),
        field(
            "source", w("prepare.voice_source"), "line", max=160, value=source,
            placeholder=w("prepare.voice_source_eg"),
        ),
    ]  # fmt: skip
    fixed = {"kind": "client_voice_given"}
    form, _ = st.columns([3, 2], gap="large")
    with form:
        entry(meeting, "client_voice", fields, fixed=fixed, submit=w("prepare.save"), wide=True)
