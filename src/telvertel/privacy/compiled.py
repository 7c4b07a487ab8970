"""The controlled rounding of ``rounding.py``, compiled, over the cells that have anybody in them.

The same numbers for the same seed, to the last tie; a test holds both together. ``rounding.py``
looks at every cell of a problem for all problems at once, which a country cannot afford: most cells
of most periods are empty. Here a problem is done at once, with its cells and nothing else.

``cells`` of one municipality are ordered by problem and place; a place is the number of a cell in
provider × care form × age band. ``margins`` has per margin its weight and the steps by which the
three coordinates of a cell lead to its sum; see ``margins_of``.
"""

from __future__ import annotations

from itertools import combinations
from math import prod

import numpy as np
from numba import njit

from telvertel.privacy.rounding import BASE, CHANGED, NEW, REACH, SWEEPS, UNCHANGED

_INFINITE = np.inf


def margins_of(shape: tuple[int, ...], axes: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, int]:
    """Weights, steps per axis (margin × axis, plus where the margin begins) and the room they take.

    ``shape`` is of all three axes, ``axes`` are those within a problem; the margins are those of
    ``rounding._Misfit``.
    """
    wide = [axis for axis in axes if shape[axis] > 1]
    kept_sets = [s for size in range(3) for s in combinations(wide, size) if len(s) < len(wide)]
    weights, steps, room = [], [], 0
    for kept in kept_sets or [()]:
        weights.append(prod(shape[axis] for axis in axes if axis not in kept) ** -0.5)
        step, size = [0, 0, 0, room], 1
        for axis in reversed(kept):
            step[axis], size = size, size * shape[axis]
        steps.append(step)
        room += size
    return np.array(weights), np.array(steps, dtype=np.int64), room


@njit(nogil=True, cache=True)
def wishes(x, before, old, offset, secret, known):
    """Per atom its start, whether it is free and what speaks for raising it (``Atoms.nudge``), all
    cell × part. ``known``: was the problem built before?"""
    start = np.empty(x.shape, dtype=np.int64)
    free = np.zeros(x.shape, dtype=np.bool_)
    nudge = np.empty(x.shape, dtype=np.float64)
    preferred = np.empty(x.shape, dtype=np.int64)
    for at in range(len(x)):
        for part in range(x.shape[1]):
            here = (at, part)
            floor = x[here] // BASE * BASE
            kept = old[here] if x[here] == before[here] else -1
            cost = UNCHANGED if kept >= 0 else CHANGED if known else NEW
            preferred[here] = kept if kept >= 0 else (x[here] + offset[here]) // BASE * BASE
            start[here] = kept if kept >= 0 else floor
            free[here] = kept < 0 and x[here] > floor
            nudge[here] = (cost if preferred[here] > floor else -cost) + secret[here] % 1009 * 1e-6
    return start, free, nudge, preferred


@njit(nogil=True, cache=True)
def sums_of(place, steps):
    """Cell × margin: which sum of each margin a cell belongs to."""
    found = np.empty((len(place), len(steps)), dtype=np.int64)
    for at in range(len(place)):
        for margin in range(len(steps)):
            found[at, margin] = steps[margin, 3] + place[at, 0] * steps[margin, 0]
            found[at, margin] += place[at, 1] * steps[margin, 1] + place[at, 2] * steps[margin, 2]
    return found


@njit(nogil=True, cache=True)
def _gain(e, weights, sums):
    """What raising an atom here takes off the misfit."""
    found = 0.0
    for margin in range(len(weights)):
        found += weights[margin] * (2 * BASE * e[sums[margin]] - BASE**2)
    return found


@njit(nogil=True, cache=True)
def _move(e, sums, by):
    for at in sums:
        e[at] -= by


@njit(nogil=True, cache=True)
def _best(e, weights, sums, free, raised, nudge):
    best, highest = -1, -_INFINITE
    for at in range(len(free)):
        if free[at] and not raised[at]:
            score = _gain(e, weights, sums[at]) + nudge[at]
            if score > highest:
                best, highest = at, score
    raised[best] = True
    _move(e, sums[best], BASE)
    return best


@njit(nogil=True, cache=True)
def round_atoms(x, start, free, nudge, preferred, known, number, order, lookup,
                weights, sums, e, y):  # fmt: skip
    """``rounding._round_atoms`` of a problem; ``number`` is where its cells stand in ``order``."""
    true, total, wanted, open_ = 0, 0, 0, 0
    e[:] = 0
    for at in range(len(x)):
        true, total, wanted = true + x[at], total + start[at], wanted + preferred[at]
        open_ += free[at]
        _move(e, sums[at], start[at] - x[at])
    target = (true + BASE // 2) // BASE * BASE
    if known:
        target = min(max(wanted, true // BASE * BASE), -(-true // BASE) * BASE)
    left = min(max((target - total) // BASE, 0), open_)
    raised = np.zeros(len(x), dtype=np.bool_)
    for _ in range(left):
        _best(e, weights, sums, free, raised, nudge)
    for at in range(len(x)):
        lookup[number[at]] = at
    for _ in range(SWEEPS):
        moved = False
        for turn in order:
            at = lookup[turn]
            if at >= 0 and raised[at]:
                raised[at] = False
                _move(e, sums[at], -BASE)
                moved |= _best(e, weights, sums, free, raised, nudge) != at
        if not moved:
            break
    for at in range(len(x)):
        lookup[number[at]] = -1
        y[at] = start[at] + BASE * raised[at]


@njit(nogil=True, cache=True)
def lopsided(x, y, place, providers):
    """``rounding._lopsided`` of one problem."""
    open_ = np.zeros(providers, dtype=np.int64)
    there = np.zeros(providers, dtype=np.bool_)
    for at in range(len(x)):
        open_[place[at, 0]] += x[at] - max(y[at] - REACH, 0)
        there[place[at, 0]] |= x[at] != 0
    together = 2 if there.sum() > 2 else 1
    theirs = np.sort(open_)[max(0, providers - together) :].sum()
    return open_.sum() - theirs < 2 * REACH


@njit(nogil=True, cache=True)
def _choose(score, free, how_many, raised):
    """``rounding._highest`` of a cell: of equal scores the first, then those that are not free."""
    raised[:] = False
    for _ in range(min(how_many, len(score))):
        best = -1
        for part in range(len(score)):
            if raised[part]:
                continue
            if best < 0 or (free[part] and not free[best]) or (
                free[part] and free[best] and score[part] > score[best]
            ):  # fmt: skip
                best = part
        raised[best] = True


@njit(nogil=True, cache=True)
def round_parts(x, nudge, wholes, number, order, lookup, weights, sums, e, y):
    """``rounding.round_parts`` of one problem; ``x`` and ``y`` are cell × part."""
    parts = x.shape[1]
    e[:] = 0
    raises = np.zeros(len(x), dtype=np.int64)
    free = np.zeros((len(x), parts), dtype=np.bool_)
    raised = np.zeros((len(x), parts), dtype=np.bool_)
    any_open = False
    for at in range(len(x)):
        whole, open_ = wholes[at], 0
        for part in range(parts):
            floor = x[at, part] // BASE * BASE
            whole -= floor
            free[at, part] = x[at, part] > floor
            open_ += free[at, part]
        raises[at] = whole // BASE
        _choose(nudge[at], free[at], raises[at], raised[at])
        for part in range(parts):
            y[at, part] = x[at, part] // BASE * BASE + BASE * raised[at, part]
            _move(e[part], sums[at], y[at, part] - x[at, part])
        if 0 < raises[at] < open_:
            lookup[number[at]] = at
            any_open = True
    if any_open:
        _sweep(x, nudge, free, raises, raised, order, lookup, weights, sums, e, y)
    for at in range(len(x)):
        lookup[number[at]] = -1


@njit(nogil=True, cache=True)
def _sweep(x, nudge, free, raises, raised, order, lookup, weights, sums, e, y):
    """Each open cell in turn chosen anew, best given all others."""
    parts = x.shape[1]
    score, now = np.empty(parts, dtype=np.float64), np.zeros(parts, dtype=np.bool_)
    open_cells = np.array([lookup[turn] for turn in order if lookup[turn] >= 0])
    for _ in range(SWEEPS):
        moved = False
        for at in open_cells:
            was = raised[at]
            for part in range(parts):
                if was[part]:
                    _move(e[part], sums[at], -BASE)
                score[part] = _gain(e[part], weights, sums[at]) + nudge[at, part]
            _choose(score, free[at], raises[at], now)
            for part in range(parts):
                if now[part]:
                    _move(e[part], sums[at], BASE)
                moved |= now[part] != was[part]
                was[part] = now[part]
                y[at, part] = x[at, part] // BASE * BASE + BASE * now[part]
        if not moved:
            break


@njit(nogil=True, cache=True)
def settled(x, y, offset, secret):
    """``rounding.settle`` of one atom."""
    if (x + offset) // BASE * BASE == y:
        return offset
    rest = x - x // BASE * BASE
    first, size = (BASE - rest, max(rest, 1)) if y > x // BASE * BASE else (0, BASE - rest)
    return first + secret // BASE % size
