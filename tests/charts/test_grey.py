"""Without colour a picture says the same: every meaning has a shape, a dash, a weight or a word.

Each form that draws more than one meaning is looked at as its spec, with all colours turned grey.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image

from telvertel.charts import WALL_TALL, WALL_WIDE, Asked, picture, trend
from telvertel.charts.theme import PAPER_WHITE
from telvertel.indicators.reading import points, read
from telvertel.wall.picture import png
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, released, rows, texts_of
from tests.charts.test_forms import DURATION, PARTS, lasting
from tests.charts.test_theme import contrast, luminance

NL = words("nl")
COUNT = card("count")
AMOUNT = card("amount", family="observed", id="costs_realised")
PLAN = card("amount", family="observed", id="costs_budgeted")
APART = 3.0  # contrast from which two greys are told apart without a line between them
HEAVIER = 1.3  # times as thick

NORMS = tuple(
    {"since": "2020KW01", "until": "2023KW04", "set_by": "gemeenteraad", **one}
    for one in (
        {"kind": "ambition", "value": 150},
        {"kind": "framework_limit", "value": 190},
        {"kind": "forecast", "value": 130, "low": 120, "high": 160},
    )
)
SETTLING = ["final"] * 20 + ["provisional"] * 4
COMPLETE = [1.0] * 23 + [0.8]


def full_trend(size=WALL_TALL) -> dict[str, Any]:
    """Everything a trend can hold at once."""
    told = rows("2020KW01", [100, 110] * 12, status=SETTLING, complete=COMPLETE)
    own = released(COUNT, told)
    yearly = rows("2020JJ00", [80, 90, 85, 95], at_source=True)
    country = released(COUNT, yearly, gm="NL01", grain="year")
    reading = read(points(own.frame, COUNT), COUNT)
    around = {"norms": NORMS, "reading": reading, "context": (country,)}
    around["markers"] = ((1, "2021KW01", None),)
    around["breaks"] = ({"period": "2021KW03", "reason": "Andere telling"},)
    return trend(own, words=NL, card=COUNT, names=NAMES, size=size, **around).to_dict()


def money() -> dict[str, Any]:
    """Plan and costs, of which the last period may still change."""
    status = ["final", "final", "provisional"]
    spent = released(AMOUNT, rows("2024KW01", [90000, 95000, 99000], at_source=True, status=status))
    plan = released(PLAN, rows("2024KW01", [92000, 94000, 96000], at_source=True, status=status))
    return picture(spent, words=NL, card=AMOUNT, context=(plan,), size=WALL_TALL).to_dict()


def layers(spec: dict[str, Any], *types: str) -> dict[str, dict[str, Any]]:
    """The marks of these types by the name of their data."""
    return {
        one["data"]["name"]: one["mark"] for one in spec["layer"] if one["mark"]["type"] in types
    }


def colour(mark: dict[str, Any]) -> str:
    return mark.get("fill") or mark["color"]


def meaning(name: str) -> str:
    """What a line is about; the same line may change its style on the way."""
    return name.removesuffix("_solid").removesuffix("_dashed").removesuffix("_thin")


def differ_in_grey(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """By dash, by weight, or because one is much darker."""
    if one.get("strokeDash") != other.get("strokeDash"):
        return True
    thin, thick = sorted((one["strokeWidth"], other["strokeWidth"]))
    return thick >= HEAVIER * thin or contrast(colour(one), colour(other)) >= APART


@pytest.mark.parametrize("size", [WALL_TALL, WALL_WIDE])
def test_no_two_lines_of_a_trend_differ_only_in_hue(size):
    lines = layers(full_trend(size), "line")
    assert len({meaning(name) for name in lines}) >= 5
    alike = [
        (one, other)
        for one, other in combinations(lines, 2)
        if meaning(one) != meaning(other) and not differ_in_grey(lines[one], lines[other])
    ]
    assert alike == []


@pytest.mark.parametrize("size", [WALL_TALL, WALL_WIDE])
def test_every_line_of_a_trend_is_named_in_words_at_its_end(size):
    told = " | ".join(texts_of(full_trend(size)))
    for word in ("Nederland", "streefwaarde", "prognose", "gewone schommeling", "Andere telling"):
        assert word in told, word


def test_what_is_not_settled_is_told_by_shape_and_the_shape_by_a_word():
    drawn = full_trend()
    marks = layers(drawn, "point")
    final, provisional, incomplete = (
        marks[f"points_{kind}"] for kind in ("final", "provisional", "incomplete")
    )
    assert contrast(final["color"], provisional["fill"]) >= APART
    assert provisional["shape"] != incomplete["shape"]
    told = " ".join(texts_of(drawn))
    assert "Open rondje: voorlopig" in told and "Open vierkantje: onvolledig" in told


def test_a_marker_is_a_number_in_a_circle_that_no_point_is_as_large_as():
    drawn = full_trend()
    marks = layers(drawn, "point")
    assert marks["pins"]["size"] > 4 * marks["points_final"]["size"]
    numbers = [one for one in drawn["layer"] if one["data"]["name"] == "pins"][1]
    assert numbers["mark"]["type"] == "text"
    assert contrast(numbers["mark"]["color"], colour(marks["pins"])) >= APART


def test_every_part_of_a_whole_has_its_name_and_square_in_the_order_of_the_stack():
    drawn = picture(lasting((100, 60, 40), (110, 50, 40)), words=NL, card=DURATION, size=WALL_TALL)
    spec = drawn.to_dict()
    fills = [colour(layers(spec, "bar")[f"part_{part}"]) for part in PARTS]
    squares = {one["mark"]["fill"] for one in spec["layer"] if one["mark"].get("shape") == "square"}
    assert squares == set(fills)
    assert len([one for one in texts_of(spec) if one[0].isdigit() and "maanden" in one]) >= 3
    for mark in layers(spec, "bar").values():
        assert contrast(mark["stroke"], PAPER_WHITE) >= APART, "each part has an outline"
    assert _steps(fills) == sorted(_steps(fills))


def _steps(fills: Iterable[str]) -> list[float]:
    return [luminance(one) for one in fills]


def unsettled_beside_settled() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    parts = lasting((100, 60, 40), (110, 50, 40), status=["final", "provisional"])
    stacked = picture(parts, words=NL, card=DURATION, size=WALL_TALL).to_dict()
    for spec in (stacked, money()):
        bars = layers(spec, "bar")
        for name, mark in bars.items():
            if not name.endswith("_unsettled"):
                yield name, mark, bars[f"{name}_unsettled"]


def test_a_bar_that_is_not_settled_has_a_dashed_edge_and_is_not_only_lighter():
    pairs = list(unsettled_beside_settled())
    assert {name for name, *_ in pairs} >= {"part_m0_3", "costs_realised", "costs_budgeted"}
    for name, settled, unsettled in pairs:
        assert unsettled.get("strokeDash") and not settled.get("strokeDash"), name
        assert unsettled["strokeWidth"] >= WALL_TALL.line * 0.5, name


def test_plan_and_costs_differ_in_filling_and_in_width():
    bars = layers(money(), "bar")
    plan, spent = bars["costs_budgeted"], bars["costs_realised"]
    assert contrast(colour(plan), colour(spent)) >= APART
    assert plan["size"] > HEAVIER * spent["size"]


def test_panels_side_by_side_are_told_apart_by_their_names():
    told = rows("2024KW01", [(30, 120), (36, 120)], group="99000001")
    told += rows("2024KW01", [(50, 150), (60, 120)], group="99000002")
    panels = released(DROPOUT, told, breakdown="provider")
    drawn = picture(panels, words=NL, card=DROPOUT, names=NAMES, size=WALL_TALL).to_dict()
    headings = [texts_of(panel) for panel in drawn["concat"]]
    assert any("De Brug" in one for one in headings[0])
    assert any("Ambulant Noord" in one for one in headings[1])


def test_the_place_for_what_is_asked_is_a_dashed_frame_with_a_question_in_it():
    asked = Asked("2024KW04", "Wat verwacht u hier?")
    own = released(COUNT, rows("2024KW01", [100, 105, 110]))
    drawn = picture(own, words=NL, card=COUNT, size=WALL_WIDE, asked=asked).to_dict()
    (frame,) = [one["mark"] for one in drawn["layer"] if one["mark"]["type"] == "rect"]
    assert frame["strokeDash"] and contrast(frame["stroke"], PAPER_WHITE) >= APART
    assert "2024 K4" in texts_of(drawn)


def test_printed_grey_the_lines_of_a_trend_still_stand_out_from_the_paper():
    shown = trend(
        released(COUNT, rows("2024KW01", [100, 110, 105])), words=NL, card=COUNT, size=WALL_WIDE
    )
    grey = np.asarray(Image.open(io.BytesIO(png(shown, 0.5))).convert("L"))
    below = grey[grey.shape[0] // 3 :, : grey.shape[1] // 2]  # the plane, without title and labels
    dark, paper = np.percentile(below, 0.5), np.percentile(below, 90)
    assert (_linear(paper) + 0.05) / (_linear(dark) + 0.05) >= APART


def _linear(grey: float) -> float:
    return (grey / 255) ** 2.2


def test_neighbouring_parts_are_outlined_where_their_greys_are_close():
    drawn = picture(lasting((100, 60, 40), (110, 50, 40)), words=NL, card=DURATION, size=WALL_TALL)
    bars = layers(drawn.to_dict(), "bar")
    for one, other in pairwise(bars[f"part_{part}"] for part in PARTS):
        told_apart = contrast(colour(one), colour(other)) >= APART
        assert told_apart or (one["stroke"] == other["stroke"] and one["strokeWidth"] >= 0.5)
