"""Setting an ambition, a forecast or a framework limit by hand; it comes in as a delivery does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from telvertel.charts.norms import Norm
from telvertel.days import today
from telvertel.figures.intake.columns import COLUMNS, NORM_KIND, DeliveryKind
from telvertel.indicators import period as periods
from telvertel.indicators.definition import Indicator
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session, typed_delivery
from telvertel.screen.mapping_form import labelled
from telvertel.screen.typed_delivery import Row, period_of
from telvertel.wording import numbers
from telvertel.wording.words import Words

FORM = "norm_form"
Shown = Sequence[tuple[Indicator, Norm]]  # the norms that stand in the list above the form

TYPED = ("periode_van", "periode_tot", "waarde", "laag", "hoog", "gesteld_door", "reden")
FIGURES = ("waarde", "laag", "hoog")
ABSENT = "\0absent"  # whether there is deliberately none; no heading can be this
NONE_ON_PURPOSE = next(text for one in COLUMNS[DeliveryKind.norms] for text in one.says_none)
ROUND = "norm_form.round"  # a new round empties the fields


def form(meeting: Meeting, shown: Shown) -> None:
    """Folded under the norms of a meeting, which are ``shown``."""
    w = session.spoken()
    known = typed_delivery.figures_of(meeting, w)
    if not known:
        return
    with st.expander(w("norm_form.title")), st.form("norm_form", border=False):
        st.markdown(w("norm_form.intro"))
        row = _asked(meeting, known, w)
        pressed = st.form_submit_button(w("norm_form.save"))
    if pressed or typed_delivery.is_doubted(FORM, _words(row).values()):
        _saved(row, meeting, w)
    confirmed(FORM, meeting, shown, w)


def _asked(meeting: Meeting, known: dict[str, str], w: Words) -> Row:
    row = typed_delivery.about(meeting.plan, known, w)
    row["soort"] = st.selectbox(
        labelled("soort", w),
        list(NORM_KIND),
        format_func=lambda one: w(f"norm_form.kind.{one}"),
    )
    for heading in TYPED:
        here = f"norm_form.{heading}.{this_round()}"
        row[heading] = st.text_input(labelled(heading, w), max_chars=160, key=here).strip()
        if heading == "hoog" and _absent(w):
            row[ABSENT] = "ja"
    row["gesteld_op"] = f"{today():%d-%m-%Y}"
    return row


def _absent(w: Words) -> bool:
    """Never still ticked for the next norm: that one would be set to none unseen."""
    return st.checkbox(w("norm_form.absent"), key=f"norm_form.absent.{this_round()}")


def this_round() -> int:
    """Goes up with every norm that came in."""
    return session.kept(ROUND, 0)


def _saved(row: Row, meeting: Meeting, w: Words) -> None:
    """A norm of the same kind and first period is replaced, the others stay as they are."""
    if row.pop(ABSENT, ""):
        if any(row[name] for name in FIGURES):
            st.warning(w("norm_form.absent_and_value"))
            return
        row["waarde"] = NONE_ON_PURPOSE
    delivered([row], FORM, _words(row), meeting, w)


def delivered(rows: list[Row], form: str, typed: Row, meeting: Meeting, w: Words) -> None:
    """Take in norms of one indicator, place and provider, set by one person; then begin anew, and
    ``form`` says that they came in. ``typed``: key of each field → the words in it."""
    aside = typed_delivery.set_aside(form, typed, w)
    if aside is None:
        return
    who = rows[0]["gesteld_door"] or "-"
    file, why = w("norm_form.file"), w("norm_form.why")
    every = [*rows, *_beside(rows)]
    kind = DeliveryKind.norms
    if version := typed_delivery.taken_in(
        kind, every, file=file, who=who, why=why, w=w, overruled=aside
    ):
        session.keep(ROUND, this_round() + 1)
        typed_delivery.keep_laid(form, meeting, version, rows[0])
        st.rerun()


def _words(row: Row) -> Row:
    """Key of the field → what is typed in it."""
    return {f"norm_form.{name}.{this_round()}": row[name] for name in TYPED}


def confirmed(form: str, meeting: Meeting, shown: Shown, w: Words) -> None:
    """Beside the button: that it came in, from when it counts, and why the list above may not show
    it."""
    laid = typed_delivery.laid(form, meeting)
    if laid is None:
        return
    since = periods.read(period_of(laid.row["periode_van"]))
    told = {"version": numbers.version(laid.version), "period": numbers.period(since.id, w)}
    lines = [w("norm_form.done", **told)]
    until = meeting.plan.until
    if (periods.read(until).end if until else meeting.plan.held_on) < since.start:
        lines.append(w("norm_form.later"))
    if not any(_is_that(laid.row, since, card, norm) for card, norm in shown):
        lines.append(w("norm_form.not_listed"))
    st.info(" ".join(lines))


def _is_that(row: Row, since: periods.Period, card: Indicator, norm: Norm) -> bool:
    same = (card.id, norm["kind"]) == (row["indicator"], NORM_KIND[row["soort"]])
    first = periods.read(norm["since"])
    return same and first.start <= since.start <= first.end


def _beside(rows: list[Row]) -> list[Row]:
    """The norms that stand already for the same indicator, place and provider: a delivery replaces
    all of them, so they go along."""
    columns = {one.name: one.heading for one in COLUMNS[DeliveryKind.norms]}
    dutch = {ours: theirs for theirs, ours in NORM_KIND.items()}
    same, row = ("indicator", "gemeente", "aanbieder"), rows[0]
    replaced = {(one["soort"], period_of(one["periode_van"])) for one in rows}
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


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return f"{value!r}".replace(".", ",")
    return "" if value is None else str(value)
