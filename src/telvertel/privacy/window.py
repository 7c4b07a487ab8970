"""Window: what all figures of a count so far leave open to somebody who knows every change of it.

A published figure lies within 4 of its count. Who also knows how the count grew from delivery to
delivery lays all those reaches over each other; what they have in common is the window: so many
children fewer than the truth, and so many more, both 0–8. Growing and shrinking leave it as it is,
only a figure can make it narrower. While five or more values are left there is an offset 0–4 that
led to every figure, y = 5·⌊(x + offset)/5⌋; so who follows it gives nothing away, ever.

Kept as one number, 9 · fewer + more. Nothing here branches, so that it works on arrays and,
compiled, on single counts.
"""

from __future__ import annotations

import numpy as np
import polars as pl

BASE = 5
REACH = BASE - 1  # what a published atom leaves open on either side of the truth
_SIDE = 2 * REACH + 1
UNKNOWN = _SIDE**2 - 1  # nothing was ever published
SAFE = 4  # values; with fewer, and 0 not among them, a count is as good as known


def narrowed(window, x, y):
    """The window after ``y`` was published for ``x``."""
    fewer, more = (
        np.minimum(window // _SIDE, x - y + REACH),
        np.minimum(window % _SIDE, y + REACH - x),
    )
    return _SIDE * fewer + more


def exposed(window):
    """How many values a window is short of a safe one."""
    return np.maximum(SAFE - 1 - window // _SIDE - window % _SIDE, 0)


def fewer(window, x):
    """How far below the truth the window goes, children being no fewer than 0."""
    return np.minimum(window // _SIDE, x)


def offset(window, secret):
    """The offset that a secret number chooses among those that led to every figure so far."""
    low = np.maximum(REACH - window // _SIDE, 0)
    left = np.maximum(np.minimum(window % _SIDE, REACH) - low + 1, 1)
    return low + secret // (1 + REACH * (left < BASE)) % left


def in_windows(remembered: pl.DataFrame) -> pl.DataFrame:
    """What is remembered of an earlier build, with ``window``; before there were windows it held
    the ``offset`` that was kept to, which leaves open exactly the five values it allows."""
    if "offset" not in remembered.columns:
        return remembered
    window = _SIDE * (REACH - pl.col("offset")) + pl.col("offset")
    return remembered.with_columns(window.alias("window")).drop("offset")
