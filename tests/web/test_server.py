"""A real server, real sockets, and a real kill: what people see of the promises."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

import httpx
import pytest
import websockets

from telvertel.journal.journal import Journal
from telvertel.meeting import events as e
from telvertel.telling import Telling
from telvertel.web.ticket import secret, ticket
from tests.meeting import saying as s

SERVER = textwrap.dedent("""
    import sys
    from pathlib import Path
    import uvicorn
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from telvertel.journal.journal import Journal
    from telvertel.telling import Telling
    from telvertel.web import follow, lines
    from telvertel.web.gate import Gate
    from telvertel.web.sessions import Sessions
    from telvertel.web.ticket import secret

    home, port = Path(sys.argv[1]), int(sys.argv[2])
    telling, key = Telling(Journal.open(home / "journal")), secret(home / "secret")

    def scene(meeting, language, role, side):
        return {"notes": [note.text for note in meeting.notes]}

    routes = [*lines.routes(telling, key), *follow.routes(telling, key, scene)]
    sessions = Sessions(home / "secret")
    app = Starlette(routes=routes, middleware=[Middleware(Gate, sessions=lambda: sessions)])
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)
""")


class Server:
    """Starts, is killed, and starts again on the same folder and port."""

    def __init__(self, home):
        self.home, self.given = home, ""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.place = f"127.0.0.1:{free.getsockname()[1]}"
        self.start()

    def start(self):
        port = self.place.partition(":")[2]
        self.process = subprocess.Popen([sys.executable, "-c", SERVER, str(self.home), port])
        self.key = secret(self.home / "secret")
        for _ in range(200):
            try:
                httpx.get(f"http://{self.place}/")
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def message(self, body, op=""):
        return {"op": op or uuid4().hex, "meeting": s.MEETING, "body": body.model_dump(mode="json")}

    def post(self, message, role=e.Role.facilitator):
        headers = {
            "x-telvertel": "1",
            "x-telvertel-ticket": ticket(self.key, s.MEETING, role, None, 1),
            "origin": f"http://{self.place}",
            **self.cookie(),
        }
        return httpx.post(f"http://{self.place}/api/lines", json=message, headers=headers)

    def events(self):
        shown = ticket(self.key, s.MEETING, e.Role.facilitator, None, 1)
        headers = {"x-telvertel-ticket": shown, **self.cookie()}
        address = f"http://{self.place}/api/lines?meeting={s.MEETING}"
        return httpx.get(address, headers=headers).json()["events"]

    def cookie(self):
        """Who asks for a page on this laptop gets one along with it."""
        if not self.given:
            page = httpx.get(f"http://{self.place}/", headers={"accept": "text/html"})
            self.given = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
        return {"cookie": self.given}

    @asynccontextmanager
    async def follow(self):
        shown = ticket(self.key, s.MEETING, e.Role.wall, None, 1)
        address = f"ws://{self.place}/api/follow?meeting={s.MEETING}"
        with_us = {"origin": f"http://{self.place}", "additional_headers": self.cookie()}
        async with websockets.connect(address, **with_us) as socket:
            await socket.send(json.dumps({"ticket": shown}))
            yield socket


@pytest.fixture
def server(tmp_path):
    journal = Journal.open(tmp_path / "journal")
    for body in s.OPEN:
        Telling(journal).say(s.saying(body))
    journal.close()
    server = Server(tmp_path)
    yield server
    server.kill()


def test_a_server_killed_while_somebody_types_has_every_acknowledged_line(server):
    acknowledged = []
    for round_ in range(3):
        for number in range(10):
            text = f"Ronde {round_}, regel {number}"
            answer = server.post(server.message(s.note(text, note=uuid4().hex)))
            assert answer.status_code == 200
            acknowledged.append(text)
        server.kill()
        server.start()
    texts = [one["body"]["text"] for one in server.events() if "text" in one["body"]]
    assert texts == acknowledged


def test_what_was_not_acknowledged_is_sent_again_and_stored_once(server):
    message = server.message(s.note())
    assert server.post(message).json()["repeat"] is False
    server.kill()  # the answer never reached the device: it sends the same again
    with pytest.raises(httpx.TransportError):
        server.post(message)
    server.start()
    assert server.post(message).json() == {**server.post(message).json(), "repeat": True}
    assert [one["body"]["kind"] for one in server.events()].count("note_written") == 1


def test_thirty_who_follow_have_a_line_within_a_second_and_after_a_restart_again(server):
    async def room():
        async with AsyncExitStack() as all_of_them:
            sockets = [await all_of_them.enter_async_context(server.follow()) for _ in range(30)]
            for one in sockets:
                await one.recv()
            before = time.monotonic()
            message = server.message(s.note())
            answer = await asyncio.to_thread(server.post, message)
            told = [json.loads(await one.recv()) for one in sockets]
            return answer.json()["sequence"], told, time.monotonic() - before

    sequence, told, took = asyncio.run(room())
    assert {one["sequence"] for one in told} == {sequence}
    assert took < 1.0
    server.kill()
    server.start()

    async def again():
        async with server.follow() as wall:
            return json.loads(await wall.recv())

    assert asyncio.run(again())["scene"]["notes"] == ["Het team was klein."]
