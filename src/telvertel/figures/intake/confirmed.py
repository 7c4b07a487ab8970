"""What a person confirmed about the columns of a file becomes a mapping, or what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from telvertel.figures.intake.columns import COLUMNS, DeliveryKind, missing_columns
from telvertel.figures.intake.mapping import MEASURES, MappedSeries, Mapping

WHOLE_PLACE = "aanbieder"  # left empty it means something: the figure is of the whole place


class Counted(StrEnum):
    """In what a column of figures counts."""

    as_is = "as_is"
    share_of_one = "share_of_one"  # 0-1; with us shares are 0-100
    tenths = "tenths"  # CBS writes 114 for 11,4 % in its wide files
    eurocents = "eurocents"
    thousands = "thousands"


FACTORS = {
    Counted.as_is: Decimal(1),
    Counted.share_of_one: Decimal(100),
    Counted.tenths: Decimal("0.1"),
    Counted.eurocents: Decimal("0.01"),
    Counted.thousands: Decimal(1000),
}


@dataclass(frozen=True)
class Answer:
    """Where a column of ours comes from: a heading, the same text in every row, or asked anew."""

    heading: str | None = None
    text: str | None = None
    per_file: bool = False


@dataclass(frozen=True)
class Figure:
    """A heading under which an indicator's figures stand; ``measure`` is one of MEASURES."""

    heading: str
    indicator: str
    measure: str
    counted: Counted = Counted.as_is


class Unsettled(Exception):
    """What a person has still to say: our headings that nothing fills, and indicators with two
    columns for the same figure or two units."""

    def __init__(self, missing: Sequence[str], clashing: Sequence[str]) -> None:
        super().__init__("unsettled")
        self.missing, self.clashing = tuple(missing), tuple(clashing)


def confirmed(
    kind: DeliveryKind,
    answers: Table[str, Answer],
    figures: Sequence[Figure] = (),
    *,
    name: str,
    provider: str = "",
    decimal: str = ",",
    suffixes: bool = False,
) -> Mapping:
    """The mapping; Unsettled tells all that is open at once. ``answers``: our heading = answer."""
    fields = {ours: one.heading for ours, one in answers.items() if one.heading}
    constants = {ours: one.text for ours, one in answers.items() if one.text and not one.heading}
    asks = tuple(ours for ours, one in answers.items() if one.per_file and not one.heading)
    there = [*fields, *constants, *asks, *(["indicator"] if figures else [])]
    ours = {one.heading for one in COLUMNS[kind] if one.required}
    if WHOLE_PLACE in ours and kind is not DeliveryKind.trajectories and WHOLE_PLACE not in there:
        constants[WHOLE_PLACE] = ""
        there.append(WHOLE_PLACE)
    missing = missing_columns(kind, there)
    if kind is DeliveryKind.observations and not figures and not set(fields) & set(MEASURES):
        missing.append("waarde")
    clashing = _clashing(figures)
    if missing or clashing:
        raise Unsettled(missing, clashing)
    needs = dict.fromkeys([*fields.values(), *(one.heading for one in figures)])
    return Mapping(
        name=name,
        kind=kind,
        about=name,
        needs=tuple(needs),
        decimal=decimal,
        fields=fields,
        constants=constants,
        series=_series(figures),
        provider=provider,
        suffixes=suffixes,
        asks=asks,
    )


def _clashing(figures: Sequence[Figure]) -> list[str]:
    twice = Counter((one.indicator, one.measure) for one in figures)
    units: dict[str, set[Counted]] = {}
    for one in figures:
        units.setdefault(one.indicator, set()).add(one.counted)
    found = [indicator for (indicator, _), times in twice.items() if times > 1]
    return list(dict.fromkeys([*found, *(name for name, of in units.items() if len(of) > 1)]))


def _series(figures: Sequence[Figure]) -> tuple[MappedSeries, ...]:
    """One per indicator, with all its columns."""
    by: dict[str, dict[str, object]] = {}
    for one in figures:
        series = by.setdefault(one.indicator, {"indicator": one.indicator})
        series |= {one.measure: one.heading, "factor": FACTORS[one.counted]}
    return tuple(MappedSeries.model_validate(one) for one in by.values())
