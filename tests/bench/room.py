"""A room under load: a desk, a wall and phones that write at once, as clients of a real server.

All clients are in one asyncio process, on this machine only, and never more of them than stated
here. What the desk says goes up to the wall; the wall's own WebSocket tells when it came.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import psutil
from websockets.asyncio.client import connect

from telvertel.journal.journal import Journal
from telvertel.meeting.events import Role
from telvertel.web.ticket import secret, ticket
from tests.browser.server import Server
from tests.browser.tables import lay

HOST = "127.0.0.1"
MOST_CLIENTS = 60
RESTING = 0.1  # of a core: when the server uses less, everybody is in and it has been started up
RESTS_WITHIN = 30.0  # seconds
LATEST = 10.0  # seconds after the last line in which the wall may still bring it
ITEM_EVERY = 6  # lines after which the desk goes on to the next item
PINNED_EVERY = 3  # lines of which one is pinned to a point, so that the picture is drawn anew


@dataclass(frozen=True)
class Load:
    """Tables with a desk and ``phones``; each phone writes a line every ``every`` seconds."""

    tables: int
    phones: int
    lasts: float  # seconds
    every: float = 5.0
    desk_every: float = 2.0

    def __post_init__(self) -> None:
        if self.tables * (self.phones + 2) > MOST_CLIENTS:
            raise ValueError(f"never more than {MOST_CLIENTS} clients")


@dataclass
class Table:
    """One meeting with what its clients found."""

    meeting: str
    desk: dict[str, Any] = field(default_factory=dict)  # what the desk was last told
    acknowledged: list[tuple[int, str]] = field(default_factory=list)  # sequence and op
    on_their_way: dict[str, float] = field(default_factory=dict)  # text → moment of Enter
    to_wall: list[float] = field(default_factory=list)  # seconds from Enter to the wall
    saved: list[float] = field(default_factory=list)  # seconds from Enter to "Opgeslagen"
    refused: list[str] = field(default_factory=list)
    said: int = 0  # by the desk
    scenes: int = 0
    letters: int = 0


@dataclass(frozen=True)
class Found:
    """What a load showed."""

    to_wall: list[float]
    saved: list[float]
    said: int
    lost: int
    scenes: int
    letters: int
    rss_mib: float
    growth_mib: float
    cpu_share: float  # of one core


def meet(home: Path, load: Load) -> Found:
    """Hold the meetings of a load on a fresh server, kill it, and count what the journal has."""
    meetings = lay(home, load.tables)
    server = Server(home).start()
    try:
        clients = Clients(server, load, meetings)
        rss, growth, cpu = asyncio.run(clients.meet(psutil.Process(server.process.pid)))
    finally:
        server.kill()
    tables = clients.tables
    refused = [one for table in tables for one in table.refused]
    if refused:
        raise RuntimeError(f"{len(refused)} lines were refused: {refused[0]}")
    return Found(
        to_wall=[one for table in tables for one in table.to_wall],
        saved=[one for table in tables for one in table.saved],
        said=sum(len(table.acknowledged) for table in tables),
        lost=_lost(home, tables) + sum(len(table.on_their_way) for table in tables),
        scenes=sum(table.scenes for table in tables),
        letters=sum(table.letters for table in tables),
        rss_mib=rss,
        growth_mib=growth,
        cpu_share=cpu,
    )


def _lost(home: Path, tables: Iterable[Table]) -> int:
    """Acknowledged lines that are not in the journal once, at the place they were given."""
    journal = Journal.open(home / "journal")
    lost = 0
    for table in tables:
        held = [(event.sequence, event.op) for event in journal.since(table.meeting)]
        ops = [op for _, op in held]
        there = set(held)
        lost += sum(pair not in there or ops.count(pair[1]) != 1 for pair in table.acknowledged)
        if not journal.verify(table.meeting).intact:
            raise RuntimeError(f"the chain of {table.meeting} is broken")
    journal.close()
    return lost


def _used(process: psutil.Process) -> tuple[float, float]:
    """MiB in memory and seconds of processor time so far."""
    times = process.cpu_times()
    return process.memory_info().rss / 2**20, times.user + times.system


async def _until_it_rests(process: psutil.Process) -> None:
    """Coming in and starting up are not what is measured."""
    process.cpu_percent()
    for _ in range(int(RESTS_WITHIN)):
        await asyncio.sleep(1)
        if process.cpu_percent() < 100 * RESTING:
            return


def side_of(number: int) -> Role:
    return (Role.provider, Role.municipality)[number % 2]


class Clients:
    """Everybody at every table of one server."""

    def __init__(self, server: Server, load: Load, meetings: Iterable[str]) -> None:
        if not server.address.startswith(f"http://{HOST}:"):
            raise ValueError("only a server on this machine is put under load")
        self.address, self.load = server.address, load
        self.secret = secret(server.home / "secret")
        self.tables = [Table(one) for one in meetings]
        self.chance = random.Random(7)

    async def meet(self, process: psutil.Process) -> tuple[float, float, float]:
        """Everybody comes in, writes for the time of the load, and waits for the wall.

        MiB in memory at the end, how many of them grew meanwhile, and the share of one core.
        """
        # The server lets go of a connection after 5 s of silence, just when it is used again.
        limits = httpx.Limits(max_connections=MOST_CLIENTS, keepalive_expiry=2)
        async with httpx.AsyncClient(base_url=self.address, limits=limits, timeout=30) as web:
            await web.get("/", headers={"accept": "text/html"})
            self.web = web
            self.cookies = "; ".join(f"{name}={value}" for name, value in web.cookies.items())
            following = [asyncio.create_task(one) for one in self._followers()]
            await _until_it_rests(process)
            (first, used), began = _used(process), time.perf_counter()
            await asyncio.gather(*self._writers())
            lasted, (rss, spent) = time.perf_counter() - began, _used(process)
            await self._until_all_came(following)
        return rss, rss - first, (spent - used) / lasted

    async def _until_all_came(self, following: list[asyncio.Task[None]]) -> None:
        """Wait for what is still on its way to a wall; a follower may not have been cut off."""
        until = time.perf_counter() + LATEST
        while any(table.on_their_way for table in self.tables) and time.perf_counter() < until:
            await asyncio.sleep(0.05)
        for one in following:
            one.cancel()
        ended = await asyncio.gather(*following, return_exceptions=True)
        broken = [one for one in ended if not isinstance(one, asyncio.CancelledError)]
        if broken:
            raise RuntimeError(f"{len(broken)} followers were cut off: {broken[0]!r}")

    # Who follows.

    def _followers(self) -> Iterable[Coroutine[Any, Any, None]]:
        for table in self.tables:
            yield self._follow(table, Role.wall)
            yield self._follow(table, Role.facilitator)
            for number in range(self.load.phones):
                yield self._follow(table, side_of(number))

    async def _follow(self, table: Table, role: Role) -> None:
        async with self._socket(table) as socket:
            await socket.send(json.dumps({"ticket": self._ticket(table, role)}))
            picture = ""
            async for message in socket:
                table.scenes += 1
                table.letters += len(message)
                if role is Role.wall:
                    self._came(table, str(message))
                if role in (Role.wall, Role.facilitator):
                    picture = await self._seen(table, role, json.loads(message), picture)

    def _socket(self, table: Table) -> connect:
        asked = {"meeting": table.meeting, "lang": "nl"}
        return connect(
            f"ws{self.address.removeprefix('http')}/api/follow?{urlencode(asked)}",
            origin=self.address,
            additional_headers={"cookie": self.cookies},
            max_size=None,
        )

    def _came(self, table: Table, message: str) -> None:
        now = time.perf_counter()
        for text in [one for one in table.on_their_way if one in message]:
            table.to_wall.append(now - table.on_their_way.pop(text))

    async def _seen(self, table: Table, role: Role, told: dict[str, Any], picture: str) -> str:
        """As the browser does: the desk knows where it stands, and a new picture is fetched."""
        scene = told.get("scene")
        if not scene:
            return picture
        if role is Role.facilitator:
            table.desk = scene["desk"]
        asked = scene["wall"].get("picture") or picture
        if asked != picture:
            headers = {"x-telvertel-ticket": self._ticket(table, role)}
            answer = await self.web.get(f"/api/picture/{asked}", headers=headers)
            answer.raise_for_status()
        return asked

    # Who writes.

    def _writers(self) -> Iterable[Coroutine[Any, Any, None]]:
        for table in self.tables:
            yield self._paced(self.load.desk_every, partial(self._desk, table))
            for number in range(self.load.phones):
                role = side_of(number)
                yield self._paced(self.load.every, partial(self._phone, table, role))

    async def _paced(self, every: float, write: Callable[[int], Awaitable[None]]) -> None:
        """One line per so many seconds from a chance moment on, however long one takes."""
        begun = time.perf_counter()
        first = self.chance.uniform(0, every)
        for number in range(int(self.load.lasts / every)):
            due = begun + first + number * every
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await write(number)

    async def _desk(self, table: Table, number: int) -> None:
        """A line on the item that is on the wall; after some of them the next item."""
        desk = table.desk
        stages = [one["body"] for one in desk["steps"] if one["body"].get("stage") == "explain"]
        shown = stages[number // ITEM_EVERY % len(stages)]
        if number % ITEM_EVERY == 0 and number:
            await self._say(table, Role.facilitator, shown)
        periods = [one["id"] for one in desk["periods"]][:8]
        pinned = number % PINNED_EVERY == 0 and shown == desk["steps"][desk["step"]]["body"]
        text = f"Een regel over wachten, {table.said:04d}x"
        table.said += 1
        table.on_their_way[text] = time.perf_counter()
        said = await self._say(
            table,
            Role.facilitator,
            {
                "kind": "note_written",
                "note": uuid4().hex,
                "item": shown["item"],
                "stage": "explain",
                "note_kind": "explanation",
                "text": text,
                "side": side_of(number).value,
                "period": self.chance.choice(periods) if pinned and periods else None,
            },
        )
        if not said:
            del table.on_their_way[text]

    async def _phone(self, table: Table, role: Role, number: int) -> None:
        body = {"kind": "parked", "parked": uuid4().hex, "side": role.value}
        await self._say(table, role, body | {"text": f"Een vraag voor later {number}"})

    async def _say(self, table: Table, role: Role, body: dict[str, Any]) -> bool:
        op, began = uuid4().hex, time.perf_counter()
        answer = await self.web.post(
            "/api/lines",
            json={"op": op, "meeting": table.meeting, "body": body, "device": op[:8]},
            headers={
                "origin": self.address,
                "x-telvertel": "1",
                "x-telvertel-ticket": self._ticket(table, role),
            },
        )
        if answer.status_code != 200:
            table.refused.append(f"{answer.status_code} {answer.text[:200]}")
            return False
        table.saved.append(time.perf_counter() - began)
        table.acknowledged.append((answer.json()["sequence"], op))
        return True

    def _ticket(self, table: Table, role: Role) -> str:
        return ticket(self.secret, table.meeting, role, None, 1)
