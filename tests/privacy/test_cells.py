"""Protection of a country is the protection of a municipality: the same figures, only compiled."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.indicators.definition import PARENT, PARTS
from telvertel.privacy.atoms import ATOMS, WIDTH
from telvertel.privacy.cells import protect_cells
from telvertel.privacy.grid import CELL, PROBLEM
from telvertel.privacy.keyed import secrets_of
from telvertel.privacy.protect import KEYS, STICKY, CountsDoNotAddUp, protect
from telvertel.privacy.seed import secret_rows, secrets

SEED = bytes(range(32))
PLACE = [*PROBLEM, "municipality", *CELL]


def cells(dice: np.random.Generator, providers: int, mean: float) -> pl.DataFrame:
    """Two quarters and a year of one municipality, with parts that add up to their wholes."""
    rows = []
    for grain, period in (("quarter", "2024KW01"), ("quarter", "2024KW02"), ("year", "2024JJ00")):
        for provider in range(providers):
            for form in ("ambulatory", "team"):
                for age in ("0-3", "4-7", "12-17"):
                    use = int(dice.poisson(mean * dice.exponential()))
                    if use:
                        rows.append((grain, period, "GM9901", f"p{provider}", form, age,
                                     split(dice, use)))  # fmt: skip
    schema = {**dict.fromkeys(PLACE, pl.String()), "x": pl.Array(pl.Int32, WIDTH)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def split(dice: np.random.Generator, use: int) -> list[int]:
    found = {("use", "all"): use}
    for family, parent in PARENT.items():
        if parent is not None:
            whole = sum(found[parent[0].value, part] for part in parent[1])
            shares = dice.dirichlet(np.ones(len(PARTS[family])))
            drawn = dice.multinomial(whole, shares)
            names = ((family.value, part) for part in PARTS[family])
            found |= dict(zip(names, drawn.tolist(), strict=True))
    return [found[atom] for atom in ATOMS]


def as_rows(counts: pl.DataFrame) -> pl.DataFrame:
    """A row per atom, as the slow version takes it."""
    names = pl.DataFrame(ATOMS, schema=["family", "part"], orient="row").with_row_index("atom")
    long = counts.with_columns(atom=pl.lit(list(range(WIDTH)))).explode("x", "atom")
    long = long.with_columns(pl.col("atom").cast(pl.UInt32)).join(names, on="atom")
    return long.filter(pl.col("x") > 0).select(*KEYS, pl.col("x").cast(pl.Int64))


def same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    one, other = (as_texts(some) for some in (one, other))
    return one.sort(KEYS).equals(other.select(one.columns).sort(KEYS))


def as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.cast({name: STICKY[name] for name in frame.columns})


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.sampled_from([0.8, 3.0, 12.0]))
@settings(max_examples=8, deadline=None)
def test_a_country_and_a_municipality_are_protected_alike_build_after_build(number, many, mean):
    dice = np.random.default_rng(number)
    past_slow = past_fast = None
    first, revised = cells(dice, many, mean), cells(dice, many, mean)
    for counts in (first, revised, revised.sample(fraction=0.5, seed=1)):
        slow = protect(as_rows(counts), past_slow, SEED)
        fast = protect_cells(counts, past_fast, SEED)
        assert same(slow.atoms.filter(pl.col("y") > 0), fast.atoms)
        assert same(slow.sticky, fast.sticky)
        past_slow, past_fast = slow.sticky, fast.sticky


def test_parts_that_do_not_add_up_are_refused_alike():
    counts = cells(np.random.default_rng(3), 2, 8.0)
    started = ATOMS.index(("started", "yes"))
    x = counts["x"].to_numpy().copy()
    x[4, started] += 1
    wrong = counts.with_columns(x=pl.Series(x, dtype=pl.Array(pl.Int32, WIDTH)))
    with pytest.raises(CountsDoNotAddUp) as slow:
        protect(as_rows(wrong), None, SEED)
    with pytest.raises(CountsDoNotAddUp) as fast:
        protect_cells(wrong, None, SEED)
    assert str(slow.value) == str(fast.value)


def test_nobody_at_all_is_no_rows_and_the_memory_stays():
    counts = cells(np.random.default_rng(3), 2, 8.0)
    known = as_texts(protect_cells(counts, None, SEED).sticky)
    empty = protect_cells(counts.clear(), known, SEED)
    assert empty.atoms.height == 0
    assert same(known, empty.sticky)


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=5))
@settings(max_examples=20, deadline=None)
def test_the_secret_numbers_are_the_same_to_the_bit(keys):
    assert secrets_of(SEED, keys).tolist() == secrets(SEED, keys).tolist()


def test_numbers_drawn_together_are_the_words_of_one_digest():
    rows = secret_rows(SEED, ["here", "there"], 40)
    assert rows.shape == (2, 40) and len(np.unique(rows)) > 75
    first = blake2b(b"0/there", key=SEED, digest_size=64).digest()
    assert rows[1, 3] == int.from_bytes(first[6:8], "little")
