"""What goes wrong under the hands of a writer costs no letter that is older than half a second.

Each claim counts the letters that are gone. A hundred of them with ``make soak``.
"""

from __future__ import annotations

import random
import time
from contextlib import suppress

import psutil
import pytest
from playwright.sync_api import expect

from telvertel.meeting.events import Side
from tests.browser.chromium import ARGUMENTS, PATIENCE, browser
from tests.browser.kept import MEETING, becomes, emptied, said, settled, times_said
from tests.browser.test_desk import lead
from tests.browser.test_form import sheet
from tests.browser.way import way

pytestmark = pytest.mark.browser
OLD = 0.5  # seconds: letters older than this may not be lost
NOT_OPEN = "rivierstede-anker-2026"  # stories are written before a meeting opens
TIMES = [1, pytest.param(100, marks=pytest.mark.soak)]
SENTENCE = "Dit is een zin die zonder adempauze wordt doorgetypt tot de stekker eruit gaat. "


def box_of(page):
    return page.get_by_label("Wat wordt er gezegd?")


def lost(typed: str, found: str) -> int:
    """Letters of what was typed that did not come back, from the first that differs on."""
    same = next((n for n, pair in enumerate(zip(typed, found, strict=False)) if pair[0] != pair[1]),
                min(len(typed), len(found)))  # fmt: skip
    return len(typed) - same


@pytest.mark.parametrize("times", TIMES)
def test_a_reload_in_mid_sentence_loses_no_letter(server, window, times):
    desk = window()
    lead(desk, server)
    gone = 0
    for number in range(times):
        typed = f"Midden in een zin {number}, en dan opeens"
        box_of(desk).fill("")
        box_of(desk).press_sequentially(typed)
        desk.reload()
        box_of(desk).wait_for()
        gone += lost(typed, settled(box_of(desk)))
    emptied(desk, server)
    assert gone == 0


@pytest.mark.parametrize("times", TIMES)
def test_a_tab_closed_while_the_server_was_down_loses_neither_line_nor_half_sentence(
    server, window, times
):
    desk = window()
    lead(desk, server)
    gone, twice = 0, []
    for number in range(times):
        line, half = f"Gezegd bij stilstand {number}", f"En nog niet af {number}"
        server.kill()
        box_of(desk).fill(line)
        box_of(desk).press("Enter")
        box_of(desk).press_sequentially(half)
        desk.get_by_text("NIET opgeslagen").first.wait_for()
        context = desk.context
        desk.close()
        server.start()
        desk = context.new_page()
        desk.goto(f"{server.address}/regie?gesprek={MEETING}")
        box_of(desk).wait_for()
        gone += lost(half, settled(box_of(desk)))
        twice.append(becomes(lambda text=line: times_said(server, text), 1))
    emptied(desk, server)
    assert gone == 0
    assert set(twice) == {1}


@pytest.mark.parametrize("times", TIMES)
def test_offline_and_back_the_box_stays_open_and_the_line_arrives_once(server, window, times):
    desk = window()
    lead(desk, server)
    for number in range(times):
        line, half = f"Gezegd zonder verbinding {number}", f"Nog niet af {number}"
        desk.context.set_offline(True)
        box_of(desk).fill(line)
        box_of(desk).press("Enter")
        desk.get_by_text("NIET opgeslagen").first.wait_for()
        assert box_of(desk).is_editable()
        box_of(desk).press_sequentially(half)
        desk.wait_for_timeout(600)
        desk.context.set_offline(False)
        assert becomes(lambda text=line: times_said(server, text), 1) == 1
        assert lost(half, box_of(desk).input_value()) == 0
        emptied(desk, server)
        assert times_said(server, line) == 1


@pytest.mark.soak
def test_a_way_that_breaks_off_without_a_word_is_found_out_and_the_wall_catches_up(server, window):
    desk, room = window(), window()
    lead(desk, server)
    with way(server.port) as wifi:
        room.goto(f"{wifi.address}/beamer?gesprek={MEETING}")
        room.locator(".tv-wall .tv-page").wait_for()
        wifi.break_off()
        box_of(desk).fill("Gezegd terwijl de wand niets hoorde")
        box_of(desk).press("Enter")
        assert becomes(lambda: times_said(server, "Gezegd terwijl de wand niets hoorde"), 1) == 1
        room.locator(".tv-wall").get_by_text("Gezegd terwijl de wand niets hoorde").wait_for()


@pytest.mark.soak
def test_a_laptop_that_slept_through_a_restart_wakes_up_with_every_letter(server, window):
    desk, other = window(), window()
    lead(desk, server)
    lead(other, server)
    box_of(desk).fill("Half getypt voor de pauze")
    sleeping = desk.context.new_cdp_session(desk)
    sleeping.send("Page.setWebLifecycleState", {"state": "frozen"})
    server.kill()
    server.start()
    other.reload()
    box_of(other).fill("Gezegd terwijl de laptop sliep")
    box_of(other).press("Enter")
    assert becomes(lambda: times_said(server, "Gezegd terwijl de laptop sliep"), 1) == 1
    sleeping.send("Page.setWebLifecycleState", {"state": "active"})
    desk.locator(".tv-lines").get_by_text("Gezegd terwijl de laptop sliep").wait_for()
    assert lost("Half getypt voor de pauze", box_of(desk).input_value()) == 0
    box_of(desk).press("Enter")
    assert becomes(lambda: times_said(server, "Half getypt voor de pauze"), 1) == 1


@pytest.mark.parametrize("times", TIMES)
def test_two_people_in_one_field_keep_and_see_both_texts(server, window, times):
    here, there = window(), window()
    for number in range(times):
        mine, theirs = (sheet(page, server, Side.provider, NOT_OPEN) for page in (here, there))
        words = [f"Woorden van een collega {number}", f"Woorden van mij {number}"]
        theirs.fill(words[0])
        assert becomes(lambda text=words[0]: text in stories(server), True)
        mine.fill(words[1])
        here.locator("q", has_text=words[0]).wait_for()
        expect(mine).to_have_value(words[1])
        assert becomes(lambda both=words: set(both) <= set(stories(server)), True)
        here.get_by_role("button", name="Zet ze onder elkaar").click()
        both = "\n".join(reversed(words))
        assert becomes(lambda text=both: stories(server)[-1] == text, True)
        expect(mine).to_have_value(both)


def stories(server) -> list[str]:
    return [body["text"] for body in said(server, "story_prepared", NOT_OPEN)]


@pytest.mark.soak
def test_two_desks_at_the_same_item_lose_nothing_of_each_other(server, window):
    desks = window(), window()
    for desk in desks:
        lead(desk, server)
    lines = [f"Regel {number} van {name}" for number in range(2) for name in ("links", "rechts")]
    for number, line in enumerate(lines):
        box = box_of(desks[number % 2])
        box.fill(line)
        box.press("Enter")
    for desk, half in zip(desks, ("Half links", "Half rechts"), strict=True):
        box_of(desk).press_sequentially(half)
    for line in lines:
        assert becomes(lambda text=line: times_said(server, text), 1) == 1
        for desk in desks:
            desk.locator(".tv-lines li:not(.tv-waiting)").get_by_text(line).wait_for()
    for desk, half in zip(desks, ("Half links", "Half rechts"), strict=True):
        desk.locator(".tv-status", has_text="Opgeslagen").wait_for()
        desk.reload()
        box_of(desk).wait_for()
        assert settled(box_of(desk)) == half
        emptied(desk, server)


class Laptop:
    """A browser with its profile on disk, of which the plug can be pulled."""

    def __init__(self, playwright, folder):
        self._playwright, self._folder = playwright, folder

    def open(self, address):
        """The desk at the address, in a browser that begins with what was on disk."""
        context = self._playwright.chromium.launch_persistent_context(
            self._folder, executable_path=browser(), args=ARGUMENTS, locale="nl-NL"
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        return page

    def pull_the_plug(self):
        """No goodbye, and nothing is written any more."""
        for one in psutil.process_iter(["cmdline"]):
            told = one.info["cmdline"] or []
            if f"--user-data-dir={self._folder}" in told and not str(told).count("--type="):
                for process in [*one.children(recursive=True), one]:
                    with suppress(psutil.NoSuchProcess):
                        process.kill()


@pytest.mark.parametrize("times", TIMES)
def test_a_browser_that_is_killed_under_a_hand_that_types_loses_no_letter_of_before_half_a_second(
    server, playwright, tmp_path, times
):
    chance, gone = random.Random(7), 0
    laptop = Laptop(playwright, tmp_path / "profile")
    address = f"{server.address}/regie?gesprek={MEETING}"
    desk = laptop.open(address)
    lead(desk, server)
    desk.context.close()  # a laptop that has been here before knows itself again
    desk = laptop.open(address)
    box_of(desk).wait_for()
    for number in range(times):
        emptied(desk, server)
        typed = f"{number}: "
        box_of(desk).press_sequentially(typed)
        keys, until = [], time.monotonic() + chance.uniform(1.0, 4.0)
        while time.monotonic() < until:
            letter = SENTENCE[len(keys) % len(SENTENCE)]
            desk.keyboard.type(letter)
            keys.append((time.monotonic(), letter))
            desk.wait_for_timeout(60)
        pulled = time.monotonic()
        laptop.pull_the_plug()
        desk = laptop.open(address)
        box_of(desk).wait_for()
        typed += "".join(letter for at, letter in keys if at < pulled - OLD)
        gone += lost(typed, settled(box_of(desk)))
    emptied(desk, server)
    desk.context.close()
    assert gone == 0
