"""Setting limits anew by hand: a break with its reason, that comes in as a delivery does.

Limits stay where they are until a person says from which period on a figure is another, and why.
Who said it and when is kept with the version of the figures.
"""

from __future__ import annotations

import csv
import io

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.meeting.state import Meeting
from telvertel.privacy.text import look
from telvertel.screen import incoming, room, session
from telvertel.screen.mapping_form import labelled
from telvertel.screen.markdown import plain
from telvertel.screen.norm_form import Row, Typed
from telvertel.screen.problem_list import problem_list
from telvertel.wording.words import Words

HEADINGS = tuple(one.heading for one in COLUMNS[DeliveryKind.breaks])


def form(meeting: Meeting) -> None:
    """Folded under the norms of a meeting."""
    w = session.spoken()
    cards = {one.indicator: room.card(one.indicator) for one in meeting.agenda}
    known = {name: card.prose(w.language).name for name, card in cards.items() if card}
    if not known:
        return
    plan = meeting.plan
    names = {
        "": plan.municipality_name,
        **dict(zip(plan.providers, plan.provider_names, strict=True)),
    }
    with st.expander(w("break_form.title")), st.form("break_form", border=False):
        st.markdown(w("break_form.intro"))
        row = {
            "indicator": st.selectbox(
                labelled("indicator", w), list(known), format_func=lambda one: known[one]
            ),
            "gemeente": plan.municipality,
            "aanbieder": st.selectbox(
                w("norm_form.of"), list(names), format_func=lambda one: names[one]
            ),
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
        return
    if any(concern.hard for text in (who, row["reden"]) for concern in look(text)):
        st.warning(w("figures.no_persons"))
        return
    typed = Typed(w("break_form.file"), "break", _as_csv([row, *_beside(row)]))
    receipt = incoming.take_in([typed], {}, who=who, why=w("break_form.why"), reference_date=None)
    if receipt.version is None:
        st.warning(plain(w("figures.refused")))
        problem_list(receipt.problems)
        return
    st.rerun()


def _beside(row: Row) -> list[Row]:
    """All other breaks of the municipality: a delivery replaces them, so they go along."""
    headings = {one.name: one.heading for one in COLUMNS[DeliveryKind.breaks]}
    kept = room.house().warehouse.table("breaks").iter_rows(named=True)
    told = [{headings[name]: one[name] for name in headings} for one in kept]
    return [one for one in told if one["gemeente"] == row["gemeente"]]


def _as_csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    lines = csv.DictWriter(text, HEADINGS, delimiter=";", lineterminator="\r\n")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()
