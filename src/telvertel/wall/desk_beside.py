"""What the desk can put on the wall beside the talk: the parts of this meeting that are on, and
that have something to show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.foundations import foundations
from telvertel.meeting.lasting import Extra
from telvertel.meeting.learning import long_open
from telvertel.meeting.preconditions import board
from telvertel.meeting.standing import differences, mishaps
from telvertel.meeting.state import Meeting
from telvertel.wording.words import Words


def _readings_here(meeting: Meeting) -> set[str]:
    """Differences about the figure that is talked about; before the first figure all of them."""
    item = meeting.item(meeting.step.item) if meeting.step else None
    return {
        one.difference
        for one in differences(meeting)
        if item is None or one.indicator in (item.indicator, None)
    }


def beside(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Each screen as the desk asks for it, with its name, and whether the wall shows it now."""
    of_item = _readings_here(meeting)
    return [
        {
            "body": shown.model_dump(mode="json"),
            "name": w.of(shown.view) + (f" {number}" if number else ""),
            "now": shown == meeting.shown,
            "here": shown.view is not e.View.difference or shown.about in of_item,
        }
        for shown, number in _screens(meeting)
    ]


def _screens(meeting: Meeting) -> Iterator[tuple[e.Shown, int]]:
    """Screens in the order of the buttons; those there are several of with their number."""
    if meeting.has(Extra.learning) and long_open(meeting):
        yield e.Shown(view=e.View.learning), 0
    if meeting.has(Extra.preconditions) and board(meeting).preconditions:
        yield e.Shown(view=e.View.preconditions), 0
    if meeting.has(Extra.differences):
        yield from _each(e.View.difference, [one.difference for one in differences(meeting)])
    if meeting.has(Extra.learning):
        yield from _each(e.View.mishap, [one.mishap for one in mishaps(meeting)])
    if meeting.has(Extra.principles):
        yield e.Shown(view=e.View.principles), 0
    if meeting.has(Extra.principles) and foundations(meeting).frameworks:
        yield e.Shown(view=e.View.frameworks), 0


def _each(view: e.View, ids: list[str]) -> Iterator[tuple[e.Shown, int]]:
    for number, name in enumerate(ids, start=1):
        yield e.Shown(view=view, about=name), number if len(ids) > 1 else 0
