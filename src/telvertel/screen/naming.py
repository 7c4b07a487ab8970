"""Met naam of met een letter: who agreed to stand by name in a comparison, noted and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import streamlit as st

from telvertel.figures import consents
from telvertel.figures.consents import Consent
from telvertel.privacy.text import is_hard
from telvertel.screen import room, session
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

WHO, BY, TROUBLE = "explore.naming.who", "explore.naming.by", "explore.naming.trouble"


def by_name(codes: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """Who of the compared is called by name."""
    return consents.by_name(set(codes), set(own), set(consents.standing(_folder())))


def naming(codes: Iterable[str], names: Mapping[str, str]) -> None:
    """Of everybody in the comparison whether there is a yes, and a place to note or withdraw it."""
    w, agreed = session.spoken(), consents.standing(_folder())
    codes = sorted(codes, key=lambda code: names.get(code, code))
    with st.popover(w("comparison.naming.ask"), type="tertiary"):
        st.markdown(w("comparison.naming.intro"))
        for one in (agreed[code] for code in codes if code in agreed):
            _given(one, names, w)
        open_ = [code for code in codes if code not in agreed]
        if open_:
            _note(open_, names, w)
        if trouble := session.kept(TROUBLE):
            st.warning(w(f"comparison.naming.trouble.{trouble}"))


def _given(one: Consent, names: Mapping[str, str], w: Words) -> None:
    facts = {"name": names.get(one.code, one.code), "by": one.by, "day": numbers.day(one.on, w)}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(w("comparison.naming.given", **facts)), width="stretch")
        label = w("comparison.naming.withdraw")
        st.button(label, key=f"unname-{one.code}", on_click=_withdraw, args=(one.code,))


def _note(codes: list[str], names: Mapping[str, str], w: Words) -> None:
    called = {code: names.get(code, code) for code in codes}
    st.selectbox(w("comparison.naming.who"), codes, format_func=called.get, key=WHO)
    st.text_input(
        w("comparison.naming.by"), max_chars=consents.LONGEST, key=BY,
        placeholder=w("comparison.naming.by_example"),
    )  # fmt: skip
    st.button(w("comparison.naming.keep"), key="explore.naming.keep", on_click=_give)


def _give() -> None:
    by = str(session.kept(BY) or "")
    session.keep(TROUBLE, None)
    if is_hard(by):
        session.keep(TROUBLE, "person")
        return
    try:
        consents.give(_folder(), str(session.kept(WHO) or ""), by, date.today())
    except ValueError:
        session.keep(TROUBLE, "nobody")
    else:
        session.keep(BY, "")


def _withdraw(code: str) -> None:
    consents.withdraw(_folder(), code, date.today())
    session.keep(TROUBLE, None)


def _folder() -> Path:
    return room.house().home / "figures"
