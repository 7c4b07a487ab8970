"""The demo under the gate: nobody to be found in it, and still enough to talk about."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from telvertel import counting
from telvertel.demo.rivierstede import MUNICIPALITY
from telvertel.figures import invented, measure
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.comparison import children
from telvertel.indicators.definition import PARTS, Family, Shape
from telvertel.indicators.period import Grain
from telvertel.indicators.reading import off_by
from telvertel.privacy.mark import Mark
from telvertel.screen.comparing import newest
from tests.privacy.attack import Tally, World, with_the_cube
from tests.privacy.figures_asked import KEY, made_of, plain_sum

# What a talk is about first; the others are cut finer or come once a year.
MAIN = ("youth_with_help", "inflow", "outflow", "dropout", "ended_as_planned", "waiting_time")
LARGEST = 3


@pytest.fixture(scope="module")
def warehouse(home):
    opened = counting.open_figures(home / "figures")
    yield opened
    opened.close()


def test_the_demo_says_which_figures_are_invented(warehouse):
    """So that what somebody delivers into it has an end date."""
    assert invented.marked(warehouse) == {*warehouse.stored()} and warehouse.stored()


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


def test_protection_moves_the_counts_no_further_than_their_reading_reckons_with(warehouse, cards):
    """All providers together, where the roundings of many cells add up. What one secret of an
    installation makes of it differs; nine in ten is usual."""
    true = warehouse.sticky("cube")
    counts = dict(zip(true.select(KEY).rows(), true["x"].to_list(), strict=True))
    providers = tuple(warehouse.table("providers")["provider"].unique().sort())
    within = {"whole": [], "part": []}
    for name in MAIN:
        card, scope = cards[name], Scope(municipality=MUNICIPALITY, providers=providers)
        for row in measure.series(warehouse, card, scope).frame.iter_rows(named=True):
            exact = plain_sum(counts, made_of(card, scope, row["period"], "", providers).counted)
            kind = "whole" if card.measure.family is Family.use else "part"
            within[kind].append(abs(row["numerator"] - exact) <= off_by(card))
    assert np.mean(within["whole"]) >= 0.95
    assert np.mean(within["part"]) >= 0.75


@pytest.mark.parametrize("grain", [Grain.year, Grain.quarter])
@pytest.mark.parametrize("name", ["dropout", "ended_as_planned", "waiting_time"])
def test_the_providers_of_the_demo_can_be_compared_fairly(warehouse, cards, name, grain):
    scope = Scope(municipality=MUNICIPALITY, grain=grain, breakdown=Breakdown.provider)
    whole = counting.released(warehouse, cards[name], scope)
    period, why = newest(whole, cards[name])
    assert why is None
    assert sum(one >= 20 for one in children(whole.frame, period).values()) >= 4


@pytest.mark.parametrize("insider", [None, 0])
def test_nobody_in_the_demo_is_found_even_with_the_whole_cube(warehouse, insider):
    true = warehouse.sticky("cube").drop("y", "window")
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


def test_of_what_came_in_something_is_shown_and_the_rest_is_said_not_to_be_there(warehouse, cards):
    there = counting.delivered(warehouse, cards.values(), MUNICIPALITY)
    for card in cards.values():
        scope = Scope(municipality=MUNICIPALITY, grain=card.grain)
        frame = counting.released(warehouse, card, scope).frame
        assert frame.is_empty() is (card.id not in there), card.id
        assert frame.is_empty() or set(frame["mark"]) != {Mark.missing.value}, card.id
