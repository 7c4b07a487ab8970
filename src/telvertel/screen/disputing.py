"""Betwist: the form to record that a figure is disputed, and what to do with those that stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.meeting.state import Dispute, Meeting
from telvertel.screen import corrections, prompting, session, troubles
from telvertel.screen.markdown import plain
from telvertel.screen.parts import choices, entry, field
from telvertel.wall.disputes import about, chip
from telvertel.wall.naming import side_name
from telvertel.wall.opening_steps import is_opening
from telvertel.wall.pictures import figures_in_sight
from telvertel.wording import numbers
from telvertel.wording.words import Words

WORKING_DAYS = 10  # in which somebody says what came out of it
WEEKEND = (5, 6)


def panel(meeting: Meeting, item: str, besides: str | None = None) -> None:
    """The form to dispute a figure, and below it what stands, from earlier meetings too;
    ``besides`` is a dispute that stands elsewhere on the page."""
    w = session.spoken()
    words_first = prompting.first_words(w)
    if words_first:
        st.markdown(f"*{plain(words_first)}*")
    entry(
        meeting,
        f"dispute.{item}",
        _fields(meeting, item, w),
        fixed={"kind": "figure_disputed", "item": item},
        new_id="dispute",
        clear=True,
        submit=w("lead.record_dispute"),
    )
    for dispute in meeting.open_disputes(item):
        if dispute.id == besides:
            continue
        with st.container(border=True):
            _stands(meeting, item, dispute, w)


def beside(meeting: Meeting, shown: e.Shown) -> None:
    """While a dispute is on the wall: how that one is settled; at an item the way back to the talk
    stands above it, and the same panel below."""
    w, at_item = session.spoken(), bool(shown.item) and not is_opening(meeting)
    if at_item and st.button(w("dispute.off_the_wall"), type="primary"):
        _on_the_wall(meeting, meeting.step)
    for dispute in meeting.open_disputes():
        if dispute.id == shown.dispute:
            with st.container(border=True):
                _stands(meeting, shown.item, dispute, w)
    if at_item:
        panel(meeting, shown.item, besides=shown.dispute)


def _stands(meeting: Meeting, item: str | None, dispute: Dispute, w: Words) -> None:
    """One dispute: on the wall, to the deliverer, or settled."""
    st.markdown(f"**{plain(chip(meeting, dispute, w))}**")
    st.caption(plain(about(meeting, dispute, w)))
    st.markdown(plain(dispute.raised.text))
    raised_in = dispute.raised_in.id if dispute.raised_in else None
    name = f"{raised_in or ''}.{dispute.id}"
    with st.container(horizontal=True):
        show = e.Shown(view=e.View.dispute, item=item, dispute=dispute.id)
        if (
            meeting.opened_at
            and show != meeting.shown
            and st.button(w("dispute.on_the_wall"), key=f"show.{item}.{name}")
        ):
            _on_the_wall(meeting, show)
        corrections.download(meeting, dispute, f"desk.{item}")
    entry(
        meeting,
        f"settle.{item}.{name}",
        [field("text", w("lead.settled_how"), rows=2, required=True)],
        fixed={"kind": "dispute_settled", "dispute": dispute.id, "raised_in": raised_in},
        submit=w("lead.settle"),
    )


def _on_the_wall(meeting: Meeting, show: e.Shown) -> None:
    if troubles.said(meeting.id, show):
        st.rerun()


def _fields(meeting: Meeting, item: str, w: Words) -> list[dict[str, Any]]:
    sides = [{"id": side.value, "name": side_name(meeting, side, w)} for side in e.Side]
    kinds = choices(e.DisputeKind, w)
    due = due_after(max(today(), meeting.plan.held_on))
    return [
        field("side", w("lead.disputed_by"), "choice", options=sides, required=True),
        field("dispute_kind", w("lead.dispute_kind"), "choice", options=kinds, required=True),
        field("text", w("lead.dispute_text"), rows=2, required=True),
        field(
            "period",
            w("dispute.which_period"),
            "choice",
            options=_periods(meeting, item, w),
            help=w("dispute.which_period_help"),
        ),
        field("own_value", w("lead.own_value"), "line", max=60),
        field("own_source", w("lead.own_source"), "line", max=160),
        field("owner", w("lead.dispute_owner"), "line", max=120),
        field(
            "due",
            w("lead.due"),
            "date",
            value=due.isoformat(),
            help=w("dispute.due_help", count=WORKING_DAYS),
        ),
        field("settled_by", w("lead.settled_by"), "line", max=300),
    ]


def _periods(meeting: Meeting, item: str, w: Words) -> list[dict[str, str]]:
    """Periods of the item's own series that the room has come to, newest first."""
    figures = figures_in_sight(meeting, item)
    ids = figures[0].frame["period"].unique(maintain_order=True).to_list() if figures else []
    return [{"id": one, "name": numbers.period(one, w)} for one in reversed(ids)]


def due_after(day: date, working_days: int = WORKING_DAYS) -> date:
    """So many days later, weekends not counted; holidays are."""
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() not in WEEKEND
    return day
