"""A table that is kept as a new version: from which day it holds, why it changed, and what was.

Used for what both sides start from. Nothing is overwritten: a version that was, stays readable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import polars as pl
import streamlit as st
from pydantic import ValidationError

from telvertel.meeting.foundations import history
from telvertel.meeting.lasting import LINE
from telvertel.meeting.state import Meeting
from telvertel.screen import session, troubles
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

Rows = list[dict[str, Any]]
Said = Callable[[Rows, date, str], Any]  # rows, day and reason become a happening


def table(
    meeting: Meeting, name: str, frame: pl.DataFrame, columns: dict[str, Any], said: Said
) -> None:
    """The table, from which day it holds and why; kept as one whole with the button.

    ``frame`` has a column ``id`` that nobody sees: a row that keeps its id is renamed, not new.
    """
    w = session.spoken()
    key = f"{name}-{meeting.id}-{len(meeting.founded)}-{w.language}"
    fixed = meeting.sealed_at is not None
    edited = st.data_editor(
        frame, num_rows="dynamic", hide_index=True, height="content", key=key, disabled=fixed,
        column_config={"id": None, **columns}, placeholder="",
    )  # fmt: skip
    if fixed:
        return
    since, why, keep = st.columns([2, 5, 2], vertical_alignment="bottom")
    day = since.date_input(
        w("foundations.valid_from"), date.today(), format="DD-MM-YYYY", key=f"since-{key}"
    )
    reason = why.text_input(
        w("foundations.reason"), max_chars=LINE, key=f"why-{key}",
        placeholder=w(f"foundations.reason_eg.{name}"),
    )  # fmt: skip
    if keep.button(w(f"foundations.keep_as.{name}"), key=f"keep-{key}", width="stretch"):
        _keep(meeting, edited.to_dicts(), day, reason.strip(), said, w)


def _keep(
    meeting: Meeting, rows: Rows, day: date | None, reason: str, said: Said, w: Words
) -> None:
    if not reason or day is None:
        st.warning(w("foundations.reason_missing"))
        return
    try:
        body = said(named(rows), day, reason)
    except ValidationError:
        st.warning(w("foundations.not_readable"))
        return
    if troubles.said(meeting.id, body):
        st.toast(w("foundations.kept"))
        st.rerun()


def named(rows: Iterable[dict[str, Any]]) -> Rows:
    """Rows that have a name, each with its own id; an empty cell is an empty text or None."""
    found: Rows = []
    for row in rows:
        name = " ".join(str(row["name"] or "").split())
        if name:
            taken = {one["id"] for one in found}
            found.append({**row, "name": name, "id": row["id"] or free_id(name, taken)})
    return found


def free_id(name: str, taken: Iterable[str]) -> str:
    """An id out of a name: small letters without accents, numbered when it is taken."""
    apart = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    known, stem = set(taken), re.sub(r"[^a-z0-9]+", "_", apart).strip("_")[:50] or "x"
    number, found = 2, stem
    while found in known:
        found, number = f"{stem}_{number}", number + 1
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
