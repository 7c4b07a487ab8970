"""What was mended at opening is told to who leads, on Start and on Regie, until it is read."""

from __future__ import annotations

import pytest

from telvertel.days import today
from telvertel.installation import forget, installation
from telvertel.meeting import events as e
from tests.pages.small import ITEM, page, planned, say, texts

TITLE = "Bij het openen is iets hersteld."


@pytest.fixture
def mended(house):
    """A meeting of which the last line on disk was torn, opened again."""
    say(house, "spring", planned(today()), e.AgendaSet(items=(ITEM,)), e.MeetingOpened())
    forget()
    path = house.home / "journal" / "spring.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    yield installation()
    forget()


@pytest.mark.parametrize("name", ["start", "lead"])
def test_what_was_mended_is_said_with_the_name_of_the_meeting_until_it_is_read(mended, name):
    opened = page(name)
    assert TITLE in texts(opened)
    assert "Kwartaalgesprek" in texts(opened) and "teruggezet" in texts(opened)
    next(one for one in opened.button if one.key == "put-repairs-away").click().run()
    assert not opened.exception
    assert TITLE not in texts(opened)


@pytest.mark.parametrize("name", ["start", "lead"])
def test_when_nothing_was_mended_nothing_is_said(house, name):
    say(house, "spring", planned(today()), e.AgendaSet(items=(ITEM,)))
    assert TITLE not in texts(page(name))
