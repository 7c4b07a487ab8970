"""A figure one would like to have: what for, how much work, and what is dropped (M49)."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import WishNoted
from telvertel.meeting.standing import wishes
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.asking import Asking, shortly
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.screen.withdrawing import withdraw
from telvertel.wording.words import Words


def panel(meeting: Meeting, item: str) -> None:
    """A new wish, and those nobody granted or gave up yet."""
    w = session.spoken()
    st.caption(w("steering.wish_intro"))
    entry(
        meeting,
        f"wish.{item}",
        _fields(Asking(meeting)),
        fixed={"kind": "wish_noted"},
        new_id="wish",
        clear=True,
        submit=w("steering.record_wish"),
    )
    for one in wishes(meeting):
        with st.expander(plain(shortly(one.text))):
            _settle(meeting, one, w)


def _fields(ask: Asking) -> list:
    return [
        ask.line("text", "steering.wish", max=300, required=True),
        ask.line("what_for", "steering.what_for", max=600, required=True),
        ask.line("how_often", "steering.how_often", max=120),
        ask.number("minutes", "steering.minutes", max=100_000),
        ask.line("drops", "steering.drops", max=600, required=True),
        ask.line("how_obtained", "steering.how_obtained", max=600, folded=True),
        ask.line("owner", "steering.looks_it_up", max=120, folded=True),
    ]


def _settle(meeting: Meeting, one: WishNoted, w: Words) -> None:
    burden = w("steering.minutes_a_year", count=one.minutes) if one.minutes is not None else ""
    told = (one.what_for, one.how_often, burden, w("steering.instead", text=one.drops))
    st.caption(plain(" · ".join(fact for fact in told if fact)))
    entry(
        meeting,
        f"settle.wish.{one.wish}",
        [field("settled", w("steering.wish_settled"), "line", max=600, required=True)],
        fixed=one.model_dump(mode="json"),
        submit=w("lead.record"),
    )
    withdraw(meeting, one, one.wish)
