"""Too small to show, or of one or two: why it stops here, and the nearest cut that can be shown."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from telvertel.privacy.display import GROUP_BELOW, GROUP_PERCENT, threshold
from telvertel.privacy.release import Mark, Released
from telvertel.screen import asked as asking
from telvertel.screen import cached, session, to_agenda
from telvertel.screen.asked import Asked, Known

NEARLY = (Mark.nearly_none, Mark.nearly_all)
OFFERED = 3  # more ways out is a menu again


def small_periods(figures: Released) -> int:
    """In how many periods something is too small to show."""
    frame = figures.frame
    return frame.filter(frame["mark"] == Mark.small)["period"].n_unique()


def shows_something(figures: Released) -> bool:
    hidden = (Mark.small, Mark.dominated, Mark.missing, Mark.not_applicable)
    return not figures.frame.filter(~figures.frame["mark"].is_in(hidden)).is_empty()


def refused(figures: Released) -> bool:
    """Whether something is nearly all of one or two."""
    return bool((figures.frame["mark"] == Mark.dominated).any())


def nothing_to_show(asked: Asked, known: Known, version: str, figures: Released) -> None:
    """In the place of the picture; too small is said only where something may be."""
    w = session.spoken()
    why = "dominated" if refused(figures) else "small"
    with st.container(border=True):
        if set(figures.frame["mark"]) == {Mark.missing}:
            rate = asked.card.measure.shape is Shape.rate
            st.markdown(w("explore.unknown.people" if rate else "explore.unknown.figure"))
            return
        st.markdown(w(f"explore.{why}.title"))
        st.markdown(w(f"explore.{why}.why", threshold=threshold()))
        ways_out(asked, known, version)
        to_agenda.without_figure(asked)


def some_hidden(asked: Asked, known: Known, version: str, figures: Released) -> None:
    """Under the picture, when some periods or groups have no figure."""
    count, w = small_periods(figures), session.spoken()
    if not figures.frame.filter(figures.frame["mark"].is_in(NEARLY)).is_empty():
        facts = {"group": GROUP_BELOW, "percent": GROUP_PERCENT, "few": 100 - GROUP_PERCENT}
        st.caption(w("explore.small.nearly", **facts))
    if not count:
        return
    told, why = st.columns([3, 2], vertical_alignment="center")
    told.caption(w("explore.small.some", count=count, all=figures.frame["period"].n_unique()))
    with why.popover(w("explore.small.ask"), width="stretch"):
        st.markdown(w("explore.small.why", threshold=threshold()))
        ways_out(asked, known, version)


def ways_out(asked: Asked, known: Known, version: str) -> None:
    """Buttons to the nearest cuts in which nothing is hidden, then to those in which something is
    to be seen; a sentence when there is none."""
    w = session.spoken()
    found = list(_safe(asked, known, version))[:OFFERED]
    if not found:
        st.markdown(w("explore.small.no_way_out"))
        return
    st.markdown(w("explore.small.instead"))
    for name, wider, whole in found:
        label = w(f"explore.small.wider.{name}")
        label = label if whole else w("explore.small.partly", cut=label)
        key = f"explore.wider.{name}"
        st.button(label, key=key, on_click=asking.put, args=(wider,), width="stretch")


def _safe(asked: Asked, known: Known, version: str) -> Iterator[tuple[str, Asked, bool]]:
    """One step wider each, and whether nothing at all is hidden in it: those first, then what shows
    something. Only when no single step is enough, everything wider at once."""
    steps = list(wider(asked, known))
    safe = [step for step in steps if is_safe(step[1], version)]
    yield from ((*step, True) for step in safe)
    partly = [step for step in steps if step not in safe and shows_more(step[1], version)]
    yield from ((*step, False) for step in partly[: OFFERED - 1])
    if safe:
        return
    everything = asked.changed(breakdown=None, care_forms=(), age_bands=(), providers=())
    for grain in known.grains(asked.card):
        one = everything.in_grain(grain)
        if is_safe(one, version):
            yield "everything", one, True
            return


def wider(asked: Asked, known: Known) -> Iterator[tuple[str, Asked]]:
    """Every cut that is one step wider, the nearest first."""
    scope = asked.scope
    if scope.breakdown:
        yield "no_breakdown", asked.changed(breakdown=None)
    order = tuple(Grain)
    for grain in known.grains(asked.card):
        if order.index(grain) > order.index(scope.grain):
            yield grain.value, asked.in_grain(grain)
    for name in ("age_bands", "care_forms", "providers"):
        if getattr(scope, name):
            yield name, asked.changed(**{name: ()})


def shows_more(asked: Asked, version: str) -> bool:
    """Whether there is something to see in this cut, though not of every period or group."""
    figures = cached.released(version, asked.card.id, asked.scope)
    return shows_something(figures) and not refused(figures)


def is_safe(asked: Asked, version: str) -> bool:
    """Whether there is something to see in this cut, and nothing too small or refused."""
    figures = cached.released(version, asked.card.id, asked.scope)
    return shows_something(figures) and not small_periods(figures) and not refused(figures)
