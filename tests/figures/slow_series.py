"""The figure of an indicator in plain loops over protected rows: slow, and apart from the fast one.

Rows are dicts as the tables of a version have them; figures are per period and group.
"""

from __future__ import annotations

from collections import defaultdict

from telvertel.figures.scope import Scope
from telvertel.indicators.definition import PARTS, Family, Indicator, Shape

Figures = dict[tuple[str, str], tuple]


def figures(card: Indicator, scope: Scope, atoms: list[dict], observations: list[dict]) -> Figures:
    """(period, group) → (numerator, denominator, value); what nobody counted is not in it."""
    theirs = [
        row
        for row in observations
        if row["indicator"] == card.id
        and row["grain"] == scope.grain.value
        and row["municipality"] == scope.municipality
    ]
    if card.measure.family is Family.observed:
        return delivered(card, scope, theirs)
    return counted(card, scope, atoms, theirs)


def counted(card: Indicator, scope: Scope, atoms: list[dict], observed: list[dict]) -> Figures:
    measure = card.measure
    split = measure.shape is Shape.distribution
    whole = measure.out_of or PARTS[measure.family]
    above: dict[tuple[str, str], int] = defaultdict(int)
    below: dict[tuple[str, str], int] = defaultdict(int)
    for row in atoms:
        if row["family"] == measure.family.value and inside(row, scope):
            key = (row["period"], row["part"] if split else "")
            if row["part"] in (whole if split else measure.counted):
                above[key] += row["y"]
            if row["part"] in whole:
                below[row["period"], ""] += row["y"]
    with_records = {row["provider"] for row in atoms}
    for row in observed:
        if adds_up(row, card, scope, with_records, split):
            key = (row["period"], row["part"])
            above[key] += row["numerator"]
            below[row["period"], ""] += row["numerator" if split else "denominator"] or 0
    if measure.shape in (Shape.share, Shape.distribution):
        return {key: (one, below[key[0], ""], None) for key, one in above.items()}
    return {key: (one, None, None) for key, one in above.items()}


def inside(row: dict, scope: Scope) -> bool:
    return (
        row["grain"] == scope.grain.value
        and row["municipality"] == scope.municipality
        and row["provider"] in (scope.providers or (row["provider"],))
        and row["care_form"] in (scope.care_forms or (row["care_form"],))
        and row["age_band"] in (scope.age_bands or (row["age_band"],))
    )


def adds_up(row: dict, card: Indicator, scope: Scope, with_records: set, split: bool) -> bool:
    """Whether a delivered count of a provider without records comes on top of the records."""
    parts = card.measure.out_of if split else ("",)
    return (
        not (scope.care_forms or scope.age_bands or row["protected_at_source"])
        and row["provider"] != ""
        and row["provider"] not in with_records
        and row["provider"] in (scope.providers or (row["provider"],))
        and row["part"] in parts
        and row["numerator"] is not None
        and (card.measure.shape is not Shape.share or row["denominator"] is not None)
    )


def delivered(card: Indicator, scope: Scope, rows: list[dict]) -> Figures:
    """A card that is delivered as a total: own figures before published ones, never together."""
    if scope.care_forms or scope.age_bands:
        return {}
    own = [row for row in rows if not row["protected_at_source"]]
    whole = [row for row in own or rows if row["provider"] == ""]
    if own and scope.providers:
        whole = [row for row in own if row["provider"] in scope.providers]
    elif own and not whole:
        whole = own
    by_period = defaultdict(list)
    for row in whole:
        if row["part"] == "":
            by_period[row["period"], ""].append(row)
    return {key: together(card, found) for key, found in by_period.items()}


def together(card: Indicator, rows: list[dict]) -> tuple:
    """Counts and money add up, means weigh by their number; something missing makes it unknown."""
    numerator, denominator, value = (
        None if any(row[name] is None for row in rows) else sum(row[name] for row in rows)
        for name in ("numerator", "denominator", "value")
    )
    if len(rows) == 1 or card.measure.shape is Shape.amount:
        return numerator, denominator, value
    if card.measure.shape is Shape.mean and denominator and value is not None:
        weighed = sum(row["value"] * row["denominator"] for row in rows) / denominator
        return numerator, denominator, weighed
    return numerator, denominator, None
