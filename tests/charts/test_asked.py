"""The empty place for a period that is still to be predicted, beside what has room for it."""

import json
from dataclasses import replace

import pytest

from telvertel.charts import SCREEN, WALL_WIDE, Asked, picture
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, released, rows, texts_of
from tests.charts.test_forms import DURATION, lasting

NL = words("nl")
COUNT, AMOUNT = card("count"), card("amount", family="observed", id="costs_realised")
ASKED = Asked("2026KW03", "Wat verwacht u hier?")


def drawn(told, of=COUNT, asked=ASKED, size=WALL_WIDE):
    return picture(told, words=NL, card=of, names=NAMES, size=size, asked=asked)


def width_of(chart):
    told = chart.to_dict()
    return told["width"] + told["padding"]["left"] + told["padding"]["right"]


@pytest.mark.parametrize("size", [WALL_WIDE, SCREEN])
def test_the_picture_with_its_empty_place_is_as_wide_as_one_without(size):
    told = released(COUNT, rows("2024KW01", [100, 105, 110]))
    with_place, without = drawn(told, size=size), drawn(told, asked=None, size=size)
    assert width_of(with_place) == pytest.approx(width_of(without), abs=2)


def test_it_says_what_is_asked_and_of_which_period_to_who_does_not_see_it_too():
    chart = drawn(released(COUNT, rows("2024KW01", [100, 105, 110]))).to_dict()
    texts = texts_of(chart)
    assert {"?", "2026 K3"} <= set(texts)
    assert chart["description"].endswith("Wat verwacht u hier?: 3e kwartaal 2026.")


def test_a_low_picture_keeps_the_words_and_drops_the_mark():

    low = replace(WALL_WIDE, height=320, ticks=2)
    assert "?" not in texts_of(
        drawn(released(COUNT, rows("2024KW01", [100, 105])), size=low).to_dict()
    )


def test_the_scale_is_that_of_what_is_shown():
    one = drawn(released(COUNT, rows("2024KW01", [100, 105, 110]))).to_dict()
    assert one["encoding"]["y"]["scale"]["domain"][1] < 200


def test_amounts_have_the_same_place():
    told = released(AMOUNT, rows("2024KW01", [1000.0, 2000.0], at_source=True))
    assert "?" in texts_of(drawn(told, AMOUNT).to_dict())


def test_panels_beside_each_other_have_no_room_for_it():
    told = rows("2024KW01", [(30, 120), (36, 120)], group="99000001")
    told += rows("2024KW01", [(30, 120), (60, 120)], group="99000002")
    chart = drawn(released(DROPOUT, told, breakdown="provider"), DROPOUT).to_dict()
    assert "Wat verwacht" not in json.dumps(chart)


def test_bars_of_one_period_have_no_axis_and_the_period_inside_the_place():
    for parts, is_inside in (((20, 20, 0), True), ((100, 60, 40), False)):
        layers = drawn(lasting(parts, parts), DURATION).to_dict()["layer"]
        inside = [one for one in layers if "2026 K3" in as_lines(one)]
        assert len(inside) == 1
        assert ("u hier?" in as_lines(inside[0])) is is_inside


def as_lines(layer):
    text = layer["mark"].get("text", [])
    return [text] if isinstance(text, str) else text
