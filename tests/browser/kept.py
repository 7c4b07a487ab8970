"""What the journal of a running server holds, read from its file as it stands."""

from __future__ import annotations

import json
import time

from playwright.sync_api import Locator

from tests.browser.server import Server

MEETING = "rivierstede-oever-2026"
SOON = 30.0  # seconds: the machine may run other tests too


def said(server: Server, kind: str, meeting: str = MEETING) -> list[dict]:
    """The happenings of one kind, in order."""
    path = server.home / "journal" / f"{meeting}.jsonl"
    lines = path.read_bytes().split(b"\n")[:-1]
    bodies = (json.loads(line.decode().split(" ", 2)[2])["body"] for line in lines)
    return [body for body in bodies if body["kind"] == kind]


def times_said(server: Server, text: str) -> int:
    return sum(body["text"] == text for body in said(server, "note_written"))


def becomes(ask, wanted, within: float = SOON):
    """Ask again until the answer is what is wanted; the last answer, for the message."""
    until = time.monotonic() + within
    while (found := ask()) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    return found


def settled(box: Locator, within: float = SOON) -> str:
    """The words in a box once they no longer change: a desk fills it when it comes."""
    last, since, until = box.input_value(), time.monotonic(), time.monotonic() + within
    while time.monotonic() - since < 0.5 and time.monotonic() < until:
        time.sleep(0.05)
        if (now := box.input_value()) != last:
            last, since = now, time.monotonic()
    return last
