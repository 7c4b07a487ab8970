"""Our own components: the wall, the desk and the form that never loses a letter.

They talk to our own routes (``web/``), not through Streamlit widgets, so that a word needs no
script run and a lost connection loses nothing (decision 7).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.foundations import foundations
from telvertel.meeting.lasting import Extra, Theme, Visibility
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session
from telvertel.screen.retention import notes_days
from telvertel.wall.desk import standing
from telvertel.wall.naming import principle_name, side_name
from telvertel.wording.words import Words

_wall = st.components.v2.component(
    "telvertel.wall", html='<div class="tv-wall" role="region"></div>', css="wall.css", js="wall.js"
)
_desk = st.components.v2.component(
    "telvertel.desk", html='<div class="tv-desk"></div>', css="form.css", js="desk.js"
)
_entry = st.components.v2.component(
    "telvertel.entry", html='<div class="tv-entry"></div>', css="form.css", js="entry.js"
)


def _line_hint(w: Words) -> str:
    """The keys, and before anything is typed who reads it and how long it is kept."""
    kept = w("desk.line_kept", count=notes_days())
    return f"{w('desk.texts.line_hint')} · {kept}"


def _nothing() -> None:
    """A trigger needs a callback to be known; the rerun itself is what we want of it."""


def choices(members: type[Enum], w: Words) -> list[dict[str, str]]:
    return [{"id": one.value, "name": w.of(one)} for one in members]


def principles(meeting: Meeting, w: Words) -> list[dict[str, str]]:
    """The principles that hold, to choose from; none where that part of the talk is off."""
    if not meeting.has(Extra.principles):
        return []
    ids = foundations(meeting).principle_ids
    return [{"id": one, "name": principle_name(meeting, one, w)} for one in ids]


def choice(name: str, label: str, members: type[Enum], given: Any, **more: Any) -> dict[str, Any]:
    """A choice that has to be made, standing at what was given before."""
    value = getattr(given, name).value if given else ""
    options = choices(members, session.spoken())
    return field(name, label, "choice", options=options, value=value, required=True, **more)


def wall(meeting: Meeting, *, full: bool = False) -> None:
    """The wall: full screen, or as a small live copy at the desk."""
    w = session.spoken()
    role = e.Role.wall if full else e.Role.facilitator
    _wall(
        key=f"wall-{meeting.id}-{full}",
        data={
            "meeting": meeting.id,
            "ticket": room.ticket(meeting, role),
            "role": role.value,
            "language": w.language,
            "label": w("wall.texts.wall_label"),
            "full": full,
        },
        on_expired_change=_nothing,
    )


def still(meeting: Meeting, scene: dict[str, Any]) -> None:
    """The wall as it was: a scene that stands, following nothing."""
    w = session.spoken()
    _wall(
        key=f"still-{meeting.id}",
        data={
            "meeting": meeting.id,
            "ticket": room.ticket(meeting),
            "role": e.Role.facilitator.value,
            "language": w.language,
            "label": w("wall.texts.wall_label"),
            "full": False,
            "dark": bool(scene.get("dark")),
            "scene": scene,
        },
        on_expired_change=_nothing,
    )


def desk(meeting: Meeting) -> None:
    """The line being typed, the steps of the meeting and the lines of the item."""
    w = session.spoken()
    sides = {side.value: side_name(meeting, side, w) for side in e.Side}
    _desk(
        key=f"desk-{meeting.id}",
        data={
            "meeting": meeting.id,
            "ticket": room.ticket(meeting),
            "role": e.Role.facilitator.value,
            "language": w.language,
            "standing": standing(meeting),
            "texts": {
                **w.table("desk.texts"),
                "line_hint": _line_hint(w),
                "keys": w.table("keys"),
                "no_longer": w.table("form")["no_longer"],
            },
            "kinds": {one.value: w.of(one) for one in e.NoteKind},
            "sides": {**sides, "together": w("wall.together")},
            "perspectives": choices(e.Perspective, w) if meeting.has(Extra.perspectives) else [],
            "visibilities": choices(Visibility, w),
            "themes": choices(Theme, w),
            "principles": principles(meeting, w),
            "bases": choices(e.Basis, w),
            "reasons": choices(e.ReasonTag, w),
            **_drafts(meeting),
        },
        on_expired_change=_nothing,
        on_moved_change=_nothing,
        on_said_change=_nothing,
    )


def _drafts(meeting: Meeting) -> dict[str, Any]:
    """What is typed and not said: field → text, and field → its operation and device."""
    telling = room.house().telling
    return {"drafts": telling.drafts(meeting.id), "drafted": telling.typed(meeting.id)}


def _said(meeting: Meeting, form: str, fixed: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """For a form that saves itself: field → the operation of its last words, and its device."""
    found = {}
    for event in room.house().telling.journal.since(meeting.id):
        if event.body.kind == fixed["kind"]:
            said = event.body.model_dump(mode="json", include={*fixed, "field"})
            if said.items() >= fixed.items():
                found[f"{form}.{said.get('field', 'text')}"] = (event.op, event.device)
    return found


def listed(values: Iterable[str]) -> str:
    """Several values as the text in which a field of choices keeps them."""
    chosen = [str(one) for one in values]
    return json.dumps(chosen) if chosen else ""


def field(name: str, label: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    """One field of a form: kind text | line | choice | choices | date | number | check; more: value
    ("true" for a check, ``listed`` for choices), options, names (id → name, of what was chosen and
    is no option now), help, required, needed_with (field → value that makes it required), folded
    (behind a fold), max, rows, placeholder."""
    return {"name": name, "label": label, "type": kind, **more}


def entry(
    meeting: Meeting,
    form: str,
    fields: Sequence[dict[str, Any]],
    *,
    fixed: dict[str, Any],
    submit: str | None = None,
    new_id: str | None = None,
    clear: bool = False,
    wide: bool = False,
    unfolded: bool = False,
    nest: str | None = None,
    nested: dict[str, Any] | None = None,
    role: e.Role = e.Role.facilitator,
    side: e.Side | None = None,
    on_said: Callable[[], None] = _nothing,
) -> None:
    """A form for one happening. Without ``submit`` every field saves itself as it is typed.

    ``fixed`` holds the rest of the happening, ``new_id`` the field that takes a fresh id, ``nest``
    the field under which the values go (with ``nested`` beside them), ``clear`` empties it after,
    ``unfolded`` opens what is folded.
    """
    data = {
        "form": form,
        "fields": list(fields),
        "fixed": fixed,
        "mode": "submit" if submit else "autosave",
        "submit": submit,
        "new_id": new_id,
        "clear": clear,
        "wide": wide,
        "unfolded": unfolded,
        "nest": nest,
        "nested": nested or {},
        **_writer(meeting, role, side),
        **({} if submit else {"drafted": _said(meeting, form, fixed)}),
    }
    key = f"entry-{meeting.id}-{form}-{role}-{side}"
    _entry(key=key, data=data, on_expired_change=_nothing, on_said_change=on_said)


def _writer(meeting: Meeting, role: e.Role, side: e.Side | None) -> dict[str, Any]:
    """Who fills in a form, what they have seen and typed, and the words around it."""
    w = session.spoken()
    return {
        "meeting": meeting.id,
        "ticket": room.ticket(meeting, role, side),
        "role": role.value,
        "side": side.value if side else None,
        "base": meeting.sequence,
        "language": w.language,
        "texts": {**w.table("desk.texts"), **w.table("form")},
        **(_drafts(meeting) if role is e.Role.facilitator else {"drafts": {}}),
    }
