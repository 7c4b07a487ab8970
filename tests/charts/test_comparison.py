"""The comparison as a picture: from released figures, without a ranking, for every eye."""

import pytest

from telvertel.charts import SCREEN, WALL_WIDE, Compared, comparison
from telvertel.charts.comparison import compared, table
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, named, released, rows, texts_of

COUNTS = {"a": (60, 310), "b": (50, 180), "c": (55, 120), "d": (20, 90), "e": (3, 15)}
CALLED = (("a", "aanbieder A"), ("b", "De Oever"), ("c", "aanbieder C"), ("d", "aanbieder D"),
          ("e", "aanbieder E"))  # fmt: skip
OF = Compared("2025KW01", CALLED, frozenset({"b"}))
NL = words("nl")


def figures(status: str = "final"):
    told = [
        row
        for group, one in COUNTS.items()
        for row in rows("2025KW01", [one], group=group, status=status)
    ]
    return released(DROPOUT, told)


def drawn(size=SCREEN, language="nl"):
    return comparison(figures(), OF, words=words(language), card=DROPOUT, size=size)


def test_everybody_stands_in_the_order_of_size_and_who_is_too_small_is_not_there():
    found = compared(figures(), DROPOUT, OF)
    assert [one.figure.code for one in found.placed] == ["a", "b", "c", "d"]
    assert list(table(figures(), found, OF, NL).values())[0] == [
        "aanbieder A", "De Oever", "aanbieder C", "aanbieder D",
    ]  # fmt: skip


def test_how_sure_a_figure_is_is_the_width_of_its_bar():
    spec = drawn().to_dict()
    widths = [one["to"] - one["value"] for one in named(spec, "others_interval")]
    assert widths == sorted(widths)  # smaller groups, wider bars
    assert len(named(spec, "own_interval")) == 1


def test_ones_own_differs_in_shape_and_not_only_in_colour():
    shapes = {
        layer["data"]["name"]: layer["mark"]["shape"]
        for layer in drawn().to_dict()["layer"]
        if layer["mark"]["type"] == "point"
    }
    assert shapes == {"others": "circle", "own": "diamond"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_text_alternative_tells_the_same_without_a_verdict(language):
    told = drawn(language=language).description
    assert "De Oever" in told and "180" in told and "28%" in told
    for judged in ("goed", "slecht", "beter", "good", "bad", "better", "worse", "best"):
        assert f" {judged}" not in told.lower()


def test_on_the_wall_every_letter_is_as_large_as_the_rest_of_the_wall():
    spec = drawn(WALL_WIDE).to_dict()
    assert spec["config"]["text"]["fontSize"] == WALL_WIDE.font
    assert "De Oever (180)" in texts_of(spec)


def test_provisional_figures_are_not_compared():
    assert comparison(figures("provisional"), OF, words=NL, card=DROPOUT) is None


def test_nothing_but_released_figures_has_a_way_in():
    with pytest.raises(AssertionError):
        comparison(figures().frame, OF, words=NL, card=DROPOUT)
