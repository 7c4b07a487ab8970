"""Grid: the rows of one municipality as dense arrays, and arrays as rows again.

Axes: problem (grain and period), provider, care form, age band, part. Rounding thinks in arrays
because every margin is then a sum over an axis; everything else thinks in rows.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from telvertel.indicators.definition import PARTS, Family

PROBLEM = ("grain", "period")
CELL = ("provider", "care_form", "age_band")
ATOMS = tuple((family.value, part) for family, parts in PARTS.items() for part in parts)


class Grid:
    """``rows``: one row per atom, with ``family``, ``part``, PROBLEM, CELL and columns to read."""

    def __init__(self, municipality: str, rows: pl.DataFrame) -> None:
        self.municipality = municipality
        self.problems = rows.select(PROBLEM).unique().sort(PROBLEM)
        self.places = [rows[name].unique().sort() for name in CELL]
        self.shape = (len(self.problems), *map(len, self.places))
        numbered = self.problems.with_row_index("problem")
        rows = rows.join(numbered, on=PROBLEM, maintain_order="left").with_columns(
            pl.col(name).cast(pl.Enum(values)).to_physical()
            for name, values in zip(CELL, self.places, strict=True)
        )
        self._rows = rows.partition_by("family", as_dict=True)

    def holds(self, family: Family) -> bool:
        return (family.value,) in self._rows

    def read(self, family: Family, **columns: int) -> dict[str, np.ndarray]:
        """These columns of a family as arrays, each filled with its number where no row is."""
        shape = (*self.shape, len(PARTS[family]))
        rows = self._rows[family.value,]
        part = rows["part"].cast(pl.Enum(PARTS[family])).to_physical()
        at = tuple(s.to_numpy() for s in (rows["problem"], *(rows[name] for name in CELL), part))
        arrays = {}
        for name, empty in columns.items():
            values = rows[name].fill_null(empty).to_numpy()
            arrays[name] = np.full(shape, empty, dtype=values.dtype)
            arrays[name][at] = values
        return arrays

    def rows(self, family: Family, chosen: np.ndarray, **arrays: np.ndarray) -> pl.DataFrame:
        """One row per chosen atom with its keys and the values of these arrays."""
        problem, *cell, part = (axis.astype(np.uint32) for axis in np.nonzero(chosen))
        places = zip(CELL, self.places, cell, strict=True)
        keys = {name: values.gather(at) for name, values, at in places}
        return pl.DataFrame(
            {
                "family": pl.repeat(family.value, len(part), eager=True),
                "part": pl.Series(PARTS[family]).gather(part),
                **{name: self.problems[name].gather(problem) for name in PROBLEM},
                "municipality": pl.repeat(self.municipality, len(part), eager=True),
                **keys,
                **{name: array[chosen] for name, array in arrays.items()},
            }
        )
