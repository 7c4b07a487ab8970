"""How to take part, on the wall: words only. The code comes beside the scene, to walls alone."""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.anonymous import LEAST
from telvertel.meeting.state import Meeting
from telvertel.wording.words import Words


def joining(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    told = w.table("join.wall") | {"kept": w("join.wall.kept", count=LEAST)}
    return {"title": told["title"], "join": told}
