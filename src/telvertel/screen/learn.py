"""Leren: what was told over the years, found again by figure, by kind and by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, zip_longest

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting import told as telling
from telvertel.meeting.told import Told, ToldKind
from telvertel.screen import replay, room, session, voices
from telvertel.screen.account_link import account_link
from telvertel.screen.markdown import plain
from telvertel.wall.scene import side_name
from telvertel.wording.words import Words

ALL, NO_FIGURE = "", "-"
MORE = "learn.earlier"  # whether somebody asked for what was told before the newest talk
# What teaches something over the years comes first; facts and experiences can be looked up.
ORDER = (
    ToldKind.explanation,
    ToldKind.precondition,
    ToldKind.agreement,
    ToldKind.question,
    ToldKind.dispute,
    ToldKind.weighing,
    ToldKind.experience,
    ToldKind.fact,
)
CHOICES = ("indicator", "kind", "side")  # in the address, as codes
SIDES = (e.Side.provider, e.Side.municipality)


def heading() -> None:
    w = session.spoken()
    st.title(w("learn.title"), anchor=False)
    st.markdown(w("learn.intro"))


def told_or_stop() -> tuple[Told, ...]:
    """Everything told in sealed meetings; before the first of those an honest empty place."""
    told = telling.told(room.meetings())
    if not told:
        w = session.spoken()
        st.markdown(w("learn.nothing"))
        st.caption(w("learn.nothing_help"))
        st.stop()
    return told


def choose(told: Sequence[Told]) -> tuple[Told, ...]:
    """What is left after the choices and the search."""
    w = session.spoken()
    present = [kind.value for kind in ORDER if any(one.kind is kind for one in told)]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            w("learn.label.search"),
            key="learn.search",
            placeholder=w("learn.example"),
            width=300,
            live="300ms",
        )
        figures = list(dict.fromkeys(one.indicator or NO_FIGURE for one in told))
        indicator = _select("indicator", figures, lambda code: figure_name(code, w), 280)
        side = _select("side", SIDES, lambda code: w.of(e.Side(code)), 180)
    kind = _kind(present, w)
    found = telling.found(told, search)
    return tuple(one for one in found if _fits(one, indicator, kind, side))


def _fits(one: Told, indicator: str, kind: str, side: str) -> bool:
    return (
        indicator in (ALL, one.indicator or NO_FIGURE)
        and kind in (ALL, one.kind.value)
        and (side == ALL or (one.side is not None and one.side.value == side))
    )


def figure_name(code: str, w: Words) -> str:
    """The name of the card; of a card that is gone its id."""
    if code == NO_FIGURE:
        return w("learn.no_figure")
    card = room.card(code)
    return card.prose(w.language).name if card else code


def _select(name: str, codes: Iterable[str], named: Callable[[str], str], width: int) -> str:
    options = [ALL, *(str(code) for code in codes)]
    return st.selectbox(
        session.spoken()(f"learn.label.{name}"),
        options,
        format_func=lambda code: named(code) if code else session.spoken()(f"learn.all.{name}"),
        key=_hold(name, options),
        on_change=_changed,
        args=(name,),
        width=width,
    )


def _kind(present: Sequence[str], w: Words) -> str:
    options = [ALL, *present]
    return (
        st.pills(
            w("learn.label.kind"),
            options,
            format_func=lambda code: w(f"learn.kind.{code}") if code else w("learn.all.kind"),
            key=_hold("kind", options),
            on_change=_changed,
            args=("kind",),
            label_visibility="collapsed",
            required=True,
        )
        or ALL
    )


def _hold(name: str, options: Sequence[str]) -> str:
    """The key of a widget, set to what the address says; what is not known there is "all"."""
    key, asked = f"learn.{name}", session.address(name) or ALL
    value = asked if asked in options else ALL
    if session.kept(key) != value:
        session.keep(key, value)
    return key


def _changed(name: str) -> None:
    session.put_address({name: session.kept(f"learn.{name}") or ALL})


def show(told: Sequence[Told], of: int) -> None:
    """Grouped by figure, each with the meeting it comes from."""
    w = session.spoken()
    everything = len(told) == of
    if not everything:
        st.caption(w("learn.count", count=len(told), all=of))
    if not told:
        st.markdown(w("learn.none_found"))
    # Who looks for nothing in particular begins with the newest talk, not with a page of years.
    earlier = [one for one in told if one.meeting.id != told[0].meeting.id] if everything else []
    if earlier and not session.kept(MORE):
        told = [one for one in told if one not in earlier]
    for code, ones in groupby(by_figure(told), key=lambda one: one.indicator or NO_FIGURE):
        st.header(plain(figure_name(code, w)), anchor=False)
        for _, said in groupby(ones, key=lambda one: one.meeting.id):
            _meeting(list(said), w, everything=everything)
    if earlier and not session.kept(MORE) and st.button(w("stories_told.show_more")):
        session.keep(MORE, True)
        st.rerun()


def by_figure(told: Sequence[Told]) -> list[Told]:
    """By figure in the order of the catalogue, then the newest meeting, then by kind."""
    figures = [*room.house().catalogue.cards]
    meetings = list(dict.fromkeys(one.meeting.id for one in told))

    def place(one: Told) -> tuple[int, str, int, int]:
        known = one.indicator in figures
        at = figures.index(one.indicator) if known else len(figures)
        return at, one.indicator or "~", meetings.index(one.meeting.id), ORDER.index(one.kind)

    return sorted(told, key=place)


def _meeting(told: Sequence[Told], w: Words, *, everything: bool) -> None:
    """Two voices side by side, and under them what was said together."""
    with st.container(border=True):
        st.caption(voices.meeting_line(told[0], w))
        replay.link(told[0].meeting, f"learn-{told[0].indicator}")
        if told[0].item:
            account_link(told[0].meeting, told[0].item.id, w)
        for column, side in zip(st.columns(2, gap="medium"), SIDES, strict=True):
            with column:
                st.markdown(f"**{plain(side_name(told[0].meeting, side, w))}**")
                said = [one for one in told if one.side is side]
                for one in said:
                    voices.voice(one)
                if everything and not said:
                    st.caption(w("wall.not_told_yet"))
        together = [one for one in told if one.side is None]
        if together:
            st.markdown(f"**{w('wall.together')}**")
        for left, right in zip_longest(together[::2], together[1::2]):
            for column, one in zip(st.columns(2, gap="medium"), (left, right), strict=True):
                if one is not None:
                    with column:
                        voices.voice(one)
