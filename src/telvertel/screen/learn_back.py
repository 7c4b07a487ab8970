"""Leren, terugblik: what was secured, and whether it still is so."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting.lasting import Securing
from telvertel.meeting.register import Registered, register
from telvertel.screen import room, session
from telvertel.screen.learn_points import origin, step_told
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words


def show() -> None:
    w = session.spoken()
    st.markdown(w("learn.back.intro"))
    secured = [one for one in register(room.meetings()) if one.point.status is Securing.secured]
    if not secured:
        st.caption(w("learn.back.nothing"))
    for one in secured:
        _card(one, w)


def _card(one: Registered, w: Words) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(one.point.noted.text)}**")
        st.caption(f"{step_told(one.point.steps[-1], w)}  \n{origin(one, w)}")
        for back in reversed(one.point.looked_back):
            facts = {"day": numbers.day(back.on, w), "still": w.of(back.said.still)}
            st.markdown(w("learn.back.answer", **facts, text=plain(back.said.text)))
        if not one.point.looked_back:
            st.markdown(w("learn.back.not_asked"))
