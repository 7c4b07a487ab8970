"""The way through the meeting: its screens in order, and where the talk and the wall are."""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.stages import Stage, stages_of
from telvertel.meeting.state import Meeting
from telvertel.wall.closing import TAKEN
from telvertel.wall.naming import item_name
from telvertel.wall.of_whom import told_apart
from telvertel.wall.opening_steps import is_opening, opening_name, opening_steps
from telvertel.wall.prediction import unwritten
from telvertel.wording.words import Words


def steps(meeting: Meeting, previous: Meeting | None) -> tuple[e.Shown, ...]:
    """Every screen of the meeting in order: what PageDown walks through."""
    order = [e.Shown(view=e.View.welcome), e.Shown(view=e.View.agenda)]
    order += opening_steps(meeting, previous)
    for item in meeting.agenda:
        order += [
            e.Shown(view=e.View.item, item=item.id, stage=stage)
            for stage in stages_of(meeting.plan.plain, meeting.plan.predict)
        ]
    order += [
        e.Shown(view=e.View.read_back, agreement=one.id) for one in meeting.standing_agreements()
    ]
    if meeting.has(Extra.learning):
        order.append(e.Shown(view=e.View.closing, about=TAKEN))
    order.append(e.Shown(view=e.View.closing))
    if meeting.sealed_at:
        order.append(e.Shown(view=e.View.sealed))
    return tuple(order)


def place(meeting: Meeting, order: tuple[e.Shown, ...]) -> int:
    """Where the talk is in the order; the nearest step of the same view when it is between two.

    A screen beside the talk (the calm one, a card, a round) leaves it where it was.
    """
    shown = _at(meeting, order)
    if shown is None:
        return 0
    if shown in order:
        return order.index(shown)
    same = [n for n, one in enumerate(order) if one.view == shown.view and one.item == shown.item]
    return same[0] if same else 0


def _at(meeting: Meeting, order: tuple[e.Shown, ...]) -> e.Shown | None:
    """The last screen of the talk. Before the first item what opens the meeting belongs to it,
    also where the same screen later stands beside the talk."""
    if is_opening(meeting):
        return next((one for one in reversed(meeting.been) if one in order), meeting.step)
    return meeting.step


def step(shown: e.Shown, meeting: Meeting, previous: Meeting | None, w: Words) -> dict[str, Any]:
    """A screen as the desk asks for it, with its name."""
    return {
        "body": shown.model_dump(mode="json"),
        "name": step_name(shown, meeting, previous, w),
        "waits": unwritten(meeting, shown.item, w) if shown.stage is Stage.predict else "",
    }


def step_name(shown: e.Shown, meeting: Meeting, previous: Meeting | None, w: Words) -> str:
    """What a step is called at the desk: "2 · Verklaren", "Afspraak 3", "Welkom"."""
    if shown == e.Shown(view=e.View.closing, about=TAKEN):
        return w("wall_steering.step_taken")
    if opens := opening_name(shown, meeting, w):
        return opens
    if shown.item and meeting.item(shown.item):
        number = meeting.number_of(shown.item)
        told = shown.stage if shown.view is e.View.item else shown.view
        return w("desk.step_item", number=number, stage=w.of(told))
    ids = _agreements(shown, meeting, previous)
    if shown.agreement in ids:
        number = ids.index(shown.agreement) + 1
        return w("desk.step_agreement", view=w.of(shown.view), number=number)
    return w.of(shown.view)


def _agreements(shown: e.Shown, meeting: Meeting, previous: Meeting | None) -> list[str]:
    source = previous if shown.view is e.View.last_agreements else meeting
    return [one.id for one in source.standing_agreements()] if source else []


def been(meeting: Meeting, previous: Meeting | None, w: Words) -> list[dict[str, Any]]:
    """The last screens that still can be shown, oldest first, the one on the wall marked."""
    return [
        {
            **step(one, meeting, previous, w),
            **_shortly(one, meeting, previous, w),
            "now": one == meeting.shown,
        }
        for one in meeting.been
        if _still_there(one, meeting, previous)
    ]


def _shortly(
    shown: e.Shown, meeting: Meeting, previous: Meeting | None, w: Words
) -> dict[str, str]:
    """A shorter name where there is little room: "Afspraak 3"."""
    ids = _agreements(shown, meeting, previous)
    if shown.item or shown.agreement not in ids:
        return {}
    return {"name": w("desk.step_short", number=ids.index(shown.agreement) + 1)}


def _still_there(shown: e.Shown, meeting: Meeting, previous: Meeting | None) -> bool:
    if shown.item and meeting.item(shown.item) is None:
        return False
    return not shown.agreement or shown.agreement in _agreements(shown, meeting, previous)


def back_to(meeting: Meeting) -> e.Shown:
    """Where the wall returns to from the calm screen, or from a screen beside the talk."""
    shown = meeting.shown
    if shown and shown.view is e.View.neutral and meeting.been:
        return meeting.been[-1]
    order = (*opening_steps(meeting, None), meeting.step)
    return _at(meeting, order) or e.Shown(view=e.View.welcome)


def sections(
    order: tuple[e.Shown, ...], meeting: Meeting, at: int, w: Words
) -> list[dict[str, Any]]:
    """The order grouped for jumping: one entry per view or item, with its first step."""
    found: list[dict[str, Any]] = []
    for number, shown in enumerate(order):
        key = shown.item if shown.view is e.View.item else shown.view.value
        if not found or found[-1]["key"] != key:
            found.append({"key": key, "first": number, "name": _section_name(shown, meeting, w)})
        found[-1]["now"] = found[-1].get("now", False) or number == at
    return found


def _section_name(shown: e.Shown, meeting: Meeting, w: Words) -> str:
    if shown.view is not e.View.item:
        return w.of(shown.view)
    number = meeting.number_of(shown.item)
    names = (item_name(meeting, shown.item, w), told_apart(meeting, shown.item, w))
    return w("desk.section_item", number=number, name=", ".join(filter(None, names)))
