"""Districts and neighbourhoods above the picture: which of them, some at a time, page by page."""

from __future__ import annotations

import streamlit as st

from telvertel.figures.areas import AT_ONCE
from telvertel.figures.scope import Breakdown
from telvertel.screen import asked as asking
from telvertel.screen import cached, filters, session, shown
from telvertel.screen.asked import Asked, Known
from telvertel.wording.words import Words

KEY = filters.KEY + "areas"


def choose(asked: Asked, known: Known, w: Words) -> None:
    """All that have figures, by name, with those that are drawn; and the ones before and after."""
    scope, version = asked.scope, known.version
    pages = cached.areas(version, asked.card.id, scope.whole(), scope.breakdown)
    every = [code for page in pages for code in page]
    drawn = shown.areas_shown(asked, version)
    if len(every) > AT_ONCE:
        session.keep(KEY, drawn)
        st.multiselect(
            w("explore.areas.label"),
            every,
            format_func=lambda code: known.names.get(code, code),
            key=KEY,
            max_selections=AT_ONCE,
            on_change=_chosen,
            placeholder=w("explore.areas.first", count=AT_ONCE),
            help=w("explore.areas.help", most=AT_ONCE),
            select_all=False,
        )
    else:
        st.caption(w("explore.areas.help", most=AT_ONCE))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _turn(asked, pages, every, drawn, w)
        _into(asked, known, drawn, w)


def _turn(asked: Asked, pages, every: list[str], drawn: list[str], w: Words) -> None:
    """To the page before and after the first that is drawn; nothing while there is one page."""
    if len(pages) < 2 or not drawn:
        return
    at = next(number for number, page in enumerate(pages) if drawn[0] in page)
    for name, to in (("earlier", at - 1), ("later", at + 1)):
        there = 0 <= to < len(pages)
        st.button(
            w(f"explore.areas.{name}"),
            key=f"{KEY}.{name}",
            disabled=not there,
            on_click=asking.put,
            args=(asked.changed(areas=pages[to]) if there else asked,),
        )
    if tuple(drawn) != pages[at]:  # chosen one by one: no stretch of them
        return
    first, last = (every.index(one) + 1 for one in (drawn[0], drawn[-1]))
    st.caption(w("explore.areas.page", first=first, last=last, count=len(every)), width="content")


def _into(asked: Asked, known: Known, drawn: list[str], w: Words) -> None:
    """From districts to the neighbourhoods of one: the next step of the one hierarchy."""
    if asked.scope.breakdown is not Breakdown.district:
        return
    whole = asked.scope.whole()
    below = cached.areas(known.version, asked.card.id, whole, Breakdown.neighbourhood)
    inside = {page[0][2:8]: page for page in reversed(below)}
    steps = {code: inside[code[2:]] for code in drawn if code[2:] in inside}
    if not steps:
        return
    with st.popover(w.of(Breakdown.neighbourhood).capitalize()):
        for code, page in steps.items():
            finer = asked.changed(breakdown=Breakdown.neighbourhood, areas=page)
            label = w("explore.areas.into", area=known.names.get(code, code))
            st.button(label, key=f"{KEY}.into.{code}", on_click=asking.put, args=(finer,))


def _chosen() -> None:
    known = asking.known_here()
    asked = asking.of_address(known)
    asking.put(asked.changed(areas=tuple(session.kept(KEY) or ())))
