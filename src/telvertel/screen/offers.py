"""What else could be talked about: the proposal with a reason per item, and any card by hand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.indicators.definition import Indicator
from telvertel.meeting import agenda as rules
from telvertel.meeting import events as e
from telvertel.meeting.agenda import Proposed
from telvertel.meeting.state import Meeting
from telvertel.screen import agenda, proposal, room, session
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words

SHOWN = "proposal.shown"  # this session asked to see the proposal beside an agenda


def offers(meeting: Meeting) -> None:
    """What stands out, at once for an empty agenda and on asking beside one; then any card."""
    w = session.spoken()
    _proposal(meeting, w)
    _by_hand(meeting, w)


def _proposal(meeting: Meeting, w: Words) -> None:
    if meeting.agenda and not session.kept(SHOWN):
        if st.button(w("agenda.show_proposal")):
            session.keep(SHOWN, True)
            st.rerun()
        return
    with st.spinner(w("agenda.looking")):
        proposed = proposal.proposal(meeting)
    if not proposed:
        st.info(w("agenda.no_figures"))
        return
    st.header(w("agenda.proposal_title"), anchor=False)
    st.markdown(w("agenda.proposal_intro"))
    _proposed(meeting, proposed, w)


def _proposed(meeting: Meeting, proposed: Sequence[Proposed], w: Words) -> None:
    on_it = {item.indicator for item in meeting.agenda}
    chosen = [one for one in proposed if one.chosen and one.indicator not in on_it]
    others = [one for one in proposed if not one.chosen and one.indicator not in on_it]
    for number, one in enumerate(chosen, 1):
        _possible(meeting, one, w, number)
    if not meeting.agenda and chosen:
        if st.button(w("agenda.take"), type="primary"):
            agenda.changed(meeting, proposal.as_items(meeting, proposed))
    elif not meeting.agenda:
        st.info(w("agenda.nothing_found"))
    if not any(rules.is_bright(one.candidate) for one in proposed if one.chosen):
        st.caption(w("agenda.no_bright_spot"))
    if others:
        with st.expander(w("agenda.other_title")):
            for one in others:
                _possible(meeting, one, w)


def _possible(meeting: Meeting, one: Proposed, w: Words, number: int | None = None) -> None:
    """A possible item with its reason, and a way to take just this one."""
    card = room.card(one.indicator)
    about, act = st.columns([6, 1], vertical_alignment="center")
    numbered = f"{number}. " if number and not meeting.agenda else ""
    why = one.ground.text or w(f"agenda.reason.{one.ground.reason.value}")
    with about.container(gap="xxsmall"):
        st.markdown(f"{numbered}**{plain(card.prose(w.language).question)}**")
        st.caption(f"{w.of(card.kind)} · {plain(why)}")
    if (number is None or meeting.agenda) and act.button(
        w("agenda.add"), key=f"add-{one.indicator}", width="stretch"
    ):
        _add(meeting, one)


def _add(meeting: Meeting, one: Proposed) -> None:
    each = rules.minutes_each(meeting.plan.minutes, len(meeting.agenda) + 1)
    agenda.changed(meeting, [*meeting.agenda, proposal.as_item(meeting, one, each)])


def _by_hand(meeting: Meeting, w: Words) -> None:
    """Any card of the catalogue, whatever its figures do."""
    cards = room.house().catalogue.cards
    with st.expander(w("agenda.add_item")):
        chosen = st.selectbox(
            w("agenda.add_item"),
            list(cards.values()),
            index=None,
            format_func=lambda one: _named(one, w),
            placeholder=w("agenda.choose"),
            label_visibility="collapsed",
        )
        if st.button(w("agenda.add"), key="add-by-hand", disabled=chosen is None):
            ground = rules.Ground(e.AgendaReason.chosen)
            candidate = rules.Candidate(chosen.id, chosen.kind)
            _add(meeting, Proposed(candidate, ground, False))


def _named(card: Indicator, w: Words) -> str:
    return w("agenda.named", name=card.prose(w.language).name, kind=w.of(card.kind))
