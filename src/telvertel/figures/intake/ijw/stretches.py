"""Starts and stops are joined to stretches of help, and stretches to trajectories.

A stretch is one start with its stop. One trajectory is all help of the same care form to the same
child by the same provider that overlaps (BiJ 7, section 3.3), and what goes on after an
administrative stop.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from telvertel.figures.intake.ijw.corrections import PAUSED, Key, assigned_key
from telvertel.figures.intake.ijw.end_reasons import EndReasons
from telvertel.figures.intake.ijw.values import Item


@dataclass(frozen=True, slots=True)
class Stretch:
    """Help from ``start`` to ``end`` (None: goes on), ended for ``reason`` (JZ588).

    ``origin`` is the start, or the stop when its start is not in the delivery.
    """

    origin: Item
    start: date
    end: date | None = None
    reason: str | None = None
    care_form: str = ""
    assigned_on: date | None = None
    referrer: str | None = None


@dataclass(frozen=True)
class Joined:
    """Stretches, the stops whose start is not there (TR069), and those that contradict one."""

    stretches: tuple[Stretch, ...]
    stops_alone: int
    contradictions: tuple[Item, ...]


def joined(starts: Iterable[Item], stops: Iterable[Item]) -> Joined:
    """Every start with the stop that has the same key, and stops without a start by themselves.

    A stop names the day on which help began, so it tells a whole stretch. What was stopped while
    another start of the same assignment is open has another begin than that start (TR326): which
    of the two is true is for people.
    """
    ends = _ends(stops)
    found = [_started(item, ends.pop(_start_key(item), None)) for item in starts]
    alone = [_started(stop, stop) for stop in ends.values()]
    open_since = defaultdict(list)
    for one in found:
        if one.end is None:
            open_since[_place(one.origin)].append(one.start)
    wrong = [
        one.origin
        for one in (*found, *alone)
        if one.end and any(start <= one.end for start in open_since[_place(one.origin)])
    ]
    return Joined((*found, *alone), len(alone), tuple(wrong))


def _ends(stops: Iterable[Item]) -> dict[Key, Item]:
    """The stop of each start: a final one goes before a temporary one (TR413 to TR415)."""
    ends: dict[Key, Item] = {}
    for stop in stops:
        there = ends.get(_start_key(stop))
        if there is None or there.code("RedenBeeindiging") == PAUSED:
            ends[_start_key(stop)] = stop
    return ends


def _place(item: Item) -> Key:
    product = item.code("Product/Categorie"), item.code("Product/Code")
    return (*assigned_key(item), item.provider, *product)


def _start_key(item: Item) -> Key:
    return (*_place(item), item.day("Begindatum"))


def _started(origin: Item, stop: Item | None) -> Stretch:
    start = origin.day("Begindatum")
    assert start is not None  # a required element: without it the message was refused
    if stop is None:
        return Stretch(origin, start)
    return Stretch(origin, start, stop.day("Einddatum"), stop.code("RedenBeeindiging"))


def merged(stretches: Iterable[Stretch], reasons: EndReasons) -> list[Stretch]:
    """The trajectories that stretches make together, each child's in order of start."""
    by_help: dict[Key, list[Stretch]] = defaultdict(list)
    for one in stretches:
        key = (one.origin.municipality, one.origin.client, one.origin.provider, one.care_form)
        by_help[key].append(one)
    return [one for same in by_help.values() for one in _chained(same, reasons)]


def _chained(same: list[Stretch], reasons: EndReasons) -> list[Stretch]:
    chain: list[Stretch] = []
    for one in sorted(same, key=lambda one: (one.start, one.end or date.max)):
        if chain and _goes_on(chain[-1], one, reasons):
            chain[-1] = _together(chain[-1], one, reasons)
        else:
            chain.append(one)
    return chain


def _goes_on(before: Stretch, after: Stretch, reasons: EndReasons) -> bool:
    if before.end is None or after.start <= before.end:
        return True
    gap = timedelta(days=reasons.continued_within_days)
    return _paused(before, reasons) and after.start <= before.end + gap


def _paused(one: Stretch, reasons: EndReasons) -> bool:
    return reasons.administrative(one.reason or "", one.origin.municipality)


def _together(before: Stretch, after: Stretch, reasons: EndReasons) -> Stretch:
    """From the first start to the last end; of two ends on one day the real one counts."""
    last = max(before, after, key=lambda one: _rank(one, reasons))
    return replace(
        before,
        end=last.end,
        reason=last.reason,
        referrer=before.referrer or after.referrer,
    )


def _rank(one: Stretch, reasons: EndReasons) -> tuple[date, bool]:
    return one.end or date.max, bool(one.reason) and not _paused(one, reasons)
