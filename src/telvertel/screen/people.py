"""Who sit at the table: role, side, position and task; a name only where somebody wants one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

import polars as pl
import streamlit as st
from pydantic import ValidationError

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import session, troubles
from telvertel.wording.words import Words

COLUMNS = dict.fromkeys(("role", "side", "perspective", "task", "name"), pl.String())
ENUMS: dict[str, type[Enum]] = {"side": e.Side, "perspective": e.Perspective, "task": e.Task}


def people(meeting: Meeting) -> None:
    """A table that can grow; it is kept with the button, as one whole."""
    w = session.spoken()
    st.header(w("prepare.people_title"), anchor=False)
    st.markdown(w("prepare.people_intro"))
    edited = st.data_editor(
        rows(meeting.people, w),
        num_rows="dynamic",
        hide_index=True,
        height="content",
        column_config=_columns(w),
        disabled=meeting.sealed_at is not None,
        key=f"people-{meeting.id}-{hash(meeting.people)}-{w.language}",
    )
    if st.button(w("prepare.save_people"), disabled=meeting.sealed_at is not None):
        found = read(edited, w, absent=[one for one in meeting.people if not one.present])
        if troubles.said(meeting.id, e.PeopleNoted(people=found)):
            st.toast(w("prepare.people_saved"))
            st.rerun()


def _columns(w: Words) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "role": st.column_config.TextColumn(w("prepare.role"), max_chars=80, required=True),
    }
    for name, members in ENUMS.items():
        neither = w("prepare.neither") if name == "side" else w("prepare.none")
        options = [neither, *(w.of(one) for one in members)]
        columns[name] = st.column_config.SelectboxColumn(w(f"prepare.{name}"), options=options)
    columns["name"] = st.column_config.TextColumn(w("prepare.person_name"), max_chars=80)
    return columns


def rows(people: Sequence[e.Person], w: Words) -> pl.DataFrame:
    """One row per person, in words; with nobody yet one empty row to begin with."""
    found = [
        (
            one.role,
            w.of(one.side) if one.side else w("prepare.neither"),
            w.of(one.perspective) if one.perspective else w("prepare.none"),
            w.of(one.task) if one.task else w("prepare.none"),
            one.name,
        )
        for one in people
    ]
    empty = ("", w("prepare.neither"), w("prepare.none"), w("prepare.none"), "")
    return pl.DataFrame(found or [empty], schema=COLUMNS, orient="row")


def read(table: pl.DataFrame, w: Words, absent: Sequence[e.Person] = ()) -> tuple[e.Person, ...]:
    """The rows as people, in order; a row without a role is nobody. Who is absent stays so."""
    members = {name: {w.of(one): one for one in kinds} for name, kinds in ENUMS.items()}
    away = {(one.role, one.name) for one in absent}
    found = [_person(row, members) for row in table.iter_rows(named=True)]
    return tuple(
        one.model_copy(update={"present": (one.role, one.name) not in away}) for one in found if one
    )


def _person(row: dict[str, Any], members: dict[str, dict[str, Enum]]) -> e.Person | None:
    role = str(row["role"] or "").strip()
    chosen = {name: members[name].get(row[name]) for name in ENUMS}
    try:
        return e.Person(role=role, name=str(row["name"] or "").strip(), **chosen) if role else None
    except ValidationError:
        return None
