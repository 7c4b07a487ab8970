"""Even niet while something else happens: another desk, a server away, a rewrite."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_desk import lead, wall
from tests.browser.test_keys import away, calm, held, on_wall, said

pytestmark = pytest.mark.browser
SAYING = "**/api/lines"


def watched(room):
    """Keep in mind every text that was on the wall from now on."""
    room.locator(".tv-wall").evaluate(
        """(wall) => {
          globalThis.seen = "";
          new MutationObserver(() => (globalThis.seen += wall.innerText))
            .observe(wall, {childList: true, subtree: true});
        }"""
    )
    return lambda: room.evaluate("globalThis.seen")


def test_a_line_that_waits_for_the_server_is_on_no_wall_after_even_niet(server, window):
    desk, elsewhere = window(), window()
    box = lead(desk, server)
    beside = wall(desk.context.new_page(), server)
    wall(elsewhere, server)
    for room in (beside, elsewhere):
        room.locator(".tv-view-item").wait_for()
    seen = [watched(beside), watched(elsewhere)]
    desk.context.route(SAYING, lambda route: route.abort())
    box.fill("Nooit op een scherm geweest")
    box.press("Enter")
    away(desk)
    desk.keyboard.press(".")
    beside.locator(".tv-view-neutral").wait_for()
    desk.context.unroute(SAYING)
    elsewhere.locator(".tv-view-neutral").wait_for()
    row = held(desk, "Nooit op een scherm geweest")
    row.wait_for()
    desk.wait_for_timeout(2000)
    assert not any("Nooit op een scherm" in told() for told in seen)
    desk.get_by_role("button", name="Terug naar het scherm").click()
    elsewhere.locator(".tv-view-item").wait_for()
    desk.reload()
    held(desk, "Nooit op een scherm geweest").wait_for()
    assert on_wall(elsewhere, "Nooit op een scherm geweest").count() == 0
    held(desk, "Nooit op een").get_by_role("button", name="Verstuur toch").click()
    on_wall(elsewhere, "Nooit op een scherm geweest").wait_for()


@pytest.mark.soak
def test_a_line_of_another_desk_does_not_end_the_calm(server, window):
    desk, scribe = window(), window()
    lead(desk, server)
    typed = lead(scribe, server)
    beside = wall(desk.context.new_page(), server)
    beside.locator(".tv-view-item").wait_for()
    seen = watched(beside)
    away(desk)
    desk.context.route(SAYING, lambda route: route.abort())
    desk.keyboard.press(".")
    beside.locator(".tv-view-neutral").wait_for()
    said(scribe, typed, "Getypt door de notulist")
    desk.wait_for_timeout(1500)
    assert "Getypt door de notulist" not in seen()
    desk.context.unroute(SAYING)
    desk.locator(".tv-aside", has_text="Even niet").wait_for()
    desk.get_by_role("button", name="Terug naar het scherm").click()
    on_wall(beside, "Getypt door de notulist").wait_for()


@pytest.mark.soak
def test_two_desks_that_both_press_the_key_stay_calm(server, window):
    desk, scribe = window(), window()
    lead(desk, server)
    lead(scribe, server)
    away(desk)
    away(scribe)
    desk.keyboard.press("F9")
    scribe.locator(".tv-aside", has_text="Even niet").wait_for()
    scribe.keyboard.press("F9")
    desk.wait_for_timeout(1500)
    expect(desk.locator(".tv-aside", has_text="Even niet")).to_be_visible()
    scribe.get_by_role("button", name="Terug naar het scherm").click()
    desk.locator(".tv-aside", has_text="Even niet").wait_for(state="hidden")


def test_the_line_that_was_rewritten_last_is_the_one_just_said(server, window):
    desk = window()
    box = lead(desk, server)
    row = said(desk, box, "Een oude regel")
    said(desk, box, "Een nieuwere regel")
    row.get_by_role("button", name="Wijzig").click()
    edit = desk.locator(".tv-lines textarea")
    edit.fill("De oude regel gaat nu te ver")
    edit.press("Enter")
    desk.locator(".tv-lines li", has_text="gaat nu te ver").wait_for()
    away(desk)
    calm(desk)
    held(desk, "gaat nu te ver").wait_for()
    expect(held(desk, "Een nieuwere regel")).to_have_count(0)
    desk.keyboard.press(".")
    desk.locator(".tv-aside", has_text="Even niet").wait_for(state="hidden")


def rewriting(desk, row, words):
    row.get_by_role("button", name="Wijzig").click()
    edit = desk.locator(".tv-lines textarea")
    edit.fill(words)
    return edit


@pytest.mark.soak
def test_two_desks_that_rewrite_one_line_see_both_texts_and_choose(server, window):
    desk, scribe = window(), window()
    box = lead(desk, server)
    lead(scribe, server)
    row = said(desk, box, "Allebei tegelijk")
    theirs = scribe.locator(".tv-lines li", has_text="Allebei tegelijk")
    theirs.wait_for()
    late = rewriting(scribe, theirs, "Zoals de notulist het hoorde")
    rewriting(desk, row, "Zoals de leider het hoorde").press("Enter")
    desk.locator(".tv-lines li", has_text="Zoals de leider het hoorde").wait_for()
    late.press("Enter")
    scribe.get_by_text("Beide teksten zijn bewaard").wait_for()
    scribe.locator(".tv-lines q", has_text="Zoals de leider het hoorde").wait_for()
    scribe.get_by_role("button", name="Neem de andere").click()
    desk.locator(".tv-lines li", has_text="Zoals de leider het hoorde").wait_for()
    scribe.locator(".tv-lines textarea").wait_for(state="detached")


@pytest.mark.soak
def test_a_rewrite_that_was_open_elsewhere_does_not_bring_a_held_line_back(server, window):
    desk, scribe = window(), window()
    box = lead(desk, server)
    lead(scribe, server)
    said(desk, box, "Dit had niet gemoeten")
    theirs = scribe.locator(".tv-lines li", has_text="Dit had niet gemoeten")
    theirs.wait_for()
    late = rewriting(scribe, theirs, "Dit had echt niet gemoeten")
    calm(desk)
    held(desk, "Dit had niet gemoeten").wait_for()
    late.press("Enter")
    held(desk, "Dit had echt niet gemoeten").wait_for()
    desk.get_by_role("button", name="Terug naar het scherm").click()
    desk.wait_for_timeout(1000)
    expect(held(desk, "Dit had")).to_have_count(1)
    expect(desk.locator(".tv-lines li", has_text="Dit had")).to_have_count(0)
