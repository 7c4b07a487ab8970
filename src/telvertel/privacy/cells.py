"""``protect`` for a delivery of millions: one municipality at a time, compiled.

The same figures as ``protect.protect`` for the same counts, past and seed; a test holds that. What
comes in is not a row per atom but a row per cell, with a count for every part of every family.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import polars as pl

from telvertel.indicators.definition import Family
from telvertel.privacy.atoms import (
    BLOCKS,
    FAMILIES,
    WIDTH,
    order_of,
    places_of,
    round_all,
    taken,
)
from telvertel.privacy.compiled import margins_of, sums_of
from telvertel.privacy.grid import ATOMS, CELL, PROBLEM
from telvertel.privacy.keyed import begun, texts
from telvertel.privacy.protect import KEYS, STICKY, CountsDoNotAddUp
from telvertel.privacy.window import UNKNOWN, in_windows

_ORDER = ["municipality", *PROBLEM, *CELL]


@dataclass(frozen=True)
class ProtectedCells:
    """``atoms``: KEYS + ``y``, only those above 0: a row that is not there is a 0, as every reader
    of the cube takes it. ``sticky``: as of ``protect.Protected``. Neither is sorted by KEYS, and
    their texts are coded (``pl.Enum``): half of the time went to writing the same few names."""

    atoms: pl.DataFrame
    sticky: pl.DataFrame


def protect_cells(
    counts: pl.DataFrame, previous: pl.DataFrame | None, seed: bytes
) -> ProtectedCells:
    """One municipality: ``counts`` has PROBLEM, municipality, CELL and ``x`` (a count per atom of
    ATOMS), one row per cell with anybody in it. ``previous``: what is remembered of it, or None.
    """
    past = pl.DataFrame(schema=STICKY)
    if previous is not None:
        past = in_windows(previous).select(*STICKY).cast(STICKY)
    now = past.join(counts.select(PROBLEM).unique(), on=PROBLEM, how="semi")
    cells = pl.concat([one.select(_ORDER) for one in (counts, now)]).unique().sort(_ORDER)
    if not cells.height:
        nothing = pl.DataFrame(schema={name: STICKY[name] for name in (*KEYS, "y")})
        return ProtectedCells(nothing, past)
    x, before, old, window = _arrays(cells, counts, now)
    municipality = str(cells["municipality"][0])
    places = [cells[name].unique().sort() for name in CELL]
    y, shown = np.zeros(x.shape, dtype=np.int32), np.zeros(x.shape, dtype=np.bool_)
    names = _names(cells, places, municipality)
    orders = ("all", *FAMILIES[1:], "one")
    order_names = texts([f"order/{municipality}/{one}/" for one in orders])
    shape = [len(place) for place in places]
    try:
        where = _where(cells, places)
        _protect(x, before, old, window, y, shown, where, names, order_names, shape, seed)
    except _Wrong as wrong:
        period = cells["period"][wrong.row]
        raise CountsDoNotAddUp(wrong.family, municipality, period) from None
    remembered = (x > 0) | (before >= 0)
    keys = {name: _coded(cells[name]) for name in KEYS[2:]}
    sticky = _long(keys, {"x": x, "y": y, "window": window}, remembered)
    gone = past.join(counts.select(PROBLEM).unique(), on=PROBLEM, how="anti")
    if gone.height:
        sticky = pl.concat([sticky.cast(STICKY), gone])
    return ProtectedCells(_long(keys, {"y": y}, shown), sticky)


def _arrays(cells: pl.DataFrame, counts: pl.DataFrame, now: pl.DataFrame) -> tuple[np.ndarray, ...]:
    """Cell × atom: true counts now and before, what was published (-1 without), windows."""
    numbered = cells.with_row_index("cell")
    x = np.zeros((cells.height, WIDTH), dtype=np.int32)
    before, old = np.full(x.shape, -1, dtype=np.int32), np.full(x.shape, -1, dtype=np.int32)
    window = np.full(x.shape, UNKNOWN, dtype=np.int32)
    at = counts.join(numbered, on=_ORDER, how="left", maintain_order="left")["cell"].to_numpy()
    x[at] = counts["x"].to_numpy()
    if now.height:
        atoms = pl.DataFrame(ATOMS, schema=["family", "part"], orient="row").with_row_index("atom")
        known = now.join(numbered, on=_ORDER).join(atoms, on=["family", "part"])
        here = known["cell"].to_numpy(), known["atom"].to_numpy()
        for array, name in ((before, "x"), (old, "y"), (window, "window")):
            array[here] = known[name].to_numpy()
    return x, before, old, window


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
    """The pieces of which the key of a cell is made: block, problem, and the three coordinates."""
    problems = cells.select(PROBLEM).unique(maintain_order=True).rows()
    return (
        texts([f"{block}/" for block in range(BLOCKS)]),
        texts([f"{grain}/{period}/{municipality}/" for grain, period in problems]),
        *(texts([f"{value}/" for value in values]) for values in places[:2]),
        texts(places[2].to_list()),
    )


def _margins(shape: list[int]) -> tuple:
    """Of a whole problem, and of one provider of it."""
    axes = (0, 1, 2)
    return margins_of(tuple(shape), axes), margins_of((1, *shape[1:]), axes)


def _long(
    cell_keys: dict[str, pl.Series], arrays: dict[str, np.ndarray], chosen: np.ndarray
) -> pl.DataFrame:
    """One row per chosen atom with its keys."""
    atom, cell = places_of(chosen)
    families, parts = (_coded(pl.Series(one)).gather(atom) for one in zip(*ATOMS, strict=True))
    keys = {name: column.gather(cell) for name, column in cell_keys.items()}
    found = {name: taken(array, atom, cell) for name, array in arrays.items()}
    return pl.DataFrame({"family": families, "part": parts, **keys, **found})


def _coded(texts: pl.Series) -> pl.Series:
    return texts.cast(pl.Enum(texts.unique()))


class _Wrong(Exception):
    """This family does not add up, first in this row."""

    def __init__(self, family: Family, row: int) -> None:
        super().__init__(family, row)
        self.family, self.row = family, row


def _protect(x, before, old, window, y, shown, where, names, order_names, shape, seed):
    """Fills ``y``, ``shown`` (above 0, in a cell above 0) and ``window``."""
    begins, place, numbers = where
    whole, alone = _margins(shape)
    state, size = begun(seed), prod(shape)
    orders = np.stack([order_of(state, order_names, at, size) for at in range(len(FAMILIES))])
    one = order_of(state, order_names, len(FAMILIES), prod(shape[1:]))
    sums = sums_of(place, whole[1])
    wrong = round_all(x, before, old, window, y, shown, begins, place, numbers, sums, names,
                      begun(seed, 64), orders, one, whole, alone)  # fmt: skip
    for family, row in zip(FAMILIES, wrong, strict=True):
        if row >= 0:
            raise _Wrong(family, int(row))
