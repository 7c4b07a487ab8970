"""A click until it is answered, and the floor under it: the same in an empty app."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.bench.figure import ROOT

CHANGES = 12
EMPTY = ROOT / "tests" / "bench" / "empty_app.py"


def timed(act: Callable[[], None], until: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    until()
    return time.perf_counter() - start


def painted(page: Page, address: str, words: str) -> None:
    page.goto(address)
    page.get_by_text(words, exact=True).first.wait_for()


def empty_rerun(page: Page, address: str) -> list[float]:
    """A click on the empty app until its next run is drawn."""
    painted(page, address, "Empty")
    again = page.get_by_role("button", name="Again")
    found = []
    for number in range(1, CHANGES + 1):
        shown = page.get_by_text(f"run {number}", exact=True)
        found.append(timed(again.click, shown.wait_for))
    return found
