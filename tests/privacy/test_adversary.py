"""The gate under attack, on a sparse invented cube of a few hundred atoms.

Small: the filter states are asked as sums of atoms; at full size, through the pages, and with
averaging over many states it is a release test of its own.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from telvertel.indicators.definition import Shape
from telvertel.privacy.protect import KEYS, protect
from telvertel.privacy.release import Released, release
from tests.privacy.adversary import (
    Cells,
    Knowledge,
    bounds_of_exact,
    bounds_of_protected,
    disclosed,
    states,
)
from tests.privacy.invented import AGES, FORMS, PROVIDERS, QUARTERS, SEED, cube
from tests.privacy.test_release import card, series

TRUE = cube(11, sizes=(45, 60, 25, 10), only_use=True)  # 3 quarters × 80 atoms, most of them small
BARS = ("single", "ranges", "several")
TESTED = 12  # small cells per quarter and mechanism


def atoms_of(period: str, frame: pl.DataFrame, column: str) -> Cells:
    """All 80 atoms of a quarter, the empty ones too."""
    keys = pl.DataFrame(
        [(p, form, age) for p in PROVIDERS for form in FORMS for age in AGES],
        schema=["provider", "care_form", "age_band"],
        orient="row",
    )
    here = frame.filter(pl.col("period") == period)
    joined = keys.join(here, on=keys.columns, how="left", maintain_order="left")
    return Cells(keys, joined[column].fill_null(0).to_numpy().astype(float))


def gate(sums: np.ndarray) -> Released:
    """The answers of many states at once, through the gate's own display rules."""
    frame = series(*[(int(total), None, None) for total in sums])
    numbered = frame.with_columns(
        group=pl.int_range(pl.len()).cast(pl.String).str.zfill(5), period=pl.lit("2024KW01")
    )
    return release(card(Shape.count), (), numbered, cube="c", source="s")


def small(cells: Cells) -> list[int]:
    found = np.flatnonzero((cells.x > 0) & (cells.x < 10))
    return list(np.random.default_rng(3).permutation(found)[:TESTED])


def protected_atoms(period: str) -> Cells:
    return atoms_of(period, protect(TRUE, None, SEED).atoms, "y")


def knowledge_of(true: Cells, protected: Cells, asked: np.ndarray) -> Knowledge:
    """All answers of the gate, and more than they tell: every protected atom and the total rule."""
    shown = gate(asked @ protected.x)
    known = Knowledge(asked, *bounds_of_protected(shown, asked.sum(axis=1)))
    each = np.eye(len(true.x))
    known = known.and_also(each, np.maximum(protected.x - 4, 0), protected.x + 4)
    total = protected.x.sum()
    return known.and_also(np.ones((1, len(true.x))), np.array([total - 2]), np.array([total + 2]))


@pytest.mark.parametrize("bar", BARS)
def test_of_the_protected_cube_no_small_cell_is_disclosed(bar):
    for period in QUARTERS:
        true, protected = atoms_of(period, TRUE, "x"), protected_atoms(period)
        known = knowledge_of(true, protected, states(true, bar))
        assert known.allows(true.x), "the stated rule is not the real one"
        assert disclosed(known, small(true)) == []


@pytest.mark.parametrize("insider", PROVIDERS)
def test_a_provider_that_knows_its_own_children_learns_no_small_cell_of_others(insider):
    period = QUARTERS[0]
    true, protected = atoms_of(period, TRUE, "x"), protected_atoms(period)
    own = (true.keys["provider"] == insider).to_numpy()
    each = np.eye(len(true.x))[own]
    known = knowledge_of(true, protected, states(true, "several"))
    known = known.and_also(each, true.x[own], true.x[own])
    assert known.allows(true.x)
    assert disclosed(known, [cell for cell in small(true) if not own[cell]]) == []


def test_two_providers_together_learn_no_small_cell_of_the_others():
    period = QUARTERS[1]
    true, protected = atoms_of(period, TRUE, "x"), protected_atoms(period)
    own = true.keys["provider"].is_in(PROVIDERS[:2]).to_numpy()
    known = knowledge_of(true, protected, states(true, "several"))
    known = known.and_also(np.eye(len(true.x))[own], true.x[own], true.x[own])
    assert disclosed(known, [cell for cell in small(true) if not own[cell]]) == []


def test_the_adversary_finds_every_cell_when_there_is_no_gate():
    true = atoms_of(QUARTERS[0], TRUE, "x")
    asked = states(true, "several")
    answers = asked @ true.x
    # A state of one atom would be the answer itself: leave those to show that sums suffice.
    wide = asked.sum(axis=1) > 1
    known = Knowledge(asked[wide], answers[wide], answers[wide])
    cells = small(true)
    assert len(disclosed(known, cells)) >= 0.8 * len(cells)


def test_the_adversary_undoes_a_gate_that_only_hides_small_counts():
    found = tested = 0
    for period in QUARTERS:
        true = atoms_of(period, TRUE, "x")
        asked = states(true, "several")
        known = Knowledge(asked, *bounds_of_exact(gate(asked @ true.x)))
        assert known.allows(true.x)
        cells = small(true)
        found, tested = found + len(disclosed(known, cells)), tested + len(cells)
    assert found >= 0.8 * tested, (found, tested)


def test_every_state_is_the_sum_of_protected_atoms():
    """Each answer equals the sum over its atoms, so two charts never contradict each other."""
    for period in QUARTERS:
        protected = protected_atoms(period)
        asked = states(protected, "several")
        value = gate(asked @ protected.x).frame["value"]
        sums = pl.Series(asked @ protected.x)
        assert value.is_null().equals(sums < 10)
        assert value.drop_nulls().equals(sums.filter(sums >= 10), check_names=False)
        assert (value.drop_nulls() % 5 == 0).all()


def test_averaging_over_imports_tells_no_more_than_one_import():
    """36 versions with a few children added: an unchanged atom shows one figure throughout."""
    true, built = TRUE, protect(TRUE, None, SEED)
    first = built.sticky.select(*KEYS, "x", "y")
    shown = [first]
    for month in range(36):
        more = pl.int_range(pl.len()) % 80 == month
        true = true.with_columns(pl.col("x") + pl.when(more).then(1).otherwise(0))
        built = protect(true, built.sticky, SEED)
        shown.append(built.sticky.select(*KEYS, "x", "y"))
    ever = pl.concat(shown).group_by(KEYS).agg(pl.col("x").n_unique(), pl.col("y").n_unique())
    unchanged = ever.filter(pl.col("x") == 1)
    assert unchanged.height > 50
    assert (unchanged["y"] == 1).all()
