"""What opens a meeting by itself, before the first figure: reserves, agreements that are due, and
what earlier meetings left open (M13, M14, M31, M57)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.learning import long_open, to_look_back
from telvertel.meeting.state import Meeting
from telvertel.wording.words import Words

EACH = 3  # learning points with a screen of their own; of more there is a list after them
BEFORE = (
    e.View.welcome,
    e.View.agenda,
    e.View.client_voice,
    e.View.reserves,
    e.View.last_agreements,
)


def opening_steps(meeting: Meeting, previous: Meeting | None) -> Iterator[e.Shown]:
    """The screens between the agenda and the first item, in order."""
    if meeting.client_voice:
        yield e.Shown(view=e.View.client_voice)
    if meeting.has(Extra.reserves):
        yield e.Shown(view=e.View.reserves)
    for one in previous.standing_agreements() if previous else ():
        yield e.Shown(view=e.View.last_agreements, agreement=one.id)
    if meeting.has(Extra.learning):
        yield from _long_open(meeting)
    for one in _still_disputed(meeting):
        yield one
    if meeting.has(Extra.learning):
        yield from _look_back(meeting)


def _long_open(meeting: Meeting) -> Iterator[e.Shown]:
    waiting = long_open(as_it_began(meeting))
    for one in waiting[:EACH]:
        yield e.Shown(view=e.View.learning, about=one.id)
    if len(waiting) > EACH:
        yield e.Shown(view=e.View.learning)


def _look_back(meeting: Meeting) -> Iterator[e.Shown]:
    for one in to_look_back(as_it_began(meeting)):
        yield e.Shown(view=e.View.learning, about=one.id)


def _still_disputed(meeting: Meeting) -> Iterator[e.Shown]:
    """What earlier meetings left disputed, with the item of today that it is about."""
    for one in meeting.carried:
        item = one.items[0] if one.items else None
        yield e.Shown(view=e.View.dispute, item=item, dispute=one.id)


def as_it_began(meeting: Meeting) -> Meeting:
    """Without what was said here: the order of a meeting stays while it answers what was open."""
    return replace(meeting, kept=())


def opening_name(shown: e.Shown, meeting: Meeting, w: Words) -> str:
    """What a step is called at the desk that stands on what was left open: "Leerpunt 2"."""
    if shown.view not in (e.View.learning, e.View.dispute):
        return ""
    known = list(opening_steps(meeting, None))
    if shown not in known:
        return ""
    if shown.view is e.View.learning and shown.about is None:
        return w("wall_steering.step_more_learning")
    kind = _kind(shown, meeting)
    same = [one for one in known if one.view is shown.view and _kind(one, meeting) == kind]
    return w(f"wall_steering.{kind}", number=same.index(shown) + 1)


def _kind(shown: e.Shown, meeting: Meeting) -> str:
    if shown.view is e.View.dispute:
        return "step_dispute"
    back = {one.id for one in to_look_back(as_it_began(meeting))}
    return "step_look_back" if shown.about in back else "step_learning"


def is_opening(meeting: Meeting) -> bool:
    """Whether the talk has not come to a figure yet: what is open then has its own step."""
    return meeting.step is None or meeting.step.view in BEFORE
