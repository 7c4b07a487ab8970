"""What a first-time facilitator runs into: one press too many, a server that is away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.moving import at, stage, to_item
from tests.browser.test_desk import MEETING, lead

pytestmark = pytest.mark.browser


@pytest.mark.soak
def test_a_server_that_is_away_is_told_in_our_words_and_the_words_stay_under_the_hand(
    server, window
):
    desk = window(1280, 720)
    box = lead(desk, server)
    box.click()
    server.kill()
    desk.get_by_text("Verbinding weg.").wait_for()
    desk.wait_for_timeout(8000)
    desk.keyboard.type("Dit blijft staan")
    expect(box).to_have_value("Dit blijft staan")
    expect(desk.get_by_text("Connection error")).to_be_hidden()
    server.start()
    desk.get_by_text("Verbinding weg.").wait_for(state="detached")
    box.fill("")


def test_one_press_too_many_does_not_show_what_nobody_predicted(server, window):
    desk = window(1280, 720)
    lead(desk, server)
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    place = desk.get_by_label("Waar zijn we")
    place.wait_for()
    item = next(o for o in place.locator("option").all_inner_texts() if o.startswith("2 "))
    to_item(desk, item)
    stage(desk, "Voorspel")
    desk.locator(".tv-place").click()
    desk.keyboard.press("PageDown")
    desk.get_by_text("Nog eens drukken toont de cijfers").wait_for()
    desk.wait_for_timeout(800)
    expect(at(desk, "Voorspel")).to_have_count(1)
    desk.keyboard.press("PageDown")
    at(desk, "Herkennen").wait_for()
    desk.keyboard.press("PageUp")
    at(desk, "Voorspel").wait_for()
    desk.locator(".tv-wall").get_by_text("De cijfers zijn al te zien geweest").wait_for()
