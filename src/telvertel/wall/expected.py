"""What a side expected of the newest point, beside what it became: in words, without a verdict.

The figure is the released one as it is shown. Where nothing may be shown there is nothing to put
an expectation beside, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Any

from telvertel.charts.figure import figure_text, value_text
from telvertel.indicators.definition import Indicator, Shape, Unit
from telvertel.indicators.reading import NATURAL, Point, points
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Mark
from telvertel.wall import pictures
from telvertel.wall.kept_back import newest_told, periods_kept_back
from telvertel.wall.naming import card_of
from telvertel.wording.words import Words


class Gap(StrEnum):
    """How the figure lies to what was expected; the words are ``prediction.gap``."""

    as_expected = "as"
    level = "level"  # it hardly moved: for every direction alike
    about = "about"  # closer than rounding may have moved the figure
    higher = "higher"
    lower = "lower"


@dataclass(frozen=True)
class Newest:
    """The newest point of an item, and the last one that was in sight while it was predicted.

    ``row`` and the points are None for a figure that is split: it has no one value.
    """

    period: str
    since: str | None
    unit: Unit
    row: dict[str, Any] | None
    now: Point | None
    before: Point | None
    row_before: dict[str, Any] | None = None

    @property
    def is_shown(self) -> bool:
        return self.row is not None and self.row["mark"] in (Mark.shown, Mark.class_)


def newest(meeting: Meeting, item_id: str) -> Newest | None:
    """What the room is asked to predict; None when no period has a figure."""
    figures, card = pictures.frozen_figures(meeting, item_id), card_of(meeting, item_id)
    period = newest_told(figures[0]) if figures else None
    if period is None:
        return None
    own = figures[0]
    if own.shape is Shape.distribution or set(own.frame["group"]) != {""}:
        return Newest(period, None, own.unit, None, None, None)
    rows = {one["period"]: one for one in own.frame.to_dicts()}
    return _of_one_line(period, rows, periods_kept_back(own), points(own.frame, card), card)


def _of_one_line(
    period: str,
    rows: dict[str, dict[str, Any]],
    kept: tuple[str, ...],
    series: tuple[Point, ...],
    card: Indicator,
) -> Newest:
    known = {one.period: one for one in series}
    seen = [one.period for one in series if one.value is not None and one.period < kept[0]]
    since = seen[-1] if seen else None
    before, row_before = known.get(since), rows.get(since)
    return Newest(period, since, card.unit, rows[period], known[period], before, row_before)


def is_written(given: e.PredictionGiven | None) -> bool:
    """Whether a side wrote anything; everything taken out again is nothing."""
    if given is None:
        return False
    said = given.direction is not None or given.value is not None
    return said or given.known or bool(given.why.strip())


def can_be(meeting: Meeting, body: e.Happening) -> bool:
    """Whether an expected value is one the figure could take; anything else is not looked at."""
    if not isinstance(body, e.PredictionGiven) or body.value is None:
        return True
    card = card_of(meeting, body.item)
    lowest, highest = NATURAL.get(card.unit, (-inf, inf)) if card else (-inf, inf)
    return lowest <= body.value <= highest


def gap(given: e.PredictionGiven, of: Newest) -> Gap | None:
    """How the figure lies to the value that was expected, else to the direction; None where there
    is nothing to compare."""
    if not of.is_shown or given.known:
        return None
    if given.value is not None:
        return _gap_of_value(given.value, of)
    if given.direction is None or of.before is None:
        return None
    change = of.now.value - of.before.value
    if abs(change) <= of.before.reach + of.now.reach:
        # Rounding may explain it, and the eye may still see it: no side is told it was wrong.
        return Gap.level
    moved = e.Direction.up if change > 0 else e.Direction.down
    if given.direction is moved:
        return Gap.as_expected
    return Gap.higher if moved is e.Direction.up else Gap.lower


def _gap_of_value(expected: float, of: Newest) -> Gap:
    """To the precision in which the figure is shown: nobody predicts behind the comma."""
    row, value = of.row, of.now.value
    decimals = 0 if value == int(value) and of.unit is not Unit.grade else 1
    is_in_class = row["low"] is not None and row["low"] <= expected <= row["high"]
    if is_in_class or round(expected, decimals) == round(value, decimals):
        return Gap.as_expected
    if abs(value - expected) <= of.now.reach:
        return Gap.about
    return Gap.higher if value > expected else Gap.lower


def expectation_told(given: e.PredictionGiven | None, unit: Unit, w: Words) -> str:
    """Direction and value in words, else the words of the side itself; empty when nothing."""
    if given is None:
        return ""
    parts = [w(f"prediction.direction.{given.direction}")] if given.direction else []
    parts += [value_text(given.value, unit, w)] if given.value is not None else []
    return ", ".join(parts) or given.why.strip()


def expected_told(given: e.PredictionGiven | None, of: Newest, w: Words) -> str:
    """One line: what a side expected, that it knew already, or that it wrote nothing."""
    if not is_written(given):
        return w("prediction.expected.nothing")
    if given.known:
        return w("prediction.expected.known")
    return w("prediction.expected.line", what=expectation_told(given, of.unit, w))


def became_told(given: e.PredictionGiven | None, of: Newest, w: Words) -> str:
    """One line: what it became and how that lies to what was expected; "" for a split figure."""
    if of.row is None:
        return ""
    if not of.is_shown:
        return w("prediction.expected.no_figure")
    figure = figure_text(of.row, of.unit, w)
    found = gap(given, of) if is_written(given) else None
    if found is None:
        return w("prediction.expected.became", figure=figure)
    before = figure_text(of.row_before, of.unit, w) if found is Gap.level else figure
    if before != figure:
        return w("prediction.expected.became_level", figure=figure, before=before)
    return w("prediction.expected.became_gap", figure=figure, gap=w(f"prediction.gap.{found}"))


def surprise_told(meeting: Meeting, item_id: str, side: e.Side, w: Words) -> str:
    """ "Verrast: ja", "nee", or that it was not said yet; a side that knew already says that."""
    told = meeting.surprises.get((item_id, side))
    given = meeting.predictions.get((item_id, side))
    if told is None or told.surprised is None:
        if given is not None and given.known:
            return w("prediction.expected.known")
        return w("prediction.surprised.line", answer=w("prediction.surprised.not_said"))
    answer = w(f"prediction.surprised.{'yes' if told.surprised else 'no'}")
    return w("prediction.surprised.line", answer=answer)
