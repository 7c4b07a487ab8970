"""Controlled rounding: every count to one of its two neighbouring multiples of 5, margins kept.

Pure numpy over many problems at once (first axis); nothing here knows what a family or a period is.
The secret direction of an atom is an offset 0–4: left to itself the atom becomes
5·⌊(x + offset)/5⌋, so a count that grows one by one jumps at a place that only the seed knows. What
its figures so far tell of that place stands in its ``window``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from telvertel.privacy import window as windows
from telvertel.privacy.window import BASE, REACH

# What it costs to depart from the secret direction, in the unit of the weighted squared misfit.
# A new atom hardly minds: its direction breaks ties. A changed atom gives way only when the margins
# gain as much as one whole step of 5 in a single cell; with 5 in place of 25 a mass revision is
# hardly closer, with 100 its margins stray half as much again (docs/privacy.md). An unchanged part
# moves only when the sum of its cell leaves no other way, or one that exposes another part (per
# value that its window is short).
NEW, CHANGED, UNCHANGED, EXPOSED = 2.0, 25.0, 1e7, 1e9

SWEEPS = 3  # rounds of improvement; a fourth changed nothing that could be measured


def in_secret_direction(x: np.ndarray, secret: np.ndarray) -> np.ndarray:
    """Counts that stand alone, each to a neighbouring multiple of 5; ``secret`` as ``secrets``."""
    return (x + secret % BASE) // BASE * BASE


@dataclass(frozen=True)
class Atoms:
    """True counts of many problems with their past; every array has the same shape.

    ``kept`` holds the published value of an atom whose count did not change, else -1; ``window``
    what its figures so far leave open; ``secret`` the number of its key, by which offsets are drawn
    and ties are broken.
    """

    x: np.ndarray
    kept: np.ndarray
    window: np.ndarray
    changed: np.ndarray  # bool: was in an earlier build of the problem with another count
    secret: np.ndarray

    def __getitem__(self, chosen: object) -> Atoms:
        return Atoms(*(part[chosen] for part in vars(self).values()))

    def reshape(self, *shape: int) -> Atoms:
        return Atoms(*(part.reshape(shape) for part in vars(self).values()))

    @property
    def floor(self) -> np.ndarray:
        return self.x // BASE * BASE

    @property
    def preferred(self) -> np.ndarray:
        """The value each atom would take by itself."""
        offset = windows.offset(self.window, self.secret)
        return np.where(self.kept >= 0, self.kept, (self.x + offset) // BASE * BASE)

    @property
    def danger(self) -> np.ndarray:
        """By how many values more staying below exposes the atom than raising it does."""
        below, above = (
            windows.exposed(windows.narrowed(self.window, self.x, y))
            for y in (self.floor, self.floor + BASE)
        )
        return below - above

    @property
    def nudge(self) -> np.ndarray:
        """What speaks for raising the atom, before any margin is looked at."""
        cost = np.where(self.changed, CHANGED, NEW)
        cost = np.where(self.kept >= 0, UNCHANGED, cost)
        tie = self.secret % 1009 * 1e-6
        wish = np.where(self.preferred > self.floor, cost, -cost)
        return wish + EXPOSED * self.danger + tie


class _Misfit:
    """How far each margin of the rounded atoms still is below its true sum.

    The margins are those of one and two dimensions within a problem, with period and municipality
    three and four. The atoms themselves are left out on purpose: a misfit of single atoms would
    round each to the nearest, and a 0 would then tell 0–2 instead of 0–4.
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, *, parts: bool) -> None:
        cells = range(1, x.ndim - parts)
        wide = [axis for axis in cells if x.shape[axis] > 1]
        kept_sets = [s for size in range(3) for s in combinations(wide, size) if len(s) < len(wide)]
        self.tables = []
        for kept in kept_sets or [()]:
            summed = tuple(axis for axis in cells if axis not in kept)
            weight = prod(x.shape[axis] for axis in summed) ** -0.5
            self.tables.append((weight, kept, (x - y).sum(axis=summed, keepdims=True)))

    def gain(self, chosen: object = slice(None)) -> np.ndarray:
        """What raising each atom of the chosen problems by 5 takes off the misfit."""
        return sum(w * (2 * BASE * e[chosen] - BASE**2) for w, _, e in self.tables)

    def gain_at(self, cell: tuple[int, ...]) -> np.ndarray:
        """The same for the parts of one cell: problem × part."""
        return sum(w * (2 * BASE * e[self._at(kept, cell)] - BASE**2) for w, kept, e in self.tables)

    def move(self, problems: object, cell: tuple, by: np.ndarray | int) -> None:
        """Atoms at this cell of these problems were raised by so much."""
        for _, kept, e in self.tables:
            e[self._at(kept, cell, problems)] -= by

    @staticmethod
    def _at(kept: tuple[int, ...], cell: tuple, problems: object = slice(None)) -> tuple:
        places = (where if axis in kept else 0 for axis, where in enumerate(cell, start=1))
        return (problems, *places)


def round_wholes(
    atoms: Atoms, known: np.ndarray, order: Callable[[str, tuple[int, ...]], np.ndarray]
) -> np.ndarray:
    """Rounded values of whole problems: problem × provider × up to two dimensions.

    ``known`` says per problem whether it was built before; ``order`` makes secret permutations.
    The total of a problem is kept. Only a lopsided problem keeps each provider's total instead:
    it becomes as many problems as it has providers.
    """
    providers, beyond = atoms.x.shape[1], atoms.x.shape[2:]
    y = _round_atoms(atoms, known, order("all", (providers, *beyond)))
    unsafe = _lopsided(atoms, y)
    if unsafe.any():
        each = atoms[unsafe].reshape(int(unsafe.sum()) * providers, 1, *beyond)
        alone = _round_atoms(each, np.repeat(known[unsafe], providers), order("one", beyond))
        y[unsafe] = alone.reshape(y[unsafe].shape)
    return y


def _round_atoms(atoms: Atoms, known: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Rounded values of problems, each with its total kept; zeros stay zero.

    A new problem keeps its total to the nearest 5; a known one to one of the two neighbours,
    whichever its changed atoms need, as far as they can: an atom that one direction would expose
    takes the other.
    """
    shape = atoms.x.shape
    start = np.where(atoms.kept >= 0, atoms.kept, atoms.floor + BASE * (atoms.danger > 0))
    free = (atoms.kept < 0) & (atoms.x > atoms.floor) & (atoms.danger == 0)
    free = free.reshape(len(start), -1)
    left = np.clip((_target(atoms, known) - _total(start)) // BASE, 0, free.sum(axis=1))
    misfit = _Misfit(atoms.x, start, parts=False)
    raised = np.zeros_like(free)
    nudge = atoms.nudge.reshape(free.shape)

    def raise_best(problems: np.ndarray) -> np.ndarray:
        score = np.broadcast_to(misfit.gain(problems), (len(problems), *shape[1:]))
        score = score.reshape(len(problems), -1) + nudge[problems]
        allowed = free[problems] & ~raised[problems]
        best = np.where(allowed, score, -np.inf).argmax(axis=1)
        raised[problems, best] = True
        misfit.move(problems, np.unravel_index(best, shape[1:]), BASE)
        return best

    while (left > 0).any():
        problems = np.flatnonzero(left > 0)
        raise_best(problems)
        left[problems] -= 1
    for _ in range(SWEEPS):
        moved = False
        for place in order:
            problems = np.flatnonzero(raised[:, place])
            if len(problems):
                raised[problems, place] = False
                misfit.move(problems, np.unravel_index(place, shape[1:]), -BASE)
                moved |= bool((raise_best(problems) != place).any())
        if not moved:
            break
    return start + BASE * raised.reshape(shape)


def _target(atoms: Atoms, known: np.ndarray) -> np.ndarray:
    true = _total(atoms.x)
    nearest = (true + BASE // 2) // BASE * BASE
    below, above = true // BASE * BASE, -(-true // BASE) * BASE
    return np.where(known, np.clip(_total(atoms.preferred), below, above), nearest)


def _total(counts: np.ndarray) -> np.ndarray:
    return counts.reshape(len(counts), -1).sum(axis=1)


def round_parts(parts: Atoms, wholes: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Rounded parts (problem × dimensions × part) that sum to the protected wholes, cell by cell.

    A choice always exists: the lower neighbours of the parts sum to a multiple of 5 not above the
    whole, the upper ones to one not below it. Each cell in turn is chosen anew, best given all
    other cells; within one cell no two parts share a margin, so that choice is exact.
    """
    floor, nudge = parts.floor, parts.nudge
    free = parts.x > floor
    raises = (wholes - floor.sum(axis=-1)) // BASE
    raised = _highest(nudge, free, raises)
    misfit = _Misfit(parts.x, floor + BASE * raised, parts=True)
    cells = [np.unravel_index(place, wholes.shape[1:]) for place in order]
    open_ = (raises > 0) & (raises < free.sum(axis=-1))
    cells = [cell for cell in cells if open_[(slice(None), *cell)].any()]
    for _ in range(SWEEPS):
        moved = False
        for cell in cells:
            at = (slice(None), *cell)
            before = raised[at].copy()
            misfit.move(slice(None), cell, -BASE * before)
            raised[at] = _highest(misfit.gain_at(cell) + nudge[at], free[at], raises[at])
            misfit.move(slice(None), cell, BASE * raised[at])
            moved |= bool((raised[at] != before).any())
        if not moved:
            break
    return floor + BASE * raised


def _highest(score: np.ndarray, free: np.ndarray, how_many: np.ndarray) -> np.ndarray:
    """Per cell the free parts with the highest scores, exactly so many."""
    ranking = np.argsort(np.where(free, -score, np.inf), axis=-1, kind="stable")
    chosen = np.arange(score.shape[-1]) < how_many[..., None]
    result = np.zeros(score.shape, dtype=bool)
    np.put_along_axis(result, ranking, np.broadcast_to(chosen, score.shape), axis=-1)
    return result


def _lopsided(atoms: Atoms, y: np.ndarray) -> np.ndarray:
    """Per problem: would the kept total tell some providers (first dimension) atoms of the rest?

    One provider, or two together where there are more, subtract their own exact children from the
    total. What they learn of the others is at most what the others' atoms leave open below the
    truth; with 8 or more open no atom is narrowed further than its own 9 values.
    """
    x, grouped = atoms.x, (*y.shape[:2], -1)
    after = windows.narrowed(atoms.window, x, y)
    open_ = windows.fewer(after, x).reshape(grouped).sum(axis=2)
    together = np.where(x.reshape(grouped).any(axis=2).sum(axis=1) > 2, 2, 1)
    largest = -np.sort(-open_, axis=1)
    theirs = np.where(np.arange(x.shape[1]) < together[:, None], largest, 0)
    return open_.sum(axis=1) - theirs.sum(axis=1) < 2 * REACH
