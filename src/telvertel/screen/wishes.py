"""Figures one would like to have: what for, how often, and what goes instead (M23, M49)."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import WishNoted
from telvertel.meeting.standing import wishes as standing
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.wording import numbers
from telvertel.wording.words import Words


def wishes(meeting: Meeting) -> None:
    """The wishes that stand and a new one, folded; a plain meeting has none."""
    if meeting.plan.plain:
        return
    w, found = session.spoken(), standing(meeting)
    with st.expander(w("foundations.wishes_title", count=len(found))):
        st.caption(w("foundations.wishes_intro"))
        for one in found:
            _wish(meeting, one, w)
        if not meeting.sealed_at:
            _new(meeting, w)


def _wish(meeting: Meeting, one: WishNoted, w: Words) -> None:
    facts = [
        plain(one.how_often),
        burden(one, w),
        w("foundations.wish_drops", drops=plain(one.drops)),
        plain(one.owner),
    ]
    with st.container(gap="xxsmall"):
        st.markdown(f"**{plain(one.text)}** {plain(one.what_for)}")
        st.caption(" · ".join(fact for fact in facts if fact))
        if not meeting.sealed_at:
            with st.popover(w("foundations.wish_settle")):
                _settle(meeting, one, w)


def burden(one: WishNoted, w: Words) -> str:
    """What it would ask of the provider, as somebody estimated it."""
    if one.minutes is None:
        return w("foundations.wish_burden_unknown")
    return w("foundations.wish_burden", minutes=numbers.number(one.minutes, w))


def _settle(meeting: Meeting, one: WishNoted, w: Words) -> None:
    """Granted or given up, with why; the wish itself stays as it was said."""
    entry(
        meeting,
        f"wish.{one.wish}",
        [field("settled", w("foundations.wish_settled"), rows=2, required=True)],
        fixed=one.model_dump(mode="json", exclude={"settled"}),
        submit=w("foundations.keep"),
    )


def _new(meeting: Meeting, w: Words) -> None:
    """Asking for more asks three things back: what for, how often, what do we drop?"""

    def asked(name: str, kind: str = "line", **more) -> dict:
        return field(name, w(f"foundations.wish.{name}"), kind, **more)

    fields = [
        asked("text", max=300, required=True),
        asked("what_for", max=600, required=True),
        asked("how_often", max=120, required=True),
        asked("drops", max=600, required=True, help=w("foundations.wish_drops_help")),
        asked("how_obtained", max=600),
        asked("minutes", "number", max=100_000),
        asked("owner", max=120),
    ]
    entry(
        meeting, "wish", fields, fixed={"kind": "wish_noted"}, new_id="wish", clear=True,
        submit=w("foundations.wish_add"),
    )  # fmt: skip
