"""Who works out what one child cost: somebody behind the screen, or a provider that knows its own.

Asked are sum and mean of every provider and of the municipality, in two versions that differ by one
child. From what is shown follows how much a group of children cost at most; whoever comes to within
ten percent of what its dearest child cost has found it. Of the sums as they were delivered the same
adversary finds nearly all that there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from random import Random

import pytest

from telvertel import ROOT, counting
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.ijw.claims import Summed, claims
from telvertel.figures.intake.ijw.elements import Kind
from telvertel.figures.intake.ijw.values import Item
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.catalogue import load
from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from telvertel.privacy import display
from telvertel.privacy.mark import Mark

TOWN, QUARTER = "GM9901", "2024KW01"
CARDS = load(ROOT / "data" / "indicators").cards
SUM, MEAN = CARDS["costs_realised"], CARDS["cost_per_client"]
WHOLE = ""
SIZES = {"a": 34, "b": 33, "c": 24, "d": 2}
NEAR = 0.1
# A cell: a provider or the whole, in the first or the second version.
Cell = tuple[int, str]
Money = dict[str, dict[str, float]]  # provider → child → euros


@dataclass(frozen=True)
class Between:
    low: float
    high: float

    def minus(self, other: Between) -> Between:
        return Between(self.low - other.high, self.high - other.low)


def town(dice: int, dear: bool) -> tuple[Money, Money]:
    """Two deliveries, the second with one child more; ``dear``: one child of b costs by far more
    than all others there. Provider d has two children, and in the second town as many as c."""
    random = Random(dice)
    sizes = {**SIZES, "d": SIZES["d"] if dice == 1 else SIZES["c"]}
    first = {
        who: {f"{who}{at}": round(random.lognormvariate(8.3, 0.6), 2) for at in range(size)}
        for who, size in sizes.items()
    }
    if dear:
        first["b"]["b0"] = 30 * sum(first["b"].values())
    second = {who: dict(amounts) for who, amounts in first.items()}
    second["a"]["new"] = round(random.uniform(9_000, 40_000), 2)
    return first, second


def delivered(money: Money) -> Summed:
    items = []
    for who, amounts in money.items():
        for child, euros in amounts.items():
            for month in (1, 2, 3):
                cents = round(100 * euros / 3)
                values = {
                    "ProductPeriode/Begindatum": date(2024, month, 1),
                    "IngediendBedrag/Bedrag": cents,
                    "IngediendBedrag/DebetCredit": "D",
                }
                place = ("Prestatie", TOWN, who, date(2024, 4, 5), child, None, values)
                items.append(Item("declaraties.xml", 1, Kind.claim, *place))
    found = claims(items, "declaraties.xml")
    facts = ("declaraties.xml", repr(money)[:64], DeliveryKind.observations, found.frame)
    counts = {"counted": found.counted, "amounts": found.amounts}
    return Summed(*facts, found.rows_in, (), (), **counts)


def as_delivered(money: tuple[Money, Money]) -> dict[Cell, Between]:
    """Without a gate: what everything cost, to the euro."""
    found = {}
    for version, who in product((0, 1), SIZES):
        euros = sum(money[version][who].values())
        found[version, who] = Between(euros, euros)
        old = found.get((version, WHOLE), Between(0, 0))
        found[version, WHOLE] = Between(old.low + euros, old.high + euros)
    return found


def through_the_gate(warehouse: Warehouse, money: tuple[Money, Money]) -> dict[Cell, Between]:
    """What sum and mean on the screen leave open of the true sum, by every rule that is public."""
    found = {}
    for version, one in enumerate(money):
        made = counting.take_in(
            warehouse, [], who="beheer", why="proef", fetched=[delivered(one)], at=AT
        ).version
        assert made
        for breakdown in (None, Breakdown.provider):
            scope = Scope(municipality=TOWN, grain=Grain.quarter, breakdown=breakdown)
            sums, means = (
                counting.released(warehouse, card, scope, made.id).frame.to_dicts()
                for card in (SUM, MEAN)
            )
            for whole, mean in zip(sums, means, strict=True):
                assert whole["mark"] == mean["mark"]
                if whole["mark"] == Mark.shown:
                    found[version, whole["group"]] = _left_open(whole, mean)
    return found


AT = datetime(2024, 5, 1, tzinfo=UTC)


def _left_open(whole: dict, mean: dict) -> Between:
    """The mean from both figures, by as many children as may stand behind the protected number."""
    number = whole["denominator"]
    off = _step(Shape.mean, mean["value"])
    step = _step(Shape.amount, whole["value"])
    by_sum = Between((whole["value"] - step) / number, (whole["value"] + step) / number)
    low, high = max(by_sum.low, mean["value"] - off), min(by_sum.high, mean["value"] + off)
    return Between(low * max(number - 4, display.THRESHOLD), high * (number + 4))


def _step(shape: Shape, shown: float) -> float:
    """How far the true value may be from the shown one."""
    digits = 2 if shape is Shape.mean or shown < display.EXACT_THOUSANDS else 3
    size = 10 ** (len(str(int(shown))) - digits)
    return max(size, 1000 if shape is Shape.amount and shown >= 10_000 else 1) / 2


def found_out(
    figures: dict[Cell, Between], money: tuple[Money, Money], insider: str = ""
) -> set[tuple[str, ...]]:
    """The groups of children of which the dearest is known to within ten percent; of an insider's
    own nothing is to be found."""
    known = dict(figures)
    for version in (0, 1):
        if insider:
            euros = sum(money[version][insider].values())
            known[version, insider] = Between(euros, euros)
    found = set()
    for group, bound in _bounds(known):
        dearest = max(
            (
                euros
                for version, who, child, euros in _children(money)
                if (version, who, child) in _of(group, money) and who != insider
            ),
            default=0.0,
        )
        if dearest and (1 - NEAR) * dearest <= bound <= (1 + NEAR) * dearest:
            found.add(group)
    return found


def _children(money: tuple[Money, Money]):
    for version, one in enumerate(money):
        for who, amounts in one.items():
            yield from ((version, who, child, euros) for child, euros in amounts.items())


def _bounds(known: dict[Cell, Between]):
    """Every group of children that a sum or a difference speaks of, and what it cost at most."""
    for version in (0, 1):
        parts = [who for who in SIZES if (version, who) in known]
        for who in parts:
            yield (str(version), who), known[version, who].high
        if (version, WHOLE) not in known:
            continue
        for taken in product((False, True), repeat=len(parts)):
            less = [who for who, one in zip(parts, taken, strict=True) if one]
            rest = known[version, WHOLE]
            for who in less:
                rest = rest.minus(known[version, who])
            yield (str(version), *sorted(set(SIZES) - set(less))), rest.high
    for who in (*SIZES, WHOLE):
        if {(0, who), (1, who)} <= set(known):
            yield ("new", who), known[1, who].minus(known[0, who]).high


def _of(group: tuple[str, ...], money: tuple[Money, Money]) -> set[tuple[int, str, str]]:
    version, *providers = group
    if version == "new":
        return {(1, "a", "new")} if providers[0] in ("a", WHOLE) else set()
    at = int(version)
    return {(at, who, child) for who in providers for child in money[at][who]}


# Without a gate the dear child is seen wherever it dominates, and so is the one that came between.
TOWNS = [(dice, dear) for dice in (1, 2) for dear in (False, True)]


@pytest.fixture(scope="module")
def screens(tmp_path_factory):
    """What the screen shows of each town; both deliveries are taken in once for everybody."""
    found = {}
    for one in TOWNS:
        warehouse = Warehouse(tmp_path_factory.mktemp("money") / "figures")
        found[one] = through_the_gate(warehouse, town(*one))
        warehouse.close()
    return found


@pytest.mark.parametrize(("dice", "dear"), TOWNS)
@pytest.mark.parametrize("insider", ["", "a", "c"])
def test_the_amount_of_a_child_follows_from_nothing_on_screen(screens, dice, dear, insider):
    money, shown = town(dice, dear), screens[dice, dear]
    seen = found_out(as_delivered(money), money, insider)
    assert {("new", "a"), ("new", WHOLE)} <= seen or insider == "a"
    assert not dear or {("0", "b"), ("1", "b")} <= seen
    looked_at = {(0, "a"), (0, "c"), (1, "a"), (1, "c")}
    if dice == 2 and not dear:
        looked_at |= {(0, WHOLE), (1, WHOLE)}
    assert looked_at <= set(shown), "the adversary needs something to look at"
    assert dear == ((0, "b") not in shown)
    assert not found_out(shown, money, insider)
