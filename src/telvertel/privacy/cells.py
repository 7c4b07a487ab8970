"""``protect`` for a delivery of millions: one municipality at a time, compiled.

The same figures as ``protect.protect`` for the same counts, past and seed; a test holds that. What
comes in is not a row per atom but a row per cell, with a count for every part of every family.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numba import njit

from telvertel.indicators.definition import PARENT, PARTS
from telvertel.privacy.compiled import (
    lopsided,
    margins_of,
    round_atoms,
    round_parts,
    settled,
    sums_of,
    wishes,
)
from telvertel.privacy.grid import CELL, PROBLEM
from telvertel.privacy.keyed import begun, number, texts
from telvertel.privacy.protect import KEYS, STICKY, CountsDoNotAddUp

FAMILIES = list(PARTS)
ATOMS = [(family.value, part) for family, parts in PARTS.items() for part in parts]
WIDTH = len(ATOMS)
_BEGINS = np.cumsum([0, *map(len, PARTS.values())]).astype(np.int64)
_USE = 0  # the place of the base family, which has one part
_ORDER = ["municipality", *PROBLEM, *CELL]


def _parents() -> np.ndarray:
    """Family × atom: which atoms of its parent a family splits."""
    found = np.zeros((len(FAMILIES), WIDTH), dtype=np.bool_)
    for family, parent in PARENT.items():
        if parent is not None:
            above, parts = parent
            for part in parts:
                at = _BEGINS[FAMILIES.index(above)] + PARTS[above].index(part)
                found[FAMILIES.index(family), at] = True
    return found


_PARENTS = _parents()


@dataclass(frozen=True)
class ProtectedCells:
    """``atoms``: KEYS + ``y``, only those above 0: a row that is not there is a 0, as every reader
    of the cube takes it. ``sticky``: as of ``protect.Protected``. Neither is sorted by KEYS."""

    atoms: pl.DataFrame
    sticky: pl.DataFrame


def protect_cells(
    counts: pl.DataFrame, previous: pl.DataFrame | None, seed: bytes
) -> ProtectedCells:
    """One municipality: ``counts`` has PROBLEM, municipality, CELL and ``x`` (a count per atom of
    ATOMS), one row per cell with anybody in it. ``previous``: what is remembered of it, or None.
    """
    past = pl.DataFrame(schema=STICKY) if previous is None else previous.select(*STICKY)
    now = past.join(counts.select(PROBLEM).unique(), on=PROBLEM, how="semi")
    cells = pl.concat([one.select(_ORDER) for one in (counts, now)]).unique().sort(_ORDER)
    if not cells.height:
        return ProtectedCells(_long(cells, {"y": np.zeros((0, WIDTH))}, None), past)
    x, before, old, offset = _arrays(cells, counts, now)
    municipality = str(cells["municipality"][0])
    places = [cells[name].unique().sort() for name in CELL]
    y, shown = np.zeros(x.shape, dtype=np.int32), np.zeros(x.shape, dtype=np.bool_)
    wrong = _protect(
        x,
        before,
        old,
        offset,
        y,
        shown,
        *_where(cells, places),
        _names(cells, places, municipality),
        texts([f"order/{municipality}/{one}/" for one in ("all", "one", *FAMILIES[1:])]),
        *_margins([len(place) for place in places]),
        begun(seed),
    )
    if wrong >= 0:
        family, row = FAMILIES[wrong % len(FAMILIES)], wrong // len(FAMILIES)
        raise CountsDoNotAddUp(family, municipality, cells["period"][row])
    remembered = (x > 0) | (before >= 0)
    sticky = _long(cells, {"x": x, "y": y, "offset": offset}, remembered)
    gone = past.join(counts.select(PROBLEM).unique(), on=PROBLEM, how="anti")
    return ProtectedCells(_long(cells, {"y": y}, shown), pl.concat([sticky, gone]))


def _arrays(cells: pl.DataFrame, counts: pl.DataFrame, now: pl.DataFrame) -> tuple[np.ndarray, ...]:
    """Cell × atom: true counts now and before, what was published (-1 without), offsets."""
    numbered = cells.with_row_index("cell")
    x = np.zeros((cells.height, WIDTH), dtype=np.int32)
    before, old = np.full(x.shape, -1, dtype=np.int32), np.full(x.shape, -1, dtype=np.int32)
    offset = np.zeros(x.shape, dtype=np.int32)
    at = counts.join(numbered, on=_ORDER, how="left", maintain_order="left")["cell"].to_numpy()
    x[at] = counts["x"].to_numpy()
    if now.height:
        atoms = pl.DataFrame(ATOMS, schema=["family", "part"], orient="row").with_row_index("atom")
        known = now.join(numbered, on=_ORDER).join(atoms, on=["family", "part"])
        here = known["cell"].to_numpy(), known["atom"].to_numpy()
        for array, name in ((before, "x"), (old, "y"), (offset, "offset")):
            array[here] = known[name].to_numpy()
    return x, before, old, offset


def _where(cells: pl.DataFrame, places: list[pl.Series]) -> tuple[np.ndarray, ...]:
    """Where each problem begins, the coordinates of every cell, and its number among the places."""
    place = np.stack(
        [
            cells[name].cast(pl.Enum(values)).to_physical().cast(pl.Int64).to_numpy()
            for name, values in zip(CELL, places, strict=True)
        ],
        axis=1,
    )
    changes = cells.select(pl.struct(PROBLEM).rle_id()).to_series().to_numpy()
    begins = np.append(np.flatnonzero(np.diff(changes, prepend=-1)), len(changes)).astype(np.int64)
    shape = [len(values) for values in places]
    return begins, place, np.ravel_multi_index(tuple(place.T), shape).astype(np.int64)


def _names(cells: pl.DataFrame, places: list[pl.Series], municipality: str) -> tuple:
    """The pieces of which the key of an atom is made: atom, problem, and the three coordinates."""
    problems = cells.select(PROBLEM).unique(maintain_order=True).rows()
    return (
        texts([f"{family}/{part}/" for family, part in ATOMS]),
        texts([f"{grain}/{period}/{municipality}/" for grain, period in problems]),
        *(texts([f"{value}/" for value in values]) for values in places[:2]),
        texts(places[2].to_list()),
    )


def _margins(shape: list[int]) -> tuple:
    """Of a whole problem, and of one provider of it."""
    axes = (0, 1, 2)
    return margins_of(tuple(shape), axes), margins_of((1, *shape[1:]), axes)


def _long(
    cells: pl.DataFrame, arrays: dict[str, np.ndarray], chosen: np.ndarray | None
) -> pl.DataFrame:
    """One row per chosen atom with its keys; none when nothing is chosen."""
    if chosen is None:
        return pl.DataFrame(schema={name: STICKY[name] for name in (*KEYS, *arrays)})
    atom, cell = (axis.astype(np.uint32) for axis in np.nonzero(chosen.T))
    families, parts = (pl.Series(one).gather(atom) for one in zip(*ATOMS, strict=True))
    keys = {name: cells[name].gather(cell) for name in KEYS[2:]}
    found = {name: array.T[atom, cell].astype(np.int64) for name, array in arrays.items()}
    return pl.DataFrame({"family": families, "part": parts, **keys, **found})


@njit(nogil=True, cache=True)
def _secrets(x, before, begins, place, names, state, secret, offset):
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
def _order(state, names, which, length):
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
def _protect(x, before, old, offset, y, shown, begins, place, numbers, names, order_names,
             margins, alone, state):  # fmt: skip
    """Fills ``y``, ``shown`` (above 0, in a cell above 0) and ``offset``. -1, or the first row and
    family that does not add up."""
    secret = np.zeros(x.shape, dtype=np.int64)
    _secrets(x, before, begins, place, names, state, secret, offset)
    places = 1
    for axis in range(3):
        places *= len(names[2 + axis][1]) - 1
    of_one = places // (len(names[2][1]) - 1)
    every, one = _order(state, order_names, 0, places), _order(state, order_names, 1, of_one)
    lookup = np.full(places, -1, dtype=np.int64)
    sums = sums_of(place, margins[1])
    for problem in range(len(begins) - 1):
        here = slice(begins[problem], begins[problem + 1])
        _wholes(x[here], before[here], old[here], offset[here], secret[here], y[here],
                shown[here], place[here], numbers[here], sums[here], every, one, lookup, margins,
                alone)  # fmt: skip
    for family in range(1, len(_BEGINS) - 1):
        mine = slice(_BEGINS[family], _BEGINS[family + 1])
        if not (x[:, mine] > 0).any() and not (before[:, mine] >= 0).any():
            continue
        order = _order(state, order_names, family + 1, places)
        for problem in range(len(begins) - 1):
            here = slice(begins[problem], begins[problem + 1])
            wrong = _parts(family, x[here], before[here], old[here], offset[here], secret[here],
                           y[here], shown[here], numbers[here], sums[here], order, lookup,
                           margins)  # fmt: skip
            if wrong:
                return begins[problem] * (len(_BEGINS) - 1) + family
    for at in range(len(x)):
        for atom in range(x.shape[1]):
            if x[at, atom] > 0 or before[at, atom] >= 0:
                offset[at, atom] = settled(
                    x[at, atom], y[at, atom], offset[at, atom], secret[at, atom]
                )
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
def _parts(family, x, before, old, offset, secret, y, shown, numbers, sums, order, lookup,
           margins):  # fmt: skip
    """One family of one problem under its parent. True when it does not add up to it."""
    mine = slice(_BEGINS[family], _BEGINS[family + 1])
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
        for part in range(found.shape[1]):
            shown[at, _BEGINS[family] + part] = wholes[at] > 0 and found[at, part] > 0
    return False
