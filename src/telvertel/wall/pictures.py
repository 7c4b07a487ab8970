"""Pictures of an item: which chart belongs to an item and stage, as SVG under a key.

A scene carries only keys; the browser fetches each picture once and keeps it, so the next picture
can be there before it is asked for. Everything is drawn from the figures frozen with the meeting.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from telvertel.charts import WALL_WIDE, Agreed, Asked, Size, picture
from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import containing, read
from telvertel.meeting.events import is_period
from telvertel.meeting.stages import Stage, norms_may_show
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Released, freeze, thaw
from telvertel.wall.kept_back import (
    from_then_on,
    is_in_sight,
    is_kept_back,
    newest_told,
    periods_kept_back,
    without_newest,
)
from telvertel.wall.picture import svg
from telvertel.wording.words import words

KEPT = 200  # pictures in memory; a meeting of five items has about fifty


@dataclass(frozen=True)
class Recipe:
    """Everything a picture depends on; its key changes when any of it does."""

    meeting: str
    item: str
    language: str
    size: str  # as size_of reads it
    figures: tuple[Released, ...]  # the own series first
    card: dict[str, Any]
    names: dict[str, str]
    markers: tuple[tuple[int, str, str | None], ...] = ()
    norms: tuple[dict[str, Any], ...] = ()
    breaks: tuple[dict[str, Any], ...] = ()
    agreed: tuple[Agreed, ...] = ()
    asked: Asked | None = None  # the newest period that is left out
    to_wall: bool = True  # whether the room has come to what is in it

    @cached_property
    def key(self) -> str:
        """Made of what is drawn only: nothing that is left out can be guessed from it."""
        told = [self.meeting, self.item, self.language, self.size, self.card, self.names]
        told += [self.markers, self.norms, self.breaks, self.asked and asdict(self.asked)]
        told += [freeze(one)["digest"] for one in self.figures]
        told += [asdict(one) for one in self.agreed]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:24]

    def draw(self) -> str:
        own, *context = self.figures
        return svg(
            picture(
                own,
                words=words(self.language),
                card=Indicator.model_validate(self.card),
                context=tuple(context),
                markers=self.markers,
                norms=self.norms,
                breaks=self.breaks,
                size=size_of(self.size),
                names=self.names,
                agreed=self.agreed,
                asked=self.asked,
            )
        )


# Of the 1080 lines the frame of an item takes 327; what is left goes to the picture and the voices.
# A wall with little said gives the picture more of it. The wall makes its box exactly this high
# (``units``), so that the letters in the picture keep their 40 px.
SIZES: dict[str, Size] = {
    "full": replace(WALL_WIDE, height=560, ticks=4),  # Herkennen, and room for two lines
    "half": replace(WALL_WIDE, height=470),  # room for four lines
    "wide": replace(WALL_WIDE, height=390),  # room for six lines
    "slim": replace(WALL_WIDE, height=350),  # room for six lines
    "low": replace(WALL_WIDE, height=320, ticks=2),  # under an agreement of last time
}


def units(size: str) -> float:
    """Height of a picture in units of the smallest letter, 40 px."""
    return size_of(size).height / 40


def size_of(name: str) -> Size:
    """One of SIZES, or a height in pixels."""
    if name in SIZES:
        return SIZES[name]
    below = [one for one in SIZES.values() if one.height <= int(name)]
    return replace(max(below, key=lambda one: one.height), height=int(name))


def size_with(units: float) -> str:
    """The name of the largest size in so many units, between the lowest and the highest."""
    height = int(units * 4) * 10
    return str(min(max(height, SIZES["low"].height), SIZES["full"].height))


class Shelf:
    """Recipes by key, and the pictures already drawn. Safe for several threads."""

    def __init__(self) -> None:
        self._recipes: OrderedDict[str, Recipe] = OrderedDict()
        self._drawn: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def put(self, recipe: Recipe) -> str:
        """Remember how to draw a picture and return its key; nothing is drawn yet."""
        with self._lock:
            if not self.is_for_wall(recipe.key):  # what the room has seen is not taken back
                self._recipes[recipe.key] = recipe
            self._recipes.move_to_end(recipe.key)
            while len(self._recipes) > KEPT:
                self._recipes.popitem(last=False)
        return recipe.key

    def svg(self, key: str) -> str | None:
        """The picture of a key, drawn at the first asking; None when the key is not known."""
        known = self.drawn(key)
        with self._lock:
            recipe = self._recipes.get(key)
        if known is not None or recipe is None:
            return known
        drawn = recipe.draw()
        with self._lock:
            self._drawn[key] = drawn
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return drawn

    def drawn(self, key: str) -> str | None:
        """The picture of a key when it has been drawn; waits for nothing."""
        with self._lock:
            return self._drawn.get(key)

    def meeting_of(self, key: str) -> str | None:
        with self._lock:
            recipe = self._recipes.get(key)
        return recipe.meeting if recipe else None

    def is_for_wall(self, key: str) -> bool:
        """Whether a wall may have this picture: not before the room has come to it."""
        recipe = self._recipes.get(key)
        return recipe is not None and recipe.to_wall


SHELF = Shelf()


def frozen_figures(meeting: Meeting, item_id: str) -> tuple[Released, ...]:
    """The released figures frozen for an item, own series first; empty when none are frozen."""
    frozen = meeting.frozen.get(item_id)
    return tuple(thaw(one) for one in frozen.figures) if frozen else ()


def figures_in_sight(
    meeting: Meeting, item_id: str, stage: Stage | None = None
) -> tuple[Released, ...]:
    """The same, without the newest points as long as the room still predicts them."""
    figures = frozen_figures(meeting, item_id)
    return without_newest(figures, _kept_back(meeting, item_id, figures, stage))


def _kept_back(
    meeting: Meeting, item_id: str, figures: tuple[Released, ...], stage: Stage | None
) -> tuple[str, ...]:
    kept = figures and is_kept_back(meeting, item_id, stage)
    return periods_kept_back(figures[0]) if kept else ()


def names(meeting: Meeting) -> dict[str, str]:
    """Code → name of everybody this meeting is about, and of the wijken and buurten in its figures;
    for labels at the ends of lines."""
    plan = meeting.plan
    known = {code: name for one in meeting.frozen.values() for code, name in one.names.items()}
    known |= dict(zip(plan.providers, plan.provider_names, strict=False))
    return {**known, plan.municipality: plan.municipality_name}


def newest_period(meeting: Meeting, item_id: str) -> str | None:
    """The newest period of the item's own series that holds a figure; None when none does."""
    figures = frozen_figures(meeting, item_id)
    if not figures:
        return None
    told = figures[0].frame.filter(figures[0].frame["mark"] != "missing")["period"]
    return told[-1] if len(told) else None


def markers(
    meeting: Meeting, item_id: str, kept: tuple[str, ...] = ()
) -> tuple[tuple[int, str, str | None], ...]:
    """(number, period, group) of each standing note that is pinned to a point in sight."""
    return tuple(
        (note.number, note.written.period, note.written.group)
        for note in meeting.notes_of(item_id)
        if note.written.period and _is_in_sight(note.written.period, kept)
    )


def _is_in_sight(period: str, kept: tuple[str, ...]) -> bool:
    """A pin from before keys of periods were checked may hold no period: it is drawn nowhere."""
    return is_period(period) and is_in_sight(period, kept) if kept else True


def key_of(
    meeting: Meeting,
    item_id: str,
    stage: Stage | None,
    language: str,
    size: str,
    shelf: Shelf = SHELF,
    from_day: date | None = None,
) -> str | None:
    """Key of the picture of an item in a stage; None when there is nothing to draw.

    Without a stage it is the picture of another view: no norms, and of an item that the room still
    has to predict no newest points.
    """
    frozen = meeting.frozen.get(item_id)
    if frozen is None or not frozen.figures or stage is Stage.question:
        return None
    figures = frozen_figures(meeting, item_id)
    kept = _kept_back(meeting, item_id, figures, stage)
    seen = without_newest(figures, kept)
    seen, pins = from_then_on(seen, markers(meeting, item_id, kept), from_day)
    if (kept or from_day) and seen[0].frame.is_empty():
        return None
    recipe = Recipe(
        meeting.id,
        item_id,
        language,
        size,
        figures=seen,
        card=frozen.card,
        names=names(meeting),
        markers=pins,
        norms=frozen.norms if _weighs(meeting, item_id, stage) else (),
        breaks=tuple(one for one in frozen.breaks if is_in_sight(one["period"], kept)),
        agreed=_agreed(meeting, item_id, seen[0]) if stage and norms_may_show(stage) else (),
        asked=_asked(newest_told(figures[0]), stage, language) if kept else None,
        to_wall=bool(kept) or not is_kept_back(meeting, item_id),
    )
    return shelf.put(recipe)


def _agreed(meeting: Meeting, item_id: str, own: Released) -> tuple[Agreed, ...]:
    """When earlier talks agreed something about this figure; at Waarderen, and not before."""
    item, periods = meeting.item(item_id), own.frame["period"]
    if item is None or periods.is_empty():
        return ()
    grain = read(periods[0]).grain
    return tuple(
        dict.fromkeys(
            Agreed(containing(one.on, grain).id, one.visible_from)
            for one in meeting.agreed_before
            if item.indicator in one.indicators
        )
    )


def _weighs(meeting: Meeting, item_id: str, stage: Stage | None) -> bool:
    """Whether a target may stand beside the figure: not while the figure itself is disputed."""
    return bool(stage and norms_may_show(stage)) and not meeting.open_disputes(item_id)


def _asked(period: str, stage: Stage | None, language: str) -> Asked:
    """The empty place: a question at Voorspel, elsewhere that it comes later."""
    key = "prediction.expect_here" if stage is Stage.predict else "prediction.comes_later"
    return Asked(period, words(language)(key))
