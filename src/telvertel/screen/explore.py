"""Verkennen: choose a figure, read what it says, and what was told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import streamlit as st

from telvertel.charts import Marker, Size
from telvertel.charts.figure import figure_text
from telvertel.charts.names import group_name, groups_of, is_per_area
from telvertel.charts.small_multiples import with_room
from telvertel.indicators.definition import Shape
from telvertel.privacy.release import Mark, Released
from telvertel.screen import (
    alike_line,
    areas,
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
from telvertel.screen import asked as asking
from telvertel.screen import stories_beside as stories
from telvertel.screen.asked import Asked, Known
from telvertel.screen.markdown import plain
from telvertel.screen.parts.breadth import breadth
from telvertel.screen.shown import Shown
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
    earlier.told(asked, session.spoken())
    told = stories.about(asked)
    markers, pinned = stories.pins(told, asked)
    found = shown.shown(asked, known, told, session.spoken())
    sentence(found)
    picture, beside = st.columns(2, gap="large")
    with picture:
        _picture(found, markers)
        meaning.meaning(asked, version)
    with beside:
        stories.stories(told, pinned)
        delivered.beside(asked)


def sentence(found: Shown) -> None:
    """The filter in plain words, and whether this was talked about."""
    w, asked, known = session.spoken(), found.asked, found.known
    stretch = shown.stretch_of(asked, known, found.figures)
    if stretch is None:
        return
    told = shown.told(asked, known, w)
    second_cut.heading(asked, known, told)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for chip in stories.discussed(asked, stretch[1], w):
            st.badge(chip, color="gray")
        if providers_apart.refused(asked, known.version) is None:
            downloads.downloads(found, w)
            to_agenda.to_agenda(asked, told)
        kept_views.kept_views(asked)
    disputed.told(found.disputes, w)


def _picture(found: Shown, markers: Sequence[Marker]) -> None:
    asked, known, figures = found.asked, found.known, found.figures
    w, version = session.spoken(), known.version
    with st.container(gap=None):
        wide = breadth("explore")
        st.subheader(w("explore.figure_title"), anchor=False)
    if figures.frame.is_empty():
        st.markdown(plain(nothing_told(asked, known, w)))
        published_elsewhere(asked, version, w)
        return
    apart = providers_apart.refused(asked, version)
    if apart is not None:
        providers_apart.told(apart)
        return
    if not narrow.shows_something(figures):
        narrow.nothing_to_show(asked, known, version, figures)
        return
    if asked.scope.per_area:
        areas.choose(asked, known, w)
    place = st.container()  # what is chosen under the picture changes the picture
    narrow.some_hidden(asked, known, version, figures)
    st.caption("  \n".join(plain(one) for one in found.standing))
    if not asked.second:
        before_after.under_picture(found.told, asked, figures)
    beside, norms = _options(asked, known, figures, w)
    if asked.second:
        second_cut.choose(asked, known, w)
        pictures = second_cut.drawn(asked, version, size(wide), w)
    else:
        of_alike = "".join(alike_line.named(asked, version, w).values())
        agreed = before_after.agreed(found.told, asked)
        look = (w.language, _roomy(size(wide), figures), markers, beside, norms, agreed, of_alike)
        pictures = {"": cached.drawn(version, asked.card.id, asked.scope, *look)}
    for letter, drawn in pictures.items():
        if letter:
            place.markdown(f"**{letter}**")
        key = f"explore.picture{letter}"
        place.vega_lite_chart(spec=drawn, theme=None, width="content", key=key)
    if norms:
        _norms(asked, version, w)
    _tables(asked, version, w)
    _beside_others(asked, known, size(wide))


def _frames(both: Sequence[Asked], version: str) -> list[pl.DataFrame]:
    return [cached.released(version, one.card.id, one.scope).frame for one in both]


def nothing_told(asked: Asked, known: Known, w: Words) -> str:
    """Whether another choice would help, or nothing of this figure ever came in of this place."""
    place = asked.scope.municipality
    if asked.card.id in cached.delivered(known.version, place):
        return w("explore.nothing")
    name = asked.card.prose(w.language).name
    return w("explore.nothing_yet", name=name, place=known.names.get(place, place))


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
        if any((one["mark"] == Mark.class_).any() for one in _frames(both, version)):
            st.caption(w("explore.table_class"))


def published_elsewhere(asked: Asked, version: str, w: Words) -> None:
    """Where the place itself has no figure: what is published of the areas around it."""
    names = cached.names(version)
    for one in cached.context(version, asked.card.id, asked.scope):
        known = one.frame.filter(one.frame["mark"] != Mark.missing)
        if known.is_empty():
            continue
        last = known.filter(known["period"] == known["period"].max()).rows_by_key(
            "group", named=True
        )
        first = next(iter(last.values()))[0]
        facts = {
            "place": plain(names.get(dict(one.scope)["gm"], "")),
            "period": numbers.period(first["period"], w),
            "status": w(f"charts.status.{first['status'] or 'provisional'}"),
            "source": plain(one.source.rstrip(".")),
        }
        told = {
            group_name(one, asked.card, group, w, names): figure_text(last[group][0], one.unit, w)
            for group in groups_of(one, asked.card)
            if group in last
        }
        if not asked.card.measure.by_part:
            st.markdown(w("explore.published", figure=next(iter(told.values())), **facts))
            continue
        st.markdown(w("explore.published_parts", **facts))
        st.markdown("\n".join(f"- {plain(name)}: {figure}" for name, figure in told.items()))


def size(wide: int) -> Size:
    """The picture in the place it gets; on a phone with smaller letters and fewer steps."""
    if wide < SMALL:
        return Size(wide, 330, 12, 2, 6, 10, 13, 4)
    return Size(wide, min(max(round(wide * 0.55), 340), 460), 15, 2.5, 7, 11, 22, 5)


def _roomy(look: Size, figures: Released) -> Size:
    """Higher where many panels stand in it: a page can be as long as it likes."""
    groups = figures.frame["group"].n_unique()
    return with_room(groups, look) if is_per_area(figures) else look


def _options(asked: Asked, known: Known, figures: Released, w: Words) -> tuple[bool, bool]:
    """Published figures beside it, target and forecast, a second cut: only when somebody asks."""
    version = known.version
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        beside = norms = False
        if not asked.second and cached.context(version, asked.card.id, asked.scope):
            beside = _toggle(asked, "beside", "explore.beside")
        if not asked.second and asked.card.measure.shape is not Shape.distribution:
            norms = _toggle(asked, "norms", "explore.show_norms")
        second_cut.switch(asked, w)
        if comparing.can_be_compared(asked.card):
            _toggle(asked, "compared", "comparison.ask")
        if comparing_places.can_be_compared(asked, known):
            _toggle(asked, "alike", "comparison.places.ask")
        stops_here.stops_here(asked, known, figures)
    if (why := comparing.why_not(asked.card)) and not asked.second:
        st.caption(w(f"comparison.not_for.{why}"))
    return beside, norms


def _toggle(asked: Asked, field: str, label: str) -> bool:
    """A switch that stands in the address. It is set in every run: a run that is overtaken by the
    next one is not drawn, and a switch that was set in it alone would stand wrong."""
    key = filters.KEY + field
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
        if names := norms_told.providers_with(version, asked.card, asked.scope):
            st.caption(w("explore.norms_of", names=plain(w.join(names))))
        if st.button(w("explore.to_prepare"), type="tertiary"):
            places.go("prepare")
    norms_told.beside(version, asked.card, asked.scope, w)
