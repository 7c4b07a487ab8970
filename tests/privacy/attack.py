"""What somebody who clicked everything can work out of one town, by linear programs over all atoms.

Unknowns are the true counts x of every atom of every family, and the protected counts y behind the
figures. Known are the public rules: y within 4 of x, parts that add up to their wholes, totals that
are kept, what holds between a year and its quarters; and what the screen showed. With the whole
cube (``cube=True``) y is given away as well: more than any number of clicks can bring.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product

import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp, nnls
from scipy.sparse import csr_array, hstack, vstack

from telvertel.figures.scope import AGE_BANDS, CARE_FORMS
from telvertel.indicators.definition import PARENT, PARTS, Family
from telvertel.indicators.period import read
from telvertel.privacy.rounding import REACH
from tests.privacy.figures_asked import KEY, Key

FORMS = tuple(CARE_FORMS)  # lightest first
KEPT = 2  # how far the total of a first build is from the truth at most
NARROW = 4  # fewer whole values than this, none of them 0, is as bad as knowing


@dataclass
class Rows:
    """Linear facts low ≤ rows · unknowns ≤ high, gathered one by one."""

    width: int
    at: list[tuple[int, int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, plus: Iterable[int], minus: Iterable[int], low: float, high: float) -> None:
        row = len(self.low)
        self.at += [(row, one, 1.0) for one in plus] + [(row, one, -1.0) for one in minus]
        self.low.append(low)
        self.high.append(high)

    @property
    def matrix(self) -> csr_array:
        row, column, value = zip(*self.at, strict=True) if self.at else ((), (), ())
        return csr_array((value, (row, column)), shape=(len(self.low), self.width))


@dataclass(frozen=True)
class World:
    """Every atom there could be in some periods of one town, with its true and published count."""

    periods: tuple[tuple[str, str], ...]  # grain, period
    providers: tuple[str, ...]
    families: tuple[Family, ...]
    true: pl.DataFrame  # KEY + x
    published: pl.DataFrame  # KEY + y

    @cached_property
    def keys(self) -> list[Key]:
        parts = [(family.value, part) for family in self.families for part in PARTS[family]]
        cells = product(self.providers, FORMS, AGE_BANDS)
        return [(*a, *b, *c) for a, b, c in product(parts, self.periods, list(cells))]

    @cached_property
    def number(self) -> dict[Key, int]:
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def x(self) -> np.ndarray:
        return self._counts(self.true, "x")

    @cached_property
    def y(self) -> np.ndarray:
        return self._counts(self.published, "y")

    def _counts(self, frame: pl.DataFrame, column: str) -> np.ndarray:
        found = dict(zip(frame.select(KEY).rows(), frame[column], strict=True))
        return np.array([found.get(key, 0) for key in self.keys], dtype=float)

    def columns(
        self, family: Family, parts: Sequence[str], period: tuple[str, str], **places: str
    ) -> list[int]:
        """The atoms of these parts in a period, in all places that are not named."""
        chosen = [
            (places[name],) if name in places else every
            for name, every in (
                ("provider", self.providers), ("care_form", FORMS), ("age_band", AGE_BANDS)
            )
        ]  # fmt: skip
        return [
            self.number[family.value, part, *period, *place]
            for part in parts
            for place in product(*chosen)
        ]


def public_rules(world: World, *, first_build: bool) -> Rows:
    """What holds for the true counts, whoever is counted."""
    rows = Rows(len(world.keys))
    for period in world.periods:
        _parts_add_up(world, period, rows)
        if first_build:
            _totals_are_kept(world, period, rows)
    for longer, shorter in _inside_each_other(world.periods):
        _union_of(world, longer, shorter, rows)
    for one, other in pairwise(world.periods):
        if one[0] == other[0] and read(one[1]).next.id == other[1] and one[1][:4] == other[1][:4]:
            _begins_with_whom_it_ended(world, one, other, rows)
    return rows


def _parts_add_up(world: World, period: tuple[str, str], rows: Rows) -> None:
    for family in world.families:
        if PARENT[family] is None:
            continue
        above, names = PARENT[family]
        for provider, form, age in product(world.providers, FORMS, AGE_BANDS):
            at = {"provider": provider, "care_form": form, "age_band": age}
            parts = world.columns(family, PARTS[family], period, **at)
            rows.add(parts, world.columns(above, names, period, **at), 0, 0)


def _totals_are_kept(world: World, period: tuple[str, str], rows: Rows) -> None:
    """The whole town to within 2, or each provider by itself where the town is lopsided."""
    use = world.columns(Family.use, ("all",), period)
    kept = [use]
    if abs(world.y[use].sum() - world.x[use].sum()) > KEPT:
        kept = [world.columns(Family.use, ("all",), period, provider=p) for p in world.providers]
    for one in kept:
        total = world.y[one].sum()
        rows.add(one, (), total - KEPT, total + KEPT)


def _inside_each_other(periods: Sequence[tuple[str, str]]) -> list[tuple]:
    """A longer period with the shorter ones of one grain that fill it."""
    found = []
    for longer, grain in product(periods, dict.fromkeys(grain for grain, _ in periods)):
        whole = read(longer[1])
        inside = [
            one
            for one in periods
            if one[0] == grain
            and grain != longer[0]
            and whole.start <= read(one[1]).start
            and read(one[1]).end <= whole.end
        ]
        if inside and read(inside[-1][1]).end == whole.end:
            found.append((longer, inside))
    return found


def _union_of(world: World, longer: tuple, shorter: Sequence[tuple], rows: Rows) -> None:
    """Who is counted in a quarter is counted in its year, once: max ≤ union ≤ sum, per age.

    Ages are those of the year; the care form is the heaviest of the period, so it holds for every
    form together with those heavier than it.
    """
    for age in AGE_BANDS:
        sets = [(Family.use, ("all",), FORMS[at:]) for at in range(len(FORMS))]
        if Family.started in world.families:
            sets.append((Family.started, ("yes",), FORMS))
        if Family.ended in world.families:
            sets.append((Family.ended, PARTS[Family.ended][:-1], FORMS))  # all but not_ended
        for family, parts, forms in sets:

            def atoms(period, family=family, parts=parts, forms=forms, age=age):
                columns = (
                    world.columns(family, parts, period, care_form=form, age_band=age)
                    for form in forms
                )
                return [one for some in columns for one in some]

            for one in shorter:
                rows.add(atoms(longer), atoms(one), 0, np.inf)
            rows.add([c for one in shorter for c in atoms(one)], atoms(longer), 0, np.inf)


def _begins_with_whom_it_ended(world: World, one: tuple, other: tuple, rows: Rows) -> None:
    if Family.flow not in world.families:
        return
    for age in AGE_BANDS:
        ended = world.columns(Family.flow, ("stayed", "came"), one, age_band=age)
        began = world.columns(Family.flow, ("stayed", "left"), other, age_band=age)
        rows.add(ended, began, 0, 0)


@dataclass(frozen=True)
class Shown:
    """A figure on screen: these protected atoms add up to something from low to high."""

    atoms: tuple[int, ...]
    low: float
    high: float


@dataclass(frozen=True)
class Adversary:
    """Knows these facts about the unknowns; asked how far that leaves a sum of them open."""

    truth: np.ndarray
    bounds: Bounds
    facts: LinearConstraint

    def allows_the_truth(self) -> bool:
        """The stated rules must be the real ones, or finding nothing would mean nothing."""
        sums = self.facts.A @ self.truth
        fits = (self.facts.lb - 1e-9 <= sums) & (sums <= self.facts.ub + 1e-9)
        inside = (self.bounds.lb <= self.truth) & (self.truth <= self.bounds.ub)
        return bool(fits.all() and inside.all())

    def span(self, atoms: Sequence[int]) -> tuple[int, int]:
        """The smallest and the largest whole sum of these true counts that fits everything."""
        goal = np.zeros(len(self.truth))
        goal[list(atoms)] = 1
        ends = [milp(sign * goal, constraints=self.facts, bounds=self.bounds) for sign in (1, -1)]
        assert all(one.status == 0 for one in ends), [one.message for one in ends]
        return int(np.ceil(ends[0].fun - 1e-6)), int(np.floor(-ends[1].fun + 1e-6))


def with_the_cube(
    world: World, *, own: Sequence[int] = (), first_build: bool = True, more: Rows | None = None
) -> Adversary:
    """Has every protected atom, and the exact counts of its own."""
    lowest, highest = _near(world, own)
    rules = public_rules(world, first_build=first_build)
    pieces = [rules, more] if more else [rules]
    matrix = vstack([one.matrix for one in pieces]).tocsr()
    low, high = ([v for one in pieces for v in getattr(one, side)] for side in ("low", "high"))
    return Adversary(world.x, Bounds(lowest, highest), LinearConstraint(matrix, low, high))


def who_knows_every_change(first: World, remembered: pl.DataFrame) -> Adversary:
    """Knows how every count grew since the first version, and has every figure of every version:
    what those leave open together is the window remembered with the last one."""
    lowest, highest = _near(first, ())
    windows = dict(zip(remembered.select(KEY).rows(), remembered["window"], strict=True))
    for at, key in enumerate(first.keys):
        if key in windows:
            fewer, more = divmod(windows[key], 2 * REACH + 1)
            lowest[at] = max(lowest[at], first.x[at] - fewer)
            highest[at] = min(highest[at], first.x[at] + more)
    rules = public_rules(first, first_build=True)
    return Adversary(
        first.x, Bounds(lowest, highest), LinearConstraint(rules.matrix, rules.low, rules.high)
    )


def _near(world: World, own: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    lowest, highest = np.maximum(world.y - REACH, 0), world.y + REACH
    lowest[list(own)] = highest[list(own)] = world.x[list(own)]
    return lowest, highest


def who_clicked(
    world: World, shown: Iterable[Shown], *, own: Sequence[int] = (), first_build: bool
) -> Adversary:
    """Has only what was on screen, and its own counts: unknowns are the true counts, then the
    protected ones."""
    width = len(world.keys)
    near, seen = Rows(2 * width), Rows(2 * width)
    for one in range(width):
        near.add([one], [width + one], -REACH, REACH)
    for one in shown:
        seen.add([width + at for at in one.atoms], (), one.low, one.high)
    rules = public_rules(world, first_build=first_build)
    wide = hstack([rules.matrix, csr_array((len(rules.low), width))])
    matrix = vstack([wide, near.matrix, seen.matrix]).tocsr()
    low, high = [*rules.low, *near.low, *seen.low], [*rules.high, *near.high, *seen.high]
    lowest, highest = np.zeros(2 * width), np.full(2 * width, np.inf)
    lowest[list(own)] = highest[list(own)] = world.x[list(own)]
    bounds = Bounds(lowest, highest)
    truth = np.concatenate([world.x, world.y])
    return Adversary(truth, bounds, LinearConstraint(matrix, low, high))


def with_two_versions(
    older: World, newer: World, *, added: int, own: Sequence[int] = ()
) -> Adversary:
    """Has two cubes of one town, and knows how many children the newer one has more, and that
    nobody left. Unknowns are the counts of the older version, then those of the newer."""
    width = len(older.keys)
    sides = [_near(older, own), _near(newer, own)]
    rules = [
        public_rules(older, first_build=True).matrix, public_rules(newer, first_build=False).matrix
    ]  # fmt: skip
    facts = [(older, True), (newer, False)]
    low = [v for one, first in facts for v in public_rules(one, first_build=first).low]
    high = [v for one, first in facts for v in public_rules(one, first_build=first).high]
    more = Rows(2 * width)
    use = older.columns(Family.use, ("all",), older.periods[0])
    more.add([width + at for at in use], use, added, added)
    for at in use:
        more.add([width + at], [at], 0, np.inf)
    blank = [csr_array((one.shape[0], width)) for one in rules]
    matrix = vstack([hstack([rules[0], blank[0]]), hstack([blank[1], rules[1]]), more.matrix])
    lowest, highest = (np.concatenate([one[at] for one in sides]) for at in (0, 1))
    return Adversary(
        np.concatenate([older.x, newer.x]),
        Bounds(lowest, highest),
        LinearConstraint(matrix.tocsr(), [*low, *more.low], [*high, *more.high]),
    )


@dataclass
class Tally:
    """Small cells that were tried, and those that came out."""

    tried: int = 0
    exact: int = 0
    narrow: int = 0

    def note(self, low: int, high: int) -> None:
        self.tried += 1
        self.exact += low == high
        self.narrow += low < high and low > 0 and high - low + 1 < NARROW

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.tried + other.tried, self.exact + other.exact, self.narrow + other.narrow)


def averaged(there: World, masks: np.ndarray, middle: np.ndarray) -> dict[str, int]:
    """How many small cells are guessed right by least squares over all answers; see ``guessed``."""
    return guessed(there, np.rint(nnls(masks, middle, maxiter=10_000)[0]))


def guessed(there: World, guess: np.ndarray) -> dict[str, int]:
    """How many small cells are guessed right: by these guesses, and from the shown figure of the
    cell alone, with the best guess there is for each figure ("<10" is one)."""
    small = (there.x > 0) & (there.x < 10)
    x, shown = there.x[small].astype(int), np.where(there.y < 10, 0, there.y)[small]
    best = [np.bincount(x[shown == one]).max() for one in np.unique(shown)]
    right = int((guess[small] == x).sum())
    return {"averaged": right, "shown": int(sum(best)), "cells": int(small.sum())}


def middles(there: World, shown: Sequence[Shown]) -> tuple[np.ndarray, np.ndarray]:
    """The atoms of each answer, and the middle of what it leaves open."""
    masks = np.zeros((len(shown), len(there.keys)))
    for row, fact in enumerate(shown):
        masks[row, list(fact.atoms)] = 1
    return masks, np.array([(fact.low + fact.high) / 2 for fact in shown])
