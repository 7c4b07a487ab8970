"""The versions of the figures: what each was made of, and what it changed."""

from __future__ import annotations

import streamlit as st

from telvertel import counting
from telvertel.charts.description import periods_told
from telvertel.counting import Change
from telvertel.figures.warehouse import Version
from telvertel.indicators.definition import Indicator, Kind
from telvertel.screen import cached, room, row_counts, session
from telvertel.screen.asked import REMEMBERED, Known, go, known, read_query
from telvertel.screen.markdown import plain
from telvertel.screen.news import News, sentences
from telvertel.wording import numbers
from telvertel.wording.files import first_told
from telvertel.wording.words import Words

MAIN = (Kind.outcome, Kind.experience)  # told in full; of the others only that they changed


def versions() -> None:
    """Every version, the newest first, with what it was made of."""
    w = session.spoken()
    st.header(w("figures.versions.title"), anchor=False)
    every = counting.versions(room.house().warehouse)
    if not every:
        st.markdown(w("figures.versions.none"))
        return
    for at, one in enumerate(every):
        before = every[at + 1] if at + 1 < len(every) else None
        _version(one, before, w, newest=at == 0)


def _version(one: Version, before: Version | None, w: Words, *, newest: bool) -> None:
    with st.container(border=True, gap="small"):
        with st.container(gap=None):
            facts = {"version": numbers.version(one.id), "day": numbers.day(one.at, w)}
            st.markdown(w("figures.versions.heading", time=numbers.clock(one.at, w), **facts))
            st.markdown(plain(one.why))
            st.caption(f"{plain(one.who)} · {plain(first_told(one.files, w))}")
            st.caption(" · ".join(_row_facts(one, w)))
        if not newest:
            _look(one, w)
        if before is None:
            st.caption(w("figures.versions.first"))
        elif newest or st.toggle(w("figures.versions.what_changed"), key=f"changed-{one.id}"):
            _changes(one, before, w)


def _look(one: Version, w: Words) -> None:
    """The figures as they stood then, with what was asked for on Verkennen last."""
    day = numbers.day(one.at, w)
    label = w("earlier.look", day=day, version=numbers.version(one.id))
    if st.button(label, key=f"earlier-{one.id}", type="tertiary"):
        here = known(one.id)
        if here is not None:
            go("explore", read_query(session.kept(REMEMBERED, {}), here))


def _row_facts(one: Version, w: Words) -> list[str]:
    told = [row_counts.in_and_kept(one, w), *row_counts.left_out(one, w)]
    if one.reference_date:
        told.append(w("figures.versions.as_of", day=numbers.day(one.reference_date, w)))
    return told


def _changes(one: Version, before: Version, w: Words) -> None:
    """In words, per indicator, what this version tells differently from the one before."""
    with st.spinner(w("figures.versions.comparing")):
        found = changed(before.id, one.id)
    added = sorted({period for each in found for period in each.added})
    if added:
        st.markdown(w("figures.versions.added", periods=periods_told(added, w)))
    revised = [each for each in found if each.revised]
    if not revised:
        st.caption(w("figures.versions.nothing_revised"))
    for each in (one for one in revised if one.card.kind in MAIN):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(each.card.prose(w.language).name)}**")
            st.markdown("  \n".join(plain(line) for line in sentences(each, w)))
    others = [
        plain(one.card.prose(w.language).name) for one in revised if one.card.kind not in MAIN
    ]
    if others:
        st.markdown(w("figures.versions.others", names=w.join(others)))


def changed(older: str, newer: str) -> tuple[News, ...]:
    """Per indicator the changes for the whole municipality; those without any left out."""
    here = known()
    if here is None:
        return ()
    every = (News(card, _of_card(card, here, older, newer)) for card in here.cards.values())
    return tuple(one for one in every if one.changes)


def _of_card(card: Indicator, here: Known, older: str, newer: str) -> tuple[Change, ...]:
    scope = read_query({"indicator": card.id}, here).scope
    return cached.changes(older, newer, card.id, scope)
