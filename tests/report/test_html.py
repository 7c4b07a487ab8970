"""The HTML edition: one file, safe, readable for everybody, the same words as the model."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from telvertel.meeting import events as e
from telvertel.report.html import css_string, html
from telvertel.report.minutes import minutes
from tests.report.conftest import Talk, note, planned
from tests.report.reading import Page

NASTY = '<script>alert("x")</script></style><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def page(sealed, previous) -> str:
    return html(minutes(sealed, previous, "nl"))


def test_the_file_needs_nothing_from_outside(page):
    without_names = re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    assert not re.search(r"https?://", without_names)
    for tag, attrs in Page(page).tags:
        assert tag not in ("script", "link", "iframe", "object", "form")
        for name, value in attrs.items():
            assert not name.startswith("on")
            if name in ("src", "href", "xlink:href"):
                assert (value or "").startswith(("#", "data:"))
    for reference in re.findall(r"url\(([^)]{0,20})", page):
        assert reference.strip("'\"").startswith(("data:", "#"))


def test_what_people_wrote_is_shown_as_text_and_never_run(talk):
    evil = Talk("kwaad-gesprek", talk.start).says(
        planned(title=NASTY, goal=NASTY, municipality_name=NASTY, provider_names=(NASTY,)),
        *[one.body for one in talk.events if isinstance(one.body, e.AgendaSet | e.FiguresFrozen)],
        note("n1", "p1", NASTY, side=e.Side.provider, period="2025KW04"),
        e.Parked(parked="k1", text=NASTY),
        e.AgreementMade(agreement="a1", item="p1", if_text=NASTY, then_text=NASTY, who=NASTY),
        e.WeighingGiven(
            item="p1", outcome="met", reasons=NASTY, municipality_share=NASTY, title=NASTY
        ),
    )
    made = html(minutes(evil.meeting(), None, "nl"))
    assert "<script" not in made
    assert "<img" not in made
    assert made.count("</style>") == 1
    assert "&lt;script&gt;" in made


def test_a_css_string_cannot_be_left():
    assert css_string('a"b') == r"a\22 b"
    assert set(css_string(NASTY + "\n\\é")) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\\ "
    )


def test_headings_go_down_one_level_at_a_time_and_are_those_of_the_model(page, sealed, previous):
    headings = Page(page).headings
    told = minutes(sealed, previous, "nl")
    assert headings[0] == (1, told.title)
    assert headings[1:] == [(level + 1, section.title) for level, section in told.walk()]
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(headings))


def test_the_page_says_its_language(page, sealed):
    assert '<html lang="nl">' in page
    assert '<html lang="en">' in html(minutes(sealed, None, "en"))


def test_every_picture_has_a_text_alternative_and_a_table_beside_it(page):
    tags = Page(page).tags
    pictures = [attrs for tag, attrs in tags if attrs.get("role") == "img"]
    assert len(pictures) == 4
    assert all(len(attrs["aria-label"]) > 40 for attrs in pictures)
    assert page.count('<table class="figures">') >= 8  # beside each picture, and in the annex


def test_every_table_has_a_caption_and_heads_of_columns_and_rows(page):
    tables = page.count("<table")
    assert page.count("<caption>") == tables
    assert page.count('<th scope="col">') >= 2 * tables
    assert page.count('<th scope="row">') >= tables


def test_links_lead_to_a_place_in_the_file_and_no_place_is_there_twice(page):
    read = Page(page)
    ids = read.ids()
    assert len(ids) == len(set(ids))
    for _, attrs in read.tags:
        if (attrs.get("href") or "").startswith("#"):
            assert attrs["href"][1:] in ids


def test_both_voices_have_columns_of_the_same_width(page):
    assert "grid-template-columns: minmax(0, 1fr) minmax(0, 1fr)" in page
    assert page.count('<div class="voice provider">') == page.count(
        '<div class="voice municipality">'
    )


def test_all_words_of_the_model_are_on_the_page(page, sealed, previous):
    shown = " ".join(" ".join(Page(page).text).split())
    for event in ("Ik wilde best verder praten", "Dubbele bezetting opnemen", "betwist door"):
        assert event in shown


def test_goal_and_status_stand_on_every_printed_page(page):
    assert "@top-left" in page
    assert css_string("Elke jongere krijgt op tijd hulp") in page
    assert css_string("vastgesteld, controlecode 9F3C27A1") in page
