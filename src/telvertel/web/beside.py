"""What is in no journal and changes often: how far a silent round is, how to take part, who does.

It goes beside the scene, to walls and desks; a phone only hears whether there are few of them. The
code is never part of what a phone is told.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import segno

from telvertel.meeting import events as e
from telvertel.meeting.anonymous import LEAST
from telvertel.meeting.state import Meeting
from telvertel.telling import Telling
from telvertel.wall.naming import side_name
from telvertel.web.beyond import is_open_beyond
from telvertel.web.follow import View
from telvertel.web.join import Joining, address_of
from telvertel.web.rounds import Silence
from telvertel.wording import numbers
from telvertel.wording.words import Words, words


class Beside:
    """What goes beside the scene of a view; asked for once a second where there is something."""

    def __init__(self, telling: Telling, joining: Joining, silence: Silence) -> None:
        self._telling, self._joining, self._silence = telling, joining, silence

    def __call__(self, view: View, place: str) -> dict[str, Any] | None:
        """None when there is nothing; ``place`` is the server as this browser reached it."""
        meeting = self._telling.meeting(view.meeting)
        if view.role not in (e.Role.facilitator, e.Role.wall):
            return self._for_phone(meeting, view.language)
        if view.role is e.Role.wall:
            return self._for_wall(meeting, view.language, place)
        return self._for_desk(meeting, view.language, place)

    def _for_phone(self, meeting: Meeting, language: str) -> dict[str, Any] | None:
        """Whether there are too few phones to promise that nobody can guess who wrote what."""
        running = self._silence.facts(meeting.id, language)
        return {"few": running["few"], "least": LEAST} if running else None

    def _for_wall(self, meeting: Meeting, language: str, place: str) -> dict[str, Any] | None:
        """How many lines, never which; the code only while the wall is meant to show it."""
        found: dict[str, Any] = {}
        running = self._silence.facts(meeting.id, language)
        if running:
            found["written"] = _counted(running)
        if meeting.shown and meeting.shown.view is e.View.join:
            # Asked for by showing it, so that a wall never shows a code that no longer holds.
            self._joining.code(meeting.id) or self._joining.renew(meeting.id)
            found["join"] = self._how(meeting, place, words(language))
        return found or None

    def _for_desk(self, meeting: Meeting, language: str, place: str) -> dict[str, Any] | None:
        w = words(language)
        running = self._silence.facts(meeting.id, language)
        found: dict[str, Any] = {"running": running} if running else {}
        if not self._joining.is_open(meeting.id):
            return found or None  # a round that runs can still be closed
        if running:
            found["written"] = _counted(running)
        found["least"] = LEAST
        found["join"] = self._how(meeting, place, w)
        found["people"] = self._people(meeting, w)
        found["few"] = [
            side_name(meeting, side, w)
            for side, phones in self._joining.phones(meeting.id).items()
            if phones < LEAST
        ]
        return found

    def _how(self, meeting: Meeting, place: str, w: Words) -> dict[str, Any] | None:
        """Address, digits and QR code; None while no code holds."""
        code = self._joining.code(meeting.id)
        if code is None:
            return None
        typed, scanned = address_of(code, place)
        return {
            "address": typed,
            "code": f"{code.pin[:3]} {code.pin[3:]}",
            "qr": list(_matrix(scanned)),
            "here_only": not is_open_beyond(),  # no phone can reach the address
            "until": numbers.clock(_moment(code.until), w),
        }

    def _people(self, meeting: Meeting, w: Words) -> list[dict[str, Any]]:
        return [
            {
                "id": one.id,
                "side": side_name(meeting, one.side, w) if one.side else w("join.watching"),
                "name": one.name,
                "since": numbers.clock(_moment(one.begun_at), w),
            }
            for one in self._joining.people(meeting.id)
        ]


def _counted(running: dict[str, Any]) -> dict[str, Any]:
    """What the wall may know of a running round: how many lines, never which."""
    return {name: running[name] for name in ("round", "count", "few")}


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@lru_cache(maxsize=32)
def _matrix(text: str) -> tuple[str, ...]:
    """The QR code of a text as rows of 0 and 1, with its quiet border."""
    made = segno.make(text, error="m", micro=False)
    return tuple("".join(str(int(bool(one))) for one in row) for row in made.matrix_iter(border=4))
