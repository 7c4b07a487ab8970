"""The atoms of a municipality in one row per cell: their secrets, and each family rounded in turn.

Compiled. An atom is a part of a family in a cell; a row has all of them, in the order of PARTS. The
rounding of one problem is that of ``compiled.py``; what the arrays are says ``cells.py``.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from telvertel.indicators.definition import PARENT, PARTS
from telvertel.privacy.compiled import (
    lopsided,
    round_atoms,
    round_parts,
    settled,
    sums_of,
    wishes,
)
from telvertel.privacy.keyed import number

FAMILIES = list(PARTS)
ATOMS = [(family.value, part) for family, parts in PARTS.items() for part in parts]
WIDTH = len(ATOMS)
BEGINS = np.cumsum([0, *map(len, PARTS.values())]).astype(np.int64)
_USE = 0  # the place of the base family, which has one part


def _parents() -> np.ndarray:
    """Family × atom: which atoms of its parent a family splits."""
    found = np.zeros((len(FAMILIES), WIDTH), dtype=np.bool_)
    for family, parent in PARENT.items():
        if parent is not None:
            above, parts = parent
            for part in parts:
                at = BEGINS[FAMILIES.index(above)] + PARTS[above].index(part)
                found[FAMILIES.index(family), at] = True
    return found


_PARENTS = _parents()


@njit(nogil=True, cache=True)
def secrets_of_atoms(x, before, begins, place, names, state, secret, offset):
    """The secret of every atom that is or was there; a new one gets its offset from it."""
    work, block = np.empty(8, dtype=np.uint64), np.empty(128, dtype=np.uint8)
    longest = 0
    for _, ends in names:
        longest += (ends[1:] - ends[:-1]).max()
    text, tail = np.empty(longest, dtype=np.uint8), np.empty(longest, dtype=np.uint8)
    atoms, ends = names[0]
    for problem in range(len(begins) - 1):
        for at in range(begins[problem], begins[problem + 1]):
            size = _tail(names, problem, place[at], tail)
            for atom in range(x.shape[1]):
                if x[at, atom] <= 0 and before[at, atom] < 0:
                    continue
                length = ends[atom + 1] - ends[atom]
                for letter in range(length):
                    text[letter] = atoms[ends[atom] + letter]
                for letter in range(size):
                    text[length + letter] = tail[letter]
                secret[at, atom] = number(state, text[: length + size], work, block)
                if before[at, atom] < 0:
                    offset[at, atom] = secret[at, atom] % 5


@njit(nogil=True, cache=True)
def _tail(names, problem, place, tail):
    """What the keys of all atoms of a cell end with; its length."""
    size = 0
    which = (problem, place[0], place[1], place[2])
    for piece in range(4):
        content, ends = names[piece + 1]
        for letter in range(ends[which[piece]], ends[which[piece] + 1]):
            tail[size] = content[letter]
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
def settle_all(x, before, y, offset, secret):
    for at in range(len(x)):
        for atom in range(x.shape[1]):
            if x[at, atom] > 0 or before[at, atom] >= 0:
                offset[at, atom] = settled(
                    x[at, atom], y[at, atom], offset[at, atom], secret[at, atom]
                )


@njit(nogil=True, cache=True)
def round_base(x, before, old, offset, secret, y, shown, begins, place, numbers, sums, every, one,
          lookup, margins, alone):  # fmt: skip
    """The base family of every problem."""
    for problem in range(len(begins) - 1):
        here = slice(begins[problem], begins[problem + 1])
        _wholes(x[here], before[here], old[here], offset[here], secret[here], y[here],
                shown[here], place[here], numbers[here], sums[here], every, one, lookup, margins,
                alone)  # fmt: skip


@njit(nogil=True, cache=True)
def round_family(family, x, before, old, offset, secret, y, begins, numbers, sums, order, lookup,
            margins, nudge, above):  # fmt: skip
    """One family of every problem under its parent; -1, or the row where it does not add up."""
    for problem in range(len(begins) - 1):
        here = slice(begins[problem], begins[problem + 1])
        if _parts(family, x[here], before[here], old[here], offset[here], secret[here], y[here],
                  numbers[here], sums[here], order, lookup, margins, nudge[here],
                  above[here]):  # fmt: skip
            return begins[problem]
    return -1


@njit(nogil=True, cache=True)
def _wholes(x, before, old, offset, secret, y, shown, place, numbers, sums, every, one,
            lookup, margins, alone):  # fmt: skip
    """The base family of one problem: ``rounding.round_wholes``."""
    base = slice(_USE, _USE + 1)
    known = (before[:, _USE] >= 0).any()
    start, free, nudge, preferred = wishes(
        x[:, base].astype(np.int64), before[:, base], old[:, base], offset[:, base],
        secret[:, base], known,
    )  # fmt: skip
    counts, found = x[:, _USE].astype(np.int64), np.zeros(len(x), dtype=np.int64)
    weights, _, room = margins
    e = np.zeros(room, dtype=np.int64)
    round_atoms(counts, start[:, 0], free[:, 0], nudge[:, 0], preferred[:, 0], known,
                numbers, every, lookup, weights, sums, e, found)  # fmt: skip
    providers = len(lookup) // len(one)
    if lopsided(counts, found, place, providers):
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
def _parts(family, x, before, old, offset, secret, y, numbers, sums, order, lookup,
           margins, nudges, above):  # fmt: skip
    """One family of one problem under its parent, with what speaks for raising each part and which
    cells are above 0. True when it does not add up to it."""
    mine = slice(BEGINS[family], BEGINS[family + 1])
    counts = x[:, mine].astype(np.int64)
    counted = (counts > 0).any()
    wholes = np.zeros(len(x), dtype=np.int64)
    for at in range(len(x)):
        true = 0
        for atom in range(x.shape[1]):
            if _PARENTS[family, atom]:
                true += x[at, atom]
                wholes[at] += y[at, atom]
        if counted and true != counts[at].sum():
            return True
        if not counted:
            wholes[at] = 0
    known = (before[:, mine] >= 0).any()
    _, _, nudge, _ = wishes(
        counts, before[:, mine], old[:, mine], offset[:, mine], secret[:, mine], known
    )
    weights, _, room = margins
    e = np.zeros((counts.shape[1], room), dtype=np.int64)
    found = np.zeros(counts.shape, dtype=np.int64)
    round_parts(counts, nudge, wholes, numbers, order, lookup, weights, sums, e, found)
    y[:, mine] = found
    for at in range(len(x)):
        above[at] = wholes[at] > 0
        for part in range(found.shape[1]):
            nudges[at, part] = nudge[at, part]
    return False
