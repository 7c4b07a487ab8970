"""Colours can be told apart by everybody, and from the back of the room."""

import pytest

from telvertel.charts.theme import (
    CONTEXT,
    FOCUS,
    GRID,
    INK,
    MUNICIPALITY,
    PAPER_WHITE,
    PIN,
    PROVIDER,
    QUIET,
    USUAL,
    WALL_TALL,
    WALL_WIDE,
    part_colours,
)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str, room: float = 0.0) -> float:
    """Contrast ratio, with the light of a room added to both."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05 + room) / (low + 0.05 + room)


ROOM_OF_15 = 1 / 14  # a room in which white and black differ 15 to 1


@pytest.mark.parametrize("text", [INK, QUIET, FOCUS])
def test_text_on_the_wall_is_at_least_seven_to_one(text):
    assert contrast(text, PAPER_WHITE) >= 7
    assert contrast(text, PAPER_WHITE, ROOM_OF_15) >= 4.5


@pytest.mark.parametrize("data", [FOCUS, CONTEXT, PROVIDER, MUNICIPALITY, PIN, INK])
def test_data_are_at_least_three_to_one_also_in_a_light_room(data):
    assert contrast(data, PAPER_WHITE) >= 3
    assert contrast(data, PAPER_WHITE, ROOM_OF_15) >= 3


def test_the_number_in_a_marker_is_large_and_three_to_one():
    assert contrast(PIN, PAPER_WHITE) >= 3
    assert WALL_TALL.font >= 40 and WALL_TALL.pin * 2 > WALL_TALL.font


def test_the_focus_line_stands_out_on_the_band_of_common_variation():
    assert contrast(FOCUS, USUAL) >= 7 and contrast(QUIET, USUAL) >= 4.5


def test_gridlines_are_fainter_than_any_data():
    assert contrast(GRID, PAPER_WHITE) < 2


@pytest.mark.parametrize("size", [WALL_TALL, WALL_WIDE])
def test_nothing_on_the_wall_is_under_forty_pixels(size):
    assert size.font >= 40


def test_parts_that_are_not_known_are_white():
    assert part_colours(("a", "b", "unknown"))["unknown"] == PAPER_WHITE
