"""Voorspel eerst, as a facilitator leads it: the gap comes on the wall only after both agree."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moving import stage, to_item
from tests.browser.test_desk import MEETING, wall

pytestmark = pytest.mark.browser


def record(desk, number):
    desk.get_by_role("button", name="Leg vast", exact=True).nth(number).click()
    desk.locator(".tv-entry .tv-status.tv-ok").nth(number).wait_for()


@pytest.fixture
def predicting(server, window):
    """Desk and wall at Voorspel of the first item."""
    desk, room = window(), window()
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    desk.get_by_label("Waar zijn we").wait_for()
    opening = desk.get_by_role("button", name="Open het gesprek")
    if opening.count():
        opening.click()
        opening.wait_for(state="detached")
    wall(room, server)
    to_item(desk, "1 · Wachttijd langer dan 42 dagen")
    stage(desk, "Voorspel")
    room.get_by_text("Wat verwacht u voor").wait_for()
    return desk, room


def test_the_gap_is_on_the_wall_only_after_both_sides_agree(predicting):
    desk, room = predicting
    screen = room.locator(".tv-wall")
    room.locator(".tv-picture svg", has_text="u hier?").wait_for()
    hidden = re.search(r"voor (\d{4} K\d)", screen.inner_text())[1]
    expected = (("hoger", "61,5"), ("lager", "12"))
    for number, (direction, value) in enumerate(expected):
        desk.get_by_text("Wat deze kant verwacht").nth(number).click()
        desk.get_by_label("Richting").nth(number).select_option(label=direction)
        desk.get_by_label("Getal").nth(number).fill(value)
        desk.get_by_label("Waarom?").nth(number).fill("Zo zien wij het aankomen")
        record(desk, number)
        room.wait_for_function(
            """count => [...document.querySelectorAll('*')].some(one => one.shadowRoot
               ?.querySelectorAll('.tv-written:not(.tv-empty)').length === count)""",
            arg=number + 1,
        )
    told = screen.inner_text()
    assert "61,5" not in told and "aankomen" not in told
    assert hidden in told, "the question names the period, and nothing else does"
    assert not screen.locator(".tv-foot", has_text=hidden).count()

    stage(desk, "Herkennen")
    screen.get_by_text("Verrast: nog niet gezegd").first.wait_for()
    desk.get_by_label("Verrast?").nth(0).select_option(label="nee")
    desk.get_by_label("Het verschil mag op het scherm").nth(0).check()
    record(desk, 0)
    screen.get_by_text("Verrast: nee").wait_for()
    assert "61,5" not in screen.inner_text()

    desk.get_by_label("Verrast?").nth(1).select_option(label="ja")
    desk.get_by_label("Het verschil mag op het scherm").nth(1).check()
    record(desk, 1)
    screen.get_by_text("Verwacht: hoger, 61,5%").wait_for()
    told = screen.inner_text()
    assert "Verwacht: lager, 12%" in told
    assert re.search(r"Werd \d+%: lager dan verwacht", told)
    assert re.search(r"Werd \d+%: hoger dan verwacht", told)


def test_a_number_that_cannot_be_read_is_told_in_words_and_stays_where_it_was_typed(server, window):
    desk = window()
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    to_item(desk, "2 · Uitval")
    stage(desk, "Voorspel")
    desk.get_by_text("Wat deze kant verwacht").nth(0).click()
    box = desk.get_by_label("Getal").nth(0)
    for typed, told in (
        ("12.5", "Dit is niet als getal te lezen"),
        ("140", "een percentage ligt tussen 0 en 100"),
    ):
        box.fill(typed)
        desk.get_by_role("button", name="Leg vast", exact=True).nth(0).click()
        desk.get_by_text(told).wait_for()
        expect(box).to_have_value(typed)
