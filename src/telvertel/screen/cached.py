"""What is worth keeping between two clicks; the only file with caches.

A delivery never changes a version of the figures: the version id is in every key, and nothing has
to be thrown away when one comes in. Only when figures end is everything here let go. Keys hold the
version, the indicator, the scope and the language, never a frame. ``lru_cache`` and not Streamlit's
own caches: these results are not changed by whoever gets them, and copying them through a
serialiser costs more than making them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from altair.utils.schemapi import debug_mode

from telvertel import counting
from telvertel.charts import Agreed, Compared, Marker, Size, comparison, picture
from telvertel.charts import two_cuts as both_cuts
from telvertel.charts.table import table
from telvertel.counting import Change, Party
from telvertel.figures import views
from telvertel.figures.alike import TOGETHER
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.views import KeptView
from telvertel.indicators import reading as readings
from telvertel.indicators.comparison import Refused
from telvertel.indicators.period import Grain
from telvertel.indicators.reading import Reading
from telvertel.privacy.release import Released
from telvertel.screen import room
from telvertel.wording.words import words

FIGURES, PICTURES = 512, 256  # a scope is some kilobytes, a picture about twenty


def forget() -> None:
    """Nothing that was made from any version is kept here any longer."""
    for kept in globals().values():
        if hasattr(kept, "cache_clear") and kept.__module__ == __name__:
            kept.cache_clear()


@lru_cache(maxsize=FIGURES)
def released(version: str, indicator: str, scope: Scope) -> Released:
    house = room.house()
    return counting.released(house.warehouse, house.catalogue.cards[indicator], scope, version)


@lru_cache(maxsize=FIGURES)
def children(version: str, indicator: str, scope: Scope) -> Released:
    """How many children had help, whatever the indicator counts of them."""
    house = room.house()
    return counting.children(house.warehouse, house.catalogue.cards[indicator], scope, version)


@lru_cache(maxsize=FIGURES)
def refused_apart(version: str, indicator: str, scope: Scope) -> Refused | None:
    """Why all providers may not be shown apart in this scope."""
    house, card = room.house(), room.card(indicator)
    return counting.refused_apart(house.warehouse, card, scope, version)


@lru_cache(maxsize=FIGURES)
def context(version: str, indicator: str, scope: Scope) -> tuple[Released, ...]:
    house = room.house()
    return counting.context(house.warehouse, house.catalogue.cards[indicator], scope, version)


@lru_cache(maxsize=FIGURES)
def side_by_side(version: str, indicator: str, scope: Scope, places: tuple[str, ...]) -> Released:
    """Several municipalities, the code of each as its group."""
    house = room.house()
    card = house.catalogue.cards[indicator]
    return counting.side_by_side(house.warehouse, card, scope, places, version)


@lru_cache(maxsize=64)
def alike(version: str, municipality: str) -> tuple[str, ...]:
    return counting.alike(room.house().warehouse, municipality, version)


@lru_cache(maxsize=FIGURES)
def alike_together(version: str, indicator: str, scope: Scope) -> tuple[Released, int]:
    """Municipalities like one as one series, and how many they are."""
    house = room.house()
    card = house.catalogue.cards[indicator]
    return counting.alike_together(house.warehouse, card, scope, version)


@lru_cache(maxsize=FIGURES)
def norms(version: str, indicator: str, scope: Scope) -> tuple[dict[str, Any], ...]:
    house = room.house()
    return counting.norms(house.warehouse, house.catalogue.cards[indicator], scope, version)


@lru_cache(maxsize=FIGURES)
def breaks(version: str, indicator: str, scope: Scope) -> tuple[dict[str, Any], ...]:
    house = room.house()
    return counting.breaks(house.warehouse, house.catalogue.cards[indicator], scope, version)


@lru_cache(maxsize=FIGURES)
def areas(
    version: str, indicator: str, scope: Scope, breakdown: Breakdown
) -> tuple[tuple[str, ...], ...]:
    """The wijken or buurten that can be shown, as many at once as a picture holds."""
    house = room.house()
    card = house.catalogue.cards[indicator]
    return counting.areas(house.warehouse, card, scope, breakdown, version)


@lru_cache(maxsize=2)
def kept_views(folder: Path, changed: int) -> tuple[KeptView, ...]:
    """Views with a name; ``changed`` is when the folder last was."""
    return views.kept(folder)


@lru_cache(maxsize=FIGURES)
def norms_before(version: str, indicator: str, scope: Scope) -> tuple[dict[str, Any], ...]:
    house = room.house()
    return counting.norms_before(house.warehouse, house.catalogue.cards[indicator], scope, version)


@lru_cache(maxsize=FIGURES)
def reading(version: str, indicator: str, scope: Scope) -> Reading | None:
    """What may be said of a single series; None of several side by side, and of parts. It is of the
    whole series, whatever time is looked at."""
    if scope.since:
        whole = reading(version, indicator, scope.from_the_start())
        shown = released(version, indicator, scope).frame["period"]
        return whole and readings.in_sight(whole, shown)
    figures, card = released(version, indicator, scope), room.house().catalogue.cards[indicator]
    if figures.frame["group"].n_unique() != 1 or scope.breakdown:
        return None
    group = figures.frame["group"][0]
    return readings.read(
        readings.points(figures.frame, card, group), card, breaks(version, indicator, scope)
    )


@lru_cache(maxsize=FIGURES)
def changes(older: str, newer: str, indicator: str, scope: Scope) -> tuple[Change, ...]:
    house = room.house()
    card = house.catalogue.cards[indicator]
    return counting.changes(house.warehouse, card, scope, older, newer)


@lru_cache(maxsize=FIGURES)
def rows(version: str, indicator: str, scope: Scope, language: str) -> dict[str, list[str]]:
    """The table beside the picture: heading → texts, newest period first."""
    card = room.house().catalogue.cards[indicator]
    figures = released(version, indicator, scope)
    shown = table(figures, words=words(language), card=card, names=names(version))
    return shown.to_dict(as_series=False)


@lru_cache(maxsize=8)
def parties(version: str) -> tuple[Party, ...]:
    return counting.parties(room.house().warehouse, version)


@lru_cache(maxsize=8)
def periods(version: str) -> Mapping[Grain, tuple[str, ...]]:
    """The ids of all periods in a version, in order, per grain."""
    return {grain: counting.periods(room.house().warehouse, grain, version) for grain in Grain}


@lru_cache(maxsize=FIGURES)
def providers_of(version: str, municipality: str) -> tuple[str, ...]:
    return counting.providers_of(room.house().warehouse, municipality, version)


@lru_cache(maxsize=64)
def delivered(version: str, municipality: str) -> frozenset[str]:
    """The ids of the cards of which anything came in of a municipality."""
    house = room.house()
    cards = house.catalogue.cards.values()
    return counting.delivered(house.warehouse, cards, municipality, version)


@lru_cache(maxsize=8)
def names(version: str) -> dict[str, str]:
    """Code of a place or provider → its name; who is in the figures is called as they say."""
    named = {one.code: one.name for one in parties(version) if one.name != one.code}
    return counting.place_names() | named


@lru_cache(maxsize=PICTURES)
def drawn(
    version: str,
    indicator: str,
    scope: Scope,
    language: str,
    size: Size,
    markers: tuple[Marker, ...],
    beside: bool,
    with_norms: bool,
    agreed: tuple[Agreed, ...] = (),
    of_alike: str = "",
) -> dict[str, Any]:
    """The picture as Vega-Lite, not checked against its schema: our pictures are tested, and
    checking takes longer (28 ms) than making them (12 ms). ``of_alike``: what the line of
    municipalities like this one is called; no such line without."""
    house = room.house()
    card = house.catalogue.cards[indicator]
    around = context(version, indicator, scope) if beside else ()
    if of_alike:
        around = (alike_together(version, indicator, scope)[0], *around)
    with debug_mode(False):
        chart = picture(
            released(version, indicator, scope),
            words=words(language),
            card=card,
            context=around,
            markers=markers,
            norms=norms(version, indicator, scope) if with_norms else (),
            breaks=breaks(version, indicator, scope),
            reading=reading(version, indicator, scope),
            agreed=agreed,
            size=size,
            names=names(version) | {TOGETHER: of_alike},
            title="",
        )
        return chart.to_dict(validate=False)


@lru_cache(maxsize=PICTURES)
def two_cuts(
    version: str,
    indicators: tuple[str, str],
    scopes: tuple[Scope, Scope],
    language: str,
    size: Size,
) -> dict[str, Any]:
    """Two cuts on the same axes as Vega-Lite."""
    house = room.house()
    cards = tuple(house.catalogue.cards[one] for one in indicators)
    both = (released(version, *each) for each in zip(indicators, scopes, strict=True))
    with debug_mode(False):
        look = {"words": words(language), "cards": cards, "size": size, "names": names(version)}
        broken = breaks(version, indicators[0], scopes[0])
        return both_cuts(*both, breaks=broken, **look).to_dict(validate=False)


@lru_cache(maxsize=PICTURES)
def compared(
    version: str,
    indicator: str,
    scope: Scope,
    language: str,
    size: Size,
    of: Compared,
    places: tuple[str, ...] = (),
) -> dict[str, Any] | None:
    """Providers beside each other as Vega-Lite, or with ``places`` municipalities; None when fewer
    than two may be shown."""
    card = room.house().catalogue.cards[indicator]
    figures = (
        side_by_side(version, indicator, scope, places)
        if places
        else released(version, indicator, scope)
    )
    with debug_mode(False):
        chart = comparison(figures, of, words=words(language), card=card, size=size, title="")
        return chart.to_dict(validate=False) if chart else None
