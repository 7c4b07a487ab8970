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

from telvertel.privacy import window as windows
from telvertel.privacy.rounding import BASE, CHANGED, EXPOSED, NEW, REACH, SWEEPS, UNCHANGED

_INFINITE = np.inf

narrowed, _exposed, _fewer, _offset = (
    njit(nogil=True, cache=True)(one)
    for one in (windows.narrowed, windows.exposed, windows.fewer, windows.offset)
)


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
def wishes(x, before, old, window, secret, known):
    """Per atom its start, whether it is free, what speaks for raising it (``Atoms.nudge``) and what
    it would become by itself, all cell × part. ``known``: was the problem built before?"""
    start = np.empty(x.shape, dtype=np.int64)
    free = np.zeros(x.shape, dtype=np.bool_)
    nudge = np.empty(x.shape, dtype=np.float64)
    preferred = np.empty(x.shape, dtype=np.int64)
    for at in range(len(x)):
        for part in range(x.shape[1]):
            here = (at, part)
            floor = x[here] // BASE * BASE
            kept = old[here] if x[here] == before[here] else -1
            if x[here] == floor:  # nothing to decide
                start[here] = preferred[here] = kept if kept >= 0 else floor
                nudge[here] = 0.0
                continue
            cost = UNCHANGED if kept >= 0 else CHANGED if known else NEW
            if window[here] == windows.UNKNOWN:  # nothing to divide by, and no danger
                drawn, danger = secret[here] % BASE, 0
            else:
                drawn = _offset(window[here], secret[here])
                danger = _exposed(narrowed(window[here], x[here], floor))
                danger -= _exposed(narrowed(window[here], x[here], floor + BASE))
            alone = (x[here] + drawn) // BASE * BASE
            preferred[here] = kept if kept >= 0 else alone
            start[here] = kept if kept >= 0 else floor + BASE * (danger > 0)
            free[here] = kept < 0 and x[here] > floor and danger == 0
            wish = cost if preferred[here] > floor else -cost
            nudge[here] = wish + EXPOSED * danger + secret[here] % 1009 * 1e-6
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
def _move(e, sums, by):
    for at in sums:
        e[at] -= by


@njit(nogil=True, cache=True)
def _raise(e, gain, weights, sums, by):
    """Move an atom, and with it what raising one more takes off the misfit, margin by margin."""
    for margin in range(len(weights)):
        at = sums[margin]
        e[at] -= by
        gain[at] = weights[margin] * (2 * BASE * e[at] - BASE**2)


@njit(nogil=True, cache=True)
def _best(e, gain, weights, sums, free, raised, nudge):
    """The free atom that is not raised and takes most off the misfit; it is raised now."""
    best, highest = -1, -_INFINITE
    for at in free:
        if not raised[at]:
            score = 0.0
            for margin in range(len(weights)):
                score += gain[sums[at, margin]]
            score += nudge[at]
            if score > highest:
                best, highest = at, score
    raised[best] = True
    _raise(e, gain, weights, sums[best], BASE)
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
    raised, able = np.zeros(len(x), dtype=np.bool_), np.flatnonzero(free)
    gain = np.empty(len(e), dtype=np.float64)
    for at in able:
        _raise(e, gain, weights, sums[at], 0)
    for _ in range(left):
        _best(e, gain, weights, sums, able, raised, nudge)
    for at in range(len(x)):
        lookup[number[at]] = at
    for _ in range(SWEEPS):
        moved = False
        for turn in order:
            at = lookup[turn]
            if at >= 0 and raised[at]:
                raised[at] = False
                _raise(e, gain, weights, sums[at], -BASE)
                moved |= _best(e, gain, weights, sums, able, raised, nudge) != at
        if not moved:
            break
    for at in range(len(x)):
        lookup[number[at]] = -1
        y[at] = start[at] + BASE * raised[at]


@njit(nogil=True, cache=True)
def lopsided(x, y, window, place, providers):
    """``rounding._lopsided`` of one problem."""
    open_ = np.zeros(providers, dtype=np.int64)
    there = np.zeros(providers, dtype=np.bool_)
    for at in range(len(x)):
        open_[place[at, 0]] += _fewer(narrowed(window[at], x[at], y[at]), x[at])
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
    """``rounding.round_parts`` of one problem; ``x`` and ``y`` are cell × part, ``e`` has a zero
    per sum and part."""
    parts = x.shape[1]
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
        for to in sums[at]:
            for part in range(parts):
                e[to, part] += x[at, part] - y[at, part]
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
            score[:] = 0.0
            for margin in range(len(weights)):
                here = e[sums[at, margin]]
                for part in range(parts):  # what is raised here is lowered first
                    misfit = here[part] + BASE * was[part]
                    score[part] += weights[margin] * (2 * BASE * misfit - BASE**2)
            for part in range(parts):
                score[part] += nudge[at, part]
            _choose(score, free[at], raises[at], now)
            for part in range(parts):
                if now[part] != was[part]:
                    by = BASE if now[part] else -BASE
                    for to in sums[at]:
                        e[to, part] -= by
                    y[at, part] += by
                    was[part] = now[part]
                    moved = True
        if not moved:
            break


@njit(nogil=True, cache=True)
def put_right(x, y, nudge, groups):
    """``groups.put_right``."""
    for group in range(len(groups)):
        around = _around(groups, group)
        for cell in range(len(x)):
            excess = _excess(x[cell], y[cell], groups[group])
            while abs(excess) >= BASE:
                step = BASE if excess < 0 else -BASE
                _exchange(x[cell], y[cell], nudge[cell], groups[group], step, group, groups)
                beside = around & ~groups[group]
                _exchange(x[cell], y[cell], nudge[cell], beside, -step, group, groups)
                excess = _excess(x[cell], y[cell], groups[group])


@njit(nogil=True, cache=True)
def _around(groups, group):
    """The smallest group around a group; all parts where there is none."""
    around = np.ones(groups.shape[1], dtype=np.bool_)
    size = groups[group].sum()
    for one in groups:
        if (one & groups[group]).sum() == size and size < one.sum():
            around = one
    return around


@njit(nogil=True, cache=True)
def _excess(x, y, group):
    found = 0
    for part in range(len(group)):
        if group[part]:
            found += y[part] - x[part]
    return found


@njit(nogil=True, cache=True)
def _exchange(x, y, nudge, among, by, group, groups):
    """The part of these that has most to say for it moves."""
    best = -1
    for part in range(len(x)):
        better = best < 0 or nudge[part] * by > nudge[best] * by
        if among[part] and better and _may_move(x, y, part, by, group, groups):
            best = part
    if best < 0:
        raise ValueError("no part of a group can move")
    y[best] += by


@njit(nogil=True, cache=True)
def _may_move(x, y, at, by, group, groups):
    if abs(y[at] + by - x[at]) >= BASE:
        return False
    for one in range(len(groups)):
        if one != group and groups[one, at] and groups[one].sum() <= groups[group].sum():
            astray = _excess(x, y, groups[one])
            if abs(astray + by) >= max(BASE, abs(astray)):
                return False
    return True
