"""Indicator: one card as people wrote it, the definition of one thing that is followed.

A card says what is counted, out of what, and what the figure does not say. Nothing here is
computed or drawn; a new field belongs here only when it is needed to compute or to record.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from telvertel.indicators.period import Grain


class Kind(StrEnum):
    """What sort of thing the card follows; experience and outcome come first on an agenda."""

    outcome = "outcome"
    experience = "experience"
    use = "use"
    process = "process"
    means = "means"
    signpost = "signpost"


class BuildingBlock(StrEnum):
    """The building block of the Utrecht frame that the card speaks to."""

    ambition = "ambition"
    framework = "framework"
    principle = "principle"


class Better(StrEnum):
    """Which way is wished for. Neutral unless the card says otherwise; used at Waarderen only."""

    higher = "higher"
    lower = "lower"
    neutral = "neutral"
    depends = "depends"


class Unit(StrEnum):
    count = "count"
    percent = "percent"
    per_1000 = "per_1000"
    days = "days"
    grade = "grade"
    euro = "euro"


class Family(StrEnum):
    """A family of counts in the protected cube: each a partition of unique children.

    ``use`` is the base (children with help on any day of the period); the others are splits of a
    cell of the family above it, so parts add up to the whole and never exceed it.
    """

    use = "use"
    started = "started"  # split of use
    ended = "ended"  # split of use, by end reason
    repeat_use = "repeat_use"  # split of started
    referrer = "referrer"  # split of started
    waiting = "waiting"  # split of started, by class of days from assignment to start
    line = "line"  # split of started: did any help that began go beyond the local team?
    flow = "flow"  # split of use, by having help before the period and after it
    duration = "duration"  # split of ended, by class of days
    lasted_planned = "lasted_planned"  # split of ended by plan, by class of days
    lasted_dropout = "lasted_dropout"  # split of ended one-sidedly, by class of days
    lasted_otherwise = "lasted_otherwise"  # split of ended early in another way, idem
    new_start = "new_start"  # split of ended: did help begin again within half a year?
    further_help_young = "further_help_young"  # split of ended: answer of the young person
    further_help_parent = "further_help_parent"  # split of ended: answer of the parent
    usefulness_young = "usefulness_young"  # split of ended: grade class of the young person
    usefulness_parent = "usefulness_parent"  # split of ended: grade class of the parent
    observed = "observed"  # not in the cube: delivered as an aggregate under the card's own id


_DURATIONS = ("m0_3", "m3_6", "m6_12", "y1_2", "y2_3", "y3")

# The parts of each family, in the order in which they are drawn. Codes of BiJ version 7 where it
# has them (end reasons 3.7, zonder hulp verder 4.4, referrer 3.3); duration classes of 85096NED.
PARTS: dict[Family, tuple[str, ...]] = {
    Family.use: ("all",),
    Family.started: ("yes", "no"),
    Family.ended: ("01", "02", "03", "04", "05", "unknown", "not_ended"),
    Family.repeat_use: ("yes", "no"),
    Family.referrer: ("01", "02", "03", "04", "05", "06", "08", "unknown"),
    Family.waiting: ("d0_14", "d15_42", "d43_84", "d85", "unknown"),
    Family.line: ("first_line", "specialist"),
    Family.flow: ("stayed", "came", "left", "passed"),
    Family.duration: _DURATIONS,
    Family.lasted_planned: _DURATIONS,
    Family.lasted_dropout: _DURATIONS,
    Family.lasted_otherwise: _DURATIONS,
    Family.new_start: ("no", "yes", "unknown"),
    Family.further_help_young: ("01", "02", "03", "04", "no_answer"),
    Family.further_help_parent: ("01", "02", "03", "04", "no_answer"),
    Family.usefulness_young: ("g1_5", "g6_7", "g8_10", "no_answer"),
    Family.usefulness_parent: ("g1_5", "g6_7", "g8_10", "no_answer"),
}

# Which family, and which part of it, each family splits. ``ended`` parts other than not_ended
# together are the children whose help ended.
PARENT: dict[Family, tuple[Family, tuple[str, ...]] | None] = {
    Family.use: None,
    Family.started: (Family.use, ("all",)),
    Family.ended: (Family.use, ("all",)),
    Family.repeat_use: (Family.started, ("yes",)),
    Family.referrer: (Family.started, ("yes",)),
    Family.waiting: (Family.started, ("yes",)),
    Family.line: (Family.started, ("yes",)),
    Family.flow: (Family.use, ("all",)),
    Family.duration: (Family.ended, ("01", "02", "03", "04", "05", "unknown")),
    Family.lasted_planned: (Family.ended, ("01",)),
    Family.lasted_dropout: (Family.ended, ("03", "04")),
    Family.lasted_otherwise: (Family.ended, ("02", "05")),
    Family.new_start: (Family.ended, ("01", "02", "03", "04", "05", "unknown")),
    Family.further_help_young: (Family.ended, ("01", "02", "03", "04", "05", "unknown")),
    Family.further_help_parent: (Family.ended, ("01", "02", "03", "04", "05", "unknown")),
    Family.usefulness_young: (Family.ended, ("01", "02", "03", "04", "05", "unknown")),
    Family.usefulness_parent: (Family.ended, ("01", "02", "03", "04", "05", "unknown")),
}


# The families that tell how long help lasted for some reasons of ending. Together they split those
# reasons, so that an outcome per class of duration adds up to the outcome itself.
LASTED: dict[Family, tuple[str, ...]] = {
    family: above[1]
    for family, above in PARENT.items()
    if above is not None and family.value.startswith("lasted_")
}


def lasting(parts: tuple[str, ...]) -> tuple[Family, ...]:
    """The families that split exactly these reasons of ending by duration; empty if none do."""
    found = tuple(family for family, reasons in LASTED.items() if set(reasons) <= set(parts))
    told = {reason for family in found for reason in LASTED[family]}
    return found if told == set(parts) else ()


class Shape(StrEnum):
    """How numerator and denominator become the figure."""

    count = "count"  # the numerator itself
    share = "share"  # 100 × numerator / denominator
    rate = "rate"  # 1000 × numerator / population
    mean = "mean"  # an observed value that is an average already (grade, days)
    amount = "amount"  # an observed sum of money
    distribution = "distribution"  # every part as a share of all parts


class Measure(BaseModel):
    """What is counted and out of what, as parts of a family of the cube."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shape: Shape
    family: Family
    counted: tuple[str, ...] = ()  # parts of the family that make the numerator
    out_of: tuple[str, ...] = ()  # parts that make the denominator (share, distribution)
    population: str | None = None  # age range of the population, e.g. "0-22" (rate)

    @property
    def by_part(self) -> bool:
        """Whether the figure is one of each part: of a distribution, or of what was delivered in
        the parts that the card lists."""
        delivered = self.family is Family.observed and bool(self.out_of)
        return delivered or self.shape is Shape.distribution

    @model_validator(mode="after")
    def parts_exist(self) -> Measure:
        if self.family is Family.observed:
            return self
        unknown = set(self.counted + self.out_of) - set(PARTS[self.family])
        if unknown:
            raise ValueError(f"{self.family} has no part {', '.join(sorted(unknown))}")
        if self.shape in (Shape.count, Shape.rate, Shape.share) and not self.counted:
            raise ValueError(f"a {self.shape} says which parts are counted")
        if self.shape in (Shape.share, Shape.distribution) and not self.out_of:
            raise ValueError(f"a {self.shape} says out of which parts")
        if self.shape is Shape.rate and not self.population:
            raise ValueError("a rate says which ages its population holds")
        return self


def naming(measure: Measure) -> Family:
    """The family that says what the parts are called and in which order they stand: of parts that
    were delivered as such the one that has them all."""
    if measure.family is not Family.observed or not measure.out_of:
        return measure.family
    having = (family for family, parts in PARTS.items() if set(measure.out_of) <= set(parts))
    return next(having, Family.observed)


def by_duration(measure: Measure) -> bool:
    """Whether the figure can be told per class of how long help lasted: a share of endings."""
    return (
        measure.family is Family.ended
        and measure.shape is Shape.share
        and bool(lasting(measure.counted) and lasting(measure.out_of))
    )


class Prose(BaseModel):
    """The words of a card in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(max_length=60)
    question: str = Field(max_length=90)  # the agenda item, as a question for the wall
    definition: str = Field(max_length=300)  # one sentence
    says: str
    says_not: str
    questions: tuple[str, ...] = Field(min_length=3)  # open questions that start the talk


class Indicator(BaseModel):
    """One indicator card. ``id`` is the file name and the key everywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Kind
    building_block: BuildingBlock
    unit: Unit
    better: Better = Better.neutral
    grain: Grain  # the finest grain in which the card makes sense
    measure: Measure
    principles: tuple[str, ...] = ()
    source: str  # where the definition comes from, with the place in it
    recorded_by: str
    burden_minutes: int = Field(ge=0)  # estimate per provider and delivery
    owner: str  # a role, never a person
    checked_by: str
    review_on: date
    version: int = 1
    valid_from: date | None = None
    nl: Prose
    en: Prose

    def prose(self, language: Literal["nl", "en"] | str) -> Prose:
        return self.en if language == "en" else self.nl
