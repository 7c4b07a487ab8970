"""Setting limits anew by hand: a break with its reason, that comes in as a delivery does.

Limits stay where they are until a person says from which period on a figure is another, and why.
Who said it and when is kept with the version of the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session, typed_delivery
from telvertel.screen.typed_delivery import Row, period_of
from telvertel.wording import numbers
from telvertel.wording.words import Words

FORM = "break_form"
ROUND = "break_form.round"  # a new round empties the fields


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
            "periode": _asked("period", 20, w),
            "reden": _asked("reason", 160, w),
        }
        who = _asked("who", 160, w)
        pressed = st.form_submit_button(w("break_form.save"))
    if pressed or typed_delivery.is_doubted(FORM, _words(row, who).values()):
        _saved(row, who, meeting, w)
    _confirmed(meeting, w)


def _asked(what: str, longest: int, w: Words) -> str:
    label = w(f"break_form.{what}")
    return st.text_input(label, max_chars=longest, key=_key(what)).strip()


def _key(what: str) -> str:
    return f"break_form.{what}.{session.kept(ROUND, 0)}"


def _words(row: Row, who: str) -> dict[str, str]:
    """Key of the field → what is typed in it."""
    return {_key("reason"): row["reden"], _key("who"): who}


def _saved(row: Row, who: str, meeting: Meeting, w: Words) -> None:
    if not (who and row["reden"]):
        st.warning(w("break_form.both"))
        return
    aside = typed_delivery.set_aside(FORM, _words(row, who), w)
    if aside is not None:
        _taken_in(row, who, aside, meeting, w)


def _taken_in(row: Row, who: str, aside: Sequence[str], meeting: Meeting, w: Words) -> None:
    """Then begin anew, and say that it came in."""
    file, why = w("break_form.file"), w("break_form.why")
    rows, kind = [row, *_beside(row)], DeliveryKind.breaks
    if version := typed_delivery.taken_in(
        kind, rows, file=file, who=who, why=why, w=w, overruled=aside
    ):
        session.keep(ROUND, session.kept(ROUND, 0) + 1)
        typed_delivery.keep_laid(FORM, meeting, version, row)
        st.rerun()


def _confirmed(meeting: Meeting, w: Words) -> None:
    if laid := typed_delivery.laid(FORM, meeting):
        since = numbers.period(period_of(laid.row["periode"]), w)
        st.info(w("break_form.done", version=numbers.version(laid.version), period=since))


def _beside(row: Row) -> list[Row]:
    """All other breaks of the municipality: a delivery replaces them, so they go along."""
    headings = {one.name: one.heading for one in COLUMNS[DeliveryKind.breaks]}
    kept = room.house().warehouse.table("breaks").iter_rows(named=True)
    told = [{headings[name]: one[name] for name in headings} for one in kept]
    return [one for one in told if one["gemeente"] == row["gemeente"]]
