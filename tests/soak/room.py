"""People whose server is killed under their hands, and what each of them was promised."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

from telvertel.meeting import events as e
from telvertel.web.ticket import secret, ticket
from tests.meeting import saying as s

BETWEEN_LINES = 0.02  # seconds somebody waits before the next line: still faster than any hand
ROUND = "stille-ronde"
GIVES_UP = 60.0  # seconds without an answer after which something is broken


def word() -> str:
    """Thirty-two letters that were never said before; digits could be taken for a BSN."""
    return uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))


class Server:
    """Started, killed, and started again on the same folder and port."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.started_in: list[float] = []  # seconds until it answered, per start
        self.log = (home / "server.log").open("ab")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def spawn(self) -> None:
        command = [sys.executable, "-m", "tests.soak.server", str(self.home), str(self.port)]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        self.begun = time.monotonic()

    def wait(self) -> None:
        while time.monotonic() - self.begun < GIVES_UP:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    self.started_in.append(time.monotonic() - self.begun)
                    return
            assert self.process.poll() is None, (self.home / "server.log").read_text()[-3000:]
            time.sleep(0.01)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Promised:
    """What one device was told that it is kept."""

    lines: list[tuple[str, int, str]] = field(default_factory=list)  # meeting, sequence, op
    wiped: list[str] = field(default_factory=list)  # words that have to be gone
    draft: dict[str, str] = field(default_factory=dict)  # meeting → the last one kept
    typed: dict[str, str] = field(default_factory=dict)  # meeting → the last one sent
    silent: list[tuple[str, str]] = field(default_factory=list)  # meeting, line of its round
    conflicts: list[str] = field(default_factory=list)  # answers that nobody should get


class Device(threading.Thread):
    """One browser: says line after line, and sends each again until it is kept."""

    def __init__(self, server: Server, number: int, role: e.Role) -> None:
        super().__init__(daemon=True)
        self.server, self.number, self.role = server, number, role
        self.promised = Promised()
        self.meeting = ""
        self.chance = random.Random(number)
        self.may_speak = threading.Event()
        self.is_quiet = threading.Event()
        self.leaves = threading.Event()
        self._connection: HTTPConnection | None = None
        self._cookie = ""

    def run(self) -> None:
        while not self.leaves.is_set():
            if not self.may_speak.is_set():
                self.is_quiet.set()
                self.may_speak.wait(0.05)
                continue
            self.is_quiet.clear()
            self._something()
            time.sleep(BETWEEN_LINES)

    def _something(self) -> None:
        at_desk = self.role is e.Role.facilitator
        if at_desk and self.chance.random() < 0.1:
            self._type()
        elif at_desk and (not self.promised.wiped or self.chance.random() < 0.05):
            self._regret()
        elif not at_desk and (not self.promised.silent or self.chance.random() < 0.3):
            self._in_silence()
        else:
            side = None if at_desk else e.Side(self.role.value)
            id_ = uuid4().hex
            self._say(e.Parked(parked=id_, text=f"Zin {word()}", side=side))

    def _type(self) -> None:
        """Half a sentence that is not said yet; the last one has to be there after a restart."""
        text = f"Half {word()}"
        self.promised.typed[self.meeting] = text
        draft = {"field": f"regel.{self.number}", "text": text}
        if self._send({"draft": draft}) is not None:
            self.promised.draft[self.meeting] = text

    def _in_silence(self) -> None:
        """A line of the silent round that runs all the while."""
        text = f"Stil {word()}"
        if self._send({"round": ROUND, "text": text}, "/api/rounds") is not None:
            self.promised.silent.append((self.meeting, text))

    def _regret(self) -> None:
        """A line that is taken off at once, and wiped."""
        words, note = f"geheim{word()}", uuid4().hex
        for body in (s.note(words, note=note), e.LineHeld(note=note), e.LineWiped(note=note)):
            if self._say(body) is None:
                return
        self.promised.wiped.append(words)

    def _say(self, body: Any) -> int | None:
        op = uuid4().hex
        told = self._send({"op": op, "body": body.model_dump(mode="json")})
        if told is None:
            return None
        self.promised.lines.append((self.meeting, told["sequence"], op))
        return told["sequence"]

    def _send(self, message: dict[str, Any], path: str = "/api/lines") -> dict[str, Any] | None:
        """Send the same message until it is kept; None when somebody was refused or left."""
        data = json.dumps({"op": uuid4().hex, "meeting": self.meeting, **message})
        until = time.monotonic() + GIVES_UP
        while time.monotonic() < until and not self.leaves.is_set():
            try:
                status, answer = self._post(data, path)
            except (OSError, HTTPException):
                self._hang_up()
                time.sleep(0.02)
                continue
            if status == 200:
                return json.loads(answer)
            self.promised.conflicts.append(f"{status} {answer!r} to {data}")
            return None
        return None

    def _post(self, data: str, path: str) -> tuple[int, bytes]:
        place = f"127.0.0.1:{self.server.port}"
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        if not self._cookie:
            # Given once; after each kill the same cookie has to be good.
            self._connection.request("GET", "/", headers={"accept": "text/html"})
            answer = self._connection.getresponse()
            answer.read()
            self._cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        key = secret(self.server.home / "secret")
        headers = {
            "content-type": "application/json",
            "x-telvertel": "1",
            "x-telvertel-ticket": ticket(key, self.meeting, self.role, None, 1),
            "origin": f"http://{place}",
            "cookie": self._cookie,
        }
        self._connection.request("POST", path, body=data, headers=headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
