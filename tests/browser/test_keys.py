"""The keys of the facilitator in a real browser: what each does, and what none of them may lose."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.kept import becomes
from tests.browser.test_desk import MEETING, lead, saved, wall

pytestmark = pytest.mark.browser


def away(desk):
    """Out of the box, so that single letters are commands."""
    desk.locator(".tv-place").click()


def said(desk, box, words):
    """Put a line on the wall; its row at the desk."""
    box.fill(words)
    box.press("Enter")
    row = desk.locator(".tv-lines li:not(.tv-waiting)", has_text=words)
    row.wait_for()
    away(desk)
    return row


def held(desk, words):
    return desk.locator(".tv-held li", has_text=words)


def calm(desk):
    """Even niet; waits until the server has heard it, and past the moment of a shaking hand."""
    desk.keyboard.press(".")
    desk.locator(".tv-aside", has_text="Even niet").wait_for()
    desk.wait_for_timeout(750)


def on_wall(room, words):
    return room.locator(".tv-wall").get_by_text(words)


def test_before_the_meeting_the_last_row_can_be_tried(server, window):
    desk, room = window(), window()
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    desk.get_by_label("Scherm en zaal").click()
    desk.get_by_role("button", name="Proefbeeld").click()
    wall(room, server)
    on_wall(room, "Kan de achterste rij regel E lezen?").wait_for()
    expect(room.locator(".tv-trial-line")).to_have_count(5)
    desk.keyboard.press("PageUp")


def test_the_overview_shows_every_command_and_goes_away_with_escape(server, window):
    desk = window()
    box = lead(desk, server)
    away(desk)
    desk.keyboard.press("?")
    overview = desk.get_by_role("dialog", name="Toetsen")
    overview.wait_for()
    for words in ("Even niet: scherm rustig", "Volgende stap", "Parkeer", "Scherm donker of licht"):
        expect(overview.get_by_text(words)).to_have_count(1)
    desk.keyboard.press("Escape")
    overview.wait_for(state="hidden")
    box.click()
    desk.keyboard.press("F1")
    overview.wait_for()
    desk.keyboard.press("Escape")
    expect(box).to_have_value("")


def test_while_somebody_types_a_letter_is_a_letter(server, window):
    desk = window()
    box = lead(desk, server)
    box.click()
    desk.keyboard.type("bdfhpatvn.?+-k")
    expect(box).to_have_value("bdfhpatvn.?+-k")
    desk.wait_for_timeout(500)
    expect(desk.locator(".tv-aside")).to_have_text("")
    expect(desk.get_by_role("dialog", name="Toetsen")).to_be_hidden()
    box.fill("")
    desk.wait_for_timeout(700)


@pytest.mark.soak
def test_a_letter_with_another_key_held_down_is_no_command(server, window):
    desk, room = window(), window()
    lead(desk, server)
    wall(room, server)
    away(desk)
    for keys in ("Control+h", "Meta+h", "Alt+h", "Shift+H", "Control+Alt+h"):
        desk.keyboard.press(keys)
    desk.wait_for_timeout(600)
    expect(desk.locator(".tv-aside")).to_have_text("")


def test_even_niet_takes_the_line_just_said_off_the_wall_and_it_can_be_put_back(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    said(desk, box, "Een opmerking die te ver gaat")
    on_wall(room, "Een opmerking die te ver gaat").wait_for()
    desk.keyboard.press(".")
    room.locator(".tv-view-neutral").wait_for()
    held(desk, "Een opmerking die te ver gaat").wait_for()
    desk.get_by_role("button", name="Terug naar het scherm").click()
    room.locator(".tv-view-item").wait_for()
    expect(on_wall(room, "Een opmerking die te ver gaat")).to_have_count(0)
    held(desk, "te ver gaat").get_by_role("button", name="Weer op het scherm").click()
    on_wall(room, "Een opmerking die te ver gaat").wait_for()
    held(desk, "te ver gaat").wait_for(state="detached")


@pytest.mark.soak
def test_a_desk_that_was_reloaded_can_return_and_still_has_the_held_line(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    said(desk, box, "Gezegd voor het herladen")
    calm(desk)
    held(desk, "Gezegd voor het herladen").wait_for()
    desk.reload()
    held(desk, "Gezegd voor het herladen").wait_for()
    desk.locator(".tv-place", has_text="1 · Verklaren").wait_for()
    desk.locator(".tv-even").get_by_role("button", name="Terug naar het scherm").click()
    room.locator(".tv-view-item").wait_for()
    held(desk, "voor het herladen").get_by_role("button", name="Herschrijf").click()
    desk.locator(".tv-held textarea").fill("Herschreven na het herladen")
    desk.locator(".tv-held").get_by_role("button", name="Bewaar").click()
    on_wall(room, "Herschreven na het herladen").wait_for()


def test_wiping_asks_twice_and_leaves_nothing_of_the_words(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    said(desk, box, "Dit moet helemaal weg")
    calm(desk)
    row = held(desk, "Dit moet helemaal weg")
    row.get_by_role("button", name="Wis").click()
    row.get_by_role("button", name="Zeker? Nog eens: wis").click()
    row.wait_for(state="detached")
    desk.keyboard.press(".")
    room.locator(".tv-view-item").wait_for()
    desk.locator(".tv-lines .tv-pulled", has_text="gewist").first.wait_for()
    expect(desk.get_by_text("Dit moet helemaal weg")).to_have_count(0)
    expect(on_wall(room, "Dit moet helemaal weg")).to_have_count(0)


def test_a_shaking_hand_holds_one_line_and_stays_calm(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    said(desk, box, "De eerste van twee")
    said(desk, box, "De tweede van twee")
    for _ in range(3):
        desk.keyboard.press(".")
    held(desk, "De tweede van twee").wait_for()
    desk.wait_for_timeout(1000)
    expect(room.locator(".tv-view-neutral")).to_have_count(1)
    expect(held(desk, "De eerste van twee")).to_have_count(0)
    desk.keyboard.press("F9")
    room.locator(".tv-view-item").wait_for()
    held(desk, "De tweede van twee").get_by_role("button", name="Weer op het scherm").click()


def test_without_a_server_the_walls_of_this_browser_go_calm_and_the_desk_says_what_it_cannot(
    server, window
):
    desk = window()
    lead(desk, server)
    room = wall(desk.context.new_page(), server)
    room.locator(".tv-view-item").wait_for()
    away(desk)
    desk.context.route("**/api/lines", lambda route: route.abort())
    desk.keyboard.press(".")
    room.locator(".tv-view-neutral").wait_for()
    desk.locator(".tv-even-warn", has_text="De server is niet bereikbaar").wait_for()
    desk.context.unroute("**/api/lines")
    desk.locator(".tv-aside", has_text="Even niet").wait_for()
    desk.wait_for_timeout(750)
    desk.keyboard.press(".")
    room.locator(".tv-view-item").wait_for()


def test_the_strip_of_screens_goes_back_to_where_the_wall_was(server, window):
    desk, room = window(), window()
    lead(desk, server)
    wall(room, server)
    desk.keyboard.press("PageDown")
    desk.locator(".tv-place", has_text="1 · Waarderen").wait_for()
    strip = desk.get_by_role("group", name="Waar het scherm was")
    strip.get_by_role("button", name="1 · Waarderen").wait_for()
    expect(strip.locator("[aria-current]")).to_have_text("1 · Waarderen")
    strip.get_by_role("button", name="1 · Verklaren").click()
    desk.locator(".tv-place", has_text="1 · Verklaren").wait_for()
    strip.locator("[aria-current]", has_text="1 · Verklaren").wait_for()


def test_two_minutes_more_come_from_the_item_that_is_chosen(server, window):
    desk = window()
    lead(desk, server)
    left = desk.locator(".tv-left")
    before = int(re.search(r"\d+", left.inner_text()).group())
    desk.get_by_role("button", name="+2 min").click()
    giver = desk.locator(".tv-givers button", has_text="2 ·")
    was, now = (int(one) for one in re.findall(r"(\d+) → (\d+)", giver.inner_text())[0])
    assert was - now == 2
    giver.click()
    desk.locator(".tv-left", has_text=f"nog {before + 2} min").wait_for()
    desk.get_by_role("button", name="+2 min").click()
    desk.locator(".tv-givers button", has_text=f"{now} → {now - 2}").wait_for()


def test_what_is_parked_at_verklaren_stands_on_top_at_waarderen(server, window):
    desk = window()
    box = lead(desk, server)
    box.fill("Is dat tarief wel genoeg")
    desk.keyboard.press("Alt+g")
    desk.keyboard.press("Alt+Shift+P")
    saved(desk)
    expect(box).to_have_value("")
    desk.get_by_text("Geparkeerd (1)").wait_for()
    desk.keyboard.press("PageDown")
    now = desk.locator(".tv-parked-now li", has_text="Is dat tarief wel genoeg")
    now.wait_for()
    expect(now).to_contain_text("Rivierstede")
    now.get_by_role("button", name="Besproken").click()
    now.wait_for(state="hidden")


def test_a_line_that_is_parked_leaves_the_wall(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    said(desk, box, "Dit is al een oordeel")
    on_wall(room, "Dit is al een oordeel").wait_for()
    desk.keyboard.press("p")
    on_wall(room, "Dit is al een oordeel").wait_for(state="detached")
    desk.get_by_text("Geparkeerd (1)").click()
    desk.locator(".tv-parked li", has_text="Dit is al een oordeel").wait_for()


def test_larger_letters_and_a_dark_wall_come_to_the_wall_with_one_key(server, window):
    desk, room = window(), window()
    lead(desk, server)
    wall(room, server)
    away(desk)
    page = room.locator(".tv-page")
    letters = "node => parseFloat(getComputedStyle(node).fontSize)"
    size = page.evaluate(letters)
    desk.keyboard.press("+")
    assert becomes(lambda: page.evaluate(letters) > size, True)
    desk.keyboard.press("d")
    room.locator(".tv-wall.tv-dark").wait_for()
    desk.keyboard.press("-")
    desk.keyboard.press("d")
    room.locator(".tv-wall:not(.tv-dark)").wait_for()


def test_the_card_and_the_way_back_are_one_key(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    box.click()
    desk.keyboard.press("Alt+Shift+H")
    on_wall(room, "Wat dit cijfer niet zegt").wait_for()
    desk.locator(".tv-place", has_text="1 · Verklaren").wait_for()
    desk.keyboard.press("Alt+Shift+H")
    room.locator(".tv-view-item").wait_for()


def test_a_second_press_goes_back_also_before_the_desk_heard_of_the_first(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    box.click()
    for _ in range(2):
        desk.keyboard.press("Alt+Shift+H")
    desk.wait_for_timeout(1500)  # what the presses asked for has come, and the wall follows
    expect(room.locator(".tv-view-item")).to_have_count(1)


def test_a_line_becomes_the_start_of_an_agreement(server, window):
    desk = window()
    box = lead(desk, server)
    said(desk, box, "Er dreigt een wachtlijst")
    desk.keyboard.press("a")
    start = desk.get_by_label("Als …")
    start.wait_for()
    desk.wait_for_timeout(500)
    expect(start).to_have_value("er dreigt een wachtlijst")
    expect(start).to_be_visible()
    start.fill("")  # the next test finds an empty form
    desk.wait_for_timeout(700)


def test_the_desk_folds_away_so_that_only_the_wall_fills_the_window(server, window):
    desk = window()
    lead(desk, server)
    away(desk)
    desk.keyboard.press("f")
    small = desk.locator(".tv-wall.tv-full")
    small.wait_for()
    desk.keyboard.press("PageDown")
    small.get_by_text("Halen we onze ambitie?").wait_for()
    desk.wait_for_timeout(1500)  # the page is drawn anew for the next stage, under the wall
    assert desk.evaluate("document.elementFromPoint(innerWidth - 40, 40).className") != ""
    assert small.bounding_box()["width"] == 1920
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Toetsen")).to_be_hidden()
    desk.keyboard.press("Escape")
    small.wait_for(state="detached")


@pytest.mark.soak
def test_two_desks_that_type_at_once_lose_nothing(server, window):
    here, there = window(), window()
    mine, theirs = lead(here, server), lead(there, server)
    mine.fill("Getypt op het ene apparaat")
    theirs.fill("Getypt op het andere apparaat")
    for desk in (here, there):
        saved(desk)
        desk.reload()
    for desk, own, other in (
        (here, "Getypt op het ene apparaat", "Getypt op het andere apparaat"),
        (there, "Getypt op het andere apparaat", "Getypt op het ene apparaat"),
    ):
        box = desk.get_by_label("Wat wordt er gezegd?")
        box.wait_for()
        expect(box).to_have_value(own)
        desk.locator(".tv-elsewhere", has_text=other).wait_for()
    theirs.press("Enter")
    there.locator(".tv-lines li:not(.tv-waiting)", has_text="het andere apparaat").wait_for()
    here.locator(".tv-elsewhere", has_text="het andere apparaat").wait_for(state="hidden")
    expect(mine).to_have_value("Getypt op het ene apparaat")
    mine.fill("")
    here.wait_for_timeout(700)


@pytest.mark.soak
def test_when_it_was_last_saved_is_known_after_a_reload_and_stays_while_typing(server, window):
    desk = window()
    box = lead(desk, server)
    time_saved = desk.locator(".tv-saved", has_text=re.compile(r"^Opgeslagen \d\d:\d\d:\d\d$"))
    time_saved.wait_for()
    desk.reload()
    time_saved.wait_for()
    desk.route("**/api/lines", lambda route: route.abort())
    box.fill("Nog niet weg")
    desk.locator(".tv-status", has_text="NIET opgeslagen").wait_for()
    expect(time_saved).to_be_visible()
    desk.unroute("**/api/lines")
    saved(desk)
    box.fill("")
    desk.wait_for_timeout(700)


@pytest.mark.soak
def test_who_types_on_while_the_wall_moves_keeps_the_box(server, window):
    desk = window()
    box = lead(desk, server)
    box.click()
    desk.keyboard.type("Ik typ door ")
    desk.keyboard.press("PageDown")
    desk.locator(".tv-place", has_text="1 · Waarderen").wait_for()
    for letter in "terwijl de pagina verandert":  # the page is drawn anew for the next stage
        desk.keyboard.type(letter)
        desk.wait_for_timeout(80)
    expect(box).to_have_value("Ik typ door terwijl de pagina verandert")
    box.fill("")
    desk.wait_for_timeout(700)


@pytest.mark.soak
def test_half_an_agreement_from_while_the_server_was_away_is_saved_once_it_is_back(server, window):
    desk = window()
    lead(desk, server)
    away(desk)
    desk.keyboard.press("a")
    then = desk.get_by_label("dan …")
    then.wait_for()
    desk.route("**/api/lines", lambda route: route.abort())
    then.fill("bellen wij eerder")
    desk.get_by_text("NIET opgeslagen").first.wait_for()
    desk.unroute("**/api/lines")
    desk.goto("about:blank")  # the form that was waiting to send it is gone
    lead(desk, server)
    desk.wait_for_timeout(1500)
    elsewhere = window()  # another device has only what the server has
    lead(elsewhere, server)
    away(elsewhere)
    elsewhere.keyboard.press("a")
    then = elsewhere.get_by_label("dan …")
    then.wait_for()
    expect(then).to_have_value("bellen wij eerder")
    then.fill("")
    elsewhere.get_by_label("Als …").fill("")
    elsewhere.wait_for_timeout(900)


def test_words_in_the_box_go_along_into_the_agreement_and_esc_leaves_its_form(server, window):
    desk = window()
    box = lead(desk, server)
    box.fill("Hoe lang duurt dat eigenlijk?")
    box.press("Alt+Shift+V")
    box.press("Enter")
    row = desk.locator(".tv-lines li:not(.tv-waiting)", has_text="Hoe lang duurt dat")
    row.wait_for()
    expect(row).to_contain_text("Vraag")
    chosen = desk.locator('.tv-write [aria-checked="true"]').all_inner_texts()
    assert "Vraag" not in chosen  # asked once: the next line is what it was before
    box.fill("Als een kind wacht")
    box.press("Alt+Shift+A")
    asked = desk.get_by_label("Als …")
    asked.wait_for()
    expect(asked).to_have_value("een kind wacht")
    expect(box).to_have_value("")
    asked.press("Escape")
    desk.keyboard.press("h")
    desk.locator(".tv-aside", has_text=re.compile(r"\w")).wait_for()
    expect(asked).to_have_value("een kind wacht")
    away_now = desk.get_by_role("button", name="Bewaar (het scherm toont nu iets anders)")
    away_now.wait_for()
    desk.keyboard.press("h")
    away_now.wait_for(state="detached")
    asked.fill("")
    desk.wait_for_timeout(700)


@pytest.mark.soak
def test_an_agreement_begins_with_no_question(server, window):
    desk = window()
    box = lead(desk, server)
    row = said(desk, box, "Waarom is dat zo")
    row.click()
    desk.keyboard.press("v")
    desk.locator(".tv-lines li", has_text="Waarom is dat zo").get_by_text("Vraag").wait_for()
    desk.keyboard.press("a")
    asked = desk.get_by_label("Als …")
    asked.wait_for()
    expect(asked).to_have_value("")
