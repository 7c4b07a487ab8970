"""Leren, bibliotheek: explanations and agreements per figure, stories side by side, and bright
spots."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.meeting import library
from telvertel.meeting import told as telling
from telvertel.meeting.events import Side
from telvertel.meeting.register import Registered, register
from telvertel.meeting.state import Meeting
from telvertel.meeting.told import Told
from telvertel.screen import learn, room, session, voices
from telvertel.screen.elsewhere import imported, of_others, tag_name
from telvertel.screen.learn_points import origin
from telvertel.screen.markdown import plain
from telvertel.wall.naming import side_name
from telvertel.wording.words import Words

ACROSS = 3  # providers beside each other; more go on below


def show() -> None:
    w = session.spoken()
    st.markdown(w("library.intro"))
    meetings = room.meetings()
    if not telling.sealed(meetings):
        st.caption(w("library.nothing"))
        return
    told = telling.told(meetings)
    kinds = ("figure", "tag", "bright")
    for place, kind in zip(st.tabs([w(f"library.tab.{one}") for one in kinds]), kinds, strict=True):
        with place:
            {"figure": _by_figure, "tag": _by_tag, "bright": _bright}[kind](told, w)


def _by_figure(told: Sequence[Told], w: Words) -> None:
    """Explanations on the left, what was agreed on the right: of one figure, over the years."""
    figures = library.figures(told)
    if not figures:
        st.caption(w("library.no_figure"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            w("learn.label.indicator"),
            figures,
            format_func=lambda code: learn.figure_name(code, w),
            key="library.figure",
            width=300,
        )
        search = st.text_input(w("learn.label.search"), key="library.search", width=260)
    found = telling.found(told, search)
    explained = library.explanations(found, chosen)
    agreed = library.interventions(found, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(w("library.explanations"), anchor=False)
        _explained(explained, w)
    with right:
        st.subheader(w("library.interventions"), anchor=False)
        _each(agreed, w)


def _explained(told: Sequence[Told], w: Words) -> None:
    checks = library.checks(room.meetings())
    for one in told:
        check = checks.get((one.meeting.id, one.said.id))
        with st.container(border=True, gap="xxsmall"):
            voices.voice(one)
            if check is None:
                st.markdown(w("library.never_checked"))
            else:
                st.markdown(f"**{w.of(check.held)}.** {plain(check.text)}")
            st.caption(voices.meeting_line(one, w))
    if not told:
        st.caption(w("library.none_here"))


def _each(told: Sequence[Told], w: Words) -> None:
    for one in told:
        _card(one, w)
    if not told:
        st.caption(w("library.none_here"))


def _card(one: Told, w: Words) -> None:
    with st.container(border=True, gap="xxsmall"):
        voices.voice(one)
        st.caption(voices.meeting_line(one, w))


def _by_tag(told: Sequence[Told], w: Words) -> None:
    """What was learned about the same thing, provider beside provider, then elsewhere."""
    points = register(room.meetings())
    others = [line for one in of_others() for line in one if line.tags]
    tags = {tag for one in told if one.kind in library.STORIES for tag in library.tags(one)}
    tags |= {tag for one in points for tag in library.tags_of_point(one.point.noted)}
    tags |= {tag for line in others for tag in line.tags}
    if not tags:
        st.caption(w("library.no_tags"))
        return
    st.caption(w("library.beside"))
    chosen = st.selectbox(
        w("library.label.tag"),
        sorted(tags, key=lambda tag: tag_name(tag, w)),
        format_func=lambda tag: tag_name(tag, w),
        key="library.tag",
        width=360,
    )
    about = [one for one in points if chosen in library.tags_of_point(one.point.noted)]
    _own(library.stories(told, chosen), about, w)
    beyond = [line for line in others if chosen in line.tags]
    if beyond:
        st.markdown(f"**{w('exchange.of_another')}**")
        for line in beyond:
            imported(line, w)


def _own(stories: Sequence[Told], points: Sequence[Registered], w: Words) -> None:
    """One column per provider, by name: there is no first and no last."""

    def who(meeting: Meeting) -> str:
        return side_name(meeting, Side.provider, w)

    found = {who(one.meeting) for one in stories} | {who(one.raised_in) for one in points}
    names = sorted(found, key=str.casefold)
    for row in (names[at : at + ACROSS] for at in range(0, len(names), ACROSS)):
        for column, name in zip(st.columns(len(row), gap="medium"), row, strict=True):
            with column:
                st.markdown(f"**{plain(name)}**")
                for one in (one for one in points if who(one.raised_in) == name):
                    _point(one, w)
                for one in (one for one in stories if who(one.meeting) == name):
                    _card(one, w)


def _point(one: Registered, w: Words) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(plain(one.point.noted.text))
        st.caption(f"{w('exchange.kind.learning')} · {w.of(one.point.status)}")
        st.caption(origin(one, w))


def _bright(told: Sequence[Told], w: Words) -> None:
    """Good developments need a story too; and what helped."""
    st.caption(w("library.bright_intro"))
    spots = library.bright_spots(room.meetings(), told)
    for spot in spots:
        st.markdown(f"**{plain(learn.figure_name(spot.item.indicator, w))}**")
        if spot.item.reason_text:
            st.markdown(plain(spot.item.reason_text))
        if spot.told:
            _each(spot.told, w)
        else:
            st.markdown(w("library.no_story"))
    st.subheader(w("library.helped"), anchor=False)
    _each(library.helped(told), w)
