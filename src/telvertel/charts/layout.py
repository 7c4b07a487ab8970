"""Layout: title above, labels at the right, periods and footnotes below, the plane in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from telvertel.charts import axes, marks, pins
from telvertel.charts.around import footnote_layers, reason_lines, title_layers
from telvertel.charts.labels import EndLabel, end_labels, room_for
from telvertel.charts.names import Names, title_text
from telvertel.charts.plane import Plane, height_of, picture_of, plane_on, themed, wrap
from telvertel.charts.series import Dot
from telvertel.charts.theme import LETTER, QUIET, Size
from telvertel.indicators.definition import Indicator, Unit
from telvertel.wording.words import Words

TITLE_LETTER = 0.52  # width of a letter of a title, × font


@dataclass(frozen=True)
class Look:
    """How and for whom a picture is drawn; the same for every part of it.

    ``title`` None is the neutral name of the card, "" is none.
    """

    words: Words
    card: Indicator
    size: Size
    names: Names
    title: str | None = None

    @property
    def heading(self) -> list[str]:
        told = title_text(self.card, self.words) if self.title is None else self.title
        return wrap(told, int(self.size.width / (self.size.font * TITLE_LETTER)))

    def beside(self, told: str) -> tuple[str, ...]:
        """A label at a line end, over as many lines as it needs."""
        return tuple(wrap(told, self.size.label_letters))

    def notes(self, told: Sequence[str]) -> list[str]:
        """Footnotes beside each other, over as many lines as the width asks for."""
        return wrap(" · ".join(told), int(self.size.width / (self.size.font * LETTER * 0.94)))


@dataclass(frozen=True)
class Layout:
    """A plane with the texts around it, all placed."""

    plane: Plane
    ticks: Mapping[float, str]
    ends: Sequence[EndLabel]
    feet: Sequence[str]
    pinned: Sequence[pins.Pin] = ()

    def pinning(self, markers: Sequence[pins.Marker], series: Sequence[Dot], size: Size) -> Layout:
        """The same layout with the data low enough for the markers, and these in their places."""
        plane, pinned = pins.with_room(markers, series, self.plane, size)
        return replace(self, plane=plane, pinned=pinned)


def lay_out(
    look: Look,
    periods: Sequence[str],
    top: float,
    unit: Unit,
    *,
    ends: Sequence[EndLabel],
    feet: Sequence[str] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
    low: float = 0.0,
) -> Layout:
    """The plane for values up to ``top``, and from a negative ``low`` on, with room for everything
    that stands around it."""
    size = look.size
    steps = axes.ticks(top, unit, size.ticks, low)
    ticks = axes.tick_texts(steps, unit, look.words)
    if not ends:  # no figure at all: the base line is enough
        ticks = dict(list(ticks.items())[:1])
    plane = plane_on(
        size,
        periods,
        (steps[0], steps[-1]),
        left=axes.room_left(ticks.values(), size),
        right=max(room_for(ends, size), size.font * 1.7),
        top=_above(look, breaks),
        bottom=size.font * 1.7 + (height_of(feet, size) + size.font * 0.25 if feet else 0),
    )
    return Layout(plane, axes.apart(ticks, plane.height, size), ends, feet)


def finished(
    look: Look, layout: Layout, layers: Iterable[alt.Chart], description: str
) -> alt.LayerChart:
    """The whole picture: what is drawn, then pins, labels, title and footnotes on top."""
    plane, size = layout.plane, look.size
    everything = [
        *layers,
        *pins.pin_layers(layout.pinned, plane, size),
        *end_labels(layout.ends, plane, size),
        *title_layers(look.heading, plane, size),
        *footnote_layers(layout.feet, plane, size),
    ]
    labels = axes.labelled_periods(plane, look.words, size)
    encoding = axes.axes(plane, layout.ticks, labels, size)
    chart = picture_of(plane, everything, encoding, description)
    return themed(chart, plane, size, look.words)


def nothing(plane: Plane, look: Look) -> list[alt.Chart]:
    """A calm sentence in the middle where no figure at all may be shown."""
    told = look.words("charts.nothing")
    middle = (plane.width / 2, plane.height / 2)
    return marks.text(told, *middle, look.size, align="center", baseline="middle", colour=QUIET)


def _above(look: Look, breaks: Sequence[Mapping[str, Any]]) -> float:
    """Pixels for title and reasons of breaks, at least for half of the topmost tick label."""
    font = look.size.font
    reasons = max((reason_lines(one, look.size) for one in breaks), key=len, default=[])
    gap = 0.55 + (0.4 if reasons else 0) + (0.1 if look.heading else 0)
    return height_of([*look.heading, *reasons], look.size) + font * gap
