"""Providers and municipalities beside each other, as they go along in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from telvertel.charts.comparison import table
from telvertel.report.view import Beside as Taken
from telvertel.screen import comparing, comparing_places
from telvertel.screen import filter_sentence as sentences
from telvertel.screen.asked import Asked, Known
from telvertel.screen.comparing import Beside
from telvertel.wording.words import Words


def beside_taken(asked: Asked, known: Known, w: Words) -> Iterator[Taken]:
    """One per comparison that stands on the screen, with the same names and letters."""
    if asked.compared and comparing.can_be_compared(asked.card):
        one = comparing.found(asked, known, w)
        if isinstance(one, Beside):
            yield _taken(one, asked, known, "comparison.title", w)
    if asked.alike and comparing_places.can_be_compared(asked, known):
        one = comparing_places.found(asked, known, w)
        if one:
            yield _taken(one, asked, known, "comparison.places.title", w)


def _taken(one: Beside, asked: Asked, known: Known, title: str, w: Words) -> Taken:
    period = one.of.period
    cut = sentences.sentence(
        replace(asked, scope=one.scope), (period, period), known.names, w, one.released.left_out
    )
    rows = table(one.released, one.lies, one.of, w)
    return Taken(f"{w(title)}: {cut}", period, one.released.source, rows, (one.released, one.of))
