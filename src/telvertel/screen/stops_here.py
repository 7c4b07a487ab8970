"""Waarom stopt het hier?: why a finer cut of a figure is not offered, said of this figure."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from telvertel.privacy.release import Released
from telvertel.screen import session
from telvertel.screen.asked import Asked, Known, can_be_cut
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words


def stops_here(asked: Asked, known: Known, figures: Released) -> None:
    """One button with the reasons; what is too small is said at the picture itself."""
    w = session.spoken()
    with st.popover(w("explore.stops.ask"), type="tertiary"):
        st.markdown("\n".join(f"- {plain(one)}" for one in reasons(asked, known, figures, w)))


def reasons(asked: Asked, known: Known, figures: Released, w: Words) -> Iterator[str]:
    """Each finer cut that people ask for and is not there, with why; the privacy of it last."""
    card = asked.card
    finer = [one for one in Grain if tuple(Grain).index(one) < tuple(Grain).index(card.grain)]
    if finer:
        yield w("explore.stops.grain", grain=w.of(card.grain))
    elif known.grains(card)[0] is not card.grain:
        yield w("explore.stops.no_periods", grain=w.of(card.grain))
    if card.measure.by_part:
        yield w("explore.stops.distribution")
    elif not can_be_cut(card) and not asked.scope.per_area:
        yield w("explore.stops.total")
    if figures.left_out:
        providers = w.join(known.names.get(one, one) for one in figures.left_out)
        yield w("explore.stops.left_out", providers=providers)
    if asked.scope.breakdown and not asked.scope.per_area:
        yield w("explore.stops.one_breakdown")
    if card.measure.shape in (Shape.share, Shape.rate) and len(known.municipalities) == 1:
        yield w("explore.stops.places")
    yield w("explore.stops.area_here" if asked.scope.per_area else "explore.stops.area")
    yield w("explore.stops.child")
