"""Setting an ambition, a forecast or a framework limit by hand; it comes in as a delivery does."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, NORM_KIND, DeliveryKind
from telvertel.figures.intake.values import READERS, Unreadable
from telvertel.meeting.state import Meeting
from telvertel.privacy.text import look
from telvertel.screen import incoming, room, session
from telvertel.screen.mapping_form import labelled
from telvertel.screen.markdown import plain
from telvertel.screen.problem_list import problem_list
from telvertel.wording.words import Words

HEADINGS = tuple(one.heading for one in COLUMNS[DeliveryKind.norms])
TYPED = ("periode_van", "periode_tot", "waarde", "laag", "hoog", "gesteld_door", "reden")
FIGURES = ("waarde", "laag", "hoog")
ABSENT = "\0absent"  # whether there is deliberately none; no heading can be this
NONE_ON_PURPOSE = next(text for one in COLUMNS[DeliveryKind.norms] for text in one.says_none)
Row = dict[str, str]


@dataclass(frozen=True)
class Typed:
    """A delivery that was typed instead of uploaded."""

    name: str
    file_id: str
    content: bytes

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


def form(meeting: Meeting) -> None:
    """Folded under the norms of a meeting."""
    w = session.spoken()
    cards = {one.indicator: room.card(one.indicator) for one in meeting.agenda}
    known = {name: card.prose(w.language).name for name, card in cards.items() if card}
    if not known:
        return
    with st.expander(w("norm_form.title")), st.form("norm_form", border=False):
        st.markdown(w("norm_form.intro"))
        row = _asked(meeting, known, w)
        pressed = st.form_submit_button(w("norm_form.save"))
    if pressed:
        _saved(row, w)


def _asked(meeting: Meeting, known: dict[str, str], w: Words) -> Row:
    plan = meeting.plan
    names = {
        "": plan.municipality_name,
        **dict(zip(plan.providers, plan.provider_names, strict=True)),
    }
    row = {
        "gemeente": plan.municipality,
        "indicator": st.selectbox(
            labelled("indicator", w), list(known), format_func=lambda one: known[one]
        ),
        "aanbieder": st.selectbox(
            w("norm_form.of"), list(names), format_func=lambda one: names[one]
        ),
        "soort": st.selectbox(
            labelled("soort", w),
            list(NORM_KIND),
            format_func=lambda one: w(f"norm_form.kind.{one}"),
        ),
    }
    for heading in TYPED:
        row[heading] = st.text_input(labelled(heading, w), max_chars=160).strip()
        if heading == "hoog" and st.checkbox(w("norm_form.absent")):
            row[ABSENT] = "ja"
    row["gesteld_op"] = f"{date.today():%d-%m-%Y}"
    return row


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
    texts = [row[name] for row in rows for name in TYPED]
    if any(concern.hard for text in texts for concern in look(text)):
        st.warning(w("figures.no_persons"))
        return
    typed = Typed(w("norm_form.file"), "norm", _as_csv([*rows, *_beside(rows)]))
    who = rows[0]["gesteld_door"] or "-"
    receipt = incoming.take_in([typed], {}, who=who, why=w("norm_form.why"), reference_date=None)
    if receipt.version is None:
        st.warning(plain(w("figures.refused")))
        problem_list(receipt.problems)
        return
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


def _as_csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    lines = csv.DictWriter(text, HEADINGS, delimiter=";", lineterminator="\r\n")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()
