"""A second cut of the same figure on the same axes: chosen, told in words and drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import streamlit as st

from telvertel.charts import Size
from telvertel.charts.two_cuts import LETTERS
from telvertel.figures.scope import AGE_BANDS, CARE_FORMS
from telvertel.indicators.definition import Shape
from telvertel.privacy.display import threshold
from telvertel.screen import asked as asking
from telvertel.screen import cached, filters, narrow, session, shown
from telvertel.screen.asked import Asked, Known, Second
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words

KEY = filters.KEY + "second."


def heading(asked: Asked, known: Known, told: str) -> None:
    """The filter in plain words; of two cuts both, each with its letter."""
    second = shown.other(asked)
    if second is None:
        st.header(plain(told), anchor=False, divider=None)
        return
    both = (told, shown.told(second, known, session.spoken()))
    for letter, one in zip(LETTERS, both, strict=True):
        st.subheader(f"{letter} · {plain(one)}", anchor=False)


def switch(asked: Asked, w: Words) -> None:
    """On: everything of the municipality beside what was chosen, to be narrowed from there."""
    if not asking.can_be_paired(asked):
        return
    on = asked.second is not None
    session.keep(KEY + "on", on)  # in every run, as every switch in the address
    st.toggle(w("explore.second.ask"), key=KEY + "on", on_change=_switch)


def _switch() -> None:
    asked = _asked()
    second = Second() if session.kept(KEY + "on") else None
    alone = second is None
    beside, norms = asked.beside and alone, asked.norms and alone
    asking.put(replace(asked, second=second, beside=beside, norms=norms))


def choose(asked: Asked, known: Known, w: Words) -> None:
    """Of whom the second cut is, and of which care forms and ages."""
    with st.container(border=True):
        st.markdown(f"**{w('explore.second.title', letter=LETTERS[1])}**")
        _card(asked, known, w)
        st.multiselect(
            w("explore.label.providers"),
            filters.providers(asked, known, asked.second.providers),
            format_func=lambda code: known.names.get(code, code),
            key=_hold("providers", asked.second.providers),
            placeholder=w("explore.all_providers"),
            on_change=_changed,
            args=("providers",),
            select_all=False,
        )
        if asking.can_be_cut(asked.second_card):
            _pills("care_forms", asked, CARE_FORMS, "codes.care_form", w)
            _pills("age_bands", asked, AGE_BANDS, "codes.age_band", w)
        if shown.other(asked) == replace(asked, second=None):
            st.caption(w("explore.second.same"))
        elif not narrow.shows_something(
            cached.released(known.version, asked.second_card.id, asked.second_scope)
        ):
            st.caption(w("explore.small.why", threshold=threshold()))


def _card(asked: Asked, known: Known, w: Words) -> None:
    """The same figure, or another that is read in the same unit."""
    others = {one.id: one.prose(w.language).name for one in asking.pairs(asked, known)}
    if not others:
        return
    here = {asked.card.id: asked.card.prose(w.language).name, **others}
    key = KEY + "card"
    if session.kept(key) != asked.second_card.id:
        session.keep(key, asked.second_card.id)
    st.selectbox(
        w("explore.label.indicator"), list(here), format_func=here.get, key=key, on_change=_carded
    )


def _carded() -> None:
    known = asking.known_here()
    asked = asking.of_address(known)
    card = next((c for c in asking.pairs(asked, known) if c.id == session.kept(KEY + "card")), None)
    asking.put(replace(asked, second=replace(asked.second or Second(), card=card)))


def drawn(asked: Asked, version: str, size: Size, w: Words) -> dict[str, dict[str, Any]]:
    """Heading → picture: two lines in one, two distributions each in its own, on equal axes."""
    scopes = (asked.scope, asked.second_scope)
    indicators = (asked.card.id, asked.second_card.id)
    if asked.card.measure.shape is not Shape.distribution:
        return {"": cached.two_cuts(version, indicators, scopes, w.language, size)}
    plain_look = (w.language, size, (), False, False)
    each = zip(LETTERS, indicators, scopes, strict=True)
    return {
        letter: cached.drawn(version, indicator, scope, *plain_look)
        for letter, indicator, scope in each
    }


def _pills(field: str, asked: Asked, codes: Iterable[str], names: str, w: Words) -> None:
    st.pills(
        w(f"explore.label.{field}"),
        list(codes),
        selection_mode="multi",
        format_func=lambda code: w(f"{names}.{code}"),
        key=_hold(field, getattr(asked.second, field)),
        on_change=_changed,
        args=(field,),
    )


def _hold(field: str, value: Iterable[str]) -> str:
    key, value = KEY + field, list(value)
    if session.kept(key) != value:
        session.keep(key, value)
    return key


def _changed(field: str) -> None:
    asked = _asked()
    taken = tuple(session.kept(KEY + field) or ())
    asking.put(replace(asked, second=replace(asked.second or Second(), **{field: taken})))


def _asked() -> Asked:
    return asking.of_address(asking.known_here())
