"""``make bench``: print a table of figures and write build/bench.json."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.figure import ROOT, Figure, keep, machine, ratio, seconds
from tests.browser.chromium import ARGUMENTS, browser
from tests.browser.server import Server

STARTS = 4
CHANGES = 12
LINES = 20
EMPTY = ROOT / "tests" / "bench" / "empty_app.py"
MEETING = "rivierstede-oever-2026"


def timed(act: Callable[[], None], until: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    until()
    return time.perf_counter() - start


def first_paint(chromium: Browser, server: Server, heading: str) -> list[float]:
    """From starting the server until the page is painted, cold each time."""
    found = []
    page = chromium.new_page()
    page.set_default_timeout(90_000)
    _painted(page, server.address, heading)  # the demo is made once, at the very first start
    page.close()
    for _ in range(STARTS):
        server.kill()
        page = chromium.new_page()
        found.append(timed(server.start, lambda p=page: _painted(p, server.address, heading)))
        page.close()
    return found


def _painted(page: Page, address: str, words: str) -> None:
    page.goto(address)
    page.get_by_text(words, exact=True).first.wait_for()


def empty_rerun(page: Page, address: str) -> list[float]:
    """A click on the empty app until its next run is drawn."""
    _painted(page, address, "Empty")
    again = page.get_by_role("button", name="Again")
    found = []
    for number in range(1, CHANGES + 1):
        shown = page.get_by_text(f"run {number}", exact=True)
        found.append(timed(again.click, shown.wait_for))
    return found


def filter_change(page: Page, address: str) -> list[float]:
    """Another indicator on *Verkennen* until its sentence stands above the chart.

    The choice is made through the address of the same session, as a click does it.
    """
    page.goto(f"{address}/verkennen")
    page.get_by_test_id("stVegaLiteChart").first.wait_for()
    chooser = page.get_by_role("combobox").first
    sentence = page.get_by_test_id("stMain")
    found = []
    for number in range(CHANGES):
        before = sentence.inner_text()
        chooser.click()
        options = page.get_by_role("option")
        options.first.wait_for()
        choice = options.nth(number % max(1, min(6, options.count())))

        def changed(text: str = before) -> None:
            for _ in range(400):
                if sentence.inner_text() != text:
                    return
                page.wait_for_timeout(5)

        found.append(timed(choice.click, changed))
        page.wait_for_timeout(300)
    return found


def opened(desk: Page, address: str) -> None:
    desk.goto(f"{address}/regie?gesprek={MEETING}")
    desk.get_by_label("Waar zijn we").wait_for()
    button = desk.get_by_role("button", name="Open het gesprek")
    if button.count():
        button.click()
        button.wait_for(state="detached")
    desk.get_by_label("Waar zijn we").select_option(label="1 · Wachttijd langer dan 42 dagen")


def stage_change(desk: Page, wall: Page) -> list[float]:
    """A key at the desk until the wall stands in the next stage, picture included."""
    found = []
    for number in range(CHANGES):
        stage = ("Herkennen", "Verklaren", "Waarderen")[number % 3]
        button = desk.get_by_role("button", name=stage, exact=True)
        now = wall.locator(".tv-rail .tv-now", has_text=stage)
        found.append(timed(button.click, now.wait_for))
        desk.wait_for_timeout(600)
    return found


def desk_to_wall(desk: Page, wall: Page) -> list[float]:
    """Enter at the desk until the line stands on the wall."""
    desk.get_by_role("button", name="Verklaren", exact=True).click()
    box = desk.get_by_label("Wat wordt er gezegd?")
    found = []
    for number in range(LINES):
        text = f"Een regel over wachten, de {number + 1}e"
        box.fill(text)
        line = wall.locator(".tv-wall").get_by_text(text, exact=True)
        found.append(timed(lambda: box.press("Enter"), line.wait_for))
        desk.wait_for_timeout(150)
    return found


def measured(only: set[str]) -> dict[str, Figure]:
    def wanted(*names: str) -> bool:
        return not only or bool(only & set(names))

    figures: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        ours = Server(Path(folder) / "ours").start()
        empty = Server(Path(folder) / "empty", script=EMPTY).start()
        try:
            if wanted("first_paint_ratio"):
                floor = first_paint(chromium, empty, "Empty")
                figures["first_paint_ratio"] = ratio(
                    first_paint(chromium, ours, "Voorbereiden"),
                    floor,
                    1.3,
                    "cold start until our menu is painted, against an empty app's first words",
                )
                figures["first_page_ratio"] = ratio(
                    first_paint(chromium, ours, "Gesprekken"),
                    floor,
                    None,
                    "cold start until the meetings of Start are there, against the same",
                )
            page = chromium.new_page(viewport={"width": 1920, "height": 1080})
            rerun = empty_rerun(page, empty.address)
            if wanted("filter_change_ratio"):
                figures["filter_change_ratio"] = ratio(
                    filter_change(page, ours.address),
                    rerun,
                    1.5,
                    "another indicator on Verkennen until drawn, against an empty rerun",
                )
            if wanted("stage_change_ratio", "desk_to_wall_p95_s"):
                wall = chromium.new_page(viewport={"width": 1920, "height": 1080})
                opened(page, ours.address)
                wall.goto(f"{ours.address}/beamer?gesprek={MEETING}")
                wall.locator(".tv-wall .tv-page").wait_for()
                figures["stage_change_ratio"] = ratio(
                    stage_change(page, wall),
                    rerun,
                    1.5,
                    "a stage at the desk until the wall shows it, against an empty rerun",
                )
                figures["desk_to_wall_p95_s"] = seconds(
                    desk_to_wall(page, wall), 1.0, "Enter at the desk until it is on the wall"
                )
        finally:
            ours.kill()
            empty.kill()
            chromium.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names of figures, separated by spaces")
    figures = measured(set(parser.parse_args().only.split()))
    about = machine()
    print(f"{about['cores']} cores, {about['memory_gib']} GiB")  # noqa: T201
    for name, one in figures.items():
        print(  # noqa: T201
            f"{name:24} {one.value:8} {one.unit:6} budget {one.budget}  median {one.median} s"
            f"  p95 {one.p95} s  n={one.runs}  {one.about}"
        )
    print(f"→ {keep(figures)}")  # noqa: T201


if __name__ == "__main__":
    main()
