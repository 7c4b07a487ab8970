"""Setting limits anew by hand: a break with its reason, that comes in as a delivery does.

Limits stay where they are until a person says from which period on a figure is another, and why.
Who said it and when is kept with the version of the figures.
"""

from __future__ import annotations

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session, typed_delivery
from telvertel.screen.typed_delivery import Row
from telvertel.wording.words import Words


def form(meeting: Meeting) -> None:
    """Folded under the norms of a meeting."""
    w = session.spoken()
    known = typed_delivery.figures_of(meeting, w)
    if not known:
        return
    with st.expander(w("break_form.title")), st.form("break_form", border=False):
        st.markdown(w("break_form.intro"))
        row = {
            **typed_delivery.about(meeting.plan, known, w),
            "periode": st.text_input(w("break_form.period"), max_chars=20).strip(),
            "reden": st.text_input(w("break_form.reason"), max_chars=160).strip(),
        }
        who = st.text_input(w("break_form.who"), max_chars=160).strip()
        pressed = st.form_submit_button(w("break_form.save"))
    if pressed:
        _saved(row, who, w)


def _saved(row: Row, who: str, w: Words) -> None:
    if not (who and row["reden"]):
        st.warning(w("break_form.both"))
    elif not typed_delivery.names_persons((who, row["reden"]), w) and _taken_in(row, who, w):
        st.rerun()


def _taken_in(row: Row, who: str, w: Words) -> bool:
    file, why = w("break_form.file"), w("break_form.why")
    rows = [row, *_beside(row)]
    return typed_delivery.taken_in(DeliveryKind.breaks, rows, file=file, who=who, why=why, w=w)


def _beside(row: Row) -> list[Row]:
    """All other breaks of the municipality: a delivery replaces them, so they go along."""
    headings = {one.name: one.heading for one in COLUMNS[DeliveryKind.breaks]}
    kept = room.house().warehouse.table("breaks").iter_rows(named=True)
    told = [{headings[name]: one[name] for name in headings} for one in kept]
    return [one for one in told if one["gemeente"] == row["gemeente"]]
