"""What the journal of a running server holds, read from its file as it stands."""

from __future__ import annotations

import json
import time
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.server import Server

MEETING = "rivierstede-oever-2026"
SOON = 30.0  # seconds: the machine may run other tests too


def _lines(path: Path) -> list[dict]:
    """What stands in a file of the journal; of a line that is being written nothing yet."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [json.loads(line.decode().split(" ", 2)[2])["body"] for line in lines]


def said(server: Server, kind: str, meeting: str = MEETING) -> list[dict]:
    """The happenings of one kind, in order."""
    bodies = _lines(server.home / "journal" / f"{meeting}.jsonl")
    return [body for body in bodies if body["kind"] == kind]


def drafts(server: Server, meeting: str = MEETING) -> dict[str, str]:
    """Field → what is typed in it and not said, fields without anything left out."""
    bodies = _lines(server.home / "journal" / "drafts" / f"{meeting}.jsonl")
    typed = {body["field"]: body["text"] for body in bodies}
    return {name: text for name, text in typed.items() if text}


def emptied(page: Page, server: Server) -> None:
    """Clear the box of the desk, here and at the server, so that the next test begins anew."""
    page.get_by_label("Wat wordt er gezegd?").fill("")
    field = f"desk.line@{page.evaluate('localStorage.getItem(`telvertel.device`)')}"
    assert becomes(lambda: drafts(server).get(field), None) is None


def at_rest(page: Page) -> None:
    """Wait until no script of the page runs any more; a page without scripts rests at once."""
    page.wait_for_function(
        """() => {
          const app = document.querySelector('[data-test-script-state]');
          if (!app) return !document.querySelector('#root');
          return app.dataset.testScriptState === 'notRunning'
            && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
        }"""
    )


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
