"""The adversary: may click every filter and knows every rule, all but the data and the seed.

It asks the gate for every filter state, translates each answer into bounds on sums of atoms, and
asks for every small cell how far those bounds leave it open: what follows by linear algebra
alone, and else the smallest and largest value that still fits (linear programs, HiGHS).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl
from scipy.optimize import linprog

from telvertel.privacy.release import Released

HIDDEN_TO = 9  # "<10" stands for 0–9
SLACK = 4  # a protected atom is at most this far from the truth

# Asks the gate: sums of atoms, one per state → what the gate shows.
Gate = Callable[[np.ndarray], Released]


@dataclass(frozen=True)
class Cells:
    """Atoms of one period in the order of ``keys``: provider × care form × age band."""

    keys: pl.DataFrame
    x: np.ndarray


def states(cells: Cells, bar: str) -> np.ndarray:
    """Every filter state of a bar as a row of 0 and 1 over the atoms.

    "single": one value or all per dimension. "ranges": ages also by runs of neighbouring bands.
    "several": every dimension also all but one value, as a list with ticks allows.
    """
    masks = []
    for name in ("provider", "care_form", "age_band"):
        column = cells.keys[name].to_numpy()
        values = list(dict.fromkeys(column))
        chosen = [{value} for value in values] + [set(values)]
        if bar == "ranges" and name == "age_band":
            lengths = range(2, len(values))
            chosen += [set(values[i : i + n]) for n in lengths for i in range(len(values) - n + 1)]
        if bar == "several":
            chosen += [set(values) - {value} for value in values]
        masks.append([np.isin(column, list(one)) for one in chosen])
    return np.array([one & two & three for one, two, three in product(*masks)], dtype=float)


def bounds_of_exact(shown: Released) -> tuple[np.ndarray, np.ndarray]:
    """When shown counts are true counts: themselves, and 0–9 where "<10" stands."""
    value = shown.frame.sort("group")["value"].to_numpy()
    hidden = np.isnan(value)
    return np.where(hidden, 0, value), np.where(hidden, HIDDEN_TO, value)


def bounds_of_protected(shown: Released, atoms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """When shown counts are sums of protected atoms, each within 4: "<10" is then 0 or 5."""
    value = shown.frame.sort("group")["value"].to_numpy()
    hidden = np.isnan(value)
    low = np.where(hidden, 0, value - SLACK * atoms)
    return np.maximum(low, 0), np.where(hidden, 5, value) + SLACK * atoms


@dataclass(frozen=True)
class Knowledge:
    """Bounds low ≤ rows · x ≤ high, with x ≥ 0 and whole."""

    rows: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def and_also(self, rows: np.ndarray, low: np.ndarray, high: np.ndarray) -> Knowledge:
        return Knowledge(
            np.vstack([self.rows, rows]),
            np.concatenate([self.low, low]),
            np.concatenate([self.high, high]),
        )

    def allows(self, x: np.ndarray) -> bool:
        sums = self.rows @ x
        return bool(((self.low <= sums) & (sums <= self.high)).all())


def disclosed(known: Knowledge, cells: list[int]) -> list[int]:
    """Of these cells, those pinned to one value, or to fewer than four without zero."""
    return [cell for cell in cells if _is_disclosed(*span(known, cell))]


def _is_disclosed(low: int, high: int) -> bool:
    return low == high or (low > 0 and high - low + 1 < 4)


def span(known: Knowledge, cell: int) -> tuple[int, int]:
    """Smallest and largest whole value of a cell that fits everything known."""
    exact = known.low == known.high
    rows, values = known.rows[exact], known.low[exact]
    one = np.zeros(known.rows.shape[1])
    one[cell] = 1
    if len(rows):
        weights, *_ = np.linalg.lstsq(rows.T, one, rcond=None)
        if np.abs(rows.T @ weights - one).max() < 1e-9:
            value = round(float(weights @ values))
            return value, value
    loose = known.rows[~exact]
    ends = [
        linprog(
            sign * one,
            A_ub=np.vstack([loose, -loose]) if len(loose) else None,
            b_ub=np.concatenate([known.high[~exact], -known.low[~exact]]) if len(loose) else None,
            A_eq=rows if len(rows) else None,
            b_eq=values if len(rows) else None,
            method="highs",
        )
        for sign in (1, -1)
    ]
    assert all(end.status == 0 for end in ends), "the stated rule is not the real one"
    return int(np.ceil(ends[0].fun - 1e-6)), int(np.floor(-ends[1].fun + 1e-6))
