"""The lines of an axis read as they stand: evenly spaced lines have evenly spaced numbers."""

from __future__ import annotations

import pytest

from telvertel.charts.axes import apart, tick_texts, ticks
from telvertel.charts.theme import SCREEN
from telvertel.indicators.definition import Unit
from telvertel.wording.words import words


@pytest.mark.parametrize("top", [0.04, 0.3, 0.9, 1, 2.2, 7, 12, 340])
def test_evenly_spaced_lines_read_as_evenly_spaced_numbers(top):
    values = ticks(top, Unit.per_1000, 4)
    read = [
        float(text.replace(",", "."))
        for text in tick_texts(values, Unit.per_1000, words("nl")).values()
    ]
    assert read == pytest.approx(values)


def test_whole_numbers_stay_whole():
    assert list(tick_texts([0, 5, 10], Unit.per_1000, words("nl")).values()) == ["0", "5", "10"]


@pytest.mark.parametrize("top", [10.1, 13, 21, 31, 43, 61, 77, 83, 101, 260])
@pytest.mark.parametrize("steps", [2, 3, 4, 5])
def test_a_low_picture_is_used_too(top, steps):
    """With two steps the usual numbers would draw 61% on an axis to 100%."""
    values = ticks(top, Unit.count, steps)
    assert len(values) <= steps + 1 and 0.6 * values[-1] < top <= values[-1]
    assert ticks(61, Unit.percent, 2)[-1] == 80 and ticks(60, Unit.percent, 2) == [0, 30, 60]


def test_texts_of_a_very_low_axis_do_not_stand_over_each_other():
    texts = {0: "0%", 25: "25%", 50: "50%"}
    said = [list(apart(texts, height, SCREEN).values()) for height in (60, 20, 10)]
    assert said == [["0%", "25%", "50%"], ["0%", "", "50%"], ["", "", "50%"]]
