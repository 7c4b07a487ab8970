"""The decision note: a weighing on a page of its own, beside a figure that stays what it was."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import sync_playwright

from telvertel.report import decision
from telvertel.report.html import html
from telvertel.report.word import word
from tests.browser.chromium import ARGUMENTS, browser
from tests.report.filled import filled
from tests.report.reading import as_text


def text(language: str = "nl") -> str:
    meeting = filled()
    return as_text(decision.note(meeting, decision.weighed(meeting)[0], language))


def test_the_note_begins_with_what_people_made_of_it():
    assert text().splitlines()[:5] == [
        "Weging na uitleg",
        "# Hoe vaak stopt hulp op initiatief van één kant?",
        "vastgesteld, controlecode 9F3C27A1 · fictief",
        "Rivierstede en De Oever, 12 november 2026",
        "Niet behaald, toch waarderen",
    ]


def test_it_holds_the_figure_the_reasons_the_share_of_the_municipality_and_who_confirmed():
    told = text()
    assert "Nieuwste stand: 33% (2e kwartaal 2026)" in told
    assert "Redenen: De ambitie is niet gehaald." in told
    assert "Aandeel van de gemeente: De warme overdracht is door ons geschrapt" in told
    assert "Sterkte: Aanwijzing" in told
    assert "Rivierstede: “zo is het” (beleidsadviseur jeugd)" in told
    assert "Personeel, kant: aanbieder: Vier van de tien behandelaren" in told


def test_it_says_that_the_number_is_unchanged():
    assert "Deze weging verandert het cijfer niet" in text()
    assert "This weighing does not change the figure" in text("en")


def test_an_item_that_was_not_weighed_has_no_note(held):
    assert [one.id for one in decision.weighed(held)] == ["p1", "p3", "p4"]


def test_both_editions_are_made(held):
    made = decision.note(held, decision.weighed(held)[0], "nl")
    assert "Weging na uitleg" in html(made)
    assert word(made).startswith(b"PK")


@pytest.mark.browser
def test_a_weighing_takes_one_page():
    meeting = filled()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        page = running.new_page()
        for item in decision.weighed(meeting):
            page.set_content(html(decision.note(meeting, item, "nl")))
            printed = page.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
        running.close()
