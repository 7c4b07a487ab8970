"""Two cuts on the same axes: told apart without colour, and nothing hidden goes along."""

from __future__ import annotations

from telvertel.charts import SCREEN, two_cuts
from telvertel.charts.two_cuts import LETTERS
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, data_of, named, released, rows, texts_of

FEW, OF_FEW = 7, 13  # too few to be shown, and found nowhere else


def drawn(language: str = "nl"):
    first = released(DROPOUT, rows("2024KW01", [(30, 120), (FEW, OF_FEW), (36, 120), (30, 100)]))
    status = ["final", "final", "provisional"]
    second = released(DROPOUT, rows("2024KW02", [(60, 120), (70, 140), (96, 160)], status=status))
    spec = two_cuts(
        first, second, words=words(language), cards=(DROPOUT, DROPOUT), size=SCREEN, names=NAMES
    )
    return spec.to_dict()


def test_both_stand_on_one_scale_over_all_periods_of_either():
    spec = drawn()
    assert spec["encoding"]["y"]["scale"]["domain"] == [0, 60]
    assert {one["period"] for one in named(spec, "points_0_final")} == {
        "2024KW01", "2024KW03", "2024KW04"
    }  # fmt: skip
    assert [one["value"] for one in named(spec, "points_1_final")] == [50, 50]
    assert named(spec, "points_1_provisional") == [{"period": "2024KW04", "value": 60}]


def test_each_line_ends_in_its_letter_and_the_letters_are_in_the_picture_in_words():
    told = texts_of(drawn())
    assert "A 30%" in told and "B 60%" in told
    description = drawn("en")["description"]
    assert all(f"{letter}:" in description for letter in LETTERS)


def test_without_colour_a_circle_and_a_diamond_tell_them_apart():
    shapes = {
        one["data"]["name"]: one["mark"]["shape"]
        for one in drawn()["layer"]
        if one["mark"]["type"] == "point" and "shape" in one["mark"]
    }
    assert {shape for name, shape in shapes.items() if name.startswith("points_0")} == {"circle"}
    assert {shape for name, shape in shapes.items() if name.startswith("points_1")} == {"diamond"}


def test_what_is_hidden_in_either_is_not_in_the_picture():
    values = {cell for row in data_of(drawn()) for cell in row.values()}
    assert not values & {FEW, OF_FEW, 100 * FEW / OF_FEW, round(100 * FEW / OF_FEW)}


def test_no_difference_between_the_two_is_written_anywhere():
    spec = drawn()
    told = " ".join([*texts_of(spec), spec["description"]])
    assert "30" in told and "60" in told
    assert "verschil" not in told and "procentpunt" not in told
