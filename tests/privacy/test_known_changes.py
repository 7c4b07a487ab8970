"""Who knows every change of every count, from delivery to delivery, still does not know the counts.

The knower lays the reaches of all figures over each other: a count is within 4 of each figure, and
what was added in between is known.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest

from telvertel.indicators.definition import PARENT, PARTS
from telvertel.privacy.grid import CELL, PROBLEM
from telvertel.privacy.protect import KEYS, protect
from telvertel.privacy.window import in_windows
from tests.privacy.attack import Tally
from tests.privacy.invented import QUARTERS, SEED, counts, cube, use

PLACE = (*PROBLEM, "municipality", *CELL)


def grown(true: pl.DataFrame, drawn: np.random.Generator, children: int) -> pl.DataFrame:
    """The same with so many children more, each in a cell where there are others already."""
    cells = true.filter(family="use")
    chances = cells["x"].to_numpy() / cells["x"].sum()
    split = set(true["family"].unique())
    rows = []
    for _ in range(children):
        cell = tuple(cells.select(PLACE).row(int(drawn.choice(len(chances), p=chances))))
        its: dict[str, str] = {}
        for family, parent in PARENT.items():
            counted = parent is None or its.get(parent[0].value) in parent[1]
            if family.value in split and counted:
                its[family.value] = str(drawn.choice(PARTS[family]))
        rows += [(family, part, *cell, 1) for family, part in its.items()]
    both = pl.concat([true.select(*KEYS, "x"), counts(rows).select(*KEYS, "x")])
    return both.group_by(KEYS).agg(pl.col("x").sum()).sort(KEYS)


def deliveries(dice: int, number: int, *, children: int = 3, only_use: bool) -> Iterator:
    """What is remembered after each of so many deliveries of one quarter."""
    drawn = np.random.default_rng(dice)
    true = cube(dice, sizes=(45, 60, 25, 10), periods=QUARTERS[:1], only_use=only_use)
    sticky = None
    for _ in range(number):
        sticky = protect(true, sticky, SEED).sticky
        yield sticky
        true = grown(true, drawn, children)


def what_is_left_open(builds: list[pl.DataFrame]) -> pl.DataFrame:
    """Per atom of the first build its count then, and the fewest and most that the knower still
    thinks possible."""
    ever = pl.concat(
        one.join(builds[0].select(*KEYS, first="x"), on=KEYS, how="inner") for one in builds
    )
    added = pl.col("x") - pl.col("first")
    return ever.group_by(KEYS).agg(
        pl.col("first").first(),
        low=(pl.col("y") - 4 - added).max().clip(lower_bound=0),
        high=(pl.col("y") + 4 - added).min(),
    )


def tally(builds: list[pl.DataFrame]) -> Tally:
    """Of the cells that were small in the first build."""
    found = Tally()
    small = what_is_left_open(builds).filter(pl.col("first").is_between(1, 9))
    for low, first, high in small.select("low", "first", "high").rows():
        assert low <= first <= high, "the stated rule is not the real one"
        found.note(low, high)
    return found


@pytest.mark.parametrize("dice", [1, 2, 3])
def test_knowing_every_child_that_came_in_36_deliveries_tells_of_none_before(dice):
    found = tally(list(deliveries(dice, 36, only_use=True)))
    assert found.tried > 30
    assert (found.exact, found.narrow) == (0, 0)


def test_nor_of_any_part_in_twelve():
    found = tally(list(deliveries(4, 12, only_use=False)))
    assert found.tried > 400
    assert (found.exact, found.narrow) == (0, 0)


def test_what_is_remembered_as_open_is_what_the_knower_has_left():
    builds = list(deliveries(5, 8, only_use=False))
    left = what_is_left_open(builds).join(builds[-1], on=KEYS)
    now = pl.col("x") - pl.col("first")  # the bounds are those of the first build
    fewer = (pl.col("x") - now - pl.col("low")).alias("fewer")
    told = left.select(
        fewer,
        (pl.col("high") - pl.col("first")).alias("more"),
        told_fewer=pl.min_horizontal(pl.col("window") // 9, "first"),
        told_more=pl.col("window") % 9,
    )
    assert told["fewer"].equals(told["told_fewer"], check_names=False)
    assert told["more"].equals(told["told_more"], check_names=False)


def test_the_total_stays_near_the_truth_all_the_same():
    for dice in (1, 2, 3):
        for build in deliveries(dice, 36, only_use=True):
            assert abs(build["x"].sum() - build["y"].sum()) < 12


def test_a_growing_count_jumps_every_fifth_child():
    true = use(p1_team=3, p2_team=101, p3_team=52)
    sticky, shown = None, []
    for _ in range(30):
        sticky = protect(true, sticky, SEED).sticky
        shown.append(sticky.filter(provider="p1")["y"][0])
        true = true.with_columns(pl.col("x") + (pl.col("provider") == "p1").cast(pl.Int64))
    jumps = [at for at in range(1, 30) if shown[at] != shown[at - 1]]
    assert [after - before for before, after in zip(jumps[1:], jumps[2:], strict=False)] == [5] * 4


def test_what_was_remembered_as_an_offset_leaves_its_five_values_open():
    before = pl.DataFrame({"x": [3], "y": [0], "offset": [1]})
    assert in_windows(before)["window"].to_list() == [9 * 3 + 1]
    assert in_windows(in_windows(before)).equals(in_windows(before))
