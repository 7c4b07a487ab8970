"""Which municipalities a region of a product table means, by the list of CBS of 2026."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from telvertel.figures.geography import municipalities
from telvertel.figures.intake.columns import heading_key
from telvertel.figures.intake.places import code_of


def municipalities_of(region: str) -> tuple[str, ...]:
    """GM codes of a youth-care region by name, or of one municipality; none when unknown.

    Groningen is both: a region and a municipality in it. The name is then that of the region.
    """
    found = _regions().get(heading_key(region))
    if found:
        return found
    code = region.upper() if region.upper() in municipalities() else code_of(region)
    return (code,) if code and code.startswith("GM") else ()


def region_of(municipality: str) -> str:
    """The youth-care region of a municipality by name; the code itself when it is unknown."""
    known = municipalities().get(municipality)
    return known.youth_region if known else municipality


@lru_cache
def _regions() -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = defaultdict(list)
    for one in municipalities().values():
        members[heading_key(one.youth_region)].append(one.code)
    return {region: tuple(codes) for region, codes in members.items()}
