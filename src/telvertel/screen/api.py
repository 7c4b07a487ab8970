"""Our own routes with the installation behind them: saving lines, following the room, pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from starlette.routing import Router

from telvertel.installation import Installation, installation
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wall.desk import desk
from telvertel.wall.phone import phone
from telvertel.wall.rounds import at_desk
from telvertel.wall.scene import scene
from telvertel.web import follow, join, lines, pictures, rounds
from telvertel.web.beside import Beside


@lru_cache
def _routes(house: Installation) -> Router:
    return Router(
        [
            *lines.routes(house.telling, house.secret),
            *follow.routes(
                *(house.telling, house.secret, _drawing(house)),
                beside=Beside(house.telling, house.joining, house.silence),
                sessions=house.sessions,
            ),
            *rounds.routes(house.secret, house.silence),
            *join.routes(house.telling, house.secret, house.joining),
            *pictures.routes(house.secret),
        ]
    )


def api() -> Router:
    """Everything under /api/, for the installation of this process."""
    return _routes(installation())


def _drawing(house: Installation) -> Callable[..., dict[str, Any]]:
    """What a follower gets: the desk for the facilitator, for everybody else the wall's scene."""

    def draw(meeting: Meeting, language: str, role: e.Role, side: e.Side | None) -> dict[str, Any]:
        before = house.previous(meeting)
        if role is e.Role.facilitator:
            return desk(meeting, language, before) | {"rounds": at_desk(meeting, language)}
        wall = scene(meeting, language, before)
        return {"wall": wall} if role is e.Role.wall else phone(meeting, wall, language, side)

    return draw
