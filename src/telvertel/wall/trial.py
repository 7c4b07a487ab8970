"""The screen to try the room with: can the last row read the smallest letter?"""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wall.room_size import font_scale
from telvertel.wording import numbers
from telvertel.wording.words import Words

# Sizes of the lines in units of the smallest letter of this room; the last is that letter.
LINES = (("A", 2.4), ("B", 1.9), ("C", 1.5), ("D", 1.2), ("E", 1.0))


def trial(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    room = meeting.room or meeting.plan
    seat, screen = (
        numbers.number(one, w, 1) for one in (room.farthest_seat_m, room.screen_height_m)
    )
    return {
        "title": w("desk.trial.title"),
        "lines": [{"letter": letter, "size": size} for letter, size in LINES],
        "sentence": w("desk.trial.line"),
        "greys": w("desk.trial.greys"),
        "markers": w("desk.trial.markers"),
        "room": w("desk.trial.room", seat=seat, screen=screen, pixels=round(40 * font_scale(room))),
    }
