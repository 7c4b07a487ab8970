"""Every state of a filter bar, put to the app itself: ``counting.released`` with the scope that the
page makes of the address, in any version that the page offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import prod
from random import Random

from telvertel import counting
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import Indicator
from telvertel.privacy.release import Released
from telvertel.screen import asked as asking
from telvertel.screen.asked import Known
from tests.privacy.attack import Shown, World
from tests.privacy.bars import ONE, SOME, Choice, question
from tests.privacy.figures_asked import left_open, made_of

# Choices that lay out the same figures otherwise: another card, another stretch or length of time,
# another version. Each is attacked by itself.
APART = {asking.INDICATOR, asking.VERSION, "gm", "grain", "since", "until"}
PEOPLE = 2000  # any public number of people: "too small" says nothing of it


def values(choice: Choice, bar: str) -> Iterator[str]:
    """The values of one choice in a bar.

    "single": one value or all. "runs": also several that follow each other, as a slider gives.
    "several": also all but one. "every": whatever the widget allows.
    """
    if choice.kind != SOME or bar == "every":
        yield from choice.states()
        return
    codes = choice.codes
    chosen = [(), *((one,) for one in codes)]
    if bar == "runs":
        chosen += [codes[i:j] for i, j in combinations(range(len(codes) + 1), 2) if j - i > 1]
    if bar == "several":
        chosen += [tuple(one for one in codes if one != left) for left in codes]
    yield from dict.fromkeys(",".join(one) for one in chosen)


def scopes(
    choices: Sequence[Choice],
    card: Indicator,
    known: Known,
    bar: str,
    *,
    split: bool = True,
    most: int | None = None,
) -> list[Scope]:
    """Every different scope of a bar, in the grain of the card, or ``most`` drawn from them;
    ``split`` with the breakdowns."""
    turned = [one for one in choices if one.name not in APART]
    if not split:
        turned = [one for one in turned if one.kind != ONE]
    every = [tuple(values(one, bar)) for one in turned]
    states: Iterable[tuple[str, ...]] = product(*every)
    if most is not None and prod(map(len, every)) > most:
        draw = Random(len(every))
        states = ([draw.choice(one) for one in every] for _ in range(most))
    found: dict[Scope, None] = {}
    for state in states:
        query = dict(zip((one.name for one in turned), state, strict=True))
        found[question(known, {asking.INDICATOR: card.id, **query}).scope] = None
    return list(found)


def clicked(
    warehouse: Warehouse, card: Indicator, scope_s: Iterable[Scope], version: str
) -> Iterator[tuple[Scope, Released]]:
    for scope in scope_s:
        yield scope, counting.released(warehouse, card, scope, version)


def seen(world: World, card: Indicator, scope: Scope, released: Released) -> Iterator[Shown]:
    """What one answer says of the atoms, as far as they are in this world. Every figure is looked
    at: it must look like sums of fives, whatever the world holds."""
    for row in released.frame.iter_rows(named=True):
        if (scope.grain.value, row["period"]) not in world.periods:
            continue
        bounds = left_open(released.shape, row, row["denominator"] or PEOPLE)
        if bounds is None:
            continue
        made = made_of(card, scope, row["period"], row["group"], world.providers)
        for keys, at in ((made.counted, 0), (made.out_of, 2)):
            if keys and all(key in world.number for key in keys):
                yield Shown(tuple(world.number[key] for key in keys), *bounds[at : at + 2])
