"""Microaggregation: the amount of a child becomes the mean of at least ten children like it.

Children of one municipality and period are taken per main care form and in the order of their
amounts; a care form of fewer than ten goes together with the next. So a sum or a mean that is made
of the replaced amounts never holds what one child cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 10  # children in a group


@dataclass(frozen=True)
class Amount:
    """What one child came to at one provider; ``form`` is the place of the child's main care form,
    the lightest first."""

    child: str
    provider: str
    form: int
    value: float


def replaced(amounts: Sequence[Amount]) -> list[float] | None:
    """Per amount, in the order given, the mean of its group; None where there are too few children
    for one group. The sum stays what it was."""
    means = [0.0] * len(amounts)
    strata = _strata(amounts)
    for stratum in strata:
        for group in _groups(amounts, stratum):
            mean = sum(amounts[at].value for at in group) / len(group)
            for at in group:
                means[at] = mean
    return means if strata else None


def _strata(amounts: Sequence[Amount]) -> list[list[int]]:
    """The places of the amounts by care form, each stratum with enough children."""
    by_form: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(amounts):
        by_form[one.form].append(at)
    return _joined(amounts, by_form)


def _groups(amounts: Sequence[Amount], stratum: Iterable[int]) -> list[list[int]]:
    """From low to high, as small as may be. Equal amounts stay together, so that no order of rows
    decides who is in which group."""
    by_value: dict[float, list[int]] = defaultdict(list)
    for at in stratum:
        by_value[amounts[at].value].append(at)
    return _joined(amounts, by_value)


def _joined(amounts: Sequence[Amount], by: Mapping[float, list[int]]) -> list[list[int]]:
    """The places in order of their key, keys together until there are enough children; too few at
    the end go with the last ones. Empty when all together are too few."""
    found: list[list[int]] = []
    waiting: list[int] = []
    for key in sorted(by):
        waiting += by[key]
        if _enough(amounts, waiting):
            found.append(waiting)
            waiting = []
    if found:
        found[-1] += waiting
    return found


def _enough(amounts: Sequence[Amount], places: Iterable[int]) -> bool:
    return len({amounts[at].child for at in places}) >= LEAST
