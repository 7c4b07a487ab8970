"""Terugkijken: line by line through a sealed meeting, with the place in the address."""

from __future__ import annotations

from datetime import timedelta

import pytest

from telvertel.days import today
from telvertel.meeting import events as e
from tests.pages.small import open_meeting, page, sealed_meeting, texts
from tests.pages.test_explore import written

LAST_YEAR = today() - timedelta(days=360)
SHOWN = e.Shown(view="item", item="uitval", stage="explain")


@pytest.fixture
def sealed(figures):
    note = e.NoteWritten(
        note="n1", item="uitval", stage="explain", note_kind="fact", text="Het team was klein.",
        side="provider",
    )  # fmt: skip
    sealed_meeting(figures, "lente", LAST_YEAR, SHOWN, note)
    return figures


def at(test) -> str:
    return test.query_params["regel"][0]


def press(test, label):
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception, test.exception
    return test


def test_a_meeting_that_is_not_sealed_cannot_be_looked_back_at(figures):
    open_meeting(figures, "vandaag", today())
    assert "als het gesprek is vastgesteld" in texts(page("replay", gesprek="vandaag"))


def test_what_came_on_the_wall_is_listed_only_when_asked_for(sealed):
    test = page("replay", gesprek="lente")
    assert "Op het scherm:" not in written(test)
    assert "Het team was klein." in written(test)
    (switch,) = test.toggle
    assert switch.label == "Ook wat er op het scherm kwam"
    assert "Op het scherm:" in written(switch.set_value(True).run())


def test_it_walks_from_line_to_line_and_the_address_says_where(sealed):
    test = page("replay", gesprek="lente")
    assert "Regel 1 van" in texts(test)
    opened = int(at(press(test, "Volgende")))
    assert int(at(press(test, "Volgende"))) > opened
    assert int(at(press(test, "Vorige"))) == opened


def test_a_line_of_the_address_shows_the_wall_as_it_was(sealed):
    first = page("replay", gesprek="lente", regel="5")
    later = page("replay", gesprek="lente", regel="7")
    assert "Het team was klein." in written(later)
    assert '"text": "Het team was klein."' not in written(first)
    assert "Het team was klein." in written(first)  # in the list of what was said


@pytest.mark.parametrize("strange", ["0", "-3", "x", "99999999999", "²"])
def test_a_strange_line_in_the_address_is_no_mistake(sealed, strange):
    assert "Regel " in texts(page("replay", gesprek="lente", regel=strange))


@pytest.mark.parametrize("name", ["start", "learn", "close"])
def test_from_a_sealed_meeting_there_is_a_way_to_look_back(sealed, name):
    test = page(name, gesprek="lente")
    assert "Kijk het gesprek terug" in [one.label for one in test.button]
