"""Money of few: grouped before it is added up, and refused where one or two make it up."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.figures.intake.ijw.claims import AMOUNTS as COLUMNS
from telvertel.figures.tables import TABLES, empty
from telvertel.privacy import amounts, display
from telvertel.privacy.dominance import dominated
from telvertel.privacy.microaggregation import LEAST, Amount, replaced
from telvertel.privacy.observed import protect_observations


def test_whoever_comes_second_knows_the_first_to_within_the_rest():
    """900k, 80k and 20k: the second subtracts itself and is off by 20k, 2.2 % of the first."""
    assert dominated([900_000, 80_000, 20_000])
    assert not dominated([400_000, 300_000, 200_000, 100_000])


@pytest.mark.parametrize(
    ("contributions", "refused"),
    [
        ([], False),
        ([100.0], True),
        ([50.0, 50.0], True),
        ([100.0, 80.0, 10.0], True),  # the two largest have 94.7 %
        ([100.0, 35.0, 15.0], False),  # exactly 90 %, and the rest is 15 % of the first
        ([100.0, 35.0, 14.9], True),
        ([100.0, 0.0, 9.9], True),
        ([100.0, -500.0, 40.0, 40.0], False),  # a credit contributes nothing
    ],
)
def test_both_rules_at_their_edges(contributions, refused):
    assert dominated(contributions) is refused


def test_what_nobody_knows_of_a_whole_protects_those_who_are_known():
    assert dominated([60.0, 30.0], 95.0)
    assert not dominated([60.0, 20.0], 95.0)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12))
def test_dominance_is_what_the_rules_say_in_plain_words(contributions):
    ordered = sorted(contributions)
    first, second = ordered[-1], ordered[-2] if len(ordered) > 1 else 0
    guess = sum(contributions) - second  # of the second: all the rest, were it of the first alone
    close = guess - first < first / 10
    nearly_all = (first + second) / sum(contributions) > 0.9 + 1e-12
    assert dominated(contributions) is (close or nearly_all)


AMOUNTS = st.lists(
    st.builds(
        Amount,
        child=st.integers(0, 40).map(str),
        provider=st.sampled_from("ab"),
        form=st.integers(0, 3),
        value=st.integers(1, 60).map(float),
    ),
    max_size=60,
    unique_by=lambda one: (one.child, one.provider),
)


def children(amounts) -> int:
    return len({one.child for one in amounts})


def slowly(amounts: list[Amount]) -> list[float] | None:
    """The same by cutting off the lowest piece that is large enough, again and again."""
    if children(amounts) < LEAST:
        return None
    means: dict[Amount, float] = {}
    for stratum in cut(amounts, lambda one: one.form):
        for group in cut(stratum, lambda one: one.value):
            for one in group:
                means[one] = sum(each.value for each in group) / len(group)
    return [means[one] for one in amounts]


def cut(amounts: list[Amount], by) -> list[list[Amount]]:
    """Pieces by a key, each of ten children or more; what is left over goes with the last."""
    for level in sorted({by(one) for one in amounts}):
        low = [one for one in amounts if by(one) <= level]
        high = [one for one in amounts if by(one) > level]
        if children(low) >= LEAST and children(high) >= LEAST:
            return [low, *cut(high, by)]
    return [amounts]


@given(AMOUNTS)
def test_every_amount_is_the_mean_of_at_least_ten_children_like_it(amounts):
    found, expected = replaced(amounts), slowly(amounts)
    assert (found is None) == (expected is None)
    if found is not None:
        assert found == pytest.approx(expected)
        assert sum(found) == pytest.approx(sum(one.value for one in amounts))


@given(AMOUNTS, st.randoms())
def test_the_order_of_rows_decides_nothing(amounts, random):
    mixed = random.sample(amounts, len(amounts))
    found, again = replaced(amounts), replaced(mixed)
    if found is not None and again is not None:
        by_amount = dict(zip(mixed, again, strict=True))
        assert found == pytest.approx([by_amount[one] for one in amounts])


def test_a_child_too_many_gives_itself_away_in_no_mean():
    """Twelve with a mean of 8,250, eleven without one of them 7,750: of the grouped amounts the
    difference is no longer what that child cost."""
    others = [Amount(str(at), "a", 0, 7_250.0 + 100 * at) for at in range(11)]
    twelve = [*others, Amount("x", "a", 0, 13_750.0)]
    assert sum(one.value for one in twelve) / 12 == 8_250
    assert sum(one.value for one in others) / 11 == 7_750
    grouped = replaced(twelve)
    assert grouped is not None and len(set(grouped)) == 1
    assert 12 * 8_250 - sum(grouped[:-1]) == pytest.approx(8_250)


def test_nine_children_are_no_group():
    assert replaced([Amount(str(at), "a", 0, 1.0) for at in range(9)]) is None
    assert replaced([Amount(str(at % 9), str(at), 0, 1.0) for at in range(18)]) is None


def test_amounts_without_children_behind_them_make_an_empty_table():
    nothing = amounts.grouped(empty("observations"), pl.DataFrame(schema=COLUMNS))
    assert amounts.among_providers(amounts.settled(nothing, nothing)).is_empty()


@pytest.mark.parametrize("children", [11, 17, 23, 36])
def test_a_sum_that_is_kept_tells_no_exact_number_of_children(children):
    """In cents, of all numbers within four only the true one would give a mean of whole cents."""
    told = {"indicator": "costs_realised", "period": "2024KW01", "grain": "quarter"}
    told |= {"municipality": "GM9901", "provider": "a", "denominator": children}
    told |= {"value": round(4321.987 * children, 2), "protected_at_source": False, "part": ""}
    told |= {"dominated": False, "dominated_together": False}
    row = pl.DataFrame([{name: told.get(name) for name in TABLES["observations"]}],
                       schema=TABLES["observations"])  # fmt: skip
    protected = protect_observations(row, None, bytes([children]) * 32).frame
    kept = amounts.settled(row, protected).filter(pl.col("indicator") == "costs_realised")
    (value,), (number,) = kept["value"], kept["denominator"]
    assert value == display.amount(value)
    around = range(max(number - 4, 1), number + 5)
    cents = {one: 100 * value * one / number for one in around}
    assert [one for one, sum_ in cents.items() if abs(sum_ - round(sum_)) < 1e-4] != [children]
