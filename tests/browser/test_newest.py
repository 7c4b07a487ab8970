"""What was said last is on the wall, whatever was said before it."""

from __future__ import annotations

import pytest

from telvertel.meeting.events import NoteKind, NoteWritten, Shown, Side, View
from telvertel.meeting.stages import Stage
from tests.browser.tables import FIRST
from tests.browser.test_wall import HOST, Wall

pytestmark = pytest.mark.browser

SAID = (
    "Het bellen loopt, wachten blijft lang.",
    "Is er zicht op wie langer dan een half jaar wacht?",
    "School is vaak de eerste die het merkt",
    "De kern van de vraag zit in drie wijken, en dat was vorig jaar niet zo te zien",
    "Ons tarief kwam pas in juni",
    "Wie belt er als een gezin verhuist naar een andere gemeente?",
)
DRAWN = f"""([text]) => {{ {HOST}
  return [...host.querySelectorAll('.tv-line')].some(one => one.textContent.includes(text)) }}"""
SEEN = f"""() => {{ {HOST}
  const voice = host.querySelector('.tv-voice-municipality');
  const box = voice.parentElement.getBoundingClientRect();
  return [voice.querySelectorAll('.tv-line').length, voice.querySelector('.tv-more')?.textContent,
    voice.lastElementChild.getBoundingClientRect().bottom <= box.bottom + 12] }}"""


@pytest.fixture(scope="module")
def wall(tmp_path_factory):
    one = Wall(tmp_path_factory)
    yield one
    one.close()


def test_the_newest_line_of_a_side_is_on_the_wall_and_older_ones_are_counted(wall, window):
    items = list(dict.fromkeys(one.shown.item for one in wall.screens if one.shown.item))
    item = items[3]
    page = window(1920, 1080)
    page.goto(f"{wall.server.address}/beamer?gesprek={FIRST}")
    page.locator(".tv-wall .tv-page").wait_for()
    wall.say(FIRST, Shown(view=View.item, item=item, stage=Stage.explain).model_dump(mode="json"))
    for number, text in enumerate(SAID, 1):
        said = NoteWritten(
            note=f"nieuw-{number}", item=item, stage=Stage.explain, side=Side.municipality,
            note_kind=NoteKind.explanation, text=text,
        )  # fmt: skip
        wall.say(FIRST, said.model_dump(mode="json"))
        page.wait_for_function(DRAWN, arg=[text])
        drawn, more, whole = page.evaluate(SEEN)
        left_out = number - drawn
        lines = "regel" if left_out == 1 else "regels"
        assert whole, text
        assert (more or "") == (f"en nog {left_out} {lines}" if left_out else "")
