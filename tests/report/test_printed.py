"""The HTML edition in a real browser: accessible, narrow enough for a phone, short on paper."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from telvertel.report.html import html
from telvertel.report.minutes import minutes
from tests.browser.chromium import ARGUMENTS, browser
from tests.report.filled import earlier, filled

pytestmark = pytest.mark.browser

PAGES = 6  # of a meeting of 90 minutes, before the annex


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_sticks_out(chromium, sealed, previous, width):
    # The file forbids all scripts; only this check may bring its own.
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.set_content(html(minutes(sealed, previous, "nl")))
    found = Axe().run(page)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_meeting_in_which_everything_was_said_is_at_most_six_pages_before_the_annex(chromium):
    """Five figures, 25 lines, eight agreements, five learning points, six preconditions."""
    assert pages(chromium, minutes(filled(), earlier(), "nl")) <= PAGES


def test_a_meeting_of_four_items_is_at_most_six_pages_before_the_annex(chromium, sealed, previous):
    assert pages(chromium, minutes(sealed, previous, "nl")) <= PAGES


def pages(chromium, told) -> int:
    """How many sheets of A4 the minutes take without their annex."""
    page = chromium.new_page()
    page.set_content(html(replace(told, sections=told.sections[:-1])))
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))
