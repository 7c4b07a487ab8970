"""The adversary behind the screen: reads the filter bar from the page, clicks everything there is
to click, knows every rule, and may be one of the providers, or two.

It must find nothing in the app as it is, and nearly everything once the gate is switched for one of
the rules that look safe and are not; else finding nothing would say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl
import pytest

from telvertel.figures import measure
from telvertel.figures.tables import TABLES
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import PARTS, Family
from telvertel.installation import forget
from telvertel.screen import asked as asking
from tests.privacy import figures_asked as asked
from tests.privacy.adversary import Knowledge, disclosed
from tests.privacy.attack import (
    Adversary,
    Shown,
    Tally,
    World,
    averaged,
    guessed,
    middles,
    who_clicked,
    who_knows_every_change,
    with_the_cube,
    with_two_versions,
)
from tests.privacy.bars import bar
from tests.privacy.clicking import clicked, scopes, seen
from tests.privacy.sparse import PROVIDERS, Town, cards, town

CARDS = {card.id: card for card in cards().values() if asked.is_counted(card)}
EVERY = tuple(family for family in PARTS if family is not Family.observed)
QUARTER = ("quarter", "2024KW02")
FIRST_HALF = (("quarter", "2024KW01"), QUARTER, ("half_year", "2024HJ01"))
WHOLE_YEAR = (*(("quarter", f"2024KW0{n}") for n in (1, 2, 3, 4)), ("half_year", "2024HJ01"),
              ("half_year", "2024HJ02"), ("year", "2024JJ00"))  # fmt: skip
SEEDS = (1, 2, 3)
OFTEN_ASKED = (Family.use, Family.started, Family.ended, Family.referrer, Family.waiting)
WITH_STARTS = (Family.use, Family.started)
OUTSIDER: tuple[str, ...] = ()
USE = "youth_with_help"


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """Three sparse towns, each as a data folder of its own."""
    made = {dice: town(tmp_path_factory.mktemp("towns") / "home", dice) for dice in SEEDS}
    yield made
    for one in made.values():
        one.warehouse.close()


@pytest.fixture(scope="module")
def screen(towns):
    """What can be asked for in the first town, and the filter bar of Verkennen for every card."""
    towns[1].warehouse.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TELVERTEL_HOME", str(towns[1].warehouse.folder.parent))
        patch.setenv("TELVERTEL_DEMO", "0")
        forget()
        known = asking.known()
        found = known, {card.id: bar("explore", card, known) for card in CARDS.values()}
        forget()
    return found


def world(one: Town, version: str, periods=(QUARTER,), families=EVERY) -> World:
    return World(tuple(periods), PROVIDERS, families, one.truth[version], one.atoms(version))


def own_of(there: World, insiders: Iterable[str]) -> list[int]:
    who = KEYS_PROVIDER
    return [at for at, key in enumerate(there.keys) if key[who] in set(insiders)]


KEYS_PROVIDER = asked.KEY.index("provider")


def small_cells(there: World, insiders: Iterable[str], dice: int, how_many: int) -> list[int]:
    """Atoms of 1 to 9 children that the insiders do not know already."""
    known = set(own_of(there, insiders))
    found = [at for at in np.flatnonzero((there.x > 0) & (there.x < 10)) if at not in known]
    return list(np.random.default_rng(dice).permutation(found)[:how_many])


def attacked(attacker: Adversary, cells: Iterable[int]) -> Tally:
    assert attacker.allows_the_truth(), "the stated rules are not the real ones"
    tally = Tally()
    for cell in cells:
        tally.note(*attacker.span([cell]))
    return tally


def clicks(one: Town, there: World, known, bars, version: str, wanted: dict) -> list[Shown]:
    """What is seen by clicking; ``wanted``: card → (bar, with breakdowns?, how many at most)."""
    found: dict[Shown, None] = {}
    for card_id, (name, split, most) in wanted.items():
        card = CARDS[card_id]
        asks = scopes(bars[card_id], card, known, name, split=split, most=most)
        for scope, answer in clicked(one.warehouse, card, asks, version):
            found |= dict.fromkeys(seen(there, card, scope, answer))
    return list(found)


def test_who_clicks_through_verkennen_finds_no_child(towns, screen):
    known, bars = screen
    one, version = towns[1], towns[1].versions[-1]
    there = world(one, version, families=OFTEN_ASKED)
    wanted = {card: ("every", True, 8) for card in CARDS} | {USE: ("single", False, 100)}
    shown = clicks(one, there, known, bars, version, wanted)
    attacker = who_clicked(there, shown, first_build=False)
    tally = attacked(attacker, small_cells(there, OUTSIDER, 1, 5))
    assert (tally.tried, tally.exact, tally.narrow) == (5, 0, 0)


@pytest.mark.parametrize("insiders", [OUTSIDER, PROVIDERS[:1], PROVIDERS[:2], PROVIDERS[2:3]])
@pytest.mark.parametrize("dice", SEEDS)
def test_even_with_the_whole_cube_nobody_is_found(towns, dice, insiders):
    there = world(towns[dice], towns[dice].versions[0])
    attacker = with_the_cube(there, own=own_of(there, insiders))
    tally = attacked(attacker, small_cells(there, insiders, dice, 8))
    assert (tally.tried, tally.exact, tally.narrow) == (8, 0, 0)


@pytest.mark.parametrize("insiders", [OUTSIDER, PROVIDERS[:2]])
def test_a_year_beside_its_quarters_tells_of_nobody(towns, insiders):
    families = (Family.use, Family.started, Family.ended, Family.flow)
    there = world(towns[2], towns[2].versions[0], FIRST_HALF, families)
    attacker = with_the_cube(there, own=own_of(there, insiders))
    tally = attacked(attacker, small_cells(there, insiders, 4, 10))
    assert (tally.tried, tally.exact, tally.narrow) == (10, 0, 0)


@pytest.mark.parametrize("insiders", [OUTSIDER, PROVIDERS[:1]])
@pytest.mark.parametrize("dice", SEEDS)
def test_two_versions_side_by_side_do_not_tell_who_came_in_between(towns, dice, insiders):
    """Older versions stay queryable; the second delivery has six children more in the year."""
    one = towns[dice]
    older, newer = (world(one, version, families=WITH_STARTS) for version in one.versions)
    use = older.columns(Family.use, ("all",), QUARTER)
    added = int(newer.x[use].sum() - older.x[use].sum())
    own = own_of(older, insiders)
    attacker = with_two_versions(older, newer, added=added, own=own)
    changed = [at for at in use if newer.x[at] != older.x[at] and at not in own]
    cells = changed + small_cells(older, insiders, dice, 4)
    tally = attacked(attacker, [at for at in cells if 0 < older.x[at] < 10])
    tally += attacked(attacker, [len(older.keys) + at for at in cells if 0 < newer.x[at] < 10])
    assert tally.tried >= 6
    assert (tally.exact, tally.narrow) == (0, 0)


def test_averaging_over_all_answers_guesses_no_better_than_the_figure_itself(towns, screen):
    known, bars = screen
    one, version = towns[1], towns[1].versions[-1]
    right = {"averaged": 0, "shown": 0, "cells": 0}
    asks = scopes(bars[USE], CARDS[USE], known, "every", split=False, most=300)
    answers = list(clicked(one.warehouse, CARDS[USE], asks, version))
    for quarter in WHOLE_YEAR[:4]:
        there = world(one, version, (quarter,), (Family.use,))
        shown = [
            fact for scope, answer in answers for fact in seen(there, CARDS[USE], scope, answer)
        ]
        for name, count in averaged(there, *middles(there, shown)).items():
            right[name] += count
    assert right["cells"] > 150
    assert right["averaged"] <= right["shown"] + 0.02 * right["cells"]


def test_averaging_over_the_quarters_of_a_year_guesses_no_better_than_the_figure_itself(towns):
    """Of every cell of children with help: the mean of its four figures, for each quarter."""
    right = {"averaged": 0, "shown": 0, "cells": 0}
    for one in towns.values():
        worlds = [
            world(one, one.versions[-1], (period,), (Family.use,)) for period in WHOLE_YEAR[:4]
        ]
        guess = np.rint(np.mean([there.y for there in worlds], axis=0))
        for there in worlds:
            for name, count in guessed(there, guess).items():
                right[name] += count
    assert right["cells"] > 400
    assert right["averaged"] <= right["shown"] + 0.02 * right["cells"], right


# ---- the same adversary, with the gate switched for another rule -------------------------------


@pytest.fixture(scope="module")
def unprotected(towns, tmp_path_factory) -> Warehouse:
    """The figures of the first town with the true counts in place of the protected ones."""
    one = towns[1]
    version = one.versions[-1]
    tables = {name: one.warehouse.table(name, version) for name in TABLES}
    tables["atoms"] = one.truth[version].rename({"x": "y"})
    tables["version"] = tables["version"].with_columns(after=pl.lit(None, pl.String))
    made = Warehouse(tmp_path_factory.mktemp("unprotected") / "figures")
    made.accept(tables, {}, after=None)
    yield made
    made.close()


def switched(unprotected, there, known, bars, name: str, rule, most: int) -> Knowledge:
    """What is known when the app answers every state of a bar by another rule."""
    card = CARDS[USE]
    masks, low, high = [], [], []
    for scope in scopes(bars[USE], card, known, name, split=False, most=most):
        frame = measure.series(unprotected, card, scope).frame
        for row in frame.filter(pl.col("period") == QUARTER[1]).iter_rows(named=True):
            mask = np.zeros(len(there.keys))
            made = asked.made_of(card, scope, row["period"], row["group"], PROVIDERS)
            mask[[there.number[key] for key in made.counted]] = 1
            bounds = rule(row["numerator"])
            masks.append(mask)
            low.append(bounds[0])
            high.append(bounds[1])
    known_now = Knowledge(np.array(masks), np.array(low, float), np.array(high, float))
    assert known_now.allows(there.x)
    return known_now


def found_share(known: Knowledge, there: World, cells: list[int]) -> float:
    return len(disclosed(known, cells)) / len(cells)


def none(count: int) -> tuple[int, int]:
    return count, count


def primary(count: int) -> tuple[int, int]:
    """Under ten is hidden, 0 like 9."""
    return (0, 9) if count < 10 else (count, count)


def rounded(count: int) -> tuple[int, int]:
    """Each answer to the nearest five, whatever the others say."""
    nearest = 5 * ((count + 2) // 5)
    return max(nearest - 2, 0), nearest + 2


@pytest.mark.parametrize(
    ("rule", "name", "most"),
    [
        (none, "several", 150),
        (primary, "several", 400),
        # The test of averaging sees through it too, on the same answers.
        pytest.param(rounded, "every", 500, marks=pytest.mark.soak),
    ],
    ids=["no rule", "hiding under ten", "rounding each answer"],
)
def test_the_adversary_sees_through_rules_that_look_safe(
    unprotected, towns, screen, rule, name, most
):
    known, bars = screen
    there = world(towns[1], towns[1].versions[-1], families=(Family.use,))
    facts = switched(unprotected, there, known, bars, name, rule, most)
    cells = small_cells(there, OUTSIDER, 6, 15)
    assert found_share(facts, there, cells) >= 0.8


def test_averaging_sees_through_answers_that_are_rounded_one_by_one(unprotected, towns, screen):
    known, bars = screen
    there = world(towns[1], towns[1].versions[-1], families=(Family.use,))
    facts = switched(unprotected, there, known, bars, "every", rounded, 500)
    right = averaged(there, facts.rows, (facts.low + facts.high) / 2)
    assert right["averaged"] >= right["shown"] + 0.1 * right["cells"], right


# ---- the long run: docs/privacy.md tells what it found -------------------------------------------

ATTACKERS = (OUTSIDER, PROVIDERS[:1], PROVIDERS[1:3])
CELLS = 1_000  # per seed and attacker, over all periods of the year


@pytest.mark.soak
@pytest.mark.parametrize("insiders", ATTACKERS, ids=["outsider", "one provider", "two providers"])
@pytest.mark.parametrize("dice", SEEDS)
def test_a_thousand_small_cells_stay_open(towns, dice, insiders, record_property):
    one, tally = towns[dice], Tally()
    for version, first in zip(one.versions, (True, False), strict=True):
        for period in WHOLE_YEAR:
            there = world(one, version, (period,))
            own = own_of(there, insiders)
            attacker = with_the_cube(there, own=own, first_build=first)
            most = CELLS // (len(one.versions) * len(WHOLE_YEAR)) + 1
            tally += attacked(attacker, small_cells(there, insiders, dice, most))
    record_property("tally", str(tally))
    print(f"seed {dice}, {len(insiders)} providers: {tally}")  # noqa: T201
    assert tally.tried >= CELLS
    assert (tally.exact, tally.narrow) == (0, 0)


@pytest.mark.soak
@pytest.mark.parametrize("insiders", ATTACKERS, ids=["outsider", "one provider", "two providers"])
@pytest.mark.parametrize("dice", SEEDS)
def test_a_whole_year_with_its_quarters_stays_open(towns, dice, insiders):
    families = (Family.use, Family.started, Family.ended, Family.flow)
    there = world(towns[dice], towns[dice].versions[0], WHOLE_YEAR, families)
    attacker = with_the_cube(there, own=own_of(there, insiders))
    tally = attacked(attacker, small_cells(there, insiders, dice, 120))
    assert (tally.tried, tally.exact, tally.narrow) == (120, 0, 0)


# Every bar in the first town, and the widest in the others and in an older version.
BARS = [(1, -1, name) for name in ("single", "runs", "several", "every")]
WIDEST = [(2, -1, "every"), (3, -1, "every"), (1, 0, "every")]


@pytest.mark.soak
@pytest.mark.parametrize("insiders", ATTACKERS, ids=["outsider", "one provider", "two providers"])
@pytest.mark.parametrize(("dice", "version", "name"), [*BARS, *WIDEST])
def test_every_bar_clicked_to_the_end_finds_no_child(towns, screen, dice, version, name, insiders):
    known, bars = screen
    one, version = towns[dice], towns[dice].versions[version]
    there = world(one, version, families=OFTEN_ASKED)
    wanted = {card: (name, True, 250) for card in CARDS}
    shown = clicks(one, there, known, bars, version, wanted)
    attacker = who_clicked(there, shown, own=own_of(there, insiders), first_build=False)
    tally = attacked(attacker, small_cells(there, insiders, 2, 100))
    assert (tally.tried, tally.exact, tally.narrow) == (100, 0, 0)


@pytest.mark.soak
@pytest.mark.parametrize("dice", SEEDS)
def test_36_deliveries_of_which_every_change_is_known_tell_of_nobody(tmp_path, dice):
    """Some sixty children more, each known; every family, with all rules, by linear programs."""
    one = town(tmp_path / "home", dice, versions=36, extra=60)
    there = world(one, one.versions[0])
    attacker = who_knows_every_change(there, one.warehouse.sticky("cube"))
    tally = attacked(attacker, small_cells(there, OUTSIDER, dice, 600))
    one.warehouse.close()
    print(f"seed {dice}, every change known: {tally}")  # noqa: T201
    assert tally.tried > 200
    assert (tally.exact, tally.narrow) == (0, 0)


@pytest.mark.soak
def test_36_deliveries_averaged_guess_no_better_than_one(tmp_path):
    """One child more in about every second delivery; each version is asked through the app."""
    one = town(tmp_path / "home", 9, versions=36)
    guess: dict[asked.Key, list[int]] = {}
    for version in one.versions:
        for *key, y in one.atoms(version).filter(family="use").select(*asked.KEY, "y").rows():
            guess.setdefault(tuple(key), []).append(y)
    last = one.truth[one.versions[-1]].filter(family="use").filter(pl.col("x") < 10)
    first = dict(_counted(one.truth[one.versions[0]]))
    cells = [(key, x) for key, x in _counted(last) if first.get(key) == x]
    averaged = sum(round(sum(guess.get(key, [])) / 36) == x for key, x in cells)
    shown = sum(guess.get(key, [0])[-1] == x for key, x in cells)
    assert averaged <= shown + 0.02 * len(cells)


def _counted(frame: pl.DataFrame) -> Iterable[tuple[asked.Key, int]]:
    return zip(frame.select(asked.KEY).rows(), frame["x"], strict=True)
