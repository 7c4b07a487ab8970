"""The forms that save themselves, in a real browser: whose words they are, who wrote meanwhile."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from telvertel.meeting.events import Role, Side
from telvertel.screen import places
from telvertel.web import ticket as tickets

pytestmark = pytest.mark.browser
MEETING = "rivierstede-oever-2026"


def sheet(page, server, side, meeting=MEETING):
    """The sheet of one side, as its invitation opens it; the first field of the story."""
    secret = tickets.secret(server.home / "secret")
    key = tickets.ticket(secret, meeting, Role(side.value), side, 1)
    asked = {"gesprek": meeting, places.SIDE: places.SIDES[side], places.KEY: key}
    page.goto(f"{server.address}{places.PREPARE}?{urlencode(asked)}")
    # In front of it stands the field of what this side holds back on.
    field = page.locator(".tv-entry textarea:visible:not([id*=reserve])").first
    field.wait_for()
    return field


def test_unsent_words_of_one_side_never_stand_in_the_form_of_the_other(server, window):
    page = window()
    first = sheet(page, server, Side.provider)
    page.route("**/api/lines", lambda route: route.abort())
    first.fill("Dit is alleen van de aanbieder")
    page.get_by_text("NIET opgeslagen").first.wait_for()
    other = sheet(page, server, Side.municipality)
    page.wait_for_timeout(700)
    assert "aanbieder" not in other.input_value()
    again = sheet(page, server, Side.provider)
    expect(again).to_have_value("Dit is alleen van de aanbieder")


def test_who_writes_over_newer_words_hears_that_both_are_kept(server, window):
    here, there = window(), window()
    mine, theirs = (sheet(page, server, Side.provider) for page in (here, there))
    theirs.fill("Woorden van een collega")
    there.get_by_text("Opgeslagen").first.wait_for()
    mine.fill("Woorden van mij")
    here.get_by_text("Er is intussen een andere tekst opgeslagen. Beide zijn bewaard.").wait_for()
    mine.fill("Woorden van mij, nu ik het weet")
    here.get_by_text("Opgeslagen").first.wait_for()
