"""Scope: which part of the figures is asked for. Hashable; to and from a URL in codes only.

A scope is a set of atoms of the protected cube: one municipality, some or all providers, care
forms and age bands, periods of one grain, and at most one breakdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

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
    district = "district"  # published figures per wijk
    neighbourhood = "neighbourhood"  # published figures per buurt of one wijk


# One hierarchy of places, and it is never crossed with anything: these are figures that a publisher
# gives of whole places (docs/privacy.md).
AREAS = (Breakdown.district, Breakdown.neighbourhood)
CROSSED = ("providers", "care_forms", "age_bands")


class Scope(BaseModel):
    """Empty tuples mean all. ``since`` and ``until`` are period ids, both included. ``areas``: of a
    breakdown per wijk or buurt, which of them; the first ones without."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    municipality: str
    providers: tuple[str, ...] = ()
    care_forms: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    grain: Grain = Grain.quarter
    since: str | None = None
    until: str | None = None
    breakdown: Breakdown | None = None
    areas: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_hierarchy(self) -> Scope:
        if self.per_area and any(getattr(self, key) for key in CROSSED):
            raise ValueError("per wijk or buurt there is only the whole")
        return self

    @property
    def per_area(self) -> bool:
        """Whether this asks for published figures of wijken or buurten."""
        return self.breakdown in AREAS

    def whole(self, place: str | None = None) -> Scope:
        """All providers and children of a place, its own by default, over the same time."""
        return Scope(
            municipality=place or self.municipality,
            grain=self.grain,
            since=self.since,
            until=self.until,
        )

    def from_the_start(self) -> Scope:
        """The same cut with everything before it: limits are of the whole series, whatever part of
        it is looked at."""
        return self.model_copy(update={"since": None})

    def to_query(self) -> dict[str, str]:
        """Codes for the URL, defaults left out; ``from_query`` reads them back."""
        query = {"gm": self.municipality, "grain": self.grain.value}
        for key in CROSSED:
            if getattr(self, key):
                query[key] = ",".join(getattr(self, key))
        for key in ("since", "until", "breakdown"):
            if getattr(self, key):
                query[key] = str(getattr(self, key))
        if self.per_area and self.areas:
            query["areas"] = ",".join(self.areas)
        return query

    @staticmethod
    def from_query(query: Mapping[str, str], default: Scope) -> Scope:
        """The scope of a URL; whatever is missing or not valid falls back to the default."""
        taken = default.model_dump()
        if query.get("gm"):
            taken["municipality"] = query["gm"]
        for key in (*CROSSED, "areas"):
            if key in query:
                taken[key] = tuple(part for part in query[key].split(",") if part)
        for key in ("grain", "since", "until", "breakdown"):
            if query.get(key):
                taken[key] = query[key]
        if taken["breakdown"] in AREAS:  # of everybody, whoever sits at the table
            taken |= dict.fromkeys(CROSSED, ())
        try:
            return Scope.model_validate(taken)
        except ValidationError:
            return default
