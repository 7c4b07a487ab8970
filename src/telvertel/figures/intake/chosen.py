"""Which mapping reads a file: the one that was given, one that ships, or one that is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telvertel.figures.intake.columns import kind_of
from telvertel.figures.intake.mapping import Mapping, mappings
from telvertel.figures.problem import Problem, Rule, problem


@dataclass(frozen=True)
class Chosen:
    """What is settled beforehand about one file: its mapping, its sheet (of a workbook), and the
    mappings that people here confirmed before, from which one may be taken by the headings."""

    mapping: Mapping | None = None
    sheet: str | None = None
    remembered: tuple[Mapping, ...] = ()

    def fits(self, headings: Sequence[str]) -> bool:
        """Are these the headings that are looked for, among the sheets of a workbook?"""
        if self.mapping is not None:
            return self.mapping.fits(headings)
        kind, missing = kind_of(list(headings))
        known = (*self.remembered, *mappings())
        return (kind is not None and not missing) or any(one.fits(headings) for one in known)


NOTHING = Chosen()


def mapping_for(
    file: str, headings: Sequence[str], chosen: Chosen
) -> tuple[Mapping | None, Problem | None]:
    """The mapping that reads this file (None: its own headings do), or why none can."""
    given = chosen.mapping
    if given is None:
        kind, missing = kind_of(list(headings))
        if kind is not None and not missing:
            return None, None
        given, wrong = _by_headings(file, headings, chosen.remembered)
        if wrong:
            return None, wrong
    if given is not None and not given.fits(headings):
        needs = ", ".join(given.needs)
        return None, problem(file, Rule.mapping_unfit, mapping=given.name, needs=needs)
    if given is not None and given.asks:
        asked = ", ".join(given.asks)
        return None, problem(file, Rule.mapping_asks, mapping=given.name, asked=asked)
    return given, None


def _by_headings(
    file: str, headings: Sequence[str], remembered: Sequence[Mapping]
) -> tuple[Mapping | None, Problem | None]:
    """Remembered before shipped; two remembered ones with as many needs are for people to choose.

    Two providers may use the same headings with other units: guessing would be a factor of 100 off.
    """
    fitting = [one for one in remembered if one.fits(headings)]
    most = max((len(one.needs) for one in fitting), default=0)
    nearest = [one for one in fitting if len(one.needs) == most]
    if len(nearest) > 1:
        names = ", ".join(one.name for one in nearest)
        return None, problem(file, Rule.mappings_several_fit, mappings=names)
    if nearest:
        return nearest[0], None
    return next((one for one in mappings() if one.fits(headings)), None), None
