"""What still stands after all corrections: deleted items go, and of an assignment the latest holds.

The rules of iJw 3.2: a start or stop is deleted by its logical key and then perhaps sent anew
(IV008, StatusAanlevering 3); what has a key that already stands was never accepted (TR074, TR415);
an assignment keeps its number and the latest one holds (IV013, IV066), unless it was taken back
(JZ002 13).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from telvertel.figures.intake.ijw.elements import Kind
from telvertel.figures.intake.ijw.values import Item

CHANGED, DELETED = "2", "3"
TAKEN_BACK = "13"
PAUSED = "20"  # a temporary stop; a final one may follow for the same start (TR414)

Key = tuple[object, ...]
Assigned = tuple[str, str, str]  # municipality, number, client


@dataclass(frozen=True)
class Assignment:
    """One assignment over all its versions. ``on``: the day it was first decided."""

    on: date
    category: str
    code: str
    request: str  # the provider's own reference of the request it answers


@dataclass(frozen=True)
class Corrected:
    """Items that stand, in order of their message and line, and how many were put right."""

    items: tuple[Item, ...]
    away: int
    deleted_unseen: int  # deletions of something that is not in this delivery (TR063)


def assigned_key(item: Item) -> Assigned:
    return item.municipality, item.code("ToewijzingNummer"), item.client


def logical_key(item: Item) -> Key:
    """What makes two starts, or two stops, the same one."""
    key: Key = (
        *(item.element, *assigned_key(item), item.provider),
        *(item.code("Product/Categorie"), item.code("Product/Code"), item.day("Begindatum")),
    )
    return (*key, item.code("RedenBeeindiging") == PAUSED) if item.kind is Kind.stop else key


def corrected(items: Iterable[Item]) -> Corrected:
    """The starts or stops that stand."""
    by_key: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        by_key[logical_key(item)].append(item)
    standing, away, unseen = [], 0, 0
    for same in by_key.values():
        one = _last(same)
        away += len(same) - (one is not None)
        unseen += all(item.code("StatusAanlevering") == DELETED for item in same)
        if one is not None:
            standing.append(one)
    standing.sort(key=lambda item: (item.file, item.line))
    return Corrected(tuple(standing), away, unseen)


def _last(same: list[Item]) -> Item | None:
    """What is left of items with one key, day by day.

    Within one day the order of messages is not known: what stood before is deleted first and sent
    anew after it; what did not stand yet is sent first.
    """
    standing: Item | None = None
    for day in sorted({item.written for item in same}):
        sent = [item for item in same if item.written == day]
        new = [item for item in sent if item.code("StatusAanlevering") != DELETED]
        deleted = len(new) < len(sent)
        if standing is not None and deleted:
            standing = new[-1] if new else None
        elif deleted:
            standing = None
        else:
            standing = _accepted(standing, new)
    return standing


def _accepted(standing: Item | None, new: list[Item]) -> Item:
    """A change replaces what stands; a second first one does not."""
    for item in new:
        if standing is None or item.code("StatusAanlevering") == CHANGED:
            standing = item
    assert standing is not None
    return standing


def assignments(items: Iterable[Item]) -> dict[Assigned, Assignment]:
    """Every assignment that was not taken back, by municipality, number and client."""
    by_key: dict[Assigned, list[Item]] = defaultdict(list)
    for item in items:
        by_key[assigned_key(item)].append(item)
    found = {}
    for key, versions in by_key.items():
        versions.sort(key=_decided)
        if versions[-1].code("RedenWijziging") != TAKEN_BACK:
            found[key] = _assignment(versions)
    return found


def _decided(item: Item) -> tuple[date, str, date]:
    return item.day("Toewijzingsdatum") or date.min, item.code("Toewijzingstijd"), item.written


def _assignment(versions: list[Item]) -> Assignment:
    last = versions[-1]
    references = [one.code("ReferentieAanbieder") for one in versions]
    return Assignment(
        on=versions[0].day("Toewijzingsdatum") or last.written,
        category=last.code("Product/Categorie"),
        code=last.code("Product/Code"),
        request=next((one for one in references if one), ""),
    )
