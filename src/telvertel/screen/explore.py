"""Verkennen: choose a figure, read what it says, and what was told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from telvertel.charts import Marker, Size
from telvertel.charts.figure import figure_text
from telvertel.meeting.told import Told
from telvertel.privacy.release import Mark, Released
from telvertel.screen import asked as asking
from telvertel.screen import (
    before_after,
    cached,
    comparing,
    comparing_places,
    delivered,
    disputed,
    downloads,
    earlier,
    filters,
    kept_views,
    meaning,
    narrow,
    norms_told,
    places,
    providers_apart,
    second_cut,
    session,
    shown,
    stops_here,
    to_agenda,
)
from telvertel.screen import stories_beside as stories
from telvertel.screen.asked import Asked, Known
from telvertel.screen.markdown import plain
from telvertel.screen.parts.breadth import breadth
from telvertel.wording import numbers
from telvertel.wording.words import Words

SMALL = 480  # pixels; below this a picture is on a phone


def heading() -> None:
    st.title(session.spoken()("explore.title"), anchor=False)


def known_or_stop() -> Known:
    """What can be asked for; without figures a sentence that says where to begin."""
    known = asking.known_here()
    if known is None:
        w = session.spoken()
        st.info(w("explore.no_figures"))
        if st.button(w("explore.to_figures")):
            places.go("figures")
        st.stop()
    return known


@st.fragment
def board() -> None:
    """Filters, sentence, picture and stories: one fragment, so that a choice redraws no more."""
    known = known_or_stop()
    asked = asking.of_address(known)
    filters.filters(asked, known)
    version = known.version
    figures = cached.released(version, asked.card.id, asked.scope)
    earlier.told(asked, session.spoken())
    told = stories.about(asked)
    markers, pinned = stories.pins(told, asked)
    sentence(asked, known, figures, told)
    picture, beside = st.columns(2, gap="large")
    with picture:
        _picture(asked, known, figures, told, markers)
        meaning.meaning(asked, version)
    with beside:
        stories.stories(told, pinned)
        delivered.beside(asked)


def sentence(asked: Asked, known: Known, figures: Released, stories_told: Sequence[Told]) -> None:
    """The filter in plain words, and whether this was talked about."""
    w = session.spoken()
    stretch = shown.stretch_of(asked, known, figures)
    if stretch is None:
        return
    told = shown.told(asked, known, w)
    second_cut.heading(asked, known, told)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for chip in stories.discussed(asked, stretch[1], w):
            st.badge(chip, color="gray")
        if providers_apart.refused(asked, known.version) is None:
            view = shown.view(asked, known, before_after.agreed(stories_told, asked), w)
            downloads.downloads(view, w)
            to_agenda.to_agenda(asked, told)
        kept_views.kept_views(asked)
    disputed.told(asked, w)


def _picture(
    asked: Asked, known: Known, figures: Released, told: Sequence[Told], markers: Sequence[Marker]
) -> None:
    w, version = session.spoken(), known.version
    with st.container(gap=None):
        wide = breadth("explore")
        st.subheader(w("explore.figure_title"), anchor=False)
    if figures.frame.is_empty():
        st.markdown(w("explore.nothing"))
        published_elsewhere(asked, version, w)
        return
    apart = providers_apart.refused(asked, version)
    if apart is not None:
        providers_apart.told(apart)
        return
    if not narrow.shows_something(figures):
        narrow.nothing_to_show(asked, known, version, figures)
        return
    place = st.container()  # what is chosen under the picture changes the picture
    narrow.some_hidden(asked, known, version, figures)
    lines = shown.standing_of(asked, figures, version, w)
    st.caption("  \n".join(plain(one) for one in lines))
    if not asked.second:
        before_after.under_picture(told, asked, figures)
    beside, norms = _options(asked, known, figures, w)
    if asked.second:
        second_cut.choose(asked, known, w)
        drawn = second_cut.drawn(asked, version, size(wide), w)
    else:
        look = (w.language, size(wide), markers, beside, norms, before_after.agreed(told, asked))
        drawn = cached.drawn(version, asked.card.id, asked.scope, *look)
    place.vega_lite_chart(spec=drawn, theme=None, width="content", key="explore.picture")
    if norms:
        _norms(asked, version, w)
    _tables(asked, version, w)
    _beside_others(asked, known, size(wide))


def _beside_others(asked: Asked, known: Known, size: Size) -> None:
    """Providers and municipalities beside each other, where somebody asks for it."""
    if asked.compared and comparing.can_be_compared(asked.card):
        comparing.comparing(asked, known, size)
    if asked.alike and comparing_places.can_be_compared(asked, known):
        comparing_places.comparing(asked, known, size)


def _tables(asked: Asked, version: str, w: Words) -> None:
    with st.expander(w("explore.table")):
        both = [one for one in (asked, shown.other(asked)) if one]
        for letter, one in zip(second_cut.LETTERS, both, strict=False):
            if asked.second:
                st.markdown(f"**{letter}**")
            rows = cached.rows(version, one.card.id, one.scope, w.language)
            st.table(rows, border="horizontal", hide_index=True, height=420)


def published_elsewhere(asked: Asked, version: str, w: Words) -> None:
    """Where the place itself has no figure: what is published of the areas around it."""
    for one in cached.context(version, asked.card.id, asked.scope):
        known = one.frame.filter(one.frame["mark"] != Mark.missing)
        if known.is_empty():
            continue
        last = known.row(-1, named=True)
        facts = {
            "place": plain(cached.names(version).get(dict(one.scope)["gm"], "")),
            "figure": figure_text(last, one.unit, w),
            "period": numbers.period(last["period"], w),
            "status": w(f"charts.status.{last['status'] or 'provisional'}"),
            "source": plain(one.source.rstrip(".")),
        }
        st.markdown(w("explore.published", **facts))


def size(wide: int) -> Size:
    """The picture in the place it gets; on a phone with smaller letters and fewer steps."""
    if wide < SMALL:
        return Size(wide, 330, 12, 2, 6, 10, 13, 4)
    return Size(wide, min(max(round(wide * 0.55), 340), 460), 15, 2.5, 7, 11, 22, 5)


def _options(asked: Asked, known: Known, figures: Released, w: Words) -> tuple[bool, bool]:
    """Published figures beside it, target and forecast, a second cut: only when somebody asks."""
    version = known.version
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        beside = norms = False
        if not asked.second and cached.context(version, asked.card.id, asked.scope):
            beside = _toggle(asked, "beside", "explore.beside")
        # Not in the address: nobody opens a link and sees a target before the figure itself.
        if not asked.second:
            norms = st.toggle(w("explore.show_norms"), key=filters.KEY + "norms")
        second_cut.switch(asked, w)
        if comparing.can_be_compared(asked.card):
            _toggle(asked, "compared", "comparison.ask")
        if comparing_places.can_be_compared(asked, known):
            _toggle(asked, "alike", "comparison.places.ask")
        stops_here.stops_here(asked, known, figures)
    return beside, norms


def _toggle(asked: Asked, field: str, label: str) -> bool:
    """A switch that stands in the address."""
    key = filters.KEY + field
    if session.kept(key) != getattr(asked, field):
        session.keep(key, getattr(asked, field))
    return st.toggle(session.spoken()(label), key=key, on_change=_switched, args=(field,))


def _switched(field: str) -> None:
    asked = asking.of_address(asking.known_here())
    asking.put(replace(asked, **{field: bool(session.kept(filters.KEY + field))}))


def _norms(asked: Asked, version: str, w: Words) -> None:
    """Who set a target or made a forecast, when and why; that there is deliberately none; or that
    none is known."""
    if not cached.norms(version, asked.card.id, asked.scope):
        st.caption(w("explore.no_norms"))
        if st.button(w("explore.to_prepare"), type="tertiary"):
            places.go("prepare")
    norms_told.beside(version, asked.card, asked.scope, w)
