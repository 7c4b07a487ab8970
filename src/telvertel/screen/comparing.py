"""Providers beside each other, fairly: one's own by name, others by a letter unless they agreed to
be named, in the order of size. Whether they may be compared is decided by the whole data set of a
period, not by a filter."""

from __future__ import annotations

from string import ascii_uppercase

import streamlit as st

from telvertel.charts import Compared, Size
from telvertel.charts.comparison import compared, table
from telvertel.figures.scope import Breakdown, Scope
from telvertel.indicators import comparison
from telvertel.indicators.comparison import Comparison, Lies, Refused
from telvertel.indicators.definition import Indicator, Shape
from telvertel.privacy.release import Released
from telvertel.screen import cached, naming, session
from telvertel.screen.asked import Asked, Known
from telvertel.screen.markdown import plain
from telvertel.screen.what_differs import what_differs
from telvertel.wording.words import Words


def can_be_compared(card: Indicator) -> bool:
    """Shares only: a rate of a provider over all inhabitants only says how large it is."""
    return card.measure.shape is Shape.share


def comparing(asked: Asked, known: Known, size: Size) -> None:
    """Picture, what may be said of it, and what differs between the compared."""
    w = session.spoken()
    st.subheader(w("comparison.title"), anchor=False)
    whole = cached.released(known.version, asked.card.id, everybody(asked.scope))
    period, why = newest(whole, asked.card)
    if period is None:
        facts = {"needed": comparison.OTHERS_NEEDED + 1, "smallest": comparison.SMALLEST}
        told = w(f"comparison.refused.{why}", **facts) if why else w("comparison.refused.not_final")
        st.markdown(plain(told))
        return
    scope = asked.scope.model_copy(update={"providers": (), "breakdown": Breakdown.provider})
    released = cached.released(known.version, asked.card.id, scope)
    of = _named(whole, period, asked, known, w)
    found = compared(released, asked.card, of)
    if found is None:
        st.markdown(w("comparison.refused.not_final"))
        return
    drawn = cached.compared(known.version, asked.card.id, scope, w.language, size, of)
    st.vega_lite_chart(spec=drawn, theme=None, width="content", key="explore.comparison")
    _told(released, found, of, asked, known, w)
    with st.expander(w("comparison.table_title")):
        st.table(table(released, found, of, w), border="horizontal", hide_index=True)


def newest(whole: Released, card: Indicator) -> tuple[str | None, Refused | None]:
    """The newest period in which the whole data set allows a comparison; else why the newest
    settled one does not, None where no period is settled."""
    why = None
    for period in reversed(whole.frame["period"].unique().sort().to_list()):
        codes = whole.frame["group"].unique().sort().to_list()
        if not comparison.figures_in(whole.frame, card, period, codes):
            continue
        refused = comparison.refused(comparison.children(whole.frame, period))
        if refused is None:
            return period, None
        why = why or refused
    return None, why


def everybody(scope: Scope) -> Scope:
    """All providers and children of the municipality, over the same time."""
    return scope.whole().model_copy(update={"breakdown": Breakdown.provider})


def _named(whole: Released, period: str, asked: Asked, known: Known, w: Words) -> Compared:
    """Everybody large enough: chosen ones and who agreed by name, the rest by a letter that stays
    with its place in the order of size, whoever is chosen."""
    children = comparison.children(whole.frame, period)
    enough = [code for code, number in children.items() if number >= comparison.SMALLEST]
    by_size = sorted(enough, key=lambda code: (-children[code], code))
    own = frozenset(asked.scope.providers) & set(by_size)
    named = naming.by_name(by_size, own)
    names = {
        code: known.names.get(code, code)
        if code in named
        else w("comparison.unnamed", letter=letter(at))
        for at, code in enumerate(by_size)
    }
    return Compared(period, tuple(names.items()), own)


def letter(at: int) -> str:
    """A to Z, then AA, AB …"""
    first, last = divmod(at, len(ascii_uppercase))
    return (letter(first - 1) if first else "") + ascii_uppercase[last]


def _told(
    released: Released, found: Comparison, of: Compared, asked: Asked, known: Known, w: Words
) -> None:
    figures = dict(zip(*list(table(released, found, of, w).values())[::2][:2], strict=True))
    lines = [
        w("comparison.own", name=name, figure=figures[name], lies=w.of(one.lies))
        for one in found.placed
        if one.figure.code in of.own
        for name in [of.names[one.figure.code]]
    ]
    within = all(one.lies is Lies.within for one in found.placed)
    lines.append(w("comparison.all_within" if within else "comparison.some_outside"))
    st.markdown("  \n".join(plain(one) for one in lines))
    st.markdown("\n".join([w("comparison.differs.title"), "", *_differing(asked, known, of, w)]))
    st.caption(w("comparison.unnamed_why"))
    here = cached.providers_of(known.version, asked.scope.municipality)
    naming.naming(set(here) - of.own, known.names)


def _differing(asked: Asked, known: Known, of: Compared, w: Words) -> list[str]:
    """Size, stay and age of those compared."""
    whole = cached.released(known.version, asked.card.id, everybody(asked.scope))
    sizes = comparison.children(whole.frame, of.period)
    time = {"since": of.period, "until": of.period}
    scopes = [
        everybody(asked.scope).model_copy(update={"providers": (code,), **time})
        for code in of.names
    ]
    compared_sizes = (sizes[code] for code in of.names)
    return what_differs(compared_sizes, scopes, asked.card.id, known.version, w)
