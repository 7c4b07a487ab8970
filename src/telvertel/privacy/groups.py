"""groups: parts of a family that together are the whole of another family.

The reasons of ending together are split by duration; two of them together too. A split exists only
under a whole that is one of the two neighbours of its true count, and reasons of one child each,
every one of them raised to 5, are not. So what is rounded part by part is put right here: within
such a group parts change places with parts outside it until its sum is a neighbour again.
"""

from __future__ import annotations

import numpy as np

from telvertel.indicators.definition import PARENT, PARTS, Family
from telvertel.privacy.rounding import BASE


def groups_of(family: Family) -> np.ndarray:
    """Group × part: which parts of a family are split together elsewhere, larger groups first.

    Of two groups one holds the other, or they have no part in common."""
    wholes = {above[1] for above in PARENT.values() if above and above[0] is family}
    found = sorted((one for one in wholes if len(one) > 1), key=lambda one: (-len(one), one))
    rows = [[part in one for part in PARTS[family]] for one in found]
    return np.array(rows, dtype=bool).reshape(len(rows), len(PARTS[family]))


def put_right(x: np.ndarray, y: np.ndarray, nudge: np.ndarray, groups: np.ndarray) -> None:
    """Changes ``y`` in place; all three are cell × part, ``nudge`` says what speaks for raising.

    The sum of each cell stays, and every part stays one of the neighbours of its count. That there
    always is a way: docs/privacy.md.
    """
    for group in groups:
        sums = x[:, group].sum(axis=1), y[:, group].sum(axis=1)
        for cell in np.flatnonzero(np.abs(sums[1] - sums[0]) >= BASE):
            _put_right(x[cell], y[cell], nudge[cell], group, groups)


def _put_right(
    x: np.ndarray, y: np.ndarray, nudge: np.ndarray, group: np.ndarray, groups: np.ndarray
) -> None:
    """One cell: exchanges between the group and the rest of the smallest group around it."""
    around = [one for one in groups if (one & group).sum() == group.sum() < one.sum()]
    inside = around[-1] if around else np.ones(len(x), dtype=bool)
    while abs(excess := int(y[group].sum() - x[group].sum())) >= BASE:
        step = BASE if excess < 0 else -BASE  # what a part in the group has to do
        for part, by in ((group, step), (inside & ~group, -step)):
            able = [at for at in np.flatnonzero(part) if _may_move(x, y, at, by, group, groups)]
            y[max(able, key=lambda at, by=by: nudge[at] * by)] += by


def _may_move(
    x: np.ndarray, y: np.ndarray, at: int, by: int, group: np.ndarray, groups: np.ndarray
) -> bool:
    """Whether a part stays a neighbour of its count, and no other group goes further astray."""
    size = group.sum()
    beside = [one for one in groups if one[at] and one.sum() <= size and (one != group).any()]
    astray = [(y[one].sum() - x[one].sum()) for one in beside]
    kept = all(abs(one + by) < max(BASE, abs(one)) for one in astray)
    return kept and abs(y[at] + by - x[at]) < BASE
