"""The atoms of a municipality in one row per cell: their secrets, and each family rounded in turn.

Compiled. An atom is a part of a family in a cell; a row has all of them, in the order of PARTS. The
rounding of one problem is that of ``compiled.py``; what the arrays are says ``cells.py``.
"""

from __future__ import annotations

import numpy as np
from numba import njit, uint64

from telvertel.indicators.definition import PARENT, PARTS
from telvertel.privacy.compiled import (
    lopsided,
    narrowed,
    put_right,
    round_atoms,
    round_parts,
    sums_of,
    wishes,
)
from telvertel.privacy.grid import ATOMS
from telvertel.privacy.groups import groups_of
from telvertel.privacy.keyed import digest, number
from telvertel.privacy.seed import AT_ONCE

FAMILIES = list(PARTS)
WIDTH = len(ATOMS)
BLOCKS = -(-WIDTH // AT_ONCE)  # digests that the secrets of a whole cell take
BEGINS = np.cumsum([0, *map(len, PARTS.values())]).astype(np.int64)
LOW = np.uint64(2**16 - 1)
_USE = 0  # the place of the base family, which has one part


def _parents() -> tuple[np.ndarray, np.ndarray]:
    """Which atoms of its parent a family splits, one family after the other, and where each
    begins and ends."""
    split = []
    for family in FAMILIES:
        above, parts = PARENT[family] or (family, ())
        split.append([ATOMS.index((above.value, part)) for part in parts])
    ends = np.cumsum([0, *map(len, split)]).astype(np.int64)
    return np.array(sum(split, []), dtype=np.int64), ends


def _groups() -> tuple[np.ndarray, np.ndarray]:
    """``groups_of`` of every family, one family after the other, and where each begins and ends."""
    found = [groups_of(family) for family in FAMILIES]
    ends = np.cumsum([0, *map(len, found)]).astype(np.int64)
    rows = np.zeros((ends[-1], max(map(len, PARTS.values()))), dtype=np.bool_)
    for begin, groups in zip(ends, found, strict=False):
        rows[begin : begin + len(groups), : groups.shape[1]] = groups
    return rows, ends


_PARENTS, _PARENT_ENDS = _parents()
_GROUPS, _GROUP_ENDS = _groups()


@njit(nogil=True, cache=True)
def _secrets(x, before, problem, place, names, state, text, secret):
    """The secret of every atom that is or was there, of one problem."""
    work, block = np.empty(8, dtype=np.uint64), np.empty(128, dtype=np.uint8)
    for at in range(len(x)):
        for turn in range(BLOCKS):
            drawn = False
            for word in range(min(AT_ONCE, WIDTH - turn * AT_ONCE)):
                atom = turn * AT_ONCE + word
                if x[at, atom] <= 0 and before[at, atom] < 0:
                    continue
                if not drawn:
                    size = _text(names, turn, problem, place[at], text)
                    digest(state, text[:size], work, block)
                    drawn = True
                four = work[word // 4]
                secret[at, atom] = np.int64((four >> uint64(16 * (word % 4))) & LOW)


@njit(nogil=True, cache=True)
def _text(names, turn, problem, place, text):
    """The key of a part of the secrets of a cell; its length."""
    size = 0
    which = (turn, problem, place[0], place[1], place[2])
    for piece in range(5):
        content, ends = names[piece]
        for letter in range(ends[which[piece]], ends[which[piece] + 1]):
            text[size] = content[letter]
            size += 1
    return size


@njit(nogil=True, cache=True)
def order_of(state, names, which, length):
    """``seed.secret_order``: the number of a place is written behind the name."""
    work, block = np.empty(8, dtype=np.uint64), np.empty(128, dtype=np.uint8)
    content, ends = names
    name = content[ends[which] : ends[which + 1]]
    text = np.empty(len(name) + 20, dtype=np.uint8)
    text[: len(name)] = name
    drawn = np.empty(length, dtype=np.int64)
    for place in range(length):
        digits, rest = 1, place
        while rest >= 10:
            digits, rest = digits + 1, rest // 10
        rest = place
        for digit in range(digits):
            text[len(name) + digits - 1 - digit] = 48 + rest % 10
            rest //= 10
        drawn[place] = number(state, text[: len(name) + digits], work, block)
    return np.argsort(drawn)


@njit(nogil=True, cache=True)
def places_of(chosen):
    """Atom and cell of everything chosen (cell × atom), atom by atom."""
    begins = np.zeros(chosen.shape[1] + 1, dtype=np.int64)
    for at in range(len(chosen)):
        for atom in range(chosen.shape[1]):
            begins[atom + 1] += chosen[at, atom]
    begins = np.cumsum(begins)
    atoms = np.empty(begins[-1], dtype=np.uint32)
    cells = np.empty(begins[-1], dtype=np.uint32)
    for at in range(len(chosen)):
        for atom in range(chosen.shape[1]):
            if chosen[at, atom]:
                atoms[begins[atom]], cells[begins[atom]] = atom, at
                begins[atom] += 1
    return atoms, cells


@njit(nogil=True, cache=True)
def taken(array, atoms, cells):
    """``array[cells, atoms]``, whole numbers."""
    found = np.empty(len(atoms), dtype=np.int64)
    for at in range(len(atoms)):
        found[at] = array[cells[at], atoms[at]]
    return found


@njit(nogil=True, cache=True)
def round_all(x, before, old, window, y, shown, begins, place, numbers, sums, names, state, orders,
              one, margins, alone):  # fmt: skip
    """Every problem: its base family, then each family under its parent, and what that leaves open.

    Per family the row of the first problem where it does not add up, or -1. A problem is done with
    before the next begins: all of it together fits where a processor reads fast.
    """
    wrong = np.full(len(orders), -1, dtype=np.int64)
    longest, most = 0, 0
    for _, ends in names:
        longest += (ends[1:] - ends[:-1]).max()
    for problem in range(len(begins) - 1):
        most = max(most, begins[problem + 1] - begins[problem])
    text, secrets = np.empty(longest, dtype=np.uint8), np.empty((most, WIDTH), dtype=np.int64)
    lookup = np.full(orders.shape[1], -1, dtype=np.int64)
    for problem in range(len(begins) - 1):
        here = slice(begins[problem], begins[problem + 1])
        secret = secrets[: begins[problem + 1] - begins[problem]]
        _secrets(x[here], before[here], problem, place[here], names, state, text, secret)
        _wholes(x[here], before[here], old[here], window[here], secret, y[here], shown[here],
                place[here], numbers[here], sums[here], orders[0], one, lookup, margins,
                alone)  # fmt: skip
        for family in range(1, len(orders)):
            if not _parts(family, x[here], before[here], old[here], window[here], secret, y[here],
                          shown[here], numbers[here], sums[here], orders[family], lookup,
                          margins):  # fmt: skip
                if wrong[family] < 0:
                    wrong[family] = begins[problem]
                break
        _narrow(x[here], before[here], y[here], window[here])
    return wrong


@njit(nogil=True, cache=True)
def _narrow(x, before, y, window):
    for at in range(len(x)):
        for atom in range(x.shape[1]):
            if x[at, atom] > 0 or before[at, atom] >= 0:
                window[at, atom] = narrowed(window[at, atom], x[at, atom], y[at, atom])


@njit(nogil=True, cache=True)
def _wholes(x, before, old, window, secret, y, shown, place, numbers, sums, every, one,
            lookup, margins, alone):  # fmt: skip
    """The base family of one problem: ``rounding.round_wholes``."""
    base = slice(_USE, _USE + 1)
    known = (before[:, _USE] >= 0).any()
    start, free, nudge, preferred = wishes(
        x[:, base].astype(np.int64), before[:, base], old[:, base], window[:, base],
        secret[:, base], known,
    )  # fmt: skip
    counts, found = x[:, _USE].astype(np.int64), np.zeros(len(x), dtype=np.int64)
    weights, _, room = margins
    e = np.zeros(room, dtype=np.int64)
    round_atoms(counts, start[:, 0], free[:, 0], nudge[:, 0], preferred[:, 0], known,
                numbers, every, lookup, weights, sums, e, found)  # fmt: skip
    providers = len(lookup) // len(one)
    if lopsided(counts, found, window[:, _USE], place, providers):
        weights, steps, room = alone
        e, its_sums = np.zeros(room, dtype=np.int64), sums_of(place, steps)
        low = 0
        while low < len(x):
            high = low
            while high < len(x) and place[high, 0] == place[low, 0]:
                high += 1
            its = slice(low, high)
            round_atoms(counts[its], start[its, 0], free[its, 0], nudge[its, 0],
                        preferred[its, 0], known, numbers[its] % len(one), one, lookup,
                        weights, its_sums[its], e, found[its])  # fmt: skip
            low = high
    y[:, _USE] = found
    shown[:, _USE] = found > 0


@njit(nogil=True, cache=True)
def _parts(family, x, before, old, window, secret, y, shown, numbers, sums, order, lookup,
           margins):  # fmt: skip
    """One family of one problem under its parent; False when it does not add up to it."""
    first = BEGINS[family]
    mine = slice(first, BEGINS[family + 1])
    if not (x[:, mine] > 0).any():
        return True  # not delivered, or nobody: everything stays 0
    known = (before[:, mine] >= 0).any()
    here, wholes, fits = _with_anybody(family, x, y)
    if not fits:
        return False
    counts = x[here, mine].astype(np.int64)
    _, _, nudge, _ = wishes(
        counts, before[here, mine], old[here, mine], window[here, mine], secret[here, mine], known
    )
    weights, _, room = margins
    e = np.zeros((room, counts.shape[1]), dtype=np.int64)
    found = np.zeros(counts.shape, dtype=np.int64)
    round_parts(counts, nudge, wholes, numbers[here], order, lookup, weights, sums[here], e, found)
    groups = _GROUPS[_GROUP_ENDS[family] : _GROUP_ENDS[family + 1], : counts.shape[1]]
    put_right(counts, found, nudge, groups)
    for at in range(len(here)):
        for part in range(found.shape[1]):
            y[here[at], first + part] = found[at, part]
            shown[here[at], first + part] = wholes[at] > 0 and found[at, part] > 0
    return True


@njit(nogil=True, cache=True)
def _with_anybody(family, x, y):
    """The cells with anybody to split, of most families few; their published wholes; and whether
    every cell adds up to its parent."""
    here, wholes = np.empty(len(x), dtype=np.int64), np.empty(len(x), dtype=np.int64)
    many = 0
    for at in range(len(x)):
        true, whole, counted = 0, 0, 0
        for parent in range(_PARENT_ENDS[family], _PARENT_ENDS[family + 1]):
            true += x[at, _PARENTS[parent]]
            whole += y[at, _PARENTS[parent]]
        for atom in range(BEGINS[family], BEGINS[family + 1]):
            counted += x[at, atom]
        if true != counted:
            return here[:0], wholes[:0], False
        if true:
            here[many], wholes[many] = at, whole
            many += 1
    return here[:many], wholes[:many], True
