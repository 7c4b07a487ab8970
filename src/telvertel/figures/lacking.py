"""Periods that were counted before a family was thought of: there it is unknown, not nobody."""

from __future__ import annotations

from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import LASTED, PARENT, Family

# Families that versions of before do not have; every other family stands in every version.
LATER = frozenset({Family.line, Family.flow, Family.new_start, *LASTED})

# A family has a row wherever its parent has anybody, 0 included.
_LACKING = """
SELECT period FROM atoms
WHERE family IN ($family, $parent) AND grain = $grain AND municipality = $municipality
GROUP BY period
HAVING NOT bool_or(family = $family)
    AND sum(y) FILTER (family = $parent AND list_contains($parts, part)) > 0
"""


def lacking(warehouse: Warehouse, version: str, scope: Scope, family: Family) -> list[str]:
    """Periods of the municipality and grain of a scope in which the family was never counted."""
    parent = PARENT[family]
    if family not in LATER or parent is None:
        return []
    facts = {
        "family": family.value,
        "parent": parent[0].value,
        "parts": list(parent[1]),
        "grain": scope.grain.value,
        "municipality": scope.municipality,
    }
    with warehouse.cursor(version) as cursor:
        return [period for (period,) in cursor.execute(_LACKING, facts).fetchall()]
