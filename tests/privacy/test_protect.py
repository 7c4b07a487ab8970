"""The cube: every figure near the truth, parts and wholes in step, and the same again tomorrow."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.indicators.definition import PARENT, PARTS, Family
from telvertel.privacy.protect import KEYS, CountsDoNotAddUp, protect
from tests.privacy.invented import SEED, counts, cube, use

CELL = [key for key in KEYS if key not in ("family", "part")]
OTHER_SEED = b"the seed of another installation"


def beside_truth(true: pl.DataFrame, atoms: pl.DataFrame) -> pl.DataFrame:
    """Every atom with x and y; absent is 0."""
    both = true.join(atoms, on=KEYS, how="full", coalesce=True)
    return both.with_columns(pl.col("x", "y").fill_null(0))


def cells(atoms: pl.DataFrame, family: Family, parts: tuple[str, ...]) -> pl.DataFrame:
    chosen = atoms.filter(pl.col("family") == family, pl.col("part").is_in(list(parts)))
    return chosen.group_by(CELL).agg(pl.col("y").sum()).filter(pl.col("y") > 0).sort(CELL)


def test_every_atom_is_one_of_its_two_neighbouring_fives():
    true = cube(1)
    both = beside_truth(true, protect(true, None, SEED).atoms)
    assert (both["y"] % 5 == 0).all()
    assert ((both["y"] - both["x"]).abs() <= 4).all()
    exact = both.filter(pl.col("x") % 5 == 0)
    assert exact["x"].equals(exact["y"], check_names=False)


@pytest.mark.parametrize("family", [one for one, parent in PARENT.items() if parent])
def test_parts_sum_to_their_whole_at_every_depth(family):
    above, names = PARENT[family]
    for dice in (1, 2):
        atoms = protect(cube(dice), None, SEED).atoms
        assert cells(atoms, family, PARTS[family]).equals(cells(atoms, above, names))


def test_a_total_is_right_to_within_rounding():
    for dice in range(10):
        true = cube(dice, only_use=True)
        both = beside_truth(true, protect(true, None, SEED).atoms)
        misses = both.group_by("period").agg((pl.col("y").sum() - pl.col("x").sum()).abs())
        assert misses["y"].max() <= 2


def test_margins_are_kept_closer_than_atoms_rounded_by_chance():
    """Twenty atoms of a provider rounded by the dice alone would miss by about seven."""
    misses = []
    for dice in range(10):
        true = cube(dice, sizes=(300, 200, 100, 50), only_use=True)
        both = beside_truth(true, protect(true, None, SEED).atoms)
        summed = both.group_by("period", "provider").agg(pl.col("x", "y").sum())
        misses += (summed["x"] - summed["y"]).abs().to_list()
    assert sum(misses) / len(misses) < 3


def test_the_order_of_rows_does_not_matter():
    true = cube(3)
    first = protect(true, None, SEED)
    mixed = protect(true.sample(fraction=1, shuffle=True, seed=9), None, SEED)
    assert first.cube_id == mixed.cube_id
    assert first.atoms.equals(mixed.atoms)
    assert first.sticky.equals(mixed.sticky)


def test_another_installation_rounds_otherwise():
    true = cube(3)
    here, there = protect(true, None, SEED), protect(true, None, OTHER_SEED)
    assert here.cube_id != there.cube_id
    assert not here.atoms.equals(there.atoms)


def test_a_second_import_of_the_same_figures_changes_nothing():
    true = cube(4)
    first = protect(true, None, SEED)
    again = protect(true, first.sticky, SEED)
    assert again.atoms.equals(first.atoms)
    assert again.sticky.equals(first.sticky)
    assert again.cube_id == first.cube_id


def test_an_unchanged_count_keeps_its_figure_over_twelve_imports():
    true = cube(5, only_use=True)
    built = protect(true, None, SEED)
    shown = built.atoms
    for month in range(12):
        joined = pl.int_range(pl.len()) % 24 == month * 2  # a few atoms gain a child
        true = true.with_columns(pl.col("x") + pl.when(joined).then(1).otherwise(0))
        before = built.sticky
        built = protect(true, before, SEED)
        both = before.join(built.sticky, on=KEYS, suffix="_now")
        same = both.filter(pl.col("x") == pl.col("x_now"))
        assert same["y"].equals(same["y_now"], check_names=False)
    assert not built.atoms.equals(shown)


def test_unchanged_parts_move_only_where_their_whole_moved():
    true = cube(6)
    built = protect(true, None, SEED)
    ended = pl.col("family").is_in(["ended", "use", "started", "flow"])
    cell = true.filter(pl.col("family") == "use").row(0, named=True)
    here = pl.all_horizontal(pl.col(key) == cell[key] for key in CELL)
    staying = pl.col("part").is_in(["all", "no", "not_ended", "stayed"])
    more = true.with_columns(pl.col("x") + pl.when(here & ended & staying).then(1).otherwise(0))
    again = protect(more, built.sticky, SEED)
    both = beside_truth(true, built.atoms).join(again.atoms, on=KEYS, suffix="_now")
    assert both.filter(~here)["y"].equals(both.filter(~here)["y_now"], check_names=False)


def test_a_child_that_leaves_and_returns_is_rounded_as_before():
    there, gone = use(p1_team=23, p2_team=31), use(p2_team=31)
    first = protect(there, None, SEED)
    away = protect(gone, first.sticky, SEED)
    assert away.atoms.filter(pl.col("provider") == "p1").is_empty()
    assert protect(there, away.sticky, SEED).atoms.equals(first.atoms)


def test_periods_that_are_not_delivered_again_stay_remembered():
    old, new = cube(7, periods=("2023KW04",)), cube(8, periods=("2024KW01",))
    first = protect(old, None, SEED)
    second = protect(new, first.sticky, SEED)
    assert second.atoms["period"].unique().to_list() == ["2024KW01"]
    third = protect(old, second.sticky, SEED)
    assert third.atoms.equals(first.atoms)


def test_no_row_tells_nobody_from_a_few():
    """A base atom of 0 has no row, whether 0 or 1–4 children are there."""
    built = protect(use(p1_team=40, p1_residential=1, p2_team=60), None, SEED)
    assert built.atoms["y"].min() > 0 or (built.atoms["family"] != "use").all()
    split = protect(cube(9), None, SEED).atoms
    parts = split.filter(pl.col("family") == "ended").group_by(CELL).len()
    assert (parts["len"] == len(PARTS[Family.ended])).all()


def test_a_provider_cannot_take_its_own_children_off_the_total():
    """One provider has all children but a few: which few could have led to what it sees?"""
    seen: dict[tuple, set[int]] = {}
    for x in range(21):
        true = use(p1_team=53, p1_ambulatory=48, p1_residential=12, p2_residential=x)
        for seed in range(12):
            built = protect(true.filter(pl.col("x") > 0), None, bytes([seed]) * 32)
            shown = dict(built.atoms.select("provider", "y").group_by("provider").sum().rows())
            seen.setdefault((shown["p1"], shown.get("p2", 0)), set()).add(x)
    for (_, others), possible in seen.items():
        assert others in (0, 20) or len(possible) >= 4, (others, possible)
        assert others > 0 or 0 in possible


def test_a_hand_checked_example():
    """Three providers, 5 + 10 + 7: multiples stay, so the 7 alone decides: 22 is nearest to 20."""
    built = protect(use(p1_team=5, p2_team=10, p3_team=7), None, SEED)
    assert dict(built.atoms.select("provider", "y").rows()) == {"p1": 5, "p2": 10, "p3": 5}


def test_parts_that_do_not_add_up_are_refused():
    cell = ("quarter", "2024KW01", "GM9901", "p1", "team", "12-17")
    true = counts([("use", "all", *cell, 12), ("started", "yes", *cell, 3)])
    with pytest.raises(CountsDoNotAddUp, match="started of GM9901 in 2024KW01"):
        protect(true, None, SEED)


@pytest.mark.parametrize("x", [-1, None])
def test_only_counts_are_protected(x):
    with pytest.raises(ValueError, match="whole number"):
        protect(use(p1_team=x), None, SEED)


def test_the_same_atom_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        protect(pl.concat([use(p1_team=3), use(p1_team=3)]), None, SEED)


def test_no_counts_give_an_empty_cube():
    built = protect(cube(1).clear(), None, SEED)
    assert built.atoms.is_empty() and built.atoms.columns == [*KEYS, "y"]


def test_the_name_of_a_cube_does_not_carry_the_seed():
    built = protect(use(p1_team=40), None, SEED)
    assert len(built.cube_id) == 12
    assert SEED.hex()[:8] not in built.cube_id


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 30)] * 7), min_size=1, max_size=6),
    st.binary(min_size=32, max_size=32),
)
def test_whatever_the_counts_parts_are_neighbours_and_sum_exactly(rows, seed):
    true = []
    for place, parts in enumerate(rows):
        cell = ("quarter", "2024KW01", "GM9901", f"p{place}", "team", "12-17")
        true.append(("use", "all", *cell, sum(parts)))
        true += [("ended", n, *cell, x) for n, x in zip(PARTS[Family.ended], parts, strict=True)]
    true = counts(true).filter(pl.col("x") > 0)
    built = protect(true, None, seed)
    both = beside_truth(true, built.atoms)
    assert ((both["y"] - both["x"]).abs() <= 4).all()
    parts = cells(built.atoms, Family.ended, PARTS[Family.ended])
    assert parts.equals(cells(built.atoms, Family.use, ("all",)))
