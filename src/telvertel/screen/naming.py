"""Met naam of met een letter: who agreed to stand by name in a comparison, noted and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import streamlit as st

from telvertel.days import today
from telvertel.figures import consents
from telvertel.figures.consents import Consent
from telvertel.journal.audit import Act
from telvertel.journal.troubles import NotSaved
from telvertel.privacy.text import is_hard
from telvertel.screen import room, session
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

WHO, BY, KEEP, TROUBLE = "who", "by", "keep", "trouble"


def by_name(codes: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """Who of the compared is called by name."""
    return consents.by_name(set(codes), set(own), set(consents.standing(_folder())))


def naming(codes: Iterable[str], names: Mapping[str, str], of: str = "") -> None:
    """Of everybody in the comparison whether there is a yes, and a place to note or withdraw it.
    ``of`` tells the comparisons of a page apart: there may be one of providers and one of places.
    """
    w, agreed = session.spoken(), consents.standing(_folder())
    codes = sorted(codes, key=lambda code: names.get(code, code))
    with st.popover(w("comparison.naming.ask"), type="tertiary"):
        st.markdown(w("comparison.naming.intro"))
        for one in (agreed[code] for code in codes if code in agreed):
            _given(one, names, of, w)
        open_ = [code for code in codes if code not in agreed]
        if open_:
            _note(open_, names, of, w)
        if trouble := session.kept(_key(TROUBLE, of)):
            st.warning(w(f"comparison.naming.trouble.{trouble}"))


def _given(one: Consent, names: Mapping[str, str], of: str, w: Words) -> None:
    facts = {"name": names.get(one.code, one.code), "by": one.by, "day": numbers.day(one.on, w)}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(w("comparison.naming.given", **facts)), width="stretch")
        label = w("comparison.naming.withdraw")
        st.button(label, key=f"unname-{one.code}", on_click=_withdraw, args=(one.code, of))


def _note(codes: list[str], names: Mapping[str, str], of: str, w: Words) -> None:
    called = {code: names.get(code, code) for code in codes}
    st.selectbox(w("comparison.naming.who"), codes, format_func=called.get, key=_key(WHO, of))
    st.text_input(
        w("comparison.naming.by"), max_chars=consents.LONGEST, key=_key(BY, of),
        placeholder=w("comparison.naming.by_example"),
    )  # fmt: skip
    st.button(w("comparison.naming.keep"), key=_key(KEEP, of), on_click=_give, args=(of,))


def _give(of: str) -> None:
    """Written down as well in the audit log; where that cannot be, nobody is named."""
    by, code = str(session.kept(_key(BY, of)) or ""), str(session.kept(_key(WHO, of)) or "")
    session.keep(_key(TROUBLE, of), None)
    if is_hard(by):
        session.keep(_key(TROUBLE, of), "person")
        return
    try:
        consents.give(_folder(), code, by, today())
        room.house().audit.add(Act.named, code=code)
    except ValueError:
        session.keep(_key(TROUBLE, of), "nobody")
    except NotSaved:
        consents.withdraw(_folder(), code, today())
        session.keep(_key(TROUBLE, of), "not_saved")
    else:
        session.keep(_key(BY, of), "")


def _withdraw(code: str, of: str) -> None:
    """A full disk keeps nobody from taking a yes back."""
    consents.withdraw(_folder(), code, today())
    with suppress(NotSaved):
        room.house().audit.add(Act.unnamed, code=code)
    session.keep(_key(TROUBLE, of), None)


def _key(name: str, of: str) -> str:
    return f"explore.naming{of}.{name}"


def _folder() -> Path:
    return room.house().home / "figures"
