"""An installation may show less than we do, and never more: the threshold goes upward only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from telvertel import counting
from telvertel.charts.figure import mark_text
from telvertel.figures.smallest import NAME, carried
from telvertel.figures.troubles import ThresholdRefused
from telvertel.indicators import catalogue, comparison
from telvertel.indicators.definition import Shape, Unit
from telvertel.installation import forget, installation
from telvertel.privacy import display
from telvertel.privacy.display import coarse, figure
from telvertel.privacy.mark import Mark
from telvertel.report.annex import tables
from telvertel.screen import account, comparing, faults
from telvertel.wording.words import words
from tests.report.conftest import Talk, agenda, planned


@pytest.fixture(autouse=True)
def ours_again():
    yield
    display.hold(None)


def chosen(home, text: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / NAME).write_text(text, encoding="utf-8")
    counting.open_figures(home / "figures")


def mark(shape: Shape, count: int | None, whole: int | None, value: float | None = None) -> Mark:
    return figure(shape, count, whole, value, False).mark


def test_without_a_choice_ten_is_shown(tmp_path):
    counting.open_figures(tmp_path / "figures")
    assert (mark(Shape.count, 10, None), mark(Shape.count, 5, None)) == (Mark.shown, Mark.small)


def test_a_higher_threshold_holds_for_every_figure_and_is_said(tmp_path):
    chosen(tmp_path, "threshold = 25")
    assert mark(Shape.count, 20, None) is Mark.small and mark(Shape.count, 25, None) is Mark.shown
    assert mark(Shape.share, 10, 20) is Mark.small  # its whole is a count too
    assert figure(Shape.share, 20, 100, None, False).numerator is None
    assert mark(Shape.rate, 20, 5000) is Mark.small
    assert mark(Shape.mean, None, 20, 7.5) is Mark.small
    assert mark(Shape.amount, None, 20, 9000.0) is Mark.small
    assert coarse(20) is None
    assert mark_text(Mark.small, Unit.count, words("nl")) == "<25"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_higher_threshold_is_said_in_the_minutes_and_in_the_account(tmp_path, language):
    chosen(tmp_path, "threshold = 60")
    w = words(language)
    talk = (
        Talk("gesprek", datetime(2026, 3, 10, 9, 0, tzinfo=UTC)).says(planned(), agenda()).meeting()
    )
    told = tables(talk, w).blocks[0].line[0].text
    assert "<60" in told and "10 " not in told
    card = catalogue.load(catalogue.HERE).cards["dropout"]
    assert all("60" in line for line in account._rounding(card, w)[:2])


def test_what_is_compared_is_at_least_what_is_shown(tmp_path):
    card = catalogue.load(catalogue.HERE).cards["dropout"]
    assert comparing.least_shown(card) == 20
    chosen(tmp_path, "threshold = 30")
    assert comparing.least_shown(card) == display.threshold() == 30
    four = dict.fromkeys("abcd", 25.0)
    assert comparison.refused(four) is None
    assert comparison.refused(four, display.threshold()) is comparison.Refused.too_few
    counts = {"ours": 71, "hidden": None}
    assert comparison.between(counts, ("ours",)) == (89, 100)
    assert comparison.between(counts, ("ours",), display.threshold()) == (71, 100)


def test_what_was_published_elsewhere_stays_as_it_was_published(tmp_path):
    chosen(tmp_path, "threshold = 25")
    assert figure(Shape.count, 10, None, None, True).mark is Mark.shown


@pytest.mark.parametrize(
    "text",
    ["threshold = 9", "threshold = 5", "threshold = 0", "threshold = -15", "threshold = 101",
     "threshold = 12.5", 'threshold = "15"', "threshold = true", "drempel = 15",
     "threshold = 15\nmode = 'off'", "threshold =", ""],
)  # fmt: skip
def test_lowering_it_or_anything_else_in_the_file_is_refused_and_nothing_opens(tmp_path, text):
    with pytest.raises(ThresholdRefused) as refused:
        chosen(tmp_path, text)
    assert display.threshold() == display.THRESHOLD
    for language in ("nl", "en"):
        key, facts = faults.told(refused.value, tmp_path)
        assert "10" in words(language)(key, **facts)


def test_the_next_installation_in_the_same_program_has_its_own(tmp_path, own_home):
    chosen(tmp_path, "threshold = 40")
    forget()
    try:
        installation()
        assert display.threshold() == display.THRESHOLD
    finally:
        forget()


def test_it_goes_along_in_a_copy_and_comes_back_where_nobody_chose(tmp_path):
    home, copy, other = (tmp_path / name for name in ("home", "copy", "other"))
    chosen(home, "threshold = 15")
    for folder in (copy, other):
        folder.mkdir()
    assert carried(home, copy) and carried(copy, other)
    chosen(other, "threshold = 30")
    assert carried(copy, other) == ()  # what stands there is not made smaller
    counting.open_figures(other / "figures")
    assert display.threshold() == 30
