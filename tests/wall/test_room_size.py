"""How large the letters on the wall are, and the screens that try the room and show a card."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.wall.room_size import BIGGEST, font_scale, scale_of
from telvertel.wall.scene import scene
from tests.wall.conftest import PLAN

SMALL = {"screen_height_m": 1.2, "farthest_seat_m": 6.0}
DEEP = {**SMALL, "farthest_seat_m": 8.0}


def scale(told, **room):
    return scene(told(e.RoomSet(**room)), "nl")["scale"]


def test_letters_grow_with_the_farthest_seat_and_never_under_forty_pixels():
    assert font_scale(PLAN) == 1.0
    deep = PLAN.model_copy(update={"farthest_seat_m": 8.0})
    assert font_scale(deep) == pytest.approx(8 / (1.2 * 200) / 0.7 / (40 / 1080), abs=0.01)


def test_until_somebody_sets_the_room_it_is_as_planned(told):
    assert scene(told(), "nl")["scale"] == font_scale(PLAN)
    assert scene(told(), "nl")["dark"] is False


def test_each_press_is_five_percent_and_smaller_never_goes_below_what_the_room_needs(told):
    assert scale(told, **SMALL, larger=2) == pytest.approx(1.05**2, abs=0.01)
    assert scale(told, **SMALL, larger=-4) == 1.0
    assert scale(told, **DEEP, larger=-4) == scale(told, **DEEP)


@given(st.floats(0.4, 10), st.floats(1, 60), st.integers(-10, 12))
def test_every_room_gets_letters_between_what_it_needs_and_what_fits(height, seat, larger):
    room = e.RoomSet(screen_height_m=height, farthest_seat_m=seat, larger=larger)
    assert font_scale(room) <= scale_of(Meeting("m", plan=PLAN, room=room)) <= BIGGEST


def test_a_dark_room_makes_a_dark_wall(told):
    assert scene(told(e.RoomSet(**SMALL, dark=True)), "nl")["dark"] is True


def test_the_last_row_is_tried_with_the_smallest_letter_of_this_room(told):
    drawn = scene(told(e.RoomSet(**DEEP), e.Shown(view="wall_test"), opened=False), "nl")
    assert [one["letter"] for one in drawn["lines"]] == list("ABCDE")
    assert drawn["lines"][-1]["size"] == 1.0
    assert "8,0 m" in drawn["room"]
    assert drawn["status"].startswith("Concept")


def test_a_card_says_what_it_counts_what_it_does_not_say_and_where_it_comes_from(told):
    drawn = scene(told(e.Shown(view="definition", item="wait")), "nl")
    assert drawn["card"]["definition"]
    assert drawn["card"]["says_not"].endswith(".")
    assert drawn["figure_source"] == "Van alle aanbieders samen · bron: De Oever"
    assert "picture" not in drawn


def test_a_card_says_nothing_of_the_newest_period_before_it_was_seen(told):
    plan = PLAN.model_copy(update={"predict": True})
    card = e.Shown(view="definition", item="wait")
    before = told(plan, e.Shown(view="item", item="wait", stage="predict"), card)
    assert "K3" not in json.dumps(scene(before, "nl")["figure_status"])
    after = told(plan, e.Shown(view="item", item="wait", stage="recognise"), card)
    assert "K3" in scene(after, "nl")["figure_status"]
