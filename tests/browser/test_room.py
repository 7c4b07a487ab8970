"""One item from beginning to end: a desk, a wall and two phones, and everything that goes wrong."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moving import at_rest, stage, to_item
from tests.browser.test_desk import MEETING, wall
from tests.browser.test_keys import away, calm, held, on_wall, said
from tests.browser.test_phones import LINES, rounds, take_part
from tests.browser.test_prediction import record

pytestmark = pytest.mark.browser
HALF = "Wat we eigenlijk nog niet"


def predict_by_phone(phone, direction, why):
    phone.get_by_text(direction, exact=True).click()
    phone.get_by_label("Waarom denkt u dat?").fill(why)
    phone.get_by_role("button", name="Verstuur de verwachting").click()
    phone.get_by_text(re.compile(r"Opgeslagen \d\d:\d\d")).wait_for()


def agree_to_show_the_gap(desk, side):
    desk.get_by_label("Verrast?").nth(side).select_option(label="ja")
    desk.get_by_label("Het verschil mag op het scherm").nth(side).check()
    record(desk, side)


def write_in_silence(desk, phones):
    """Three lines from two phones, closed and shown together."""
    panel = rounds(desk)
    panel.get_by_role("button", name="Begin de stille ronde").click()
    for phone, text in zip((phones[0], phones[1], phones[1]), LINES, strict=True):
        phone.get_by_label("Uw regel").fill(text)
        phone.get_by_label("Uw regel").press("Enter")
        phone.locator(".sent li", has_text=text).wait_for()
    panel.get_by_role("button", name="Sluit en toon alles").click()
    return panel


def dispute(desk):
    desk.locator("summary", has_text="Betwist cijfer").click()
    form = at_rest(desk.locator(".tv-entry", has=desk.get_by_label("Betwist door")))
    form.get_by_label("Betwist door").select_option(index=1)
    form.get_by_label("Wat is er betwist?").select_option(index=4)
    form.get_by_label("In eigen woorden").fill("Wij tellen de aanmeldingen anders")
    form.get_by_role("button", name="Leg vast als betwist").click()


def test_a_whole_item_with_desk_wall_and_two_phones_through_everything_that_goes_wrong(
    server, window
):
    desk, room = window(), window()
    phones = [window(390, 844), window(390, 844)]
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    desk.get_by_role("button", name="Open het gesprek").click()
    desk.get_by_role("button", name="Open het gesprek").wait_for(state="detached")
    wall(room, server)
    screen = room.locator(".tv-wall")

    # Two phones come in with the code.
    desk.goto(f"{server.address}/deelnemen?gesprek={MEETING}")
    desk.get_by_text("Telefoons doen mee in dit gesprek").click()
    desk.get_by_role("button", name="Maak een code").click()
    code = desk.locator(".tv-join-pin").inner_text()
    for phone, side in zip(phones, ("Gemeente", "Aanbieder"), strict=True):
        take_part(phone, server, code, side)
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    to_item(desk, "1 · Wachttijd langer dan 42 dagen")

    # Voorspel: each side on its own phone; the wall says only that they wrote.
    stage(desk, "Voorspel")
    predict_by_phone(phones[0], "Hoger", "De wachtlijst groeit nog")
    predict_by_phone(phones[1], "Lager", "De vacatures zijn vervuld")
    room.locator(".tv-written:not(.tv-empty)").nth(1).wait_for()
    assert "vacatures" not in screen.inner_text()

    # Herkennen: the gap is on the wall once both agree to that.
    stage(desk, "Herkennen")
    screen.get_by_text("Verrast: nog niet gezegd").first.wait_for()
    agree_to_show_the_gap(desk, 0)
    assert not screen.get_by_text("Verwacht: hoger").count()
    agree_to_show_the_gap(desk, 1)
    screen.get_by_text("Verwacht: hoger").wait_for()

    # Verklaren: everybody writes alone, and all of it is on the wall at once.
    stage(desk, "Verklaren")
    panel = write_in_silence(desk, phones)
    assert room.locator(".tv-round-lines li").nth(2).inner_text() == LINES[2]
    panel.get_by_role("button", name="Terug naar het gesprek").click()
    room.locator(".tv-view-item").wait_for()

    # The wall loses its connection: it stays as it is, and catches up.
    before = screen.inner_text()
    room.context.set_offline(True)
    box = desk.get_by_label("Wat wordt er gezegd?")
    said(desk, box, "Gezegd terwijl de wand los was")
    room.wait_for_timeout(5000)
    assert screen.inner_text() == before
    room.context.set_offline(False)
    on_wall(room, "Gezegd terwijl de wand los was").wait_for()

    # Even niet: calm at once, the line is off the wall, and comes back rewritten.
    said(desk, box, "Een regel die te veel zegt")
    on_wall(room, "Een regel die te veel zegt").wait_for()
    calm(desk)
    room.locator(".tv-view-neutral").wait_for()
    row = held(desk, "Een regel die te veel zegt")
    row.get_by_role("button", name="Herschrijf").click()
    row_box = desk.locator(".tv-held textarea")
    row_box.fill("Een regel die genoeg zegt")
    row_box.press("Enter")
    away(desk)
    desk.keyboard.press(".")
    on_wall(room, "Een regel die genoeg zegt").wait_for()
    expect(on_wall(room, "Een regel die te veel zegt")).to_have_count(0)

    # A figure is disputed: the chip is on the wall and nobody weighs.
    dispute(desk)
    screen.get_by_text(re.compile("[Bb]etwist")).first.wait_for()
    stage(desk, "Waarderen")
    screen.get_by_text("We waarderen niet op een betwist cijfer").wait_for()

    # The desk is refreshed in mid-sentence, and the server is killed: not a letter is lost.
    box.click()
    desk.keyboard.type(HALF)
    desk.reload()
    box = desk.get_by_label("Wat wordt er gezegd?")
    box.wait_for()
    expect(box).to_have_value(HALF)
    before = screen.inner_text()
    server.kill()
    box.press("Enter")
    desk.locator(".tv-status", has_text="NIET opgeslagen").wait_for()
    assert screen.inner_text() == before
    server.start()
    desk.locator(".tv-lines li:not(.tv-waiting)", has_text=HALF).wait_for()
    desk.locator(".tv-place", has_text="1 · Waarderen").wait_for()
    assert screen.get_by_text(re.compile("[Bb]etwist")).count(), "a restart settles no dispute"
    for phone in phones:
        phone.locator(".tv-rail .tv-now", has_text="Waarderen").wait_for()
