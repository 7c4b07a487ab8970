"""Setting an ambition, a forecast or a framework limit by hand; it comes in as a delivery does."""

from __future__ import annotations

from datetime import date

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, NORM_KIND, DeliveryKind
from telvertel.figures.intake.values import READERS, Unreadable
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session, typed_delivery
from telvertel.screen.mapping_form import labelled
from telvertel.screen.typed_delivery import Row
from telvertel.wording.words import Words

TYPED = ("periode_van", "periode_tot", "waarde", "laag", "hoog", "gesteld_door", "reden")
FIGURES = ("waarde", "laag", "hoog")
ABSENT = "\0absent"  # whether there is deliberately none; no heading can be this
NONE_ON_PURPOSE = next(text for one in COLUMNS[DeliveryKind.norms] for text in one.says_none)
ROUND = "norm_form.round"  # a new round empties the box that says so


def form(meeting: Meeting) -> None:
    """Folded under the norms of a meeting."""
    w = session.spoken()
    known = typed_delivery.figures_of(meeting, w)
    if not known:
        return
    with st.expander(w("norm_form.title")), st.form("norm_form", border=False):
        st.markdown(w("norm_form.intro"))
        row = _asked(meeting, known, w)
        pressed = st.form_submit_button(w("norm_form.save"))
    if pressed:
        _saved(row, w)


def _asked(meeting: Meeting, known: dict[str, str], w: Words) -> Row:
    row = typed_delivery.about(meeting.plan, known, w)
    row["soort"] = st.selectbox(
        labelled("soort", w),
        list(NORM_KIND),
        format_func=lambda one: w(f"norm_form.kind.{one}"),
    )
    for heading in TYPED:
        row[heading] = st.text_input(labelled(heading, w), max_chars=160).strip()
        if heading == "hoog" and _absent(w):
            row[ABSENT] = "ja"
    row["gesteld_op"] = f"{date.today():%d-%m-%Y}"
    return row


def _absent(w: Words) -> bool:
    """Never still ticked for the next norm: that one would be set to none unseen."""
    return st.checkbox(w("norm_form.absent"), key=f"norm_form.absent.{session.kept(ROUND, 0)}")


def _saved(row: Row, w: Words) -> None:
    """A norm of the same kind and first period is replaced, the others stay as they are."""
    if row.pop(ABSENT, ""):
        if any(row[name] for name in FIGURES):
            st.warning(w("norm_form.absent_and_value"))
            return
        row["waarde"] = NONE_ON_PURPOSE
    delivered([row], w)


def delivered(rows: list[Row], w: Words) -> None:
    """Take in norms of one indicator, place and provider, set by one person; then begin anew."""
    if typed_delivery.names_persons([row[name] for row in rows for name in TYPED], w):
        return
    who = rows[0]["gesteld_door"] or "-"
    file, why = w("norm_form.file"), w("norm_form.why")
    every = [*rows, *_beside(rows)]
    if typed_delivery.taken_in(DeliveryKind.norms, every, file=file, who=who, why=why, w=w):
        session.keep(ROUND, session.kept(ROUND, 0) + 1)
        st.rerun()


def _beside(rows: list[Row]) -> list[Row]:
    """The norms that stand already for the same indicator, place and provider: a delivery replaces
    all of them, so they go along."""
    columns = {one.name: one.heading for one in COLUMNS[DeliveryKind.norms]}
    dutch = {ours: theirs for theirs, ours in NORM_KIND.items()}
    same, row = ("indicator", "gemeente", "aanbieder"), rows[0]
    replaced = {(one["soort"], _period(one["periode_van"])) for one in rows}
    found = []
    for kept in room.house().warehouse.table("norms").iter_rows(named=True):
        told = {columns[name]: _text(kept[name]) for name in columns}
        told["soort"] = dutch[kept["kind"]]
        if not any(told[name] for name in FIGURES):
            told["waarde"] = NONE_ON_PURPOSE
        if [told[one] for one in same] != [row[one] for one in same]:
            continue
        if (told["soort"], told["periode_van"]) not in replaced:
            found.append(told)
    return found


def _period(text: str) -> str:
    """As it is kept; what is no period stays for the reader to refuse."""
    since = next(one for one in COLUMNS[DeliveryKind.norms] if one.heading == "periode_van")
    try:
        return str(READERS[since.type](text, since))
    except Unreadable:
        return text


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return f"{value!r}".replace(".", ",")
    return "" if value is None else str(value)
