"""What goes beyond chart, story and agreement: on or off for this meeting; and whose name a
partnership goes by."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import Extra
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session, troubles
from telvertel.screen.parts import entry, field


def extras(meeting: Meeting) -> None:
    """One switch per part of the talk, folded; a plain meeting has none of them."""
    w, plan = session.spoken(), meeting.plan
    with st.expander(w("foundations.extras_title")):
        if plan.plain:
            st.caption(w("foundations.extras_plain"))
            return
        st.caption(w("foundations.extras_intro"))
        for place, one in zip(st.columns(3) * 2, Extra, strict=True):
            key = f"extra-{meeting.id}-{one}-{one in plan.without}"
            place.toggle(
                w.of(one), one not in plan.without, help=w(f"foundations.extra.{one}"), key=key,
                disabled=meeting.sealed_at is not None,
                on_change=_switched, args=(meeting.id, one, key),
            )  # fmt: skip


def _switched(meeting_id: str, extra: Extra, key: str) -> None:
    """Keep one switch; the others stay as they were kept last."""
    plan = room.house().telling.meeting(meeting_id).plan
    off = {*plan.without} - {extra} if session.kept(key) else {*plan.without, extra}
    without = tuple(one for one in Extra if one in off)
    if without != plan.without:
        troubles.said(meeting_id, plan.model_copy(update={"without": without}))


def partnership(meeting: Meeting) -> None:
    """The name of several providers who work as one (M40)."""
    w, plan = session.spoken(), meeting.plan
    if not plan.consortium or len(plan.providers) < 2:
        return
    fields = [
        field(
            "partnership", w("foundations.partnership"), "line", max=120, value=plan.partnership,
            help=w("foundations.partnership_help"),
        )
    ]  # fmt: skip
    fixed = plan.model_dump(mode="json", exclude={"partnership"})
    entry(meeting, "partnership", fields, fixed=fixed, submit=w("prepare.save"), wide=True)
