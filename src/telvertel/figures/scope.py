"""Scope: which part of the figures is asked for. Hashable; to and from a URL in codes only.

A scope is a set of atoms of the protected cube: one municipality, some or all providers, care
forms and age bands, periods of one grain, and at most one breakdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, ValidationError

from telvertel.indicators.period import Grain

# Bands are fixed per installation: free bands would be a second geography of ages, and two
# that overlap can be subtracted.
AGE_BANDS = ("0-3", "4-7", "8-11", "12-17", "18-22")

# Care forms of BiJ version 7 (3.4) in the groups that the cube knows, lightest first. A child with
# two forms counts under the heaviest (docs/counting.md).
CARE_FORMS: dict[str, tuple[str, ...]] = {
    "team": ("01",),
    "ambulatory": ("02", "03", "04"),
    "family_based": ("11", "12"),
    "residential": ("13", "14"),
}


class Breakdown(StrEnum):
    provider = "provider"
    care_form = "care_form"
    age_band = "age_band"
    part = "part"  # the parts of a distribution, or of the family of a rate
    duration = "duration"  # a share of endings per class of how long help lasted


class Scope(BaseModel):
    """Empty tuples mean all. ``since`` and ``until`` are period ids, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    municipality: str
    providers: tuple[str, ...] = ()
    care_forms: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    grain: Grain = Grain.quarter
    since: str | None = None
    until: str | None = None
    breakdown: Breakdown | None = None

    def whole(self, place: str | None = None) -> Scope:
        """All providers and children of a place, its own by default, over the same time."""
        return Scope(
            municipality=place or self.municipality,
            grain=self.grain,
            since=self.since,
            until=self.until,
        )

    def to_query(self) -> dict[str, str]:
        """Codes for the URL, defaults left out; ``from_query`` reads them back."""
        query = {"gm": self.municipality, "grain": self.grain.value}
        for key in ("providers", "care_forms", "age_bands"):
            if getattr(self, key):
                query[key] = ",".join(getattr(self, key))
        for key in ("since", "until", "breakdown"):
            if getattr(self, key):
                query[key] = str(getattr(self, key))
        return query

    @staticmethod
    def from_query(query: Mapping[str, str], default: Scope) -> Scope:
        """The scope of a URL; whatever is missing or not valid falls back to the default."""
        taken = default.model_dump()
        if query.get("gm"):
            taken["municipality"] = query["gm"]
        for key in ("providers", "care_forms", "age_bands"):
            if key in query:
                taken[key] = tuple(part for part in query[key].split(",") if part)
        for key in ("grain", "since", "until", "breakdown"):
            if query.get(key):
                taken[key] = query[key]
        try:
            return Scope.model_validate(taken)
        except ValidationError:
            return default
