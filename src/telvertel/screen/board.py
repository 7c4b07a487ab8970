"""Preconditions at the desk: named in one line, weighed up, put beside each other, taken off."""

from __future__ import annotations

from typing import Any

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.lasting import (
    Bearing,
    ClashNoted,
    Disposition,
    PreconditionKind,
    PreconditionNoted,
    Relation,
)
from telvertel.meeting.preconditions import Board, board
from telvertel.meeting.state import Meeting
from telvertel.screen import session, troubles
from telvertel.screen.asking import Asking, figures, folded, shortly
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.wording.words import Words


def panel(meeting: Meeting, item: str) -> None:
    """A new precondition of the figure on the wall, those that stand, and how two go together."""
    w = session.spoken()
    entry(
        meeting,
        f"precondition.{item}",
        _fields(meeting, None, meeting.item(item).indicator),
        fixed={"kind": "precondition_noted"},
        new_id="precondition",
        clear=True,
        submit=w("steering.record_precondition"),
    )
    found = board(meeting)
    for one in found.preconditions:
        with st.expander(f"{plain(shortly(one.text))} · {plain(about(one, w))}"):
            _standing(meeting, one, w)
    if len(found.preconditions) > 1:
        _pairs(meeting, found, w)


def about(one: PreconditionNoted, w: Words) -> str:
    """What kind it is, whether it gives room, and what both want with it."""
    known = (one.precondition_kind, one.bearing, one.disposition)
    return " · ".join(w.of(said) for said in known if said)


def _fields(meeting: Meeting, given: PreconditionNoted | None, indicator: str = "") -> list:
    """In one line what it is, of what kind, and whether it gives room; the rest behind the fold."""
    ask, kinds = Asking(meeting, given), PreconditionKind
    return [
        ask.text("text", "steering.precondition", required=True, rows=1),
        ask.one_of("precondition_kind", "steering.precondition_kind", kinds, required=True),
        ask.one_of("bearing", "steering.bearing", Bearing),
        *folded(_more(ask, indicator)),
    ]


def _more(ask: Asking, indicator: str) -> list[dict[str, Any]]:
    of_figure = ask.now("indicator") if ask.given else indicator
    escalating = {"disposition": Disposition.escalate.value}
    made = ask.meeting.standing_agreements()
    agreed = [{"id": one.id, "name": shortly(one.made.then_text)} for one in made]
    on_figures = _figures(ask.meeting, ask.given)
    return [
        ask.out_of("indicator", "steering.about_figure", on_figures, value=of_figure),
        *([ask.out_of("agreement", "steering.about_agreement", agreed)] if agreed else []),
        ask.one_of("needed", "steering.needed", e.Answer),
        ask.text("why", "steering.why_needed", rows=1),
        ask.line("who_can_change", "steering.who_can_change", max=300),
        ask.one_of("disposition", "steering.disposition", Disposition),
        ask.line("escalate_to", "steering.escalate_to", max=300, needed_with=escalating),
    ]


def _figures(meeting: Meeting, given: PreconditionNoted | None) -> list[dict[str, str]]:
    """The figures of today, and the one it was about before when that is not among them."""
    found = figures(meeting)
    before = given.indicator if given else None
    known = before is None or before in [one["id"] for one in found]
    return found if known else [*found, {"id": before, "name": before}]


def _standing(meeting: Meeting, one: PreconditionNoted, w: Words) -> None:
    reason = field("reason", w("lead.reason_of_change"), "line", max=300)
    entry(
        meeting,
        f"precondition.{one.precondition}",
        [*_fields(meeting, one), reason],
        fixed={**one.model_dump(mode="json"), "dropped": False},
        submit=w("lead.record_correction"),
        unfolded=True,
    )
    label, dropped = w("steering.off_the_board"), one.model_copy(update={"dropped": True})
    seen = troubles.pressed(meeting, label, f"off.{one.precondition}")
    if seen is not None and troubles.said(meeting.id, dropped, seen):
        st.rerun()


def _pairs(meeting: Meeting, found: Board, w: Words) -> None:
    """Two that clash, overlap or strengthen each other, with an example and who looks after it."""
    st.markdown(f"**{w('steering.pairs')}**")
    for pair in found.pairs:
        with st.container(horizontal=True):
            st.markdown(plain(paired(pair, found, w)))
            label, dropped = w("steering.drop_pair"), pair.model_copy(update={"dropped": True})
            seen = troubles.pressed(meeting, label, f"pair.{pair.clash}", type="tertiary")
            if seen is not None and troubles.said(meeting.id, dropped, seen):
                st.rerun()
    ask = Asking(meeting)
    two = [{"id": p.precondition, "name": shortly(p.text)} for p in found.preconditions]
    entry(
        meeting,
        "clash",
        [
            ask.out_of("one", "steering.one", two, required=True),
            ask.one_of("relation", "steering.relation", Relation, required=True),
            ask.out_of("other", "steering.other", two, required=True),
            ask.line("example", "steering.example", max=600),
            ask.line("owner", "steering.owner", max=120),
        ],
        fixed={"kind": "clash_noted"},
        new_id="clash",
        clear=True,
        submit=w("steering.record_pair"),
    )


def paired(pair: ClashNoted, found: Board, w: Words) -> str:
    """ "Vast aantal uren ↔ Eén lokaal team: botst" """
    one, other = (shortly(found.find(name).text) for name in (pair.one, pair.other))
    facts = {"one": one, "other": other, "relation": w.of(pair.relation).lower()}
    return w("steering.pair", **facts)
