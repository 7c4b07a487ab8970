"""Quiet reminders at the desk: the balance between the sides, who was not heard yet, what is open.

None of it reaches the wall, and none of it blocks anything.
"""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.learning import learning_points
from telvertel.meeting.stages import Stage
from telvertel.meeting.standing import heard
from telvertel.meeting.state import Meeting, Note
from telvertel.wall.naming import side_name
from telvertel.wording.words import Words

SIDES = (e.Side.provider, e.Side.municipality)
ASKED_AT = (Stage.recognise, Stage.explain)  # where another perspective still changes the story


def tally(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Agreements and lines per side: reciprocity, never a ranking (M05)."""
    found = []
    for side in SIDES:
        agreements = sum(one.made.side is side for one in meeting.standing_agreements())
        lines = sum(n.written.side is side and n.stands for n in meeting.notes)
        text = w(
            "desk.tally",
            side=side_name(meeting, side, w),
            agreements=w("desk.tally_agreements", count=agreements),
            lines=w("desk.tally_lines", count=lines),
        )
        found.append({"side": side.value, "agreements": agreements, "lines": lines, "text": text})
    return found


def coverage(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Every perspective, and whether it was heard in this meeting (M11); empty when that is off."""
    if not meeting.has(Extra.perspectives):
        return []
    known = heard(meeting)
    return [{"name": w.of(one), "heard": one in known} for one in e.Perspective]


def unheard(meeting: Meeting, w: Words) -> dict[str, str] | None:
    """A perspective nobody spoke from yet, another one after each line (M43)."""
    step, known = meeting.step, heard(meeting)
    left = [one for one in e.Perspective if one not in known]
    if not (left and step and step.stage in ASKED_AT and meeting.has(Extra.perspectives)):
        return None
    one = left[len(meeting.notes) % len(left)]
    return {"perspective": one.value, "text": w("steering.seen_from", perspective=w.of(one))}


def asks_municipality(meeting: Meeting, note: Note) -> bool:
    """Whether a reason lies on the side of the municipality and nothing was agreed on it yet."""
    answered = {one.made.note for one in meeting.standing_agreements()}
    reason = note.written.reason_side
    return note.stands and reason is e.Side.municipality and note.id not in answered


def hints(meeting: Meeting, w: Words) -> list[str]:
    """What is easily forgotten; a hint never blocks anything."""
    made = meeting.standing_agreements()
    sides = {one.made.side for one in made}
    found = [w("desk.hint_no_share")] if made and e.Side.municipality not in sides else []
    found += _silent_sides(meeting, w)
    if e.Side.municipality not in sides and any(
        asks_municipality(meeting, n) for n in meeting.notes
    ):
        found.append(w("desk.hint_municipal_reason"))
    found += _deviates(meeting, w)
    if any(not one.made.who for one in made):
        found.append(w("desk.hint_unowned"))
    return found + _without_key_person(meeting, w)


def _silent_sides(meeting: Meeting, w: Words) -> list[str]:
    """At Verklaren: the sides that told nothing about this item."""
    at = meeting.step
    if not (at and at.item and at.stage is Stage.explain):
        return []
    spoke = {n.written.side for n in meeting.notes_of(at.item)}
    return [
        w("desk.hint_silent_side", side=side_name(meeting, side, w))
        for side in e.Side
        if side not in spoke
    ]


def _deviates(meeting: Meeting, w: Words) -> list[str]:
    """At Verbeteren of a figure that left its forecast: which of three kinds of intervention, or
    deliberately none, until an agreement about it says so (M46)."""
    at = meeting.step
    item = meeting.item(at.item) if at and at.item and at.stage is Stage.improve else None
    if item is None or item.reason is not e.AgendaReason.left_forecast_band:
        return []
    chosen = (one.made.agreement_kind for one in meeting.standing_agreements()
              if one.made.item == item.id)  # fmt: skip
    kinds = [w.of(one).lower() for one in e.AgreementKind]
    return [] if any(chosen) else [w("desk.hint_deviates", kinds=" · ".join(kinds))]


def _without_key_person(meeting: Meeting, w: Words) -> list[str]:
    """Learning points of today that nobody inside the municipality carries on (M10)."""
    if not meeting.has(Extra.learning):
        return []
    own = [one for one in learning_points(meeting) if one.raised_in == meeting.id and one.is_open]
    count = sum(not one.has_key_person for one in own)
    return [w("steering.hint_key_person", count=count)] if count else []
