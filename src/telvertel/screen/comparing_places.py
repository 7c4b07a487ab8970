"""Municipalities beside each other, fairly: one's own by name, those like it by a letter unless
they agreed to be named, in the order of size. Shares and rates; a rate is of all its young people.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.charts import Compared, Size
from telvertel.charts.comparison import compared, table
from telvertel.figures.alike import NEAR
from telvertel.figures.scope import Scope
from telvertel.indicators import comparison
from telvertel.indicators.comparison import Comparison, Figure, Lies
from telvertel.indicators.definition import Shape
from telvertel.privacy.display import threshold
from telvertel.privacy.release import Released
from telvertel.screen import cached, naming, session
from telvertel.screen.asked import Asked, Known
from telvertel.screen.comparing import Beside, least_shown
from telvertel.screen.markdown import plain
from telvertel.screen.what_differs import what_differs
from telvertel.wording import numbers
from telvertel.wording.words import Words

NEEDED = comparison.OTHERS_NEEDED + 1


def can_be_compared(asked: Asked, known: Known) -> bool:
    """Shares and rates, where more municipalities are in the figures; are too few of them like
    this one, that is said."""
    measure = asked.card.measure
    is_one = measure.shape in (Shape.share, Shape.rate) and not measure.by_part
    return is_one and len(known.municipalities) > 1


def comparing(asked: Asked, known: Known, size: Size) -> None:
    """Picture, what may be said of it, and what differs between the compared."""
    w = session.spoken()
    st.subheader(w("comparison.places.title"), anchor=False)
    one = found(asked, known, w)
    if one is None:
        smallest = least_shown(asked.card)
        st.markdown(w("comparison.places.refused", needed=NEEDED, smallest=smallest))
        return
    look = (w.language, size, one.of, _places(asked, known))
    drawn = cached.compared(known.version, asked.card.id, one.scope, *look)
    st.caption(w("comparison.period", period=numbers.period(one.of.period, w)))
    st.vega_lite_chart(spec=drawn, theme=None, width="content", key="explore.places")
    _told(one.released, one.lies, one.of, asked, known, one.scope, w)
    with st.expander(w("comparison.table_title")):
        st.table(table(one.released, one.lies, one.of, w), border="horizontal", hide_index=True)


def _places(asked: Asked, known: Known) -> tuple[str, ...]:
    own = asked.scope.municipality
    return (own, *cached.alike(known.version, own))


def found(asked: Asked, known: Known, w: Words) -> Beside | None:
    """What is compared; None when too few may be."""
    places = _places(asked, known)
    scope = asked.scope.model_copy(update={"providers": (), "breakdown": None})
    released = cached.side_by_side(known.version, asked.card.id, scope, places)
    enough = newest(released, asked, places)
    if enough is None:
        return None
    of = _named(*enough, asked.scope.municipality, known, w)
    lies = compared(released, asked.card, of)
    return Beside(released, scope, of, lies) if lies else None


def newest(
    released: Released, asked: Asked, places: Sequence[str]
) -> tuple[str, tuple[Figure, ...]] | None:
    """The newest period with one's own figure and enough others, all settled and not too small."""
    for period in reversed(released.frame["period"].unique().sort().to_list()):
        found = comparison.figures_in(released.frame, asked.card, period, places)
        enough = tuple(one for one in found if one.whole >= threshold())
        if len(enough) >= NEEDED and asked.scope.municipality in {one.code for one in enough}:
            return period, enough
    return None


def _named(period: str, figures: Sequence[Figure], own: str, known: Known, w: Words) -> Compared:
    by_size = sorted(figures, key=lambda one: (-one.whole, one.code))
    codes = [one.code for one in by_size]
    named = naming.by_name(codes, {own})
    called = (
        known.names.get(code, code)
        if code in named
        else w("comparison.places.unnamed", letter=numbers.letter(at))
        for at, code in enumerate(codes)
    )
    pairs = tuple(zip(codes, called, strict=True))
    return Compared(period, pairs, frozenset({own}), places=True)


def _told(
    released: Released,
    found: Comparison,
    of: Compared,
    asked: Asked,
    known: Known,
    scope: Scope,
    w: Words,
) -> None:
    rows = list(table(released, found, of, w).values())
    figures = dict(zip(rows[0], rows[2], strict=True))
    (own,) = (one for one in found.placed if one.figure.code in of.own)
    name = of.names[own.figure.code]
    within = all(one.lies is Lies.within for one in found.placed)
    key = "comparison.places.all_within" if within else "comparison.places.some_outside"
    facts = {"name": name, "figure": figures[name], "lies": w.of(own.lies)}
    st.markdown("  \n".join(plain(one) for one in (w("comparison.own", **facts), w(key))))
    time = {"since": of.period, "until": of.period}
    scopes = [scope.whole(code).model_copy(update=time) for code in of.names]
    sizes = [one.figure.whole for one in found.placed]
    lines = what_differs(sizes, scopes, asked.card.id, known.version, w)
    st.markdown("\n".join([w("comparison.places.differs"), "", *lines]))
    st.caption(w("comparison.places.alike", near=f"{NEAR:g}"))
    st.caption(w("comparison.unnamed_why"))
    naming.naming(set(of.names) - of.own, known.names, ".places")
