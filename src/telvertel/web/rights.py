"""Who may reach which address: one table, and everything it does not name is the facilitator's."""

from __future__ import annotations

from enum import Enum

from telvertel.meeting.events import Role


class Door(Enum):
    """What an address asks of who comes."""

    closed = "closed"  # nobody
    open = "open"  # everybody who may reach this server at all
    room = "room"  # everybody who is in: facilitator and participants
    desk = "desk"  # the facilitator


JOIN, LOGIN, LOGOUT = "/meedoen", "/inloggen", "/uitloggen"

# Who is connected and for how long, running the script, and driving the app. Streamlit serves the
# first without a login; the other two are off, and stay closed should somebody switch them on.
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
# An address, or a folder when it ends in a slash: nothing in here says anything about anybody.
OPEN = (
    "/_stcore/health",
    "/static/",
    "/favicon.png",
    "/favicon.ico",
    "/manifest.json",
    JOIN,
    f"{JOIN}/",
    LOGIN,
)
ROOM = ("/api/follow", "/api/scene", "/api/picture/", "/api/lines", "/api/rounds", "/api/rounds/")
# Parts of the app that are fetched; every other address that is asked for as a page is one.
PARTS = ("/static/", "/media/", "/component/", "/_stcore/", "/app/", "/api/", f"{JOIN}/")


def door(path: str) -> Door:
    """The door of an address, as it stands in the request after percent-decoding."""
    if path.startswith(CLOSED):
        return Door.closed
    if _is_odd(path):
        return Door.desk
    if _in(path, OPEN):
        return Door.open
    return Door.room if _in(path, ROOM) else Door.desk


def admits(door: Door, role: Role | None) -> bool:
    """Whether a door opens for who is in with this role; None is somebody who is not in."""
    if door is Door.open:
        return True
    if door is Door.closed or role is None:
        return False
    return door is Door.room or role is Role.facilitator


def _in(path: str, places: tuple[str, ...]) -> bool:
    return any(path.startswith(one) if one.endswith("/") else path == one for one in places)


def _is_odd(path: str) -> bool:
    """Written so that another part of the server could read another address in it."""
    return "//" in path or "\\" in path or ".." in path.split("/") or "\0" in path
