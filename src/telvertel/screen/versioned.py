"""A table that is kept as a new version: from which day it holds, why it changed, and what was.

Used for what both sides start from. Nothing is overwritten: a version that was, stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import uuid4

import polars as pl
import streamlit as st
from pydantic import ValidationError

from telvertel.looking import TextConcern, concerns
from telvertel.meeting.foundations import history
from telvertel.meeting.lasting import LINE
from telvertel.meeting.state import Meeting
from telvertel.screen import session, troubles, unsaved
from telvertel.screen.markdown import plain
from telvertel.screen.unsaved import Rows, Unsaved
from telvertel.wording import numbers
from telvertel.wording.words import Words

Said = Callable[[Rows, date, str], Any]  # rows, day and reason become a happening


def table(
    meeting: Meeting,
    name: str,
    frame: pl.DataFrame,
    columns: dict[str, Any],
    said: Said,
    edition: int,
) -> None:
    """The table, from which day it holds and why; kept as one whole with the button.

    ``frame`` has a column ``id`` that nobody sees: a row that keeps its id is renamed, not new.
    ``edition`` counts the versions of this table: only another one of its own takes its place.
    """
    w = session.spoken()
    if meeting.sealed_at is not None:
        _editor(frame, columns, f"{name}-{meeting.id}-{edition}-{w.language}", disabled=True)
        return
    place = f"{name}-{meeting.id}-{w.language}"
    held = unsaved.opened(place, meeting, frame.to_dicts(), str(columns), edition)
    start = pl.DataFrame(held.start.rows, schema=frame.schema, orient="row")
    rows = _editor(start, columns, held.key("table")).to_dicts()
    day, reason, pressed = _why(held, name, w)
    held = unsaved.typed(held, rows, day, reason)
    st.caption(w("foundations.not_kept_yet"))
    if held.edition != edition:
        st.info(w("foundations.changed_meanwhile"))
    if pressed or held.doubted == held.typed:
        _keep(meeting, held, said, w)


def _editor(
    frame: pl.DataFrame, columns: dict[str, Any], key: str, disabled: bool = False
) -> pl.DataFrame:
    return st.data_editor(
        frame, num_rows="dynamic", hide_index=True, height="content", key=key, disabled=disabled,
        column_config={"id": None, **columns}, placeholder="",
    )  # fmt: skip


def _why(held: Unsaved, name: str, w: Words) -> tuple[date | None, str, bool]:
    """From which day, why, and whether the button was pressed."""
    since, why, keep = st.columns([2, 5, 2], vertical_alignment="bottom")
    day = since.date_input(
        w("foundations.valid_from"), held.start.day, format="DD-MM-YYYY", key=held.key("since")
    )
    reason = why.text_input(
        w("foundations.reason"), held.start.reason, max_chars=LINE, key=held.key("why"),
        placeholder=w(f"foundations.reason_eg.{name}"),
    )  # fmt: skip
    label = w(f"foundations.keep_as.{name}")
    return day, reason, keep.button(label, key=held.key("keep"), width="stretch")


def _keep(meeting: Meeting, held: Unsaved, said: Said, w: Words) -> None:
    day, reason = held.typed.day, held.typed.reason.strip()
    if not reason or day is None:
        st.warning(w("foundations.reason_missing"))
        return
    try:
        body = said(named(held.typed.rows), day, reason)
    except ValidationError:
        st.warning(w("foundations.not_readable"))
        return
    found = concerns(body)
    may_go = not any(one.stays_out for one in found)  # else it is refused, and says so
    if found and may_go and not _goes_all_the_same(unsaved.doubted(held), found, w):
        return
    overruled = [one.concern.kind.value for one in found]
    if troubles.said(meeting.id, body, held.base, overruled):
        unsaved.done(held)
        st.toast(w("foundations.kept"))
        st.rerun()


def _goes_all_the_same(held: Unsaved, found: Iterable[TextConcern], w: Words) -> bool:
    """What the second look found, each once; a person may decide that it can stand."""
    kinds = dict.fromkeys(one.concern.kind for one in found)
    told = [f"{w(f'concerns.{kind}.found')} {w(f'concerns.{kind}.rewrite')}" for kind in kinds]
    st.warning("\n\n".join((f"**{w('desk.texts.concern_title')}**", *told)))
    return st.button(w("form.keep_anyway"), key=held.key("anyway"))


def named(rows: Iterable[dict[str, Any]]) -> Rows:
    """Rows that have a name, each with its own id; an empty cell is an empty text or None.

    An id says nothing about the name: it stays where the name is erased.
    """
    found: Rows = []
    for row in rows:
        name = " ".join(str(row["name"] or "").split())
        if name:
            found.append({**row, "name": name, "id": row["id"] or uuid4().hex})
    return found


def past(meeting: Meeting, kind: type, told: Callable[[Any], str]) -> None:
    """Every version, the newest first: its day, its reason, and what it said."""
    w = session.spoken()
    versions = history(meeting, kind)
    if not versions:
        return
    st.markdown(f"**{w('foundations.history')}**")
    for one in reversed(versions):
        facts = {"day": numbers.day(one.valid_from, w), "reason": plain(one.reason)}
        with st.container(gap="xxsmall"):
            st.markdown(w("foundations.version", **facts))
            st.caption(plain(told(one)))
