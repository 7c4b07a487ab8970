"""Following the room: every browser hears within a moment what was said, and draws it itself.

One WebSocket per page; its first message is its ticket, because addresses stand in logs. The scene
is computed and written out once per state of the meeting and those before it, language and role,
however many follow; a role only ever gets what was computed for that role, and only what differs
from what it was told last.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from anyio import CancelScope, create_task_group, fail_after, move_on_after, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from telvertel.meeting.events import Event, Role, Side
from telvertel.meeting.lasting import FOUNDATIONS
from telvertel.meeting.state import Meeting
from telvertel.telling import Telling
from telvertel.web import clock
from telvertel.web.answers import TICKET, Refused, admitted, check_origin, language_of, told
from telvertel.web.sessions import Session, Sessions, session_of
from telvertel.web.ticket import Ticket

log = logging.getLogger(__name__)

HEARTBEAT = 10.0  # seconds of silence after which a sign of life is sent
GLANCE = 1.0  # seconds between two looks at the meeting and at what stands beside its scene
AGAIN = 2.0  # seconds before a scene that could not be drawn is tried again
FIRST_WORDS = 5.0  # seconds in which a socket says who it is
GATHERING = 0.02  # seconds in which several lines become one message
REFUSED = 1008  # the WebSocket code for "not allowed"
_HTTP = {"ws": "http", "wss": "https"}

Scene = Callable[[Meeting, str, Role, Side | None], dict[str, Any]]

# Sequences of the meeting and of those before it, newest first: the room looks back on their
# agreements. They only grow, so a later moment is the larger one.
Moment = tuple[int, ...]
BEFORE_ALL: Moment = ()


@dataclass(frozen=True)
class View:
    """Who looks at what: everybody with the same view gets the same scene."""

    meeting: str
    language: str
    role: Role
    side: Side | None


# What goes beside a scene without standing in the journal; None when there is nothing.
Beside = Callable[[View, str], dict[str, Any] | None]


def nothing_beside(view: View, place: str) -> None:
    """Nothing but the scene itself."""


@dataclass(frozen=True)
class Holding:
    """What somebody follows with: a ticket, and the session it came in, which may be ended."""

    ticket: Ticket
    session: Session | None
    sessions: Sessions | None

    def followed(self) -> AbstractContextManager[None]:
        return self.sessions.followed(self.session) if self.sessions else nullcontext()

    def still(self) -> bool:
        known = self.session is not None and self.sessions is not None
        if known and self.sessions.was_ended(self.session):
            return False
        return clock.seconds() < self.ticket.until


class Scenes:
    """The last scene of each view, computed once; who asks meanwhile waits for the same one."""

    def __init__(self, telling: Telling, scene: Scene) -> None:
        self._telling = telling
        self._scene = scene
        self._lock = threading.Lock()
        self._latest: dict[View, tuple[Moment, Future[str]]] = {}
        self._failing: set[View] = set()
        self._failed_at: dict[View, float] = {}

    async def drawn(self, view: View) -> tuple[Moment, str] | None:
        """The same, or None when it could not be drawn: the wall keeps its picture, and one scene
        that fails does not end the following of all the next ones."""
        try:
            found = await self.of(view)
        except Exception as trouble:  # noqa: BLE001
            # It is tried again and again: a row of failures is told once.
            if view not in self._failing:
                log.error("a scene could not be drawn: %s", type(trouble).__name__)
            self._failing.add(view)
            return None
        self._failing.discard(view)
        return found

    async def of(self, view: View) -> tuple[Moment, str]:
        """Moment and scene, as JSON, of the meeting as it stands now."""
        meeting, now = await to_thread.run_sync(self._now, view.meeting)
        with self._lock:
            moment, future = self._latest.get(view, (BEFORE_ALL, None))
            again = self._failed_at.get(view, math.inf) + AGAIN < time.monotonic()
            mine = future is None or moment < now or again
            if mine:
                moment, future = now, Future()
                # Running cannot be cancelled: one browser that leaves must not stop the others.
                future.set_running_or_notify_cancel()
                self._latest[view] = (moment, future)
                self._failed_at.pop(view, None)
        if mine:
            # Only the one that draws takes a thread; thirty waiting ones would take them all.
            asyncio.get_running_loop().run_in_executor(None, self._draw, view, meeting, future)
        return moment, await asyncio.wrap_future(future)

    def _now(self, meeting: str) -> tuple[Meeting, Moment]:
        state = self._telling.meeting(meeting)
        series = self._telling.series(state)
        # What the municipality set in its other meetings is seen here too.
        return state, (state.sequence, len(state.founded), *(one.sequence for one in series))

    def _draw(self, view: View, meeting: Meeting, future: Future[str]) -> None:
        try:
            scene = self._scene(meeting, view.language, view.role, view.side)
            future.set_result(json.dumps(scene, ensure_ascii=False, separators=(",", ":")))
        except Exception as trouble:  # noqa: BLE001
            # Given to all who wait and who ask soon after; then it is tried again, once for all.
            with self._lock:
                if self._latest.get(view, (BEFORE_ALL, None))[1] is future:
                    self._failed_at[view] = time.monotonic()
            future.set_exception(trouble)


class Room:
    """Who follows which meeting, to be woken from any thread."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._followers: set[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = threading.Lock()
        telling.listen(self._wake)

    def enter(self, meeting: str) -> tuple[asyncio.Event, Callable[[], None]]:
        """An alarm that goes off when something is said, and how to leave."""
        follower = (meeting, asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._followers.add(follower)

        def leave() -> None:
            with self._lock:
                self._followers.discard(follower)

        return follower[2], leave

    def _wake(self, meeting: str, event: Event) -> None:
        with self._lock:
            followers = tuple(self._followers)
        waking = {
            one
            for one in {follower[0] for follower in followers}
            if self._shows(one, meeting) or self._founds(one, meeting, event)
        }
        for one, loop, alarm in followers:
            if one in waking and not loop.is_closed():
                loop.call_soon_threadsafe(alarm.set)

    def _shows(self, followed: str, meeting: str) -> bool:
        """Whether the scene of what is followed may change with this meeting."""
        if followed == meeting:
            return True
        return meeting in [one.id for one in self._telling.series(self._telling.meeting(followed))]

    def _founds(self, followed: str, meeting: str, event: Event) -> bool:
        """Whether this was set for the municipality of what is followed."""
        if not isinstance(event.body, FOUNDATIONS):
            return False
        plans = [self._telling.meeting(one).plan for one in (followed, meeting)]
        return all(plans) and plans[0].municipality == plans[1].municipality


def routes(
    telling: Telling,
    secret: bytes,
    scene: Scene,
    beside: Beside = nothing_beside,
    sessions: Sessions | None = None,
) -> list[BaseRoute]:
    """WebSocket /api/follow, and GET /api/scene for whoever cannot keep a socket open.

    The first message of a socket is ``{"ticket": "…"}``, with nothing in it for a phone: its
    session says who it is. Whose session is ended hears nothing more from the next glance on.
    """
    scenes, room = Scenes(telling, scene), Room(telling)

    async def follow(socket: WebSocket) -> None:
        meeting = socket.query_params.get("meeting", "")
        try:
            check_origin(socket)
            await socket.accept()
            ticket = admitted(socket, secret, await _shown(socket), meeting)
        except Refused:
            await socket.close(REFUSED)
            return
        except WebSocketDisconnect:
            return
        alarm, leave = room.enter(meeting)
        try:
            holds = Holding(ticket, session_of(socket), sessions)
            with holds.followed():
                await _until_gone(socket, _tell(socket, scenes, holds, meeting, alarm, beside))
        finally:
            leave()

    async def once(request: Request) -> Response:
        meeting, language = request.query_params.get("meeting", ""), language_of(request)
        try:
            check_origin(request)
            ticket = admitted(request, secret, request.headers.get(TICKET, ""), meeting)
        except Refused as refusal:
            return refusal.answer(language)
        found = await scenes.drawn(View(meeting, language, ticket.role, ticket.side))
        if found is None:
            return told(503, "web.no_scene", language)
        return Response(_message(*found), media_type="application/json")

    return [WebSocketRoute("/api/follow", follow), Route("/api/scene", once, methods=["GET"])]


async def _shown(socket: WebSocket) -> str:
    """The ticket in the first message; Refused when none comes, or something else."""
    try:
        with fail_after(FIRST_WORDS):
            first = await socket.receive_json()
        return str(first.get("ticket") or "")
    except (TimeoutError, ValueError, AttributeError, KeyError, RecursionError):
        raise Refused(403, "web.no_ticket") from None


async def _tell(
    socket: WebSocket,
    scenes: Scenes,
    holds: Holding,
    meeting: str,
    alarm: asyncio.Event,
    beside: Beside,
) -> None:
    """Send the scene now and after everything said; a sign of life when there is nothing to tell.

    An alarm may be lost and a drawing may fail, so the meeting is looked at again at each glance:
    nobody waits for the next line to see this one.
    """
    view = View(meeting, language_of(socket), holds.ticket.role, holds.ticket.side)
    sent, drawn, facts, spoken = BEFORE_ALL, "", None, time.monotonic()
    while holds.still():  # whoever is removed hears it at the next glance
        alarm.clear()
        found = await scenes.drawn(view)
        if found is not None and found[0] > sent:
            sent, before, drawn = found[0], drawn, found[1]
            # Much of what is said changes nothing of what this one sees.
            if drawn != before:
                spoken = time.monotonic()
                await socket.send_text(_message(sent, drawn))
        facts = await _tell_beside(socket, beside, view, facts)
        if time.monotonic() - spoken > HEARTBEAT:
            spoken = time.monotonic()
            await socket.send_json(_ping())
        if await _rung(alarm, min(GLANCE, HEARTBEAT)):
            await asyncio.sleep(GATHERING)
    await socket.close(REFUSED)


async def _tell_beside(
    socket: WebSocket, beside: Beside, view: View, before: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Send what stands beside the scene when it changed; what stands there now."""
    place = f"{_HTTP[socket.url.scheme]}://{socket.url.netloc}"
    facts = await to_thread.run_sync(beside, view, place)
    if facts != before:
        await socket.send_json({"beside": facts or {}})
    return facts


def _message(moment: Moment, scene: str) -> str:
    """What a follower is told: the scene was written out once, for all who see the same."""
    return f'{{"sequence":{moment[0]},"at":"{_at()}","scene":{scene}}}'


def _ping() -> dict[str, Any]:
    return {"ping": True, "at": _at()}


def _at() -> str:
    """The moment at this machine: a clock that differs elsewhere must not bend the time left."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


async def _rung(alarm: asyncio.Event, seconds: float) -> bool:
    """Whether something was said before it is time to look again."""
    with move_on_after(seconds):
        await alarm.wait()
        return True
    return False


async def _until_gone(socket: WebSocket, telling: Coroutine[Any, Any, None]) -> None:
    """Tell until the browser is gone; what it sends is read and left."""
    async with create_task_group() as both:
        both.start_soon(_ending, both.cancel_scope, _listen(socket))
        both.start_soon(_ending, both.cancel_scope, telling)


async def _ending(both: CancelScope, one: Coroutine[Any, Any, None]) -> None:
    """Run one of two; when it ends the other ends too. A browser that is gone is no trouble."""
    with suppress(WebSocketDisconnect):
        await one
    both.cancel()


async def _listen(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
