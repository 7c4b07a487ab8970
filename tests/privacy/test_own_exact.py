"""Exact counts: for the owner, on the own laptop, while nobody talks; in nothing that leaves."""

from __future__ import annotations

import pickle
from itertools import product

import polars as pl
import pytest

from telvertel import counting
from telvertel.charts import picture
from telvertel.charts.table import table
from telvertel.figures.scope import Breakdown, Scope
from telvertel.indicators.period import Grain
from telvertel.privacy.council import for_council
from telvertel.privacy.own_exact import Circumstances, ExactRefused, OwnExact, own_exact, why_not
from telvertel.privacy.release import before, freeze
from telvertel.wording.words import words
from tests.privacy.sparse import PROVIDERS, TOWN, cards, town

OWNER = Circumstances(beyond=False, talking=False, owner=True)
COUNTED = pl.DataFrame({"period": ["2024KW01"], "group": [""], "count": [3], "out_of": [7]})


@pytest.mark.parametrize("there", [*product((False, True), repeat=3)])
def test_only_an_owner_on_a_closed_laptop_outside_a_meeting_sees_them(there):
    asked = Circumstances(*there)
    if asked == OWNER:
        assert own_exact(COUNTED, asked).counts[0].count == 3
        return
    assert why_not(asked) is not None
    with pytest.raises(ExactRefused) as refused:
        own_exact(COUNTED, asked)
    assert "3" not in str(refused.value)


def test_nothing_that_shows_keeps_or_sends_takes_them():
    exact = own_exact(COUNTED, OWNER)
    card = cards()["dropout"]
    for taken in (
        lambda: picture(exact, words=words("nl"), card=card),
        lambda: table(exact, words=words("nl"), card=card, names={}),
        lambda: freeze(exact),
        lambda: for_council(exact),
        lambda: before(exact, None),
        lambda: pickle.dumps(exact),
        lambda: OwnExact(exact.counts),
    ):
        with pytest.raises((AssertionError, AttributeError, TypeError)):
            taken()
    assert "3" not in repr(exact) and "2024" not in repr(exact)


@pytest.fixture(scope="module")
def sparse(tmp_path_factory):
    made = town(tmp_path_factory.mktemp("town") / "home", 1, versions=1)
    yield made
    made.warehouse.close()


@pytest.mark.parametrize(
    ("card", "breakdown"),
    [("youth_with_help", None), ("dropout", None), ("dropout", Breakdown.provider),
     ("referrers", None), ("inflow", Breakdown.care_form)],
)  # fmt: skip
def test_they_are_the_true_counts_behind_the_figures(sparse, card, breakdown):
    """Of what the owner delivered; a municipality owns nothing that its providers delivered."""
    scope = Scope(municipality=TOWN, grain=Grain.quarter, breakdown=breakdown)
    chosen = cards()[card]
    owner = PROVIDERS[0]
    exact = counting.own_exact(sparse.warehouse, chosen, scope, OWNER, owner)
    measure = chosen.measure
    known = sparse.warehouse.sticky("cube").filter(
        pl.col("family") == measure.family.value,
        pl.col("grain") == "quarter",
        pl.col("provider") == owner,
    )
    assert exact.counts
    for one in exact.counts:
        rows = known.filter(pl.col("period") == one.period)
        if breakdown:
            rows = rows.filter(pl.col(breakdown.value) == one.group)
        parts = [one.group] if card == "referrers" else list(measure.counted)
        assert one.count == rows.filter(pl.col("part").is_in(parts))["x"].sum()
    if breakdown is Breakdown.provider:
        assert {one.group for one in exact.counts} == {owner}
    assert counting.own_exact(sparse.warehouse, chosen, scope, OWNER, TOWN).counts == ()


def test_who_owns_nothing_here_is_not_among_the_owners(sparse):
    """The providers of this town all deliver themselves, so the municipality owns nothing; the list
    follows from the protected counts alone, and from those that are shown."""
    known = sparse.warehouse.sticky("cube")
    sizes = known.filter(family="use").group_by("provider", "period").agg(pl.col("y").sum())
    shown = set(sizes.filter(pl.col("y") >= 10)["provider"])
    assert counting.owners(sparse.warehouse, TOWN) == tuple(sorted(shown & set(PROVIDERS)))
    assert counting.owners(sparse.warehouse, "GM0000") == ()


def test_nothing_is_read_for_who_may_not_see_it(sparse):
    scope = Scope(municipality=TOWN)
    with pytest.raises(ExactRefused):
        counting.own_exact(None, cards()["dropout"], scope, Circumstances(False, True, True), TOWN)
