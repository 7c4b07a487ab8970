"""A room under load: a desk, a wall and phones that write at once, as clients of a real server.

All clients are in one asyncio process, on this machine only, and never more of them than stated
here. What the desk says goes up to the wall; the wall's own WebSocket tells when it came. Phones
come in with the code on the wall and write in silent rounds, which the desk ends and begins anew.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
from websockets.asyncio.client import connect

from telvertel.journal.journal import Journal
from telvertel.meeting.events import Role, RoundClosed
from telvertel.web.ticket import secret, ticket
from tests.browser.server import Server
from tests.browser.tables import lay

HOST = "127.0.0.1"
MOST_CLIENTS = 60
RESTING = 0.1  # of a core: when the server uses less, everybody is in and it has been started up
RESTS_WITHIN = 30.0  # seconds
LATEST = 10.0  # seconds after the last line in which the wall may still bring it
ROUND = 50.0  # seconds of a silent round
ITEM_EVERY = 6  # lines after which the desk goes on to the next item
PINNED_EVERY = 3  # lines of which one is pinned to a point, so that the picture is drawn anew
ROUND_IS_OVER = 409


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
    beside: dict[str, Any] = field(default_factory=dict)  # what the wall was told beside a scene
    round: str = ""
    acknowledged: list[tuple[int, str]] = field(default_factory=list)  # sequence and op
    by_phone: list[str] = field(default_factory=list)  # texts that were kept
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
        said=sum(len(table.acknowledged) + len(table.by_phone) for table in tables),
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
        ops, there = [op for _, op in held], set(held)
        lost += sum(pair not in there or ops.count(pair[1]) != 1 for pair in table.acknowledged)
        closed = [
            event.body for event in journal.since(table.meeting)
            if isinstance(event.body, RoundClosed)
        ]  # fmt: skip
        shown = Counter(line.text for body in closed for line in body.lines)
        missing = Counter(table.by_phone) - shown
        lost += max(0, missing.total() - sum(body.left_out for body in closed))
        lost += (shown - Counter(table.by_phone)).total()  # twice is as wrong as never
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


class Browser:
    """One browser: its cookies, and the ticket that a page of ours would give it."""

    def __init__(self, address: str, ticket: str = "") -> None:
        # The server lets go of a connection after 5 s of silence, just when it is used again.
        limits = httpx.Limits(max_connections=4, keepalive_expiry=2)
        self.web = httpx.AsyncClient(base_url=address, limits=limits, timeout=30)
        self.address, self.ticket = address, ticket

    async def ask(self, path: str, message: dict[str, Any]) -> httpx.Response:
        return await self.web.post(
            path,
            json=message,
            headers={
                "origin": self.address,
                "x-telvertel": "1",
                **({"x-telvertel-ticket": self.ticket} if self.ticket else {}),
            },
        )

    async def picture(self, key: str) -> None:
        headers = {"x-telvertel-ticket": self.ticket} if self.ticket else {}
        answer = await self.web.get(f"/api/picture/{key}", headers=headers)
        if answer.status_code not in (200, 404):  # a scene may have gone on meanwhile
            answer.raise_for_status()

    def socket(self, meeting: str) -> connect:
        cookies = "; ".join(f"{name}={value}" for name, value in self.web.cookies.items())
        return connect(
            f"ws{self.address.removeprefix('http')}/api/follow?meeting={meeting}&lang=nl",
            origin=self.address,
            additional_headers={"cookie": cookies},
            max_size=None,
        )


class Clients:
    """Everybody at every table of one server."""

    def __init__(self, server: Server, load: Load, meetings: Iterable[str]) -> None:
        if not server.address.startswith(f"http://{HOST}:"):
            raise ValueError("only a server on this machine is put under load")
        self.address, self.load = server.address, load
        self.secret = secret(server.home / "secret")
        self.tables = [Table(one) for one in meetings]
        self.chance = random.Random(7)
        self.following: list[asyncio.Task[None]] = []

    async def meet(self, process: psutil.Process) -> tuple[float, float, float]:
        """Everybody comes in, writes for the time of the load, and waits for the wall.

        MiB in memory at the end, how many of them grew meanwhile, and the share of one core.
        """
        seats = await asyncio.gather(*(self._sit_down(table) for table in self.tables))
        await _until_it_rests(process)
        (first, used), began = _used(process), time.perf_counter()
        await asyncio.gather(*(one for seat in seats for one in self._writers(*seat)))
        lasted, (rss, spent) = time.perf_counter() - began, _used(process)
        await self._until_all_came()
        for _, desk, phones in seats:
            for browser in (desk, *phones):
                await browser.web.aclose()
        return rss, rss - first, (spent - used) / lasted

    async def _until_all_came(self) -> None:
        """Wait for what is still on its way to a wall; a follower may not have been cut off."""
        await _until(lambda: not any(table.on_their_way for table in self.tables), LATEST)
        for one in self.following:
            one.cancel()
        ended = await asyncio.gather(*self.following, return_exceptions=True)
        broken = [one for one in ended if not isinstance(one, asyncio.CancelledError)]
        if broken:
            raise RuntimeError(f"{len(broken)} followers were cut off: {broken[0]!r}")

    # Coming in.

    async def _sit_down(self, table: Table) -> tuple[Table, Browser, list[Browser]]:
        """Desk and wall follow, the wall shows the code, and every phone comes in with it."""
        desk = await self._opened(table, Role.facilitator)
        wall = await self._opened(table, Role.wall)
        for browser, role in ((desk, Role.facilitator), (wall, Role.wall)):
            self._begin(self._follow(table, browser, role))
        await self._say(table, desk, {"kind": "shown", "view": "join"})
        await _until(lambda: "join" in table.beside, LATEST)
        phones = [await self._joined(table, number) for number in range(self.load.phones)]
        await self._show(table, desk, await self._items(table))
        return table, desk, phones

    async def _opened(self, table: Table, role: Role) -> Browser:
        """A page of ours on this laptop: a session comes along with it."""
        browser = Browser(self.address, ticket(self.secret, table.meeting, role, None, 1))
        await browser.web.get("/", headers={"accept": "text/html"})
        return browser

    async def _joined(self, table: Table, number: int) -> Browser:
        """A phone that came in with the digits on the wall, and follows."""
        browser = Browser(self.address)
        code = table.beside["join"]["code"]
        answer = await browser.ask("/meedoen/kom", {"code": code, "side": side_of(number).value})
        answer.raise_for_status()
        self._begin(self._follow(table, browser, side_of(number)))
        return browser

    def _begin(self, following: Coroutine[Any, Any, None]) -> None:
        self.following.append(asyncio.create_task(following))

    async def _items(self, table: Table) -> list[dict[str, Any]]:
        """Verklaren of every item, as the desk has them among its steps."""
        await _until(lambda: bool(table.desk), LATEST)
        steps = [one["body"] for one in table.desk["steps"]]
        return [one for one in steps if one.get("stage") == "explain"]

    # Following.

    async def _follow(self, table: Table, browser: Browser, role: Role) -> None:
        """As the browser does: a new picture is fetched, and the desk knows where it stands."""
        picture = ""
        async with browser.socket(table.meeting) as socket:
            await socket.send(json.dumps({"ticket": browser.ticket}))
            async for message in socket:
                table.scenes += 1
                table.letters += len(message)
                if role is Role.wall:
                    self._came(table, str(message))
                told = json.loads(message)
                scene = told.get("scene") or {}
                if role is Role.wall and "beside" in told:
                    table.beside = told["beside"]
                if role is Role.facilitator and scene:
                    table.desk = scene["desk"]
                asked = scene.get("wall", {}).get("picture")
                if asked and asked != picture:
                    picture = asked
                    await browser.picture(picture)

    def _came(self, table: Table, message: str) -> None:
        now = time.perf_counter()
        for text in [one for one in table.on_their_way if one in message]:
            table.to_wall.append(now - table.on_their_way.pop(text))

    # Writing.

    def _writers(
        self, table: Table, desk: Browser, phones: list[Browser]
    ) -> Iterable[Coroutine[Any, Any, None]]:
        """The desk and every phone; the rounds begin first and end last."""
        yield self._rounds(table, desk)
        yield self._paced(self.load.desk_every, partial(self._line, table, desk))
        for phone in phones:
            yield self._paced(self.load.every, partial(self._thought, table, phone))

    async def _paced(self, every: float, write: Callable[[int], Awaitable[None]]) -> None:
        """One line per so many seconds from a chance moment on, however long one takes."""
        begun = time.perf_counter()
        first = self.chance.uniform(0, every)
        for number in range(int(self.load.lasts / every)):
            due = begun + first + number * every
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await write(number)

    async def _rounds(self, table: Table, desk: Browser) -> None:
        """One silent round after the other, until nobody writes any more."""
        ends = time.perf_counter() + self.load.lasts + self.load.every + 1
        while time.perf_counter() < ends:
            body = {"kind": "round_opened", "round": uuid4().hex, "round_kind": "lines"}
            body |= {"item": (await self._items(table))[0]["item"], "question": "Wat zien we?"}
            await self._say(table, desk, body)
            table.round = body["round"]
            await asyncio.sleep(max(0.0, min(ROUND, ends - time.perf_counter())))
            asked = {"meeting": table.meeting, "round": table.round}
            answer = await desk.ask("/api/rounds/close", asked)
            if not answer.json().get("closed"):
                table.refused.append(f"{answer.status_code} {answer.text[:200]}")

    async def _thought(self, table: Table, phone: Browser, number: int) -> None:
        """A line in the silent round; when that has just ended it goes in the next one."""
        text, op = f"Een gedachte over wachten {uuid4().hex[:4]}", uuid4().hex
        began = time.perf_counter()
        while True:
            given = {"meeting": table.meeting, "round": table.round, "op": op, "text": text}
            answer = await phone.ask("/api/rounds", given)
            if answer.status_code != ROUND_IS_OVER:
                break
            began = time.perf_counter()
            await asyncio.sleep(0.2)
        if answer.status_code != 200:
            table.refused.append(f"{answer.status_code} {answer.text[:200]}")
            return
        table.saved.append(time.perf_counter() - began)
        table.by_phone.append(text)

    async def _show(self, table: Table, desk: Browser, items: list[dict[str, Any]]) -> None:
        await self._say(table, desk, items[table.said // ITEM_EVERY % len(items)])

    async def _line(self, table: Table, desk: Browser, number: int) -> None:
        """A line on the item that is on the wall; after some of them the next item."""
        items = await self._items(table)
        shown = items[table.said // ITEM_EVERY % len(items)]
        if number % ITEM_EVERY == 0:
            await self._show(table, desk, items)
        periods = [one["id"] for one in table.desk["periods"]][:8]
        here = table.desk["steps"][table.desk["step"]]["body"] == shown
        pinned = number % PINNED_EVERY == 0 and here and periods
        text = f"Een regel over wachten, {table.said:04d}x"
        table.said += 1
        table.on_their_way[text] = time.perf_counter()
        said = await self._say(
            table,
            desk,
            {
                "kind": "note_written",
                "note": uuid4().hex,
                "item": shown["item"],
                "stage": "explain",
                "note_kind": "explanation",
                "text": text,
                "side": side_of(number).value,
                "period": self.chance.choice(periods) if pinned else None,
            },
        )
        if not said:
            del table.on_their_way[text]

    async def _say(self, table: Table, browser: Browser, body: dict[str, Any]) -> bool:
        op, began = uuid4().hex, time.perf_counter()
        message = {"op": op, "meeting": table.meeting, "body": body, "device": op[:8]}
        answer = await browser.ask("/api/lines", message)
        if answer.status_code != 200:
            table.refused.append(f"{answer.status_code} {answer.text[:200]}")
            return False
        table.saved.append(time.perf_counter() - began)
        table.acknowledged.append((answer.json()["sequence"], op))
        return True


def side_of(number: int) -> Role:
    return (Role.provider, Role.municipality)[number % 2]


async def _until(holds: Callable[[], bool], within: float) -> None:
    until = time.perf_counter() + within
    while not holds() and time.perf_counter() < until:
        await asyncio.sleep(0.02)
