"""The lines of an axis read as they stand: evenly spaced lines have evenly spaced numbers."""

from __future__ import annotations

import pytest

from telvertel.charts.axes import tick_texts, ticks
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
