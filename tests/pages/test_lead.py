"""Regie: opening freezes every item or nothing; what has no figures is said and can be mended."""

from __future__ import annotations

import pytest

from telvertel.days import today
from telvertel.journal.troubles import NotSaved
from telvertel.meeting import events as e
from telvertel.wording.words import words
from tests.pages.small import ITEM, page, planned, say, texts

TODAY = today()
NL = words("nl")
BROKEN = e.AgendaItem(id="kapot", indicator="not_a_card", scope={}, minutes=15)


def agreed(house, *items) -> None:
    say(house, "spring", planned(TODAY), e.AgendaSet(items=items))


def press(test, label):
    found = next(one for one in test.button if one.label == label)
    found.click().run()
    assert not test.exception, test.exception
    return test


def meeting(house):
    return house.telling.meeting("spring")


def test_opening_freezes_the_figures_with_their_reading_and_shows_the_welcome(figures):
    agreed(figures, ITEM)
    press(page("lead"), NL("lead.open"))
    opened = meeting(figures)
    assert opened.opened_at and opened.shown.view is e.View.welcome
    assert opened.frozen["uitval"].reading["state"] == "too_short"


def test_without_figures_opening_gives_a_sentence_and_leaves_the_meeting_as_it_was(house):
    agreed(house, ITEM)
    before = meeting(house).sequence
    test = press(page("lead"), NL("lead.open"))
    assert NL("cli.trouble.NothingImported") in texts(test)
    assert meeting(house).sequence == before


def test_an_item_whose_card_is_broken_is_named_before_and_after_opening(figures):
    agreed(figures, ITEM, BROKEN)
    test = page("lead")
    named = NL("lead.without_card", items="2 (not\\_a\\_card)")
    assert named in texts(test)
    press(test, NL("lead.open"))
    assert named in texts(test)
    assert NL("lead.without_figures", items="2 (not\\_a\\_card)") in texts(test)
    assert NL("lead.freeze_late") not in [one.label for one in test.button]


def test_after_mending_the_card_the_figures_can_still_be_frozen(figures):
    agreed(figures, ITEM)
    say(figures, "spring", e.MeetingOpened())
    press(page("lead"), NL("lead.freeze_late"))
    assert set(meeting(figures).frozen) == {"uitval"}
    assert NL("lead.freeze_late") not in [one.label for one in page("lead").button]


def test_when_the_disk_refuses_opening_says_so(figures, monkeypatch):
    agreed(figures, ITEM)
    test = page("lead")

    def refuse(saying, overruled=()):
        raise NotSaved

    monkeypatch.setattr(figures.telling, "say", refuse)
    press(test, NL("lead.open"))
    assert NL("journal.not_saved") in texts(test)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_for_late_figures_exist(language):
    for key in ("without_figures", "without_card"):
        assert words(language)(f"lead.{key}", items="2")
