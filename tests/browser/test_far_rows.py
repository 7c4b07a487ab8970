"""A deep room: letters for the last row, nothing outside the frame or on top of another."""

from __future__ import annotations

import pytest

from telvertel.meeting.events import RoomSet, Shown, View
from telvertel.meeting.stages import Stage
from telvertel.wall.closing import TAKEN
from tests.browser.tables import FIRST, Screen
from tests.browser.test_wall import Wall

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 1920, 1080


@pytest.fixture(scope="module")
def wall(tmp_path_factory):
    one = Wall(tmp_path_factory)
    yield one
    one.close()


def screens(item):
    for view in (
        View.welcome, View.agenda, View.wall_test, View.reserves, View.preconditions,
        View.frameworks, View.principles, View.difference, View.mishap, View.learning, View.closing,
    ):  # fmt: skip
        yield Screen(view.value, FIRST, Shown(view=view))
    yield Screen("een leerpunt", FIRST, Shown(view=View.learning, about="een-plek"))
    yield Screen("mee", FIRST, Shown(view=View.closing, about=TAKEN))
    for stage in (Stage.question, Stage.recognise, Stage.explain, Stage.appraise, Stage.improve):
        yield Screen(stage.value, FIRST, Shown(view=View.item, item=item, stage=stage))


def is_outside(one):
    if "bron:" in one["text"].casefold():
        return False  # only of whom and from where may be shortened, at the foot
    across = one["left"] >= -1 and one["right"] <= WIDTH + 1
    return one["cut"] or not (across and one["top"] >= -1 and one["bottom"] <= HEIGHT + 1)


@pytest.mark.parametrize(
    "seat", [10.0, *(pytest.param(seat, marks=pytest.mark.soak) for seat in (6.0, 8.0))]
)
def test_a_far_last_row_never_makes_a_screen_draw_over_itself(wall, window, seat):
    page = window(WIDTH, HEIGHT)
    page.goto(f"{wall.server.address}/beamer?gesprek={FIRST}")
    page.locator(".tv-wall .tv-page").wait_for()
    room = RoomSet(screen_height_m=1.2, farthest_seat_m=seat)
    wall.say(FIRST, room.model_dump(mode="json"))
    item = next(one.shown.item for one in wall.screens if one.shown.item)
    wrong = []
    for screen in screens(item):
        seen = wall.measured(page, screen)
        outside = [one["text"][:40] for one in seen["texts"] if is_outside(one)]
        small = [one["text"][:40] for one in seen["texts"] if one["size"] < 39.4]
        if outside or small or seen["onTop"]:
            wrong.append((screen.name, outside, small, seen["onTop"]))
    assert wrong == [], wrong
