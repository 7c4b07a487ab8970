"""``protect`` for a delivery of millions: one municipality at a time, compiled.

The same figures as ``protect.protect`` for the same counts, past and seed; a test holds that. What
comes in is not a row per atom but a row per cell, with a count for every part of every family.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import polars as pl

from telvertel.indicators.definition import PARTS, Family
from telvertel.privacy.atoms import (
    ATOMS,
    BEGINS,
    FAMILIES,
    WIDTH,
    order_of,
    round_base,
    round_family,
    secrets_of_atoms,
    settle_all,
)
from telvertel.privacy.compiled import margins_of, sums_of
from telvertel.privacy.grid import CELL, PROBLEM
from telvertel.privacy.groups import groups_of, put_right
from telvertel.privacy.keyed import begun, texts
from telvertel.privacy.protect import KEYS, STICKY, CountsDoNotAddUp

MOST_PARTS = max(map(len, PARTS.values()))
_ORDER = ["municipality", *PROBLEM, *CELL]


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
    names = _names(cells, places, municipality)
    order_names = texts([f"order/{municipality}/{one}/" for one in ("all", "one", *FAMILIES[1:])])
    shape = [len(place) for place in places]
    try:
        _protect(x, before, old, offset, y, shown, _where(cells, places), names, order_names,
                 shape, begun(seed))  # fmt: skip
    except _Wrong as wrong:
        period = cells["period"][wrong.row]
        raise CountsDoNotAddUp(wrong.family, municipality, period) from None
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


class _Wrong(Exception):
    """This family does not add up, first in this row."""

    def __init__(self, family: Family, row: int) -> None:
        super().__init__(family, row)
        self.family, self.row = family, row


def _protect(
    x, before, old, offset, y, shown, where, names, order_names, shape, state
):  # fmt: skip
    """Fills ``y``, ``shown`` (above 0, in a cell above 0) and ``offset``."""
    begins, place, numbers = where
    whole, alone = _margins(shape)
    secret = np.zeros(x.shape, dtype=np.int64)
    secrets_of_atoms(x, before, begins, place, names, state, secret, offset)
    every = order_of(state, order_names, 0, prod(shape))
    one = order_of(state, order_names, 1, prod(shape[1:]))
    lookup, sums = np.full(prod(shape), -1, dtype=np.int64), sums_of(place, whole[1])
    atoms = x, before, old, offset, secret, y
    round_base(*atoms, shown, begins, place, numbers, sums, every, one, lookup, whole, alone)
    nudge, above = np.zeros((len(x), MOST_PARTS)), np.zeros(len(x), dtype=np.bool_)
    for number_of, family in enumerate(FAMILIES[1:], start=1):
        mine = slice(*BEGINS[number_of : number_of + 2])
        if not (x[:, mine] > 0).any() and not (before[:, mine] >= 0).any():
            continue
        order = order_of(state, order_names, number_of + 1, prod(shape))
        wrong = round_family(number_of, *atoms, begins, numbers, sums, order, lookup, whole,
                        nudge, above)  # fmt: skip
        if wrong >= 0:
            raise _Wrong(family, wrong)
        parts = len(PARTS[family])
        put_right(x[:, mine], y[:, mine], nudge[:, :parts], groups_of(family))
        shown[:, mine] = above[:, None] & (y[:, mine] > 0)
    settle_all(x, before, y, offset, secret)
