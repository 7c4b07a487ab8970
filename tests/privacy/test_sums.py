"""Whatever the filters are set to, the figure is the sum of the protected atoms inside them.

So the cube is the most that anybody can learn, whatever is clicked, and no two figures contradict
each other. The sums are made again in plain loops.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

import polars as pl
import pytest

from telvertel import counting
from telvertel.figures import measure
from telvertel.figures.scope import AGE_BANDS, CARE_FORMS, Scope
from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.period import Grain
from telvertel.privacy.display import figure
from telvertel.screen import asked as asking
from tests.privacy import figures_asked as asked
from tests.privacy.sparse import PROVIDERS, TOWN, Town, cards, town

CARDS = [card for card in cards().values() if asked.is_counted(card)]


@pytest.fixture(scope="module")
def sparse(tmp_path_factory) -> Town:
    made = town(tmp_path_factory.mktemp("sums") / "home", 5)
    yield made
    made.warehouse.close()


def atoms_of(one: Town, version: str) -> dict[asked.Key, int]:
    return dict(zip(*_columns(one.atoms(version)), strict=True))


def _columns(frame) -> tuple[list[asked.Key], list[int]]:
    return frame.select(asked.KEY).rows(), frame["y"].to_list()


def any_scope(draw: random.Random, card: Indicator) -> Scope:
    """Any choices that the address accepts, each drawn by itself."""
    splits = [None, *asking.breakdowns(card)]
    grains = list(Grain)[list(Grain).index(card.grain) :]
    return Scope(
        municipality=TOWN,
        grain=draw.choice(grains),
        breakdown=draw.choice(splits),
        **{
            name: tuple(draw.sample(codes, draw.randint(0, len(codes))))
            for name, codes in (
                ("providers", PROVIDERS),
                ("care_forms", tuple(CARE_FORMS)),
                ("age_bands", AGE_BANDS),
            )
        },
    )


def agreeing(one: Town, version: str, atoms: Mapping, card: Indicator, scope: Scope) -> int:
    """How many figures of this question were made again, all of them the same."""
    series = measure.series(one.warehouse, card, scope, version).frame
    shown = counting.released(one.warehouse, card, scope, version).frame
    assert series.select("period", "group").equals(shown.select("period", "group"))
    rows = zip(series.iter_rows(named=True), shown.iter_rows(named=True), strict=True)
    for told, seen in rows:
        made = asked.made_of(card, scope, told["period"], told["group"], PROVIDERS)
        above = asked.plain_sum(atoms, made.counted)
        below = asked.plain_sum(atoms, made.out_of) if made.out_of else told["denominator"]
        assert (told["numerator"], told["denominator"]) == (above, below), (card.id, scope, told)
        expected = figure(card.measure.shape, above, below, None, False)
        looks = ("mark", "value", "low", "high", "numerator", "denominator")
        assert all(seen[name] == getattr(expected, name) for name in looks), (card.id, scope, seen)
        if card.measure.shape is not Shape.rate:
            asked.left_open(card.measure.shape, seen, None)  # and it looks like no other than fives
    return series.height


def test_a_stretch_of_time_is_cut_out_and_changes_no_figure(sparse):
    draw = random.Random(3)
    for _ in range(25):
        card = draw.choice(CARDS)
        scope = any_scope(draw, card)
        whole = counting.released(sparse.warehouse, card, scope).frame
        since, until = sorted(draw.choices(whole["period"].unique().to_list(), k=2))
        part = counting.released(
            sparse.warehouse, card, scope.model_copy(update={"since": since, "until": until})
        ).frame
        assert part.equals(whole.filter(pl.col("period").is_between(pl.lit(since), pl.lit(until))))


def walk(one: Town, dice: int, states: int) -> int:
    draw = random.Random(dice)
    known = {version: atoms_of(one, version) for version in one.versions}
    done = 0
    while done < states:
        version, card = draw.choice(one.versions), draw.choice(CARDS)
        done += agreeing(one, version, known[version], card, any_scope(draw, card))
    return done


def test_every_filter_state_is_the_sum_of_protected_atoms(sparse):
    assert walk(sparse, 1, 2_000) >= 2_000


@pytest.mark.soak
def test_a_hundred_thousand_filter_states_are_sums_of_protected_atoms(sparse):
    assert walk(sparse, 2, 100_000) >= 100_000
