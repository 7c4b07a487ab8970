"""How the app is put together: frame, our own routes, gate, and what happens at start and stop."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from telvertel.installation import Installation, installation
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wall import picture
from telvertel.wall.desk import desk
from telvertel.wall.scene import scene
from telvertel.web import follow, lines, pictures
from telvertel.web.gate import Gate

FRAME = str(Path(__file__).with_name("frame.py"))


def routes() -> list[BaseRoute]:
    """Our own routes: saving lines, following the meeting, pictures."""
    house = installation()
    return [
        *lines.routes(house.telling, house.secret),
        *follow.routes(house.telling, house.secret, _drawing(house)),
        *pictures.routes(house.secret),
    ]


def middleware() -> list[Middleware]:
    return [Middleware(Gate)]


def _drawing(house: Installation) -> Callable[..., dict[str, Any]]:
    """What a follower gets: the desk for the facilitator, for everybody else the wall's scene."""

    def draw(meeting: Meeting, language: str, role: e.Role, side: e.Side | None) -> dict[str, Any]:
        before = house.previous(meeting)
        if role is e.Role.facilitator:
            return desk(meeting, language, before)
        return {"wall": scene(meeting, language, before)}

    return draw


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Import what the first page needs, then set it apart from garbage collection.

    Streamlit collects garbage after every script run; with these modules frozen a text-only rerun
    takes 30 instead of 106 ms (measured on 1.67).
    """
    import altair.vegalite.v6.schema.channels  # noqa: F401
    import pandas  # noqa: F401
    import polars  # noqa: F401
    import pyarrow  # noqa: F401
    import streamlit.elements.vega_charts  # noqa: F401

    gc.collect()
    gc.freeze()
    Thread(target=picture.warm_up, daemon=True).start()
    yield
    installation().journal.close()
