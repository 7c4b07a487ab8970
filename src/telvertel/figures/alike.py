"""Municipalities like one: of its youth-care region, or with about as many young people."""

from __future__ import annotations

from math import inf, log

import polars as pl

from telvertel.figures.geography import municipalities
from telvertel.figures.warehouse import Warehouse

NEAR = 2.0  # half to twice as many young people
MOST = 30  # beside each other; more is no picture


def alike(warehouse: Warehouse, municipality: str, version: str | None = None) -> tuple[str, ...]:
    """The codes of others that have figures, the nearest in size first, at most MOST; () where
    neither its size nor its region is known."""
    known = municipalities()
    region = known[municipality].youth_region if municipality in known else None
    young = _young(warehouse, version)
    found = []
    for code in _with_figures(warehouse, version) - {municipality}:
        away = _away(young.get(municipality), young.get(code))
        same = region is not None and code in known and known[code].youth_region == region
        if same or away <= log(NEAR):
            found.append((away, code))
    return tuple(code for _, code in sorted(found)[:MOST])


def _with_figures(warehouse: Warehouse, version: str | None) -> set[str]:
    counted = warehouse.table("providers", version)["municipality"]
    given = warehouse.table("observations", version).filter(~pl.col("protected_at_source"))
    both = {*counted.unique(), *given["municipality"].unique()}
    return {code for code in both if code.startswith("GM")}


def _young(warehouse: Warehouse, version: str | None) -> dict[str, int]:
    """Young people per municipality in the newest year that is known, in its widest ages."""
    rows = warehouse.table("population", version).sort("year", "count")
    newest = rows.group_by("municipality", maintain_order=True).last()
    return dict(newest.select("municipality", "count").iter_rows())


def _away(own: int | None, other: int | None) -> float:
    """How far two sizes lie apart, the same for half and for twice; endless when one is unknown."""
    return abs(log(other / own)) if own and other else inf
