"""The desk and the wall as a facilitator uses them, in a real browser against a real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.kept import emptied, settled
from tests.browser.moving import stage, to_item

pytestmark = pytest.mark.browser
MEETING = "rivierstede-oever-2026"


def lead(page, server):
    """Open the desk, and the meeting when it is not open yet, at "1 · Verklaren"."""
    page.goto(f"{server.address}/regie?gesprek={MEETING}")
    page.get_by_label("Waar zijn we").wait_for()
    opening = page.get_by_role("button", name="Open het gesprek")
    if opening.count():
        opening.click()
        opening.wait_for(state="detached")
    to_item(page, "1 · Wachttijd langer dan 42 dagen")
    stage(page, "Verklaren")
    return page.get_by_label("Wat wordt er gezegd?")


def saved(desk):
    """Wait until the last thing that was typed or done is on disk."""
    desk.locator(".tv-desk .tv-status.tv-ok").wait_for()


def wall(page, server):
    page.goto(f"{server.address}/beamer?gesprek={MEETING}")
    page.locator(".tv-wall .tv-page").wait_for()
    return page


def test_a_line_is_on_the_wall_after_enter(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    room.get_by_text("Verklaren").first.wait_for()
    box.fill("De vacatures bleven lang open")
    box.press("Enter")
    room.locator(".tv-wall").get_by_text("De vacatures bleven lang open").wait_for()
    saved(desk)


def test_kind_side_and_period_take_a_few_keys_and_no_mouse(server, window):
    desk = window()
    box = lead(desk, server)
    box.click()
    desk.keyboard.type("Wij besloten pas in juni")
    for keys in ("Alt+g", "Alt+2", "Alt+ArrowLeft", "Alt+ArrowLeft", "Enter"):
        desk.keyboard.press(keys)
    line = desk.locator(".tv-lines li:not(.tv-waiting)", has_text="Wij besloten pas in juni")
    line.wait_for()
    expect(line).to_contain_text("Rivierstede")
    expect(line).to_contain_text("Feit")
    expect(line).to_contain_text("2026 K2")


def test_nothing_typed_reaches_the_wall_before_enter(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    box.fill("Dit is nog maar een gedachte")
    saved(desk)
    room.wait_for_timeout(500)
    assert room.get_by_text("Dit is nog maar een gedachte").count() == 0
    emptied(desk, server)


def test_a_line_with_a_child_in_it_waits_for_a_second_thought(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    box.fill("Sanne (14) van basisschool De Regenboog wacht nog")
    box.press("Enter")
    desk.get_by_text("Kan iemand hierin een kind of ouder herkennen?").wait_for()
    assert room.get_by_text("Sanne").count() == 0
    expect(box).to_have_value(re.compile("Sanne"))
    box.press("Alt+V")  # the proposal comes in the box, and is a line only after Enter
    instead = "Een jongere van 12–17 jaar van een school wacht nog"
    expect(box).to_have_value(instead)
    assert room.get_by_text(instead).count() == 0
    box.press("Enter")
    room.locator(".tv-wall").get_by_text(instead).wait_for()


def test_a_bsn_is_refused_and_cannot_be_overruled(server, window):
    desk = window()
    box = lead(desk, server)
    box.fill("Het gaat om 999900006")
    box.press("Enter")
    desk.get_by_text("Een burgerservicenummer mag hier nooit staan").wait_for()
    expect(desk.get_by_role("button", name="Toch op het scherm")).to_have_count(0)
    emptied(desk, server)


def test_a_line_can_be_corrected_and_pulled_back(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    box.fill("Er waren vier vacatures")
    box.press("Enter")
    line = desk.locator(".tv-lines li", has_text="Er waren vier vacatures")
    line.get_by_role("button", name="Wijzig").click()
    edit = desk.locator(".tv-lines textarea")
    edit.fill("Er waren vijf vacatures")
    edit.press("Enter")
    room.locator(".tv-wall").get_by_text("Er waren vijf vacatures").wait_for()
    line = desk.locator(".tv-lines li", has_text="Er waren vijf vacatures")
    line.get_by_role("button", name="Van het scherm af").click()
    room.locator(".tv-wall").get_by_text("Er waren vijf vacatures").wait_for(state="detached")
    pulled = desk.locator(".tv-lines .tv-pulled", has_text="vijf vacatures")
    pulled.wait_for()
    expect(pulled).to_contain_text("teruggehaald")


def test_a_refresh_in_mid_sentence_loses_no_letter(server, window):
    desk = window()
    box = lead(desk, server)
    box.click()
    desk.keyboard.type("Wat we eigenlijk niet we")
    desk.reload()
    again = desk.get_by_label("Wat wordt er gezegd?")
    again.wait_for()
    assert settled(again) == "Wat we eigenlijk niet we"
    emptied(desk, server)


def test_the_clicker_walks_through_the_meeting(server, window):
    desk = window()
    lead(desk, server)
    desk.keyboard.press("PageDown")
    desk.locator(".tv-place", has_text="1 · Waarderen").wait_for()
    desk.keyboard.press("PageUp")
    desk.locator(".tv-place", has_text="1 · Verklaren").wait_for()


def test_a_killed_server_costs_no_word_and_the_wall_shows_nothing_of_it(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    room.locator(".tv-picture svg").wait_for()
    before = room.locator(".tv-wall").inner_text()
    server.kill()
    box.fill("Gezegd terwijl de server weg was")
    box.press("Enter")
    desk.locator(".tv-status", has_text="NIET opgeslagen").wait_for()
    room.wait_for_timeout(6000)  # Streamlit tells a browser after 4.3 s that it lost the server
    assert room.locator(".tv-wall").inner_text() == before
    covering = room.evaluate("document.elementFromPoint(innerWidth / 2, innerHeight / 2).className")
    assert "tv-" in covering or room.locator(".tv-wall.tv-full").count() == 1
    server.start()
    room.locator(".tv-wall").get_by_text("Gezegd terwijl de server weg was").wait_for()
    desk.locator(".tv-place", has_text="1 · Verklaren").wait_for()


def test_after_a_restart_the_desk_is_back_at_the_same_item_stage_and_draft(server, window):
    desk = window()
    box = lead(desk, server)
    box.fill("Halve zin van voor de storing")
    saved(desk)
    server.kill()
    server.start()
    elsewhere = window()  # another device: nothing of it is kept in this browser
    elsewhere.goto(f"{server.address}/regie?gesprek={MEETING}")
    elsewhere.locator(".tv-place", has_text="1 · Verklaren").wait_for()
    again = elsewhere.get_by_label("Wat wordt er gezegd?")
    expect(again).to_have_value("")  # it is of another device: offered, never just there
    # Of several half sentences elsewhere, this one.
    half = elsewhere.locator(".tv-elsewhere p", has_text="Halve zin van voor de storing")
    half.get_by_role("button", name="Overnemen").click()
    half.wait_for(state="hidden")
    expect(again).to_have_value("Halve zin van voor de storing")
    emptied(elsewhere, server)


def test_a_half_sentence_from_while_the_server_was_away_is_saved_once_it_is_back(server, window):
    desk = window()
    box = lead(desk, server)
    server.kill()
    box.fill("Half getypt zonder server")
    desk.locator(".tv-status", has_text="NIET opgeslagen").wait_for()
    server.start()
    desk.goto("about:blank")  # the desk that was waiting to send it is gone
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    again = desk.get_by_label("Wat wordt er gezegd?")
    again.wait_for()
    assert settled(again) == "Half getypt zonder server"
    saved(desk)
    emptied(desk, server)


def refuse(page, status, times=1):
    """Let the server refuse what is said so many times; drafts go through."""
    left = [times]

    def answer(route):
        if '"draft"' in route.request.post_data or not left[0]:
            return route.fallback()
        left[0] -= 1
        return route.fulfill(status=status, json={"code": "no_ticket", "reason": "Geen toegang"})

    page.route("**/api/lines", answer)


def test_a_line_refused_for_an_old_ticket_goes_out_by_itself_with_a_fresh_one(server, window):
    desk = window()
    box = lead(desk, server)
    refuse(desk, 403)
    box.fill("Gezegd met een oud kaartje")
    box.press("Enter")
    line = desk.locator(".tv-lines li:not(.tv-waiting)", has_text="Gezegd met een oud kaartje")
    line.wait_for()
    expect(box).to_have_value("")


@pytest.mark.parametrize(
    "status", [403, *(pytest.param(status, marks=pytest.mark.soak) for status in (409, 413))]
)
def test_a_line_that_stays_refused_is_back_in_the_box_with_the_reason(server, window, status):
    desk = window()
    box = lead(desk, server)
    refuse(desk, status, times=2 if status == 403 else 1)
    words = f"Geweigerd met {status}"
    box.fill(words)
    box.press("Enter")
    desk.locator(".tv-concern", has_text="Geen toegang").wait_for()
    expect(box).to_have_value(words)
    box.press("Enter")
    desk.locator(".tv-lines li:not(.tv-waiting)", has_text=words).wait_for()


@pytest.mark.soak
def test_a_draft_that_cannot_be_kept_is_told_and_tried_again(server, window):
    desk = window()
    box = lead(desk, server)
    full = [True]
    desk.route(
        "**/api/lines", lambda r: r.fulfill(status=507, json={}) if full[0] else r.fallback()
    )
    box.fill("Halve zin")
    desk.locator(".tv-status", has_text="NIET opgeslagen").wait_for()
    full[0] = False
    saved(desk)
    desk.unroute("**/api/lines")  # a route is answered by this thread, which waits now
    emptied(desk, server)


@pytest.mark.soak
def test_a_line_with_a_concern_said_offline_comes_back_and_holds_up_no_other(server, window):
    desk = window()
    box = lead(desk, server)
    offline = [True]
    desk.route("**/api/lines", lambda r: r.abort() if offline[0] else r.fallback())
    box.fill("Sanne (14) van basisschool De Linde wacht nog")
    for keys in ("Alt+g", "Alt+2", "Enter"):
        box.press(keys)
    desk.locator(".tv-status", has_text="NIET opgeslagen").wait_for()
    box.fill("Onschuldige regel")
    for keys in ("Alt+a", "Alt+1", "Enter"):
        box.press(keys)
    desk.reload()
    box = desk.get_by_label("Wat wordt er gezegd?")
    box.wait_for()
    offline[0] = False
    desk.locator(".tv-lines li:not(.tv-waiting)", has_text="Onschuldige regel").wait_for()
    desk.get_by_text("Kan iemand hierin een kind of ouder herkennen?").wait_for()
    expect(box).to_have_value("Sanne (14) van basisschool De Linde wacht nog")
    desk.get_by_role("button", name="Toch op het scherm").click()
    line = desk.locator(".tv-lines li:not(.tv-waiting)", has_text="De Linde")
    line.wait_for()
    expect(line).to_contain_text("Rivierstede")
    expect(line).to_contain_text("Feit")
    expect(box).to_have_value("")
