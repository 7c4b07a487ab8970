"""What goes along from a meeting: learning points by the way they are secured, and the balance of
counting and telling."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from telvertel.meeting.lasting import Extra, Route
from telvertel.meeting.learning import LearningPoint, open_points
from telvertel.meeting.state import Meeting
from telvertel.screen import learning_points, session
from telvertel.screen.asking import shortly
from telvertel.screen.markdown import plain
from telvertel.wall.desk_hints import tally
from telvertel.wording.words import Words


def what_goes_along(meeting: Meeting) -> None:
    """By route, with who carries each point on; a missing key person is said aloud (M08, M10)."""
    if meeting.has(Extra.learning):
        w = session.spoken()
        st.header(w("steering.close.title"), anchor=False)
        _by_route(meeting, w)


def balance(meeting: Meeting) -> None:
    """How much was counted and how much was told, and what each side said and took on."""
    w = session.spoken()
    figures = sum(meeting.discussed(item.id) for item in meeting.agenda)
    lines = sum(note.stands for note in meeting.notes)
    facts = {
        "figures": w("steering.close.figures", count=figures),
        "lines": w("steering.close.lines", count=lines),
    }
    sides = plain(" · ".join(one["text"] for one in tally(meeting, w)))
    st.markdown(f"**{w('steering.close.balance')}**")
    st.markdown(w("steering.close.counted", **facts))
    st.markdown(w("steering.close.actions", sides=sides))


def _by_route(meeting: Meeting, w: Words) -> None:
    points = sorted(open_points(meeting), key=_place)
    if not points:
        st.caption(w("steering.close.nothing"))
        return
    for _, some in groupby(points, key=_place):
        group = list(some)
        route = group[0].noted.route
        st.markdown(f"**{w.of(route) if route else w('steering.close.no_route')}**")
        st.markdown("\n".join(f"- {plain(_told(one, w))}" for one in group))
    missing = [shortly(one.noted.text) for one in points if not one.has_key_person]
    if missing:
        told = plain(" · ".join(missing))
        st.warning(w("steering.close.key_person_missing", points=told))


def _place(one: LearningPoint) -> int:
    """Purchasing and the other routes in their order, and last what has none."""
    return list(Route).index(one.noted.route) if one.noted.route else len(Route)


def _told(one: LearningPoint, w: Words) -> str:
    noted = one.noted
    facts = (noted.target_document, learning_points.key_person(one, w), learning_points.age(one, w))
    return f"{noted.text} ({', '.join(fact for fact in facts if fact)})"
