"""One series over time: what is drawn, what is left out, and that it can be read from afar."""

import json
import os
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.charts import PAPER, SCREEN, WALL_TALL, WALL_WIDE, picture, trend
from telvertel.charts.labels import EndLabel, end_labels
from telvertel.charts.pins import with_room
from telvertel.charts.plane import Plane, plane_on
from telvertel.charts.series import dots
from telvertel.indicators.reading import points, read
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, data_of, named, released, rows, texts_of

NL, EN = words("nl"), words("en")
COUNT = card("count")


def spec(counts, *, language=NL, of=COUNT, size=SCREEN, status="final", complete=None, **more):
    told = released(of, rows("2024KW01", counts, status=status, complete=complete))
    return trend(told, words=language, card=of, size=size, names=NAMES, **more).to_dict()


def test_a_picture_is_as_it_was_agreed():
    """To accept a change: ACCEPT=1 pytest tests/charts, and read the difference."""
    drawn = spec([100, 105, 5, 110, 120], status=["final"] * 4 + ["provisional"])
    golden = Path(__file__).parent / "golden" / "trend.json"
    text = json.dumps(drawn, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("ACCEPT"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_only_released_figures_can_be_drawn():
    told = released(COUNT, rows("2024KW01", [100]))
    with pytest.raises(AssertionError, match="Released"):
        picture(told.frame, words=NL, card=COUNT)


def test_the_axis_starts_at_zero():
    assert spec([400, 410, 405])["encoding"]["y"]["scale"]["domain"][0] == 0


def test_a_grade_starts_at_one_and_says_so():
    grade = card("mean", family="observed")
    told = released(grade, rows("2024KW01", [7.1, 7.4], at_source=True))
    drawn = trend(told, words=NL, card=grade).to_dict()
    assert drawn["encoding"]["y"]["scale"]["domain"] == [1, 10]
    assert "De as begint bij 1" in texts_of(drawn)


def test_both_languages_write_their_own_numbers_and_periods():
    dutch, english = spec([1000, 1105]), spec([1000, 1105], language=EN)
    assert "1.105" in texts_of(dutch) and "1,105" in texts_of(english)
    assert "2024 K2" in str(dutch["encoding"]["x"]["axis"]["labelExpr"])
    assert "2024 Q2" in str(english["encoding"]["x"]["axis"]["labelExpr"])
    assert dutch["config"]["locale"]["number"]["decimal"] == ","
    assert english["config"]["locale"]["time"]["months"][0] == "January"


def test_only_what_is_drawn_goes_along():
    allowed = {"period", "value", "to", "piece", "foot", "number"}
    drawn = spec([100, 105, 110], markers=((1, "2024KW02", None),))
    assert {key for row in data_of(drawn) for key in row} <= allowed


def test_counts_behind_a_share_do_not_reach_the_picture():
    told = [(235, 1175), (240, 1200)]
    assert "1175" not in json.dumps(spec(told, of=DROPOUT))


def test_a_hidden_figure_is_nowhere_in_the_picture():
    drawn = spec([100, 5, 105])
    dashes = named(drawn, "hidden")
    others = [row for row in data_of(drawn) if row.get("period") == "2024KW02"]
    assert [row["period"] for row in dashes] == ["2024KW02"] and others == dashes
    assert "<10" in texts_of(drawn)


def test_no_line_goes_over_a_hidden_figure():
    drawn = spec([100, 105, 5, 110, 115])
    pieces = {row["piece"]: [] for row in named(drawn, "line_solid")}
    for row in named(drawn, "line_solid"):
        pieces[row["piece"]].append(row["period"])
    assert list(pieces.values()) == [["2024KW01", "2024KW02"], ["2024KW04", "2025KW01"]]


def test_beside_percentages_a_hidden_figure_is_not_said_in_figures():
    drawn = spec([(5, 15), (30, 120)], of=DROPOUT)
    assert "te klein" in texts_of(drawn) and "<10" not in texts_of(drawn)


def test_what_is_provisional_is_hollow_and_dashed_and_explained():
    drawn = spec([100, 105, 110], status=["final", "final", "provisional"])
    assert [row["period"] for row in named(drawn, "points_provisional")] == ["2024KW03"]
    assert [row["period"] for row in named(drawn, "line_dashed")] == ["2024KW02", "2024KW03"]
    assert "Open rondje: voorlopig" in texts_of(drawn)


def test_what_is_incomplete_has_its_own_shape():
    drawn = spec([100, 105], complete=[1.0, 0.6])
    assert [row["period"] for row in named(drawn, "points_incomplete")] == ["2024KW02"]
    assert "Open vierkantje: onvolledig" in texts_of(drawn)


def test_a_class_is_a_bar_from_low_to_high_with_a_dot():
    drawn = spec([(15, 40), (20, 45)], of=DROPOUT)
    assert named(drawn, "points_class")[0] == {"period": "2024KW01", "value": 35.0, "to": 40.0}
    assert "40–45%" in texts_of(drawn)


def test_a_break_has_its_reason_and_no_line_crosses_it():
    broken = ({"period": "2024KW03", "reason": "Nieuwe telling"},)
    drawn = spec([100, 105, 210, 215], breaks=broken)
    assert "Nieuwe telling" in texts_of(drawn)
    assert {row["piece"] for row in named(drawn, "line_solid")} == {0, 1}


TARGET = {"kind": "ambition", "since": None, "until": None, "value": 150.0, "low": None}
TARGET |= {"high": None, "set_by": "gemeenteraad", "set_on": "2023-01-01", "reason": ""}
FORECAST = {**TARGET, "kind": "forecast", "value": None, "low": 120.0, "high": 160.0}


def test_no_norm_is_drawn_unless_it_is_passed():
    assert "streefwaarde" not in json.dumps(spec([100, 105]))


def test_target_and_forecast_look_different_and_say_who_set_them():
    drawn = spec([100, 105], norms=(TARGET, FORECAST), size=WALL_WIDE)
    marks = {layer["data"]["name"]: layer["mark"] for layer in drawn["layer"]}
    assert marks["ambition_1"]["strokeDash"] != marks["forecast_2_band"]["strokeDash"]
    assert "streefwaarde 150, gemeenteraad" in texts_of(drawn)
    assert any(text.startswith("prognose 120–160") for text in texts_of(drawn))


def test_a_forecast_looks_ahead_of_the_series():
    ahead = {**FORECAST, "until": "2025KW02"}
    assert spec([100, 105], norms=(ahead,))["encoding"]["x"]["scale"]["domain"][-1] == "2025KW02"


def test_context_is_grey_and_named_with_its_source():
    yearly = released(COUNT, rows("2023JJ00", [80, 90], at_source=True), gm="NL01", grain="year")
    drawn = spec([100, 105, 110, 115], context=(yearly,))
    assert {row["value"] for row in named(drawn, "context_1_solid")} == {90.0}
    assert "90 Nederland, Eigen telling" in texts_of(drawn)


def test_the_band_of_common_variation_is_drawn_when_asked_for():
    told = released(COUNT, rows("2020KW01", [100, 110] * 8))
    reading = read(points(told.frame, COUNT), COUNT)
    with_band = trend(told, words=NL, card=COUNT, reading=reading).to_dict()
    assert named(with_band, "usual") and "gewone schommeling" in texts_of(with_band)
    assert not named(trend(told, words=NL, card=COUNT).to_dict(), "usual")


def test_a_series_without_any_figure_is_calm_and_says_why():
    drawn = spec([5, 0, 5])
    assert "Te klein om te tonen" in texts_of(drawn)
    assert len(named(drawn, "hidden")) == 3


def test_the_description_tells_first_last_and_gaps():
    told = spec([100, 5, 105], markers=((1, "2024KW03", None),))["description"]
    assert "Begint op 100 (1e kwartaal 2024)." in told
    assert "Eindigt op 105 (3e kwartaal 2024)." in told
    assert "Zonder cijfer (<10): 2e kwartaal 2024." in told
    assert "1 bij 3e kwartaal 2024" in told


def test_no_periods_at_all_is_a_picture_too():
    empty = released(COUNT, [])
    assert "geen perioden" in trend(empty, words=NL, card=COUNT).to_dict()["description"]


@pytest.mark.parametrize("size", [WALL_TALL, WALL_WIDE, SCREEN, PAPER])
def test_the_natural_size_is_kept_exactly(size):
    drawn = spec([100, 105], size=size)
    pad = drawn["padding"]
    assert drawn["width"] + pad["left"] + pad["right"] == size.width
    assert drawn["height"] + pad["top"] + pad["bottom"] == size.height


PERIODS = [f"{year}KW0{quarter}" for year in range(2018, 2026) for quarter in range(1, 5)]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(2, 40), min_size=32, max_size=32),
    st.lists(st.sampled_from(PERIODS), min_size=1, max_size=6),
)
def test_markers_never_cover_each_other_nor_leave_the_picture(fives, pinned):
    told = released(COUNT, rows("2018KW01", [5 * one for one in fives]))
    plane = plane_on(WALL_TALL, PERIODS, (0, 200), left=80, right=200, top=60, bottom=110)
    markers = [(number, period, None) for number, period in enumerate(pinned, start=1)]
    plane, pins = with_room(markers, dots(told), plane, WALL_TALL)
    assert len(pins) == len(markers)
    for a, b in combinations(pins, 2):
        apart = hypot(plane.x(a.period) - plane.x(b.period), a.y - b.y)
        assert apart >= 2 * WALL_TALL.pin
    assert min(pin.y - WALL_TALL.pin for pin in pins) >= -WALL_TALL.font


def test_what_is_absent_on_purpose_is_not_drawn_and_is_told():
    absent = {**TARGET, "value": None, "absent": True, "reason": "Zo lang als nodig is."}
    drawn = spec([100, 105], norms=(absent,))
    assert not any(layer["data"].get("name") == "ambition_1" for layer in drawn["layer"])
    told = "Bewust geen streefwaarde: Zo lang als nodig is (gemeenteraad, 1 januari 2023)."
    assert told in drawn["description"]


def test_a_label_that_was_pushed_away_has_a_line_to_where_it_belongs():
    plane = Plane(("2024KW01",), 0, 100, width=500, height=90)
    own, target = EndLabel(("43%",), 43, "#12436D", True), EndLabel(("streefwaarde", "30%"), 30, "")
    alone, both = (end_labels(labels, plane, WALL_WIDE) for labels in ([own], [own, target]))
    links = [[one for one in found if one.mark.type == "rule"] for found in (alone, both)]
    assert [len(one) for one in links] == [0, 1]
