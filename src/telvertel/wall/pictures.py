"""Pictures of an item: which chart belongs to an item and stage, as SVG under a key.

A scene carries only keys; the browser fetches each picture once and keeps it, so the next picture
can be there before it is asked for. Everything is drawn from the figures frozen with the meeting.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

from telvertel.charts import WALL_WIDE, Size, picture
from telvertel.indicators.definition import Indicator
from telvertel.meeting.stages import Stage, norms_may_show
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Released, thaw
from telvertel.wall.picture import svg
from telvertel.wording.words import words

KEPT = 200  # pictures in memory; a meeting of five items has about fifty


@dataclass(frozen=True)
class Recipe:
    """Everything a picture depends on; its key changes when any of it does."""

    meeting: str
    item: str
    language: str
    size: str  # one of SIZES
    with_norms: bool
    markers: tuple[tuple[int, str, str | None], ...]
    figures: str  # digest of the frozen figures
    draw: Callable[[], str] = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        facts = [self.meeting, self.item, self.language, self.size, self.with_norms]
        told = json.dumps([*facts, self.markers, self.figures], default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:24]


# Of the 1080 lines the frame of an item takes 327; what is left goes to the picture and the voices.
# A wall with little said gives the picture more of it. The wall makes its box exactly this high
# (``units``), so that the letters in the picture keep their 40 px.
SIZES: dict[str, Size] = {
    "full": replace(WALL_WIDE, height=560, ticks=4),  # Herkennen, and room for two lines
    "half": replace(WALL_WIDE, height=470),  # room for four lines
    "wide": replace(WALL_WIDE, height=390),  # room for six lines
    "low": replace(WALL_WIDE, height=320, ticks=2),  # under an agreement of last time
}


def units(size: str) -> float:
    """Height of a picture in units of the smallest letter, 40 px."""
    return SIZES[size].height / 40


class Shelf:
    """Recipes by key, and the pictures already drawn. Safe for several threads."""

    def __init__(self) -> None:
        self._recipes: OrderedDict[str, Recipe] = OrderedDict()
        self._drawn: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def put(self, recipe: Recipe) -> str:
        """Remember how to draw a picture and return its key; nothing is drawn yet."""
        with self._lock:
            self._recipes[recipe.key] = recipe
            self._recipes.move_to_end(recipe.key)
            while len(self._recipes) > KEPT:
                self._recipes.popitem(last=False)
        return recipe.key

    def svg(self, key: str) -> str | None:
        """The picture of a key, drawn at the first asking; None when the key is not known."""
        with self._lock:
            if key in self._drawn:
                return self._drawn[key]
            recipe = self._recipes.get(key)
        if recipe is None:
            return None
        drawn = recipe.draw()
        with self._lock:
            self._drawn[key] = drawn
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return drawn

    def meeting_of(self, key: str) -> str | None:
        with self._lock:
            recipe = self._recipes.get(key)
        return recipe.meeting if recipe else None


SHELF = Shelf()


def frozen_figures(meeting: Meeting, item_id: str) -> tuple[Released, ...]:
    """The released figures frozen for an item, own series first; empty when none are frozen."""
    frozen = meeting.frozen.get(item_id)
    return tuple(thaw(one) for one in frozen.figures) if frozen else ()


def names(meeting: Meeting) -> dict[str, str]:
    """Code → name of everybody this meeting is about; for labels at the ends of lines."""
    plan = meeting.plan
    known = dict(zip(plan.providers, plan.provider_names, strict=False))
    return {**known, plan.municipality: plan.municipality_name}


def newest_period(meeting: Meeting, item_id: str) -> str | None:
    """The newest period of the item's own series that holds a figure; None when none does."""
    figures = frozen_figures(meeting, item_id)
    if not figures:
        return None
    told = figures[0].frame.filter(figures[0].frame["mark"] != "missing")["period"]
    return told[-1] if len(told) else None


def markers(meeting: Meeting, item_id: str) -> tuple[tuple[int, str, str | None], ...]:
    """(number, period, group) of each standing note that is pinned to a point."""
    return tuple(
        (note.number, note.written.period, note.written.group)
        for note in meeting.notes_of(item_id)
        if note.written.period
    )


def key_of(
    meeting: Meeting, item_id: str, stage: Stage, language: str, size: str, shelf: Shelf = SHELF
) -> str | None:
    """Key of the picture of an item in a stage; None when there is nothing to draw."""
    frozen = meeting.frozen.get(item_id)
    if frozen is None or not frozen.figures or stage is Stage.question:
        return None
    with_norms = norms_may_show(stage)
    pinned = markers(meeting, item_id)

    def draw() -> str:
        own, *context = frozen_figures(meeting, item_id)
        card = Indicator.model_validate(frozen.card)
        return svg(
            picture(
                own,
                words=words(language),
                card=card,
                context=tuple(context),
                markers=pinned,
                norms=frozen.norms if with_norms else (),
                breaks=frozen.breaks,
                size=SIZES[size],
                names=names(meeting),
            )
        )

    digest = hashlib.sha256(
        json.dumps(frozen.model_dump(mode="json"), sort_keys=True).encode()
    ).hexdigest()
    return shelf.put(Recipe(meeting.id, item_id, language, size, with_norms, pinned, digest, draw))
