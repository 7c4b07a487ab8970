"""What lasts, entered at the desk with a few keys, and a line that waits for a second yes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_desk import MEETING, lead, wall

pytestmark = pytest.mark.browser
MOST_KEYS = 6  # presses besides the text: with those an entry takes fifteen seconds at most


class Hands:
    """Presses keys and types words as a person does, and counts the presses."""

    def __init__(self, desk):
        self.desk, self.presses = desk, 0

    def press(self, key):
        self.desk.keyboard.press(key)
        self.presses += 1
        return self

    def type(self, words):
        self.desk.keyboard.type(words)
        return self

    def in_field(self, name):
        """Wait until the hands are in the field with this label."""
        self.desk.wait_for_function(
            """(name) => {
                let at = document.activeElement;
                while (at?.shadowRoot) at = at.shadowRoot.activeElement;
                return at?.closest(".tv-field")?.innerText.startsWith(name);
            }""",
            arg=name,
        )
        return self


def away(desk):
    """Out of the box, so that single letters are commands."""
    desk.locator(".tv-place").click()


def form(desk, words):
    """The form that is submitted with these words."""
    return desk.locator(".tv-entry", has=desk.get_by_role("button", name=words, exact=True))


def recorded(desk, words):
    form(desk, words).locator(".tv-status", has_text="Opgeslagen").wait_for()


def test_an_agreement_with_its_owner_and_side_takes_six_keys_besides_its_text(server, window):
    desk = window()
    lead(desk, server)
    away(desk)
    hands = Hands(desk)
    hands.press("a").in_field("Als").type("er een wachtlijst dreigt")
    hands.press("Tab").in_field("dan").type("bellen we binnen een dag")
    hands.press("Tab").in_field("Wie").type("Wachtlijstcoördinator")
    hands.press("Tab").in_field("Van welke kant").press("d")
    hands.press("Control+Enter")
    recorded(desk, "Leg de afspraak vast")
    assert hands.presses <= MOST_KEYS
    desk.locator(".tv-tally", has_text="De Oever Jeugdhulp (fictief): 1 afspraak").wait_for()


def test_a_learning_point_with_its_way_and_key_person_takes_six_keys_besides_its_text(
    server, window
):
    desk = window()
    lead(desk, server)
    away(desk)
    hands = Hands(desk)
    hands.press("l").in_field("Wat hebben we geleerd?").type("Aanmelden kan op één plek")
    hands.press("Tab").in_field("Langs welke weg").press("i")
    hands.press("Tab").in_field("Sleutelfiguur: welke rol").type("Inkoper")
    hands.press("Tab").in_field("Sleutelfiguur: welke afdeling").type("Inkoop")
    hands.press("Control+Enter")
    recorded(desk, "Leg het leerpunt vast")
    assert hands.presses <= MOST_KEYS
    desk.get_by_text("Aanmelden kan op één plek · Ingebracht").wait_for()


def test_a_line_for_the_talk_alone_is_on_no_wall_before_the_second_yes(server, window):
    desk, room = window(), window()
    box = lead(desk, server)
    wall(room, server)
    words = "Onze bestuurder twijfelt over het contract"
    box.fill(words)
    box.press("Alt+t")
    desk.get_by_role("button", name="Leg vast, niet op het scherm").wait_for()
    box.press("Enter")
    row = desk.locator(".tv-lines .tv-private", has_text=words)
    row.wait_for()
    row.get_by_role("button", name="Toch op het scherm").click()
    room.wait_for_timeout(1000)
    assert room.get_by_text(words).count() == 0
    row.get_by_role("button", name="Zeker?").click()
    room.locator(".tv-wall").get_by_text(words).wait_for()
    expect(desk.get_by_role("button", name="Op het scherm", exact=True).first).to_be_visible()


def test_a_reason_of_the_municipality_becomes_its_agreement_in_one_click(server, window):
    desk = window()
    box = lead(desk, server)
    desk.locator(".tv-desk .tv-more-fields summary").click()
    desk.get_by_label("Reden ligt bij").select_option("municipality")
    box.fill("De indicatie kwam laat")
    box.press("Enter")
    line = desk.locator(".tv-lines li:not(.tv-waiting)", has_text="De indicatie kwam laat")
    line.get_by_role("button", name="Maak er een afspraak van voor de gemeente").click()
    Hands(desk).in_field("dan").type("geven we die binnen een week").press("Control+Enter")
    recorded(desk, "Leg de afspraak vast")
    line.get_by_role("button", name="Maak er een afspraak").wait_for(state="detached")
    desk.locator(".tv-tally", has_text="Rivierstede (fictief): 1 afspraak").wait_for()


def test_several_of_a_list_are_one_stop_for_tab_and_survive_a_refresh(server, window):
    desk = window()
    lead(desk, server)
    away(desk)
    Hands(desk).press("l").in_field("Wat hebben we geleerd?").type("Nog een leerpunt")
    mine = form(desk, "Leg het leerpunt vast")
    mine.get_by_label("Wat betekent dit voor het systeem?").focus()
    hands = Hands(desk).press("Tab").press("Space").press("ArrowRight").press("Space")
    hands.press("Tab")
    chosen = mine.locator('[role="checkbox"][aria-checked="true"]')
    expect(chosen).to_have_text(["Jeugdhulp", "Onderwijs"])
    mine.locator(".tv-status", has_text="Concept opgeslagen").wait_for()
    desk.goto(f"{server.address}/regie?gesprek={MEETING}")
    desk.locator(".tv-place", has_text="Verklaren").wait_for()
    away(desk)
    desk.keyboard.press("l")
    chosen.first.wait_for()
    expect(chosen).to_have_text(["Jeugdhulp", "Onderwijs"])
