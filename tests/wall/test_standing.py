"""A line that is pinned to a point keeps what could be said of that point when it was written."""

from __future__ import annotations

import polars as pl
import pytest

from telvertel.freezing import reading_of
from telvertel.indicators.period import read
from telvertel.indicators.reading import Standing, thaw
from telvertel.meeting import events as e
from telvertel.privacy.release import freeze, release, since
from telvertel.wall.desk import desk
from telvertel.wall.standing import standing_at
from telvertel.wording.words import words
from tests.wall.conftest import CARDS, frozen, note

CARD = CARDS["waiting_time"]
QUARTERS = [f"{year}KW0{quarter}" for year in range(2022, 2026) for quarter in range(1, 5)]
FLAT = [40, 60] * 8
PEAK = [*[40, 45] * 7, 45, 180]
ON_A_POINT = e.Shown(view="item", item="wait", stage="explain")


def series(counts, groups=("",), **change):
    rows = [
        {"period": one, "start": read(one).start, "group": group, "numerator": count,
         "denominator": 200, "value": None, "protected_at_source": False, "status": "final",
         "completeness": 1.0, "reference_date": read(one).start, "note": ""} | change
        for one, count in zip(QUARTERS, counts, strict=True) for group in groups
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema_overrides={"value": pl.Float64})
    return release(CARD, (("gm", "GM9901"),), frame, cube="v1", source="De Oever")


def with_reading(counts):
    own = series(counts)
    return frozen().model_copy(update={"reading": reading_of(own, CARD, ())})


@pytest.mark.parametrize(
    ("counts", "standing"), [(FLAT, "common"), (PEAK, "beyond_limits")], ids=["flat", "peak"]
)
def test_a_point_is_common_or_stands_out_by_the_frozen_reading(told, counts, standing):
    meeting = told(with_reading(counts))
    assert standing_at(meeting, note("a", "Een verhaal", period="2025KW04")) == standing


def test_nothing_is_said_of_a_line_without_a_point_or_of_a_group(told):
    meeting = told(with_reading(FLAT))
    assert standing_at(meeting, note("a", "Een verhaal")) is None
    pinned = note("a", "Een verhaal", period="2025KW04", group="99000002")
    assert standing_at(meeting, pinned) is None


def test_a_split_series_and_one_without_figures_have_no_reading():
    assert reading_of(series(FLAT, ("a", "b")), CARD, ()) is None
    assert reading_of(series([0] * 16), CARD, ()) is not None
    assert thaw(reading_of(series(FLAT), CARD, ())).n == 16


def test_the_same_line_sent_again_keeps_its_standing_when_figures_came_since(told):
    line = note("a", "Een verhaal", period="2025KW04")
    meeting = told(line, with_reading(FLAT))
    assert standing_at(meeting, line) is None


def test_a_line_moved_to_another_point_takes_the_standing_of_that_point(told):
    line = note("a", "Een verhaal", period="2025KW03", reading="common")
    moved = e.NoteRevised(note="a", text="Een verhaal", period="2025KW04")
    before = told(with_reading(PEAK), line)
    assert standing_at(before, moved) == "beyond_limits"
    reworded = e.NoteRevised(note="a", text="Anders gezegd")
    assert told(with_reading(PEAK), line, reworded).notes[0].written.reading == "common"
    after = told(line, moved.model_copy(update={"reading": "beyond_limits"}))
    assert after.notes[0].written.reading == "beyond_limits"


def test_the_desk_asks_whether_the_story_explains_something_special(told):
    line = note("a", "Een verhaal", period="2025KW03", reading="common")
    (row,) = desk(told(line, ON_A_POINT), "nl")["desk"]["lines"]
    assert row["standing"] == (
        "Dit punt ligt binnen de gewone schommeling. "
        "Verklaart het verhaal iets bijzonders, of gewone variatie?"
    )
    (bare,) = desk(told(note("b", "Nog een"), ON_A_POINT), "nl")["desk"]["lines"]
    assert bare["standing"] == ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_standing_has_its_sentence_at_the_desk(told, language):
    for one in Standing:
        line = note("a", "Een verhaal", period="2025KW03", reading=one.value)
        (row,) = desk(told(line, ON_A_POINT), language)["desk"]["lines"]
        assert words(language)(f"reading.standing.{one}") in row["standing"]


@pytest.mark.parametrize(
    ("change", "breaks", "reason"),
    [
        ({"status": "provisional"}, (), "want voorlopig"),
        ({"completeness": 0.8}, (), "de levering is onvolledig"),
        ({"numerator": 5, "denominator": 5}, (), "te klein om te tonen"),
        ({}, ({"period": "2025KW01", "reason": "andere telling"},), "van voor een breuk"),
        ({}, (), "nog niet te duiden."),
    ],
)
def test_of_a_point_that_cannot_be_read_only_the_reason_that_applies_is_told(
    told, change, breaks, reason
):
    figures = frozen().model_copy(
        update={"figures": (freeze(series(FLAT, **change)),), "breaks": breaks}
    )
    line = note("a", "Een verhaal", period="2023KW01", reading="not_read")
    (row,) = desk(told(figures, line, ON_A_POINT), "nl")["desk"]["lines"]
    assert reason in row["standing"]
    assert row["standing"].count("want") == (reason != "nog niet te duiden.")


def test_a_talk_about_the_last_year_has_the_limits_of_the_whole_series():
    own, whole = series(PEAK), series(PEAK)
    last = since(own, read("2025KW01").start)
    frozen_ = thaw(reading_of(last, CARD, (), whole))
    assert frozen_.n == 16 and frozen_.reading_of("2025KW04") is Standing.beyond_limits
    assert len(frozen_.bounds) == 4
    assert thaw(reading_of(last, CARD, ())).reading_of("2025KW04") is Standing.too_short
