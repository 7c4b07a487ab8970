"""protect: the true counts of a cube become protected counts, once per version of the figures.

A problem is one municipality, grain and period. Its base family ``use`` is rounded first; every
other family is split under the protected value of its parent cell, in the order of the card's
definition, so parts always add up to wholes. After this the true counts are not needed again,
except, in the import area, to keep unchanged figures unchanged at the next delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from telvertel.indicators.definition import PARENT, PARTS, Family
from telvertel.privacy.grid import ATOMS, CELL, PROBLEM, Grid
from telvertel.privacy.groups import groups_of, put_right
from telvertel.privacy.observed import ProtectedObservations, protect_observations
from telvertel.privacy.rounding import Atoms, round_parts, round_wholes
from telvertel.privacy.seed import name_of, secret_order, secret_rows
from telvertel.privacy.window import UNKNOWN, in_windows, narrowed

__all__ = ["Protected", "ProtectedObservations", "protect", "protect_observations"]

KEYS = ("family", "part", *PROBLEM, "municipality", *CELL)
STICKY = {**dict.fromkeys(KEYS, pl.String()), **dict.fromkeys(("x", "y", "window"), pl.Int64())}


class CountsDoNotAddUp(ValueError):
    """The parts of a family are not the children of the cells above them."""

    def __init__(self, family: Family, municipality: str, period: str) -> None:
        super().__init__(f"{family} of {municipality} in {period} does not add up to its parent")


@dataclass(frozen=True)
class Protected:
    """A protected cube.

    ``atoms``: KEYS + ``y``, sorted by KEYS, multiples of 5. A base atom of 0 has no row, whether
    nobody was there or 1–4 children were; a cell whose protected value is above 0 has a row for
    every part, 0 included. So the presence of a row tells no more than the figures do.
    ``sticky``: KEYS + ``x``, ``y``, ``window``; holds true counts and stays in the import area.
    """

    cube_id: str
    atoms: pl.DataFrame
    sticky: pl.DataFrame


def protect(counts: pl.DataFrame, previous: pl.DataFrame | None, seed: bytes) -> Protected:
    """The protected cube of true counts (KEYS + ``x``, one row per atom, absent = 0).

    ``previous`` is the ``sticky`` of the build before, or None. Same counts, previous and seed give
    the same cube whatever the order of the rows.
    """
    table = _with_past(_checked(counts), previous, seed)
    atoms = [pl.DataFrame(schema={key: STICKY[key] for key in (*KEYS, "y")})]
    sticky = [table.filter(~pl.col("current")).select(*STICKY)]
    current = table.filter("current").partition_by("municipality", as_dict=True)
    for (municipality,), rows in sorted(current.items()):
        for shown, remembered in _municipality(Grid(str(municipality), rows), seed):
            atoms.append(shown)
            sticky.append(remembered)
    cube = pl.concat(atoms).sort(KEYS)
    return Protected(name_of(seed, cube.write_csv().encode()), cube, pl.concat(sticky).sort(KEYS))


def _checked(counts: pl.DataFrame) -> pl.DataFrame:
    counts = counts.select(*KEYS, pl.col("x").cast(pl.Int64))
    if counts.select(KEYS).is_duplicated().any():
        raise ValueError("the same atom is counted twice")
    if counts.select((pl.col("x").is_null() | (pl.col("x") < 0)).any()).item():
        raise ValueError("a count of children is a whole number, 0 or more")
    return counts


def _with_past(counts: pl.DataFrame, previous: pl.DataFrame | None, seed: bytes) -> pl.DataFrame:
    """One row per atom now or before: x, y, before, window, secret, and is its problem built now?

    ``before`` is the true count of the previous build and ``y`` what was published then; null for
    an atom that is new. In a problem that is not built now, x is the count remembered.
    """
    previous = (
        pl.DataFrame(schema=STICKY) if previous is None else in_windows(previous).select(*STICKY)
    )
    past = previous.rename({"x": "before"})
    problems = counts.select("municipality", *PROBLEM).unique().with_columns(current=True)
    table = counts.join(past, on=KEYS, how="full", coalesce=True).sort(KEYS)
    table = table.join(problems, on=("municipality", *PROBLEM), how="left", maintain_order="left")
    secret = pl.Series("secret", _secrets(seed, table), dtype=pl.Int64)
    return table.with_columns(secret, pl.col("current").fill_null(False)).with_columns(
        pl.when("current").then(pl.col("x").fill_null(0)).otherwise("before").alias("x"),
        pl.col("window").fill_null(UNKNOWN),
    )


def _secrets(seed: bytes, table: pl.DataFrame) -> np.ndarray:
    """One number per row. The atoms of a cell are drawn together, each at its own place."""
    keys = table.select(pl.concat_str(KEYS[2:], separator="/")).to_series()
    cells = keys.unique()
    cell = keys.cast(pl.Enum(cells)).to_physical().to_numpy()
    places = {atom: place for place, atom in enumerate(ATOMS)}
    place = [places[atom] for atom in table.select(KEYS[:2]).iter_rows()]
    return secret_rows(seed, cells, len(ATOMS))[cell, place]


def _municipality(grid: Grid, seed: bytes) -> list[tuple[pl.DataFrame, pl.DataFrame]]:
    """Per family the rows for the cube and the rows to remember."""
    true: dict[Family, np.ndarray] = {}
    published: dict[Family, np.ndarray] = {}
    frames = []
    for family, parent in PARENT.items():
        if not grid.holds(family):
            nobody = np.zeros((*grid.shape, len(PARTS[family])), dtype=np.int64)
            true[family] = published[family] = nobody
            continue
        read = grid.read(family, x=0, before=-1, y=-1, window=UNKNOWN, secret=0)
        atoms, known = _atoms(read)
        if parent is None:
            whole = atoms.reshape(*grid.shape)
            y = round_wholes(whole, known, partial(_order, grid, seed))[..., None]
            shown = y > 0
        else:
            above, names = parent
            chosen = [PARTS[above].index(name) for name in names]
            whole, wholes = (cube[above][..., chosen].sum(axis=-1) for cube in (true, published))
            counted = _counted(family, atoms.x, whole, grid)
            wholes = np.where(counted, wholes, 0)
            y = round_parts(atoms, wholes, _order(grid, seed, family, wholes.shape[1:]))
            cells = (one.reshape(-1, one.shape[-1]) for one in (atoms.x, y, atoms.nudge))
            put_right(*cells, groups_of(family))
            shown = np.broadcast_to(wholes[..., None] > 0, y.shape)
        true[family], published[family] = atoms.x, y
        kept = {"x": atoms.x, "y": y, "window": narrowed(atoms.window, atoms.x, y)}
        remembered = (atoms.x > 0) | (read["before"] >= 0)
        frames.append((grid.rows(family, shown, y=y), grid.rows(family, remembered, **kept)))
    return frames


def _atoms(read: dict[str, np.ndarray]) -> tuple[Atoms, np.ndarray]:
    """The atoms of a family with their past, and per problem whether there is a past."""
    known = (read["before"] >= 0).any(axis=(1, 2, 3, 4), keepdims=True)
    unchanged = read["x"] == read["before"]
    kept = np.where(unchanged, read["y"], -1)
    atoms = Atoms(read["x"], kept, read["window"], known & ~unchanged, read["secret"])
    return atoms, known.reshape(-1)


def _counted(family: Family, parts: np.ndarray, whole: np.ndarray, grid: Grid) -> np.ndarray:
    """Per problem, as wide as the cells: was the family delivered? Then it must add up."""
    counted = parts.any(axis=(1, 2, 3, 4))
    wrong = np.flatnonzero((parts.sum(axis=-1) != whole).any(axis=(1, 2, 3)) & counted)
    if len(wrong):
        period = grid.problems["period"][int(wrong[0])]
        raise CountsDoNotAddUp(family, grid.municipality, period)
    return counted[:, None, None, None]


def _order(grid: Grid, seed: bytes, name: str, shape: tuple[int, ...]) -> np.ndarray:
    return secret_order(seed, f"{grid.municipality}/{name}", int(np.prod(shape)))
