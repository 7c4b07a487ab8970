"""Verkennen as council staff use it: from an empty link to the wall, over one shared address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moving import stage, to_item
from tests.browser.test_desk import MEETING, wall

pytestmark = pytest.mark.browser
WHY = "Herkennen jullie dit bij de oudste groep?"


def sentence(page):
    return page.get_by_role("heading", level=2).first


def table(page):
    """The same figures as words, opened below the picture."""
    page.get_by_text("Dezelfde cijfers als tabel").click()
    found = page.get_by_test_id("stTable").first
    expect(found).to_contain_text("kwartaal")
    return found


def test_what_somebody_finds_is_seen_by_another_and_comes_on_the_wall(server, window):
    first, second, room = window(1280, 900), window(1280, 900), window()
    first.goto(f"{server.address}/verkennen")
    expect(sentence(first)).to_contain_text("alle hulpvormen en leeftijden")
    first.get_by_role("button", name="Uitsplitsen en meer").click()
    first.get_by_role("button", name="12 t/m 17 jaar").click()
    expect(sentence(first)).to_contain_text("12 t/m 17 jaar")
    expect(first).to_have_url(re.compile("age_bands=12-17"))
    first.keyboard.press("Escape")

    second.goto(first.url)
    expect(sentence(second)).to_have_text(sentence(first).inner_text())
    expect(table(second)).to_have_text(table(first).text_content())

    second.get_by_role("button", name="Naar een gesprek").click()
    second.get_by_label("Waarom dit bespreken?").fill(WHY)
    second.get_by_role("button", name="Zet op de agenda").click()
    expect(second.get_by_text("Staat op de agenda").first).to_be_visible()

    first.goto(f"{server.address}/regie?gesprek={MEETING}")
    first.get_by_role("button", name="Open het gesprek").click()
    place = first.get_by_label("Waar zijn we")
    item = place.locator("option", has_text=re.compile(r"^5 · Uitval"))
    expect(item).to_have_count(1)
    to_item(first, item.text_content())
    wall(room, server)
    expect(room.locator(".tv-wall")).to_contain_text("Hoe vaak stopt hulp op initiatief")
    stage(first, "Voorspel")
    expect(room.locator(".tv-picture svg").first).to_be_visible()
