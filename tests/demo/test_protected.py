"""The demo under the gate: nobody to be found in it, and still enough to talk about."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from telvertel import counting
from telvertel.demo.rivierstede import MUNICIPALITY
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import PARTS, Family, Shape
from telvertel.privacy.mark import Mark
from tests.privacy.attack import Tally, World, with_the_cube
from tests.privacy.figures_asked import KEY

# What a talk is about first; the others are cut finer or come once a year.
MAIN = ("youth_with_help", "inflow", "outflow", "dropout", "ended_as_planned", "waiting_time")
LARGEST = 3


@pytest.fixture(scope="module")
def warehouse(home):
    opened = counting.open_figures(home / "figures")
    yield opened
    opened.close()


def shares_shown(warehouse: Warehouse, cards: Mapping) -> dict[tuple[str, str], float]:
    """(provider, indicator) → share of its quarters with a figure."""
    providers = [one.code for one in counting.parties(warehouse) if one.kind == "provider"]
    help_given = cards["youth_with_help"]
    sizes = {one: _asked(warehouse, help_given, one)["numerator"].sum() for one in providers}
    largest = sorted(sizes, key=lambda one: -sizes[one])[:LARGEST]
    found = {}
    for provider in largest:
        for name in MAIN:
            frame = _asked(warehouse, cards[name], provider)
            frame = frame.filter(frame["mark"] != Mark.missing.value)
            found[provider, name] = float((frame["mark"] != Mark.small.value).mean())
    return found


def _asked(warehouse: Warehouse, card, provider: str):
    scope = Scope(municipality=MUNICIPALITY, providers=(provider,))
    return counting.released(warehouse, card, scope).frame


def test_of_the_three_largest_providers_nine_quarters_in_ten_are_shown(warehouse, cards):
    shown = shares_shown(warehouse, cards)
    assert len(shown) == LARGEST * len(MAIN)
    assert min(shown.values()) >= 0.9, shown


@pytest.mark.parametrize("insider", [None, 0])
def test_nobody_in_the_demo_is_found_even_with_the_whole_cube(warehouse, insider):
    true = warehouse.sticky("cube").drop("y", "offset")
    providers = tuple(warehouse.table("providers")["provider"].unique().sort())
    period = ("quarter", sorted(true.filter(grain="quarter")["period"].unique())[-3])
    families = tuple(family for family in PARTS if family is not Family.observed)
    there = World((period,), providers, families, true, warehouse.table("atoms"))
    own = [at for at, key in enumerate(there.keys) if insider is not None
           and key[KEY.index("provider")] == providers[insider]]  # fmt: skip
    attacker = with_the_cube(there, own=own, first_build=False)
    assert attacker.allows_the_truth(), "the stated rules are not the real ones"
    small = [at for at in np.flatnonzero((there.x > 0) & (there.x < 10)) if at not in set(own)]
    tally = Tally()
    for cell in np.random.default_rng(1).permutation(small)[:10]:
        tally.note(*attacker.span([cell]))
    assert (tally.tried, tally.exact, tally.narrow) == (10, 0, 0)


def test_a_share_of_the_demo_never_contradicts_its_parts(warehouse, cards):
    """Numerators never exceed what they are out of, in any quarter of any provider."""
    for card in cards.values():
        if card.measure.shape is Shape.share and card.measure.family is not Family.observed:
            frame = counting.released(warehouse, card, Scope(municipality=MUNICIPALITY)).frame
            whole = frame.drop_nulls("numerator")
            assert (whole["numerator"] <= whole["denominator"]).all(), card.id
