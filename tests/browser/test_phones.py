"""Phones, a desk and a wall in real browsers: a silent round and positions, as people do them."""

from __future__ import annotations

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.chromium import PATIENCE
from tests.browser.moving import at_rest, drawn
from tests.browser.test_desk import MEETING, lead, saved, wall

pytestmark = pytest.mark.browser
LINES = (
    "De toegang had te weinig mensen",
    "Verwijzers kennen het nieuwe loket niet",
    "Wij meten vanaf de aanmelding",
)


@pytest.fixture(scope="module")
def code(server, chromium):
    """The six digits of the meeting, made at the desk once for all phones of this file."""
    page = chromium.new_context(viewport={"width": 1600, "height": 1000}).new_page()
    page.set_default_timeout(PATIENCE)  # the demo is made, and the meeting opened
    lead(page, server)
    page.goto(f"{server.address}/deelnemen?gesprek={MEETING}")
    page.get_by_text("Telefoons doen mee in dit gesprek").click()
    page.get_by_role("button", name="Maak een code").click()
    found = page.locator(".tv-join-pin").inner_text()
    page.context.close()
    return found


def take_part(page, server, code, side):
    page.goto(f"{server.address}/meedoen")
    page.get_by_label("Code van zes cijfers").fill(code)
    page.get_by_text(side, exact=True).click()
    page.get_by_role("button", name="Doe mee").click()
    page.locator(".tv-page").wait_for()
    return page


def rounds(desk):
    desk.get_by_text("Stille ronde, en wie staat waar").click()
    return at_rest(desk.locator(".tv-rounds"))


def keep_talking(desk, box, text):
    """A line at the desk, and the script run that follows it."""
    box.fill(text)
    box.press("Enter")
    saved(desk)
    drawn(desk)


def test_a_phone_follows_the_wall_in_letters_of_its_own_size(server, window, code):
    desk, phone = window(), window(390, 844)
    lead(desk, server)
    take_part(phone, server, code, "Ik kijk mee")
    phone.locator(".tv-view-item svg").first.wait_for()
    headline = phone.locator("#headline")
    assert headline.get_attribute("aria-live") == "polite"
    assert headline.inner_text().startswith("Verklaren")
    title = phone.locator(".tv-title")
    before = float(title.evaluate("node => parseFloat(getComputedStyle(node).fontSize)"))
    phone.get_by_role("button", name="Grotere letters").click()
    assert title.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") > before * 1.1
    wider = "document.documentElement.scrollWidth - innerWidth"
    assert phone.evaluate(wider) <= 0
    desk.get_by_role("button", name="Herkennen", exact=True).click()
    phone.locator(".tv-rail .tv-now", has_text="Herkennen").wait_for()


def test_a_silent_round_from_two_phones_comes_to_the_wall_all_at_once(server, window, code):
    desk, room = window(), window()
    phones = [window(390, 844), window(390, 844)]
    box = lead(desk, server)
    wall(room, server)
    for phone, side in zip(phones, ("Gemeente", "Aanbieder"), strict=True):
        take_part(phone, server, code, side)
    panel = rounds(desk)
    panel.get_by_role("button", name="Begin de stille ronde").click()
    room.locator(".tv-view-round", has_text="Wat zou dit kunnen verklaren?").wait_for()
    phones[0].get_by_label("Uw regel").wait_for()
    assert not Axe().run(phones[0])["violations"]
    for phone, text in zip((phones[0], phones[1], phones[1]), LINES, strict=True):
        line = phone.get_by_label("Uw regel")
        line.fill(text)
        line.press("Enter")
        phone.locator(".sent li", has_text=text).wait_for()
    room.locator(".tv-round-count", has_text="3 regels geschreven").wait_for()
    assert not [text for text in LINES if room.get_by_text(text).count()]
    keep_talking(desk, box, "Terwijl er geschreven wordt")
    panel.get_by_role("button", name="Sluit en toon alles").click()
    room.locator(".tv-round-lines").wait_for()
    expect(room.locator(".tv-round-lines li")).to_have_text(list(LINES))
    phones[0].get_by_label("Uw regel").wait_for(state="detached")
    keep_talking(desk, box, "Nu alles er staat")  # the fold stays open through it all
    panel.get_by_role("button", name="Neem over in het gesprek").first.click()
    panel.get_by_text("staat in het gesprek").wait_for()
    panel.get_by_role("button", name="Terug naar het gesprek").click()
    room.locator(".tv-voices", has_text=LINES[0]).wait_for()


def test_a_line_typed_without_a_connection_stays_on_the_phone_and_goes_out_later(
    server, window, code
):
    desk, phone = window(), window(390, 844)
    lead(desk, server)
    take_part(phone, server, code, "Aanbieder")
    panel = rounds(desk)
    panel.get_by_role("button", name="Begin de stille ronde").click()
    box = phone.get_by_label("Uw regel")
    box.fill("Half getypt")
    phone.reload()
    expect(phone.get_by_label("Uw regel")).to_have_value("Half getypt")
    phone.context.set_offline(True)
    phone.get_by_label("Uw regel").press("Enter")
    phone.get_by_text("NIET verstuurd").wait_for()
    phone.context.set_offline(False)
    phone.locator(".sent li", has_text="Half getypt").wait_for()
    panel.get_by_text("Nog 2 nodig").wait_for()
    panel.get_by_role("button", name="Sluit zonder iets te tonen").click()
    panel.get_by_text("Er kwam te weinig om te tonen").wait_for()
    panel.get_by_role("button", name="Terug naar het gesprek").click()
    left = phone.evaluate("JSON.stringify(localStorage)")
    assert "Half getypt" not in left


def test_words_of_a_closed_round_come_back_as_not_sent_also_after_a_reload(server, window, code):
    desk, phone = window(), window(390, 844)
    lead(desk, server)
    take_part(phone, server, code, "Aanbieder")
    panel = rounds(desk)
    panel.get_by_role("button", name="Begin de stille ronde").click()
    phone.get_by_label("Uw regel").fill("Nooit verstuurd")
    phone.goto("about:blank")
    panel.get_by_role("button", name="Sluit zonder iets te tonen").click()
    panel.get_by_text("Er kwam te weinig om te tonen").wait_for()
    panel.get_by_role("button", name="Terug naar het gesprek").click()
    phone.goto(f"{server.address}/meedoen")
    phone.get_by_text("Dit is niet verstuurd:").wait_for()
    phone.locator("blockquote", has_text="Nooit verstuurd").wait_for()
    phone.get_by_role("button", name="Wis").click()
    assert "Nooit verstuurd" not in phone.evaluate("JSON.stringify(localStorage)")


@pytest.mark.soak
def test_positions_of_three_phones_stand_as_a_spread_on_the_wall(server, window, code):
    desk, room = window(), window()
    phones = [window(390, 844) for _ in range(3)]
    box = lead(desk, server)
    wall(room, server)
    for phone, side in zip(phones, ("Gemeente", "Aanbieder", "Aanbieder"), strict=True):
        take_part(phone, server, code, side)
    box.fill("De vacatures bleven lang open")
    box.press("Enter")
    panel = rounds(desk)
    panel.get_by_role("button", name="Vraag het de telefoons").first.click()
    for phone, choice in zip(phones, ("Eens", "Oneens", "Eens"), strict=True):
        phone.get_by_role("button", name=choice, exact=True).click()
        phone.get_by_text("Verstuurd. U kunt nog van gedachten veranderen.").wait_for()
    panel.get_by_text("3 keer gekozen").wait_for()
    panel.get_by_role("button", name="Sluit en toon alles").click()
    room.locator(".tv-round-positions").wait_for()
    told = room.locator(".tv-round-positions").inner_text()
    assert "Samen" in told
    panel.get_by_role("button", name="Terug naar het gesprek").click()
    room.locator(".tv-spreads", has_text="Samen: eens 2 · oneens 1").wait_for()


def test_who_is_removed_is_out_and_hears_it(server, window, code):
    desk, phone = window(), window(390, 844)
    lead(desk, server)
    phone.goto(f"{server.address}/meedoen")
    phone.get_by_label("Code van zes cijfers").fill(code)
    phone.get_by_text("Gemeente", exact=True).click()
    phone.get_by_label("Uw rol").fill("stagiair")
    phone.get_by_role("button", name="Doe mee").click()
    phone.locator(".tv-page").wait_for()
    desk.get_by_text("Deelnemen", exact=True).click()
    at_rest(desk.locator(".tv-joining"))
    desk.get_by_role("button", name="stagiair").click()
    phone.get_by_text("U doet niet meer mee.").wait_for()
