"""The identity of the flow: begin + in − out = end, so a period begins with whom the one before it
ended. Where deliveries do not fit each other it fails, and that is said."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt

import polars as pl

from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods

# Every protected count is at most 4 off, 2 as a rule; what a sum of them may differ by is three
# times what so many independent ones would, and never less than two steps of rounding.
USUALLY_OFF, TIMES, AT_LEAST = 2, 3, 10

_SUMS = """
SELECT municipality, grain, period,
    (sum(y) FILTER (part IN ('stayed', 'left')))::BIGINT AS at_begin,
    (sum(y) FILTER (part IN ('stayed', 'came')))::BIGINT AS at_end,
    count(*) FILTER (y > 0) AS counts
FROM atoms
WHERE family = 'flow' AND {within}
GROUP BY ALL ORDER BY ALL
"""
_SCOPE = """municipality = $municipality AND grain = $grain
    AND (len($providers::VARCHAR[]) = 0 OR list_contains($providers::VARCHAR[], provider))
    AND (len($care_forms::VARCHAR[]) = 0 OR list_contains($care_forms::VARCHAR[], care_form))
    AND (len($age_bands::VARCHAR[]) = 0 OR list_contains($age_bands::VARCHAR[], age_band))"""


def gaps(warehouse: Warehouse, scope: Scope, version: str | None = None) -> tuple[str, ...]:
    """Periods of the scope that begin with others than the one before ended with, in order.

    Beyond the rounding only. None when no two periods follow each other. In a part of a
    municipality children also move from one part to another: there it need not be a mistake.
    """
    facts = {
        "municipality": scope.municipality,
        "grain": scope.grain.value,
        "providers": list(scope.providers),
        "care_forms": list(scope.care_forms),
        "age_bands": list(scope.age_bands),
    }
    with warehouse.cursor(version) as cursor:
        return _open(cursor.sql(_SUMS.format(within=_SCOPE), params=facts).pl())


def gaps_anywhere(warehouse: Warehouse, version: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every municipality as a whole whose periods do not fit, with those periods of any grain."""
    with warehouse.cursor(version) as cursor:
        sums = cursor.sql(_SUMS.format(within="true")).pl()
    found: dict[str, tuple[str, ...]] = {}
    for (municipality, _), rows in sums.group_by("municipality", "grain", maintain_order=True):
        if ids := _open(rows):
            found[str(municipality)] = (*found.get(str(municipality), ()), *ids)
    return tuple(found.items())


def _open(sums: pl.DataFrame) -> tuple[str, ...]:
    """Of rows of one place and grain in order: the periods that do not fit the one before."""
    return tuple(
        now["period"]
        for before, now in pairwise(sums.iter_rows(named=True))
        if periods.read(before["period"]).next.id == now["period"]
        and abs((now["at_begin"] or 0) - (before["at_end"] or 0))
        > max(AT_LEAST, TIMES * USUALLY_OFF * sqrt(before["counts"] + now["counts"]))
    )
