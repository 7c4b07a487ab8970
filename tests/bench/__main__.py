"""``make bench``: print a table of figures and write build/bench.json."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import calling_out, drawing, gate, room, texts
from tests.bench.clicks import CHANGES, EMPTY, empty_rerun, painted, timed
from tests.bench.figure import Figure, amount, keep, machine, ratio, seconds
from tests.bench.large import SIZES, large
from tests.browser.chromium import ARGUMENTS, browser
from tests.browser.server import Server

STARTS = 4
LINES = 20
INDICATORS = 5  # beside the first one, and in sight when the list opens
SHORT, LONG = 60.0, 600.0  # seconds of a room under load
MEETING = "rivierstede-oever-2026"


def first_paint(chromium: Browser, server: Server, heading: str) -> list[float]:
    """From starting the server until the page is painted, cold each time."""
    found = []
    page = chromium.new_page()
    page.set_default_timeout(90_000)
    painted(page, server.address, heading)  # the demo is made once, at the very first start
    page.close()
    for _ in range(STARTS):
        server.kill()
        page = chromium.new_page()
        found.append(timed(server.start, lambda p=page: painted(p, server.address, heading)))
        page.close()
    return found


def filter_change(page: Page, address: str) -> list[float]:
    """Another indicator on *Verkennen* until its sentence stands above the chart; each one once."""
    page.goto(f"{address}/verkennen")
    page.get_by_test_id("stVegaLiteChart").first.wait_for()
    chooser = page.get_by_role("combobox").first
    sentence = page.get_by_test_id("stMain")
    found = []
    for number in range(INDICATORS):
        before = sentence.inner_text()
        chooser.click()
        options = page.get_by_role("option")
        options.first.wait_for()
        choice = options.nth(number + 1)  # the first is there already

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


def under_load(lasts: float) -> dict[str, Figure]:
    """One room with thirty phones, and ten small ones at once, each on a server of its own."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, load, who in (
            ("room", room.Load(1, 30, lasts), "a desk, a wall and 30 phones"),
            ("ten_rooms", room.Load(10, 3, lasts, desk_every=5.0), "ten meetings of five at once"),
        ):
            one = room.meet(Path(folder) / name, load)
            found |= _of_load(name, one, f"{who}, each a line every {load.every:g} s")
    return {"desk_to_wall_p95_s": found.pop("room_to_wall_p95_s"), **found}


def _of_load(name: str, one: room.Found, who: str) -> dict[str, Figure]:
    used = f"of the server; {who}"
    lost = "acknowledged and not in the journal once, in its place, or not on the wall"
    return {
        f"{name}_to_wall_p95_s": seconds(
            one.to_wall, 1.0, f"Enter until the wall has it, at most {max(one.to_wall):.3f}; {who}"
        ),
        f"{name}_saved_p95_s": seconds(one.saved, 0.3, "Enter until it is kept; " + who),
        f"{name}_lines_lost": amount(one.lost, "lines", 0, one.said, f"{lost}; {who}"),
        f"{name}_server_rss_mib": amount(one.rss_mib, "MiB", None, 1, f"memory at the end {used}"),
        f"{name}_server_growth_mib": amount(one.growth_mib, "MiB", 200, 1, f"growth {used}"),
        f"{name}_server_cpu_share": amount(
            one.cpu_share, "cores", None, 1, f"processor time per second {used}"
        ),
    }


def measured(only: set[str], lasts: float) -> dict[str, Figure]:
    def wanted(*names: str) -> bool:
        return not only or bool(only & set(names))

    figures = under_load(lasts) if wanted("room") else {}
    figures |= texts.figures() if wanted("text") else {}
    if wanted("false_alarm_share", "shift_found_share"):
        figures |= calling_out.figures()
    figures |= gate.figures() if wanted("gate") else {}
    figures |= drawing.figures() if wanted("reading_and_chart_ratio") else {}
    figures |= large(only) if wanted("large", *SIZES) else {}
    simulated = {"false_alarm_share", "shift_found_share"}
    parts = {"gate", "room", "text", "reading_and_chart_ratio", "large", *SIZES}
    without_browser = simulated | parts
    return figures if only and only <= without_browser else figures | in_browser(wanted)


def in_browser(wanted: Callable[..., bool]) -> dict[str, Figure]:
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
                new, known = (filter_change(page, ours.address) for _ in range(2))
                about = "another indicator on Verkennen until drawn, against"
                figures["filter_change_ratio"] = ratio(
                    new, known, 1.5, f"{about} one that was asked before, drawn too"
                )
                figures["filter_change_empty_app_ratio"] = ratio(
                    new, rerun, None, f"{about} a click in an empty app"
                )
            if wanted("stage_change_ratio", "drawn_on_wall_p95_s"):
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
                figures["drawn_on_wall_p95_s"] = seconds(
                    desk_to_wall(page, wall), 1.0, "Enter at the desk until the wall has drawn it"
                )
        finally:
            ours.kill()
            empty.kill()
            chromium.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only",
        default="",
        help="figures, room, text, gate, large, or a size (100k, 1m, 10m), separated by spaces",
    )
    parser.add_argument("--long", action="store_true", help="ten minutes in the room, not one")
    asked = parser.parse_args()
    figures = measured(set(asked.only.split()), LONG if asked.long else SHORT)
    about = machine()
    print(f"{about['cores']} cores, {about['memory_gib']} GiB")  # noqa: T201
    for name, one in figures.items():
        print(  # noqa: T201
            f"{name:32} {one.value:8} {one.unit:6} budget {one.budget}  median {one.median}"
            f"  p95 {one.p95}  n={one.runs}  {one.about}"
        )
    print(f"→ {keep(figures)}")  # noqa: T201


if __name__ == "__main__":
    main()
