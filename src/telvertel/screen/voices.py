"""How something that was told is shown: the words of people first, then whose they are and what
they rest on. Both sides at the same size."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Agreement, Dispute, Note
from telvertel.meeting.told import Told
from telvertel.screen import leaning, session
from telvertel.screen.markdown import plain
from telvertel.wall.scene import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

Numbers = Mapping[str, int]  # id of a note → its number on the picture


def voice(told: Told, pinned: Numbers | None = None) -> None:
    """One thing told, in words and facts, and whether its figure was revised since."""
    w = session.spoken()
    with st.container(gap=None):
        _SHOWN[type(told.said)](told, pinned or {}, w)
        leaning.marked(leaning.of_told(told), told.meeting, w)


def meeting_line(told: Told, w: Words) -> str:
    """Which meeting it comes from."""
    plan = told.meeting.plan
    day = numbers.day(plan.held_on, w)
    return w("stories_told.meeting", title=plain(plan.title), day=day)


def _note(told: Told, pinned: Numbers, w: Words) -> None:
    note, written = told.said, told.said.written
    number = f":gray-badge[**{pinned[note.id]}**] " if note.id in pinned else ""
    st.markdown(f"{number}{plain(note.text)}")
    _facts(
        w.of(told.kind),
        plain(side_name(told.meeting, written.side, w)),
        w.of(written.perspective) if written.perspective else "",
        numbers.period(written.period, w) if written.period else "",
        w("stories_told.basis", basis=w.of(written.basis)) if written.basis else "",
        _standing(written, w),
    )


def _standing(written: e.NoteWritten, w: Words) -> str:
    """What could be said of the point at that moment, so that nobody explains noise later on."""
    key = f"reading.standing.{written.reading}"
    if not written.reading or not w.has(key):
        return ""
    return w("stories_told.standing", standing=w(key))


def _weighing(told: Told, pinned: Numbers, w: Words) -> None:
    given = told.said
    st.markdown(f"**{plain(given.title or w.of(given.outcome))}**")
    st.markdown(plain(given.reasons))
    st.markdown(w("stories_told.municipality_share", text=plain(given.municipality_share)))
    _facts(w.of(told.kind), w.of(given.outcome))


def _agreement(told: Told, pinned: Numbers, w: Words) -> None:
    made = told.said.made
    facts = {"if_text": plain(made.if_text), "then_text": plain(made.then_text)}
    st.markdown(w("stories_told.if_then" if made.if_text else "stories_told.then", **facts))
    if made.expected_effect:
        st.markdown(w("stories_told.expected", text=plain(made.expected_effect)))
    _facts(
        w.of(told.kind),
        plain(made.who) if made.who else w("wall.nobody_yet"),
        w.of(made.agreement_kind) if made.agreement_kind else "",
        w("stories_told.due", day=numbers.day(made.due, w)) if made.due else w("wall.no_date_yet"),
        _visible(made, w),
    )
    _answer(told, w)


def _visible(made: e.AgreementMade, w: Words) -> str:
    if not made.visible_from:
        return ""
    return w("stories_told.visible_from", period=numbers.period(made.visible_from, w))


def _answer(told: Told, w: Words) -> None:
    """Kept? and, separately, helped? Or that nobody looked back yet."""
    review = told.review
    if review is None:
        st.caption(w("stories_told.not_reviewed"))
        return
    st.markdown(w("stories_told.reviewed", kept=w.of(review.kept), helped=w.of(review.helped)))
    st.markdown(plain(review.result))


def _dispute(told: Told, pinned: Numbers, w: Words) -> None:
    raised = told.said.raised
    st.markdown(plain(raised.text))
    if raised.own_value:
        facts = {"value": plain(raised.own_value), "source": plain(raised.own_source)}
        st.markdown(w("stories_told.own_value", **facts))
    _facts(
        w.of(told.kind),
        plain(side_name(told.meeting, raised.side, w)),
        w.of(raised.dispute_kind),
        numbers.period(raised.period, w) if raised.period else "",
    )
    if told.said.settled:
        st.markdown(w("stories_told.settled", text=plain(told.said.settled)))
        return
    st.markdown(w("stories_told.open"))
    if raised.settled_by:
        st.caption(w("stories_told.settled_by", text=plain(raised.settled_by)))


def _facts(*facts: str) -> None:
    st.caption(" · ".join(fact for fact in facts if fact))


_SHOWN: dict[type, Callable[[Told, Numbers, Words], None]] = {
    Note: _note,
    Agreement: _agreement,
    Dispute: _dispute,
    e.WeighingGiven: _weighing,
}
