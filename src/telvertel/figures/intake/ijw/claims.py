"""Claims (JW323) become sums per period: money, hours and days, each with its number of children.

A claim belongs to the period in which its ProductPeriode begins; the standard keeps it within one
month (TR387, TR388). Amounts are euro cents (IV024); a credit takes back what was claimed before.
It is what was claimed, not what was paid: the answer (JW325) is not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from telvertel.figures.intake.columns import COLUMNS, DTYPES, DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.intake.ijw.care_forms import CareForms
from telvertel.figures.intake.ijw.values import Item, wrong
from telvertel.figures.problem import Problem, Remark, Rule, problem
from telvertel.figures.scope import CARE_FORMS
from telvertel.figures.standing import status
from telvertel.indicators.period import Grain, Period, containing, span

KIND = DeliveryKind.observations
SCHEMA = {
    "row": pl.Int64(),
    **{one.name: DTYPES[one.type] for one in COLUMNS[KIND]},
    "suppressed": pl.Boolean(),
}
SOURCE = "iJw 3.2, JW323"
EURO = 0.01  # of a cent
HOURS = {"01": 1 / 60, "04": 1.0, "16": 4.0}  # WJ756: minute, hour, half a day of four hours
DAYS = {"14": 1.0}  # WJ756: 24 hours; pieces and euros are no volume
# What each child came to at each provider: what the sums are made of, for the gate only.
# child: the key of this delivery; form: the place of its main care form, lightest first.
AMOUNTS = {
    **dict.fromkeys(("indicator", "period", "municipality", "provider", "child"), pl.String()),
    "form": pl.Int64(),
    "value": pl.Float64(),
}
_WEIGHT = {code: at for at, codes in enumerate(CARE_FORMS.values()) for code in codes}


@dataclass(frozen=True)
class Summed(Delivery):
    """A delivery whose rows are sums: how many of the file are in them is told beside it, and what
    they are made of (AMOUNTS)."""

    counted: int = 0
    amounts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=AMOUNTS))

    @property
    def rows_kept(self) -> int:
        return 0 if self.frame is None else self.counted


@dataclass(frozen=True)
class Claims:
    """Observations of whole periods; ``rows_in`` claims, of which ``counted`` are in a period."""

    frame: pl.DataFrame
    problems: list[Problem]
    rows_in: int
    counted: int
    amounts: pl.DataFrame  # AMOUNTS


def claims(items: Iterable[Item], file: str, forms: CareForms | None = None) -> Claims:
    """Sums per indicator, period, municipality and provider, and of each municipality as a whole.

    Only periods that lie wholly between the first and the last month of the claims. Without
    ``forms`` every care form counts as the lightest.
    """
    every = list(items)
    parts = [item for item in every if item.element == "Prestatie"]
    problems = list(_totals_differ(every))
    if not parts or problems:
        nothing = pl.DataFrame(schema=SCHEMA), problems, len(parts), 0
        return Claims(*nothing, pl.DataFrame(schema=AMOUNTS))
    held, last = _held(parts)
    inside = [item for item in parts if any(_falls_in(item, one) for one in held)]
    if outside := len(parts) - len(inside):
        problems.append(problem(file, Remark.claims_outside_periods, count=outside))
    rows = [row for one in held for row in _rows(inside, one, last)]
    frame = pl.DataFrame(rows, schema=SCHEMA).with_columns(
        pl.Series("row", range(1, len(rows) + 1), pl.Int64)
    )
    amounts = [row for one in held for row in _amounts(inside, one, forms)]
    told = pl.DataFrame(amounts, schema=AMOUNTS, orient="row")
    return Claims(frame, problems, len(parts), len(inside), told)


def _totals_differ(items: Iterable[Item]) -> Iterator[Problem]:
    """A claim whose parts do not add up to its total did not come over whole."""
    by_file: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_file[item.file].append(item)
    for same in by_file.values():
        total = next((one for one in same if one.element == "TotaalIngediendBedrag"), None)
        there = sum(_signed(one, "IngediendBedrag/Bedrag") for one in same if one is not total)
        if total is not None and _total(total) != there:
            element = f"{total.element}/TotaalBedrag"
            yield _with_sum(wrong(total, Rule.message_total_differs, total.line, element), there)


def _total(item: Item) -> int:
    cents = item.whole("TotaalBedrag")
    return -cents if item.code("DebetCredit") == "C" else cents


def _with_sum(found: Problem, cents: int) -> Problem:
    facts = dict(found.facts)
    return problem(found.file, found.rule, row=found.row, column=found.column, **facts, sum=cents)


def _signed(item: Item, name: str) -> int:
    credit = item.code("IngediendBedrag/DebetCredit") == "C"
    return -item.whole(name) if credit else item.whole(name)


def _begin(item: Item) -> date:
    return item.day("ProductPeriode/Begindatum") or item.written


def _falls_in(item: Item, period: Period) -> bool:
    return period.start <= _begin(item) <= period.end


def _held(parts: Sequence[Item]) -> tuple[list[Period], date]:
    """The periods that the months of the claims hold as a whole, and the last day of these."""
    first = min(map(_begin, parts)).replace(day=1)
    latest = max(map(_begin, parts)).replace(day=1)
    last = (latest + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    held: list[Period] = []
    for grain in Grain:
        begin = containing(first, grain)
        end = containing(last + timedelta(days=1), grain).previous
        held += span(begin if begin.start == first else begin.next, end)
    return held, last


def _rows(parts: Sequence[Item], period: Period, last: date) -> Iterator[dict[str, object]]:
    """The sums of one period; a municipality as a whole has no provider."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in parts:
        if _falls_in(item, period):
            groups[item.municipality, item.provider].append(item)
            groups[item.municipality, ""].append(item)
    for (municipality, provider), group in sorted(groups.items()):
        for indicator, (value, children) in _sums(group).items():
            yield {
                **dict.fromkeys(SCHEMA),
                "indicator": indicator,
                "period": period.id,
                "municipality": municipality,
                "provider": provider or None,
                "denominator": children,
                "value": value,
                "status": status(period, last),
                "reference_date": last,
                "source": SOURCE,
                "suppressed": False,
            }


def _amounts(
    parts: Sequence[Item], period: Period, forms: CareForms | None
) -> Iterator[tuple[object, ...]]:
    """Rows of AMOUNTS of one period; what is left of nothing after credits has none."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    heaviest: dict[tuple[str, str], int] = defaultdict(int)
    for item in parts:
        if _falls_in(item, period):
            groups[item.municipality, item.provider].append(item)
            child = item.municipality, item.client
            heaviest[child] = max(heaviest[child], _weight(item, forms))
    for (municipality, provider), group in sorted(groups.items()):
        for indicator, by_child in _by_child(group).items():
            for client, value in by_child.items():
                if round(value, 2):
                    form = heaviest[municipality, client]
                    where = indicator, period.id, municipality, provider
                    yield *where, client, form, round(value, 2)


def _weight(item: Item, forms: CareForms | None) -> int:
    """How heavy the care form of a claim is; the lightest where no table knows its product."""
    if forms is None:
        return 0
    product = item.code("ProductCategorie"), item.code("ProductCode")
    form = forms.of(item.municipality, *product, _begin(item))
    return _WEIGHT.get(form.code, 0) if form else 0


def _sums(group: Iterable[Item]) -> dict[str, tuple[float, int]]:
    """Per indicator the sum and the children for whom something is left after credits."""
    return {
        indicator: (round(sum(sums.values()), 2), sum(round(one, 2) > 0 for one in sums.values()))
        for indicator, sums in _by_child(group).items()
    }


def _by_child(group: Iterable[Item]) -> dict[str, dict[str, float]]:
    """Per indicator what each child comes to."""
    by_child: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for item in group:
        by_child["costs_realised"][item.client] += _signed(item, "IngediendBedrag/Bedrag") * EURO
        unit, volume = item.code("Eenheid"), _signed(item, "GeleverdVolume")
        for indicator, units in (("volume_hours", HOURS), ("volume_days", DAYS)):
            if unit in units:
                by_child[indicator][item.client] += volume * units[unit]
    return by_child
