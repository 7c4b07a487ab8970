"""Vision, ambitions and leading principles: what both sides start from, with its history."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
import streamlit as st

from telvertel.days import today
from telvertel.meeting.foundations import foundations, history
from telvertel.meeting.lasting import (
    Ambition,
    Extra,
    Principle,
    PrinciplesSet,
    VisionSet,
)
from telvertel.meeting.state import Meeting
from telvertel.screen import session, versioned
from telvertel.screen.parts import entry, field
from telvertel.wall.naming import principle_name
from telvertel.wording.words import Words

TEXT = pl.String()


def foundation(meeting: Meeting) -> None:
    """Vision, ambitions and principles, folded; nothing where that part of the talk is off."""
    if not meeting.has(Extra.principles):
        return
    w = session.spoken()
    with st.expander(w("foundations.vision_title")):
        st.caption(w("foundations.vision_intro"))
        _vision(meeting, w)
        _ambitions(meeting, w)
    with st.expander(w("foundations.principles_title")):
        st.caption(w("foundations.principles_intro"))
        _principles(meeting, w)


def _vision(meeting: Meeting, w: Words) -> None:
    """The vision goes through a form of our own, which keeps every letter."""
    held = foundations(meeting).vision
    ambitions = [one.model_dump(mode="json") for one in resting(meeting)]
    fields = [
        field(
            "vision", w("foundations.vision"), rows=2, max=600, required=True,
            value=held.vision if held else "",
        ),
        field(
            "valid_from", w("foundations.valid_from"), "date", required=True,
            value=today().isoformat(),
        ),
        field("reason", w("foundations.reason"), "line", max=300, required=True),
    ]  # fmt: skip
    fixed = {"kind": "vision_set", "ambitions": ambitions}
    entry(meeting, "vision", fields, fixed=fixed, submit=w("foundations.keep_as.vision"), wide=True)


def _ambitions(meeting: Meeting, w: Words) -> None:
    """Each ambition with the principles it rests on."""
    held = foundations(meeting).vision
    called = {one: principle_name(meeting, one, w) for one in foundations(meeting).principle_ids}
    rows = [(one.id, one.name, list(one.principles)) for one in resting(meeting)]
    frame = pl.DataFrame(
        rows or [(None, "", [])],
        schema={"id": TEXT, "name": TEXT, "principles": pl.List(TEXT)},
        orient="row",
    )
    columns = {
        "name": st.column_config.TextColumn(w("foundations.ambition"), max_chars=300),
        "principles": st.column_config.MultiselectColumn(
            w("foundations.rests_on"), options=list(called), format_func=called.get
        ),
    }

    def said(rows: versioned.Rows, day: date, reason: str) -> VisionSet:
        vision = held.vision if held else ""
        found = tuple(ambition(row, called) for row in rows)
        return VisionSet(vision=vision, ambitions=found, valid_from=day, reason=reason)

    versioned.table(meeting, "ambitions", frame, columns, said, _ambitions_set(meeting))
    versioned.past(meeting, VisionSet, lambda one: _told(one, w))


def _ambitions_set(meeting: Meeting) -> int:
    """How many times the ambitions changed; another vision above them leaves them as they are."""
    said = [one.ambitions for one in history(meeting, VisionSet)]
    return sum(one != before for before, one in pairwise([(), *said]))


def resting(meeting: Meeting) -> tuple[Ambition, ...]:
    """The ambitions, each on the principles that still hold: one may have been dropped since."""
    found = foundations(meeting)
    return tuple(
        one.model_copy(
            update={"principles": tuple(p for p in one.principles if p in found.principle_ids)}
        )
        for one in (found.vision.ambitions if found.vision else ())
    )


def ambition(row: dict[str, Any], known: Collection[str]) -> Ambition:
    """A row of the table; principles that are not known any more are left out."""
    chosen = tuple(one for one in row["principles"] or () if one in known)
    return Ambition(id=row["id"], name=row["name"], principles=chosen)


def _told(one: VisionSet, w: Words) -> str:
    ambitions = "; ".join(ambition.name for ambition in one.ambitions)
    return " · ".join(part for part in (one.vision, ambitions) if part)


def _principles(meeting: Meeting, w: Words) -> None:
    """The six of Utrecht until the municipality sets its own; rename, add, drop."""
    held = foundations(meeting)
    rows = []
    for one in held.principle_ids:
        own = held.principle(one)
        rows.append((one, principle_name(meeting, one, w), own.text if own else ""))
    frame = pl.DataFrame(rows, schema={"id": TEXT, "name": TEXT, "text": TEXT}, orient="row")
    columns = {
        "name": st.column_config.TextColumn(w("foundations.principle"), max_chars=120),
        "text": st.column_config.TextColumn(
            w("foundations.principle_text"), max_chars=600, width="large"
        ),
    }
    edition = len(history(meeting, PrinciplesSet))
    versioned.table(meeting, "principles", frame, columns, principles_set, edition)
    versioned.past(
        meeting, PrinciplesSet, lambda one: w.join(principle.name for principle in one.principles)
    )


def principles_set(rows: versioned.Rows, day: date, reason: str) -> PrinciplesSet:
    found = tuple(
        Principle(id=row["id"], name=row["name"], text=str(row["text"] or "").strip())
        for row in rows
    )
    return PrinciplesSet(principles=found, valid_from=day, reason=reason)
