"""What one figure on screen is made of: which atoms of the cube count, and out of which.

Written apart from the app, in plain loops, so that the two can be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from telvertel.figures.scope import AGE_BANDS, CARE_FORMS, Breakdown, Scope
from telvertel.indicators.definition import PARTS, Family, Indicator, Shape
from telvertel.privacy.display import Figure, figure
from telvertel.privacy.mark import Mark

Key = tuple[str, str, str, str, str, str, str]  # family part grain period provider form age
KEY = ("family", "part", "grain", "period", "provider", "care_form", "age_band")
STEP = 5
# Shares and rates under this many are "too small" whatever they are.
UNDER = 20

DURATION_OF = {"01": "lasted_planned", "02": "lasted_otherwise", "03": "lasted_dropout",
               "04": "lasted_dropout", "05": "lasted_otherwise"}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """The atoms whose sum is the figure, and those of its denominator (none for a count)."""

    counted: tuple[Key, ...]
    out_of: tuple[Key, ...]


def made_of(
    card: Indicator, scope: Scope, period: str, group: str, providers: tuple[str, ...]
) -> Made:
    """``providers`` are all that deliver records to this municipality."""
    measure, split = card.measure, scope.breakdown
    whole = measure.out_of or PARTS[measure.family]
    at = _places(scope, group, providers)
    if measure.shape is Shape.distribution or split is Breakdown.part:
        counted, out_of = [(measure.family, group)], [(measure.family, part) for part in whole]
    elif split is Breakdown.duration:
        counted = [(family, group) for family in _lasting(measure.counted)]
        out_of = [(family, group) for family in _lasting(whole)]
    else:
        counted = [(measure.family, part) for part in measure.counted]
        out_of = [(measure.family, part) for part in whole]
    divided = measure.shape in (Shape.share, Shape.distribution)
    if split is Breakdown.part and measure.shape is Shape.rate:
        divided = False
    when = (scope.grain.value, period)
    return Made(_keys(counted, when, at), _keys(out_of if divided else [], when, at))


def _lasting(reasons: tuple[str, ...]) -> list[str]:
    return sorted({DURATION_OF[one] for one in reasons})


def _places(scope: Scope, group: str, providers: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    chosen = {
        "provider": scope.providers or providers,
        "care_form": scope.care_forms or tuple(CARE_FORMS),
        "age_band": scope.age_bands or AGE_BANDS,
    }
    if scope.breakdown and scope.breakdown.value in chosen:
        chosen[scope.breakdown.value] = (group,)
    return tuple(chosen.values())


def _keys(parts: list, when: tuple[str, str], at: tuple[tuple[str, ...], ...]) -> tuple[Key, ...]:
    names = [(str(getattr(family, "value", family)), part) for family, part in parts]
    return tuple((*name, *when, *place) for name in names for place in product(*at))


def plain_sum(atoms: Mapping[Key, int], keys: tuple[Key, ...]) -> int:
    """The sum of atoms, one after the other; an atom that has no row is 0."""
    total = 0
    for key in keys:
        total += atoms.get(key, 0)
    return total


def is_counted(card: Indicator) -> bool:
    """Whether the figure comes from the cube of children."""
    return card.measure.family is not Family.observed


# What a displayed figure leaves open: numerator from … to, denominator from … to.
Open = tuple[int, int, int, int]


def left_open(shape: Shape, row: Mapping, population: int | None) -> Open | None:
    """Every pair of protected counts that would look exactly like this, as bounds; None when the
    row says nothing at all. Fails when no pair does: then the figure is no sum of fives.

    ``population`` is the public number of people of a rate."""
    seen = tuple(row[name] for name in ("mark", "value", "low", "high", "numerator", "denominator"))
    if seen[0] == Mark.missing.value:
        return None
    return _left_open(shape, seen, population)


@lru_cache(maxsize=100_000)
def _left_open(shape: Shape, seen: tuple, population: int | None) -> Open:
    fits = [pair for pair in _pairs(shape, seen, population) if _looks(shape, *pair) == seen]
    assert fits, f"no counts in fives look like {seen}"
    above, below = zip(*fits, strict=True)
    return min(above), max(above), min(below), max(below)


def _pairs(shape: Shape, seen: tuple, population: int | None) -> Iterator[tuple[int, int]]:
    numerator, denominator = seen[4:]
    if shape in (Shape.count, Shape.rate):
        below = population or 0
        above = (numerator,) if numerator is not None else range(0, below + 100, STEP)
        yield from ((one, below) for one in above if one is not None)
        return
    wholes = (denominator,) if denominator is not None else range(0, UNDER, STEP)
    for whole in wholes:
        above = (numerator,) if numerator is not None else range(0, whole + 1, STEP)
        yield from ((one, whole) for one in above)


def _looks(shape: Shape, above: int, below: int) -> tuple:
    shown: Figure = figure(shape, above, below if shape is not Shape.count else None, None, False)
    return (
        shown.mark.value, shown.value, shown.low, shown.high, shown.numerator, shown.denominator
    )  # fmt: skip
