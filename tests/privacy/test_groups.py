"""Parts that together are the whole of another family: their sum must be one that can be split."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.indicators.definition import PARENT, PARTS, Family
from telvertel.privacy.groups import groups_of, put_right
from telvertel.privacy.protect import protect
from tests.privacy.invented import SEED, counts

REASONS = groups_of(Family.ended)


def neighbours(x: np.ndarray, y: np.ndarray) -> bool:
    return bool((np.abs(y - x) < 5).all() and (y % 5 == 0).all() and (y >= 0).all())


@given(st.data())
def test_whatever_was_raised_every_group_can_be_split_afterwards(data):
    x = np.array([data.draw(st.lists(st.integers(0, 12), min_size=7, max_size=7))])
    y = np.array([[5 * (one // 5) + 5 * (one % 5 > 0) * data.draw(st.booleans()) for one in x[0]]])
    whole = int(y.sum())
    if abs(whole - x.sum()) >= 5:  # then the cell itself is no neighbour: round_parts makes none
        return
    nudge = np.array([data.draw(st.lists(st.floats(-30, 30), min_size=7, max_size=7))])
    put_right(x, y, nudge, REASONS)
    assert neighbours(x, y)
    assert y.sum() == whole
    for group in REASONS:
        assert abs(y[0, group].sum() - x[0, group].sum()) < 5


def test_the_reasons_of_ending_are_such_groups_and_those_inside_them():
    parts = PARTS[Family.ended]
    named = [{part for part, there in zip(parts, one, strict=True) if there} for one in REASONS]
    assert named == [set(parts) - {"not_ended"}, {"02", "05"}, {"03", "04"}]


@pytest.mark.parametrize("dice", range(20))
def test_one_child_per_reason_does_not_make_a_split_of_what_is_not_there(dice):
    """Each of six reasons raised to 5 would be 30 of 6 children, and no split of 6 makes 30."""
    drawn = np.random.default_rng(dice)
    rows = []
    for number in range(12):
        at = ("quarter", "2024KW01", "GM9901", f"p{number}", "team", "12-17")
        counted = {Family.use: {"all": 9}}
        for family, parent in PARENT.items():
            if parent is None:
                continue
            above = sum(counted[parent[0]][part] for part in parent[1])
            chances = np.full(len(PARTS[family]), 1 / len(PARTS[family]))
            split = drawn.multinomial(above, chances)
            counted[family] = dict(zip(PARTS[family], map(int, split), strict=True))
        rows += [
            (family.value, part, *at, x) for family, parts in counted.items()
            for part, x in parts.items() if x
        ]  # fmt: skip
    true = counts(rows)
    built = protect(true, None, SEED)
    keys = [name for name in true.columns if name != "x"]
    both = built.atoms.join(true, on=keys, how="full", coalesce=True).fill_null(0)
    assert neighbours(both["x"].to_numpy(), both["y"].to_numpy())
    for family, parent in PARENT.items():
        if parent is None:
            continue
        cell = [name for name in keys if name not in ("family", "part")]
        inside = both.filter(family=family.value).group_by(cell).agg(y=_sum())
        above = both.filter(_of(parent)).group_by(cell).agg(whole=_sum())
        joined = above.join(inside, on=cell, how="left").fill_null(0)
        assert (joined["y"] == joined["whole"]).all(), family


def _sum():
    return pl.col("y").sum()


def _of(parent):
    return (pl.col("family") == parent[0].value) & pl.col("part").is_in(parent[1])
