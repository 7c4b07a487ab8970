"""The identity of the flow: begin + in − out = end, so a period begins with whom the one before it
ended. Where deliveries do not fit each other it fails, and that is said."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from math import sqrt
from typing import Any

import polars as pl

from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods

# Every protected count is at most 4 off, 2 as a rule; what a sum of them may differ by is three
# times what so many independent ones would, and never less than two steps of rounding. Cells where
# 1-4 children became nobody are off as well and have no row: the cells that any period shows stand
# for them.
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
_CELLS = """
SELECT municipality, grain, count(DISTINCT (provider, care_form, age_band)) AS cells
FROM atoms WHERE family = 'flow' AND {within} GROUP BY ALL
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
    return tuple(period for _, period in _open(_sums(warehouse, version, _SCOPE, facts)))


def gaps_around(
    warehouse: Warehouse, version: str, delivered: Collection[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every municipality as a whole where the delivered periods (CBS keys) do not fit the ones
    next to them, with those periods of any grain. The periods of one delivery are counted from the
    same records, and so fit each other whatever their rounding says."""
    sums = _sums(warehouse, version, "true", {})
    found: dict[str, tuple[str, ...]] = {}
    for (municipality, _), rows in sums.group_by("municipality", "grain", maintain_order=True):
        pairs = _open(rows)
        if ids := [now for one, now in pairs if (one in delivered) != (now in delivered)]:
            found[str(municipality)] = (*found.get(str(municipality), ()), *ids)
    return tuple(found.items())


def _sums(
    warehouse: Warehouse, version: str | None, within: str, facts: dict[str, Any]
) -> pl.DataFrame:
    """One row per municipality, grain and period, in that order: the sums and what made them."""
    with warehouse.cursor(version) as cursor:
        sums, cells = (
            cursor.sql(query.format(within=within), params=facts).pl() for query in (_SUMS, _CELLS)
        )
    return sums.join(cells, on=["municipality", "grain"], maintain_order="left")


def _open(sums: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    """Of rows of one place and grain in order: each period with the next that does not fit it."""
    return tuple(
        (before["period"], now["period"])
        for before, now in pairwise(sums.iter_rows(named=True))
        if periods.read(before["period"]).next.id == now["period"]
        and abs((now["at_begin"] or 0) - (before["at_end"] or 0))
        > max(AT_LEAST, TIMES * USUALLY_OFF * sqrt(before["counts"] + now["counts"] + now["cells"]))
    )
