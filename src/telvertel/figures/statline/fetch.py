"""A table of CBS becomes a Delivery of published observations, asked for by place and period.

Version 4 of OData first, version 3 where a table is not in it: CBS calls version 4 a trial with
some tables only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Event
from typing import NoReturn

from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.statline import rows as observed
from telvertel.figures.statline.mapping import TableMapping, same_name
from telvertel.figures.statline.odata import Code, Figure, Version3, Version4, Wanted
from telvertel.figures.statline.troubles import (
    StatlineNoMeasure,
    StatlineNoTable,
    StatlineNothing,
    StatlineOffline,
    StatlineOpenDimension,
    StatlineRefused,
    StatlineTooMuch,
)
from telvertel.figures.statline.web import FIRST_PAUSE, NotThere, Web

MOST_FIGURES = 500_000
AT_ONCE = 40  # places in one request: an address has a longest length
OTHER_REGION = "Regio"  # what a few tables (83454NED) call their RegioS
Progress = Callable[[int, int | None], None]  # figures so far, and of how many if CBS tells


@dataclass(frozen=True)
class Addresses:
    """Where both versions live, without a slash behind."""

    version4: str = "https://datasets.cbs.nl/odata/v1/CBS"
    version3: str = "https://opendata.cbs.nl/ODataFeed/odata"

    @classmethod
    def at(cls, address: str) -> Addresses:
        """A replay on this machine that answers as CBS does; CBS itself for an empty address.

        Any other address is a ValueError: what comes from here is taken for published.
        """
        if not address:
            return cls()
        if not re.fullmatch(r"http://(127\.0\.0\.1|localhost):\d+/?", address):
            raise ValueError(address)
        start = address.rstrip("/")
        return cls(f"{start}/odata/v1/CBS", f"{start}/ODataFeed/odata")


@dataclass(frozen=True)
class Question:
    """Which figures: places by key or by the beginning of it ("JZ"), and from which year on."""

    places: tuple[str, ...]
    since: int | None = None


@dataclass(frozen=True)
class Fetched:
    """The figures, and the youth-care regions that CBS named on the way."""

    deliveries: tuple[Delivery, ...]


def fetch(
    mapping: TableMapping,
    question: Question,
    *,
    today: date,
    addresses: Addresses | None = None,
    progress: Progress = lambda done, total: None,
    stop: Event | None = None,
    first_pause: float = FIRST_PAUSE,
) -> Fetched:
    """Everything asked for, or a StatlineTrouble and nothing.

    Figures that CBS does not give stay unknown. ``first_pause`` is the wait in seconds before the
    second try of a request.
    """
    addresses = addresses or Addresses()
    web = Web(stop or Event(), first_pause)
    try:
        return _of_any_version(web, addresses, mapping, question, today, progress)
    finally:
        web.close()


def _of_any_version(
    web: Web,
    addresses: Addresses,
    mapping: TableMapping,
    question: Question,
    today: date,
    progress: Progress,
) -> Fetched:
    versions = (
        Version4(web, f"{addresses.version4}/{mapping.table}"),
        Version3(web, f"{addresses.version3}/{mapping.table}"),
    )
    try:
        return _Asked(versions[0], mapping, question, progress).fetched(today)
    except (NotThere, StatlineRefused, StatlineOffline):
        pass  # the other version lives on another host
    try:
        return _Asked(versions[1], mapping, question, progress).fetched(today)
    except NotThere:
        raise StatlineNoTable(mapping.table) from None


@dataclass(frozen=True)
class _Asked:
    """One question to one version."""

    version: Version4 | Version3
    mapping: TableMapping
    question: Question
    progress: Progress

    def fetched(self, today: date) -> Fetched:
        there = self.version.dimensions()
        if self.mapping.region not in there and OTHER_REGION in there:
            other = self.mapping.model_copy(update={"region": OTHER_REGION})
            return replace(self, mapping=other)._all_of(there, today)
        return self._all_of(there, today)

    def _all_of(self, there: list[str], today: date) -> Fetched:
        mapping = self.mapping
        self._must_have(mapping.region, there)
        others = [name for name in there if name not in (mapping.region, mapping.period)]
        codes = {name: self.version.codes(name) for name in others}
        members = self._members(codes)
        measures = self._measures(members)
        periods = self._periods(there)
        places = self.version.codes(mapping.region)
        wanted = {name: self._wanted(name, codes[name], members) for name in others}
        if mapping.only_period is None:
            wanted[mapping.period] = Wanted(keys=tuple(one.raw for one in periods))
        dimensions = tuple(name for name in there if name in {mapping.region, *wanted})
        figures = list(self._figures(wanted, tuple(set(measures.values())), dimensions))
        rows = observed.Rows(mapping, measures, periods, self._parts(codes), members)
        return Fetched(observed.deliveries(rows, figures, places, today))

    def _must_have(self, dimension: str, there: list[str]) -> None:
        if dimension not in there:
            raise StatlineOpenDimension(self.mapping.table, dimension, ", ".join(there))

    def _members(self, codes: Mapping[str, list[Code]]) -> dict[str, dict[str, str]]:
        """Indicator → dimension → the key of the one member that it is about; every dimension has
        to be spoken for.

        A series that has a member of its own which the table has not is left out.
        """
        found = {}
        split = self.mapping.parts.dimension if self.mapping.parts else None
        for one in self.mapping.series:
            named = {**self.mapping.where, **one.where}
            fits = {
                name: [code.key for code in codes[name] if same_name(code.key, code.title, names)]
                for name, names in named.items()
                if name in codes
            }
            if any(len(fits.get(name, ())) != 1 for name in one.where):
                continue
            for name in codes:
                if name != split and len(fits.get(name, ())) != 1:
                    self._open(name, codes[name])
            found[one.indicator] = {name: key for name, (key,) in fits.items()}
        return found

    def _open(self, dimension: str, codes: list[Code]) -> NoReturn:
        told = ", ".join(f"{one.title} ({one.key})" for one in codes)
        raise StatlineOpenDimension(self.mapping.table, dimension, told)

    def _measures(self, members: Collection[str]) -> dict[str, str]:
        """Indicator → measure of the table; what the table has not is left out."""
        there = self.version.measures()
        series = [one for one in self.mapping.series if one.indicator in members]
        found = {one.indicator: one.measure(there) for one in series}
        known = {indicator: measure for indicator, measure in found.items() if measure}
        if not known:
            raise StatlineNoMeasure(self.mapping.table, ", ".join(there.values()))
        return known

    def _periods(self, there: list[str]) -> list[Code]:
        """The periods asked for. A table without a dimension for them is about one only."""
        mapping = self.mapping
        if mapping.only_period is not None:
            return [Code(mapping.only_period, "", "")]
        self._must_have(mapping.period, there)
        since = str(self.question.since or "")
        found = [one for one in self.version.codes(mapping.period) if one.key >= since]
        if not found:
            raise StatlineNothing(mapping.table)
        return found

    def _wanted(
        self, dimension: str, codes: list[Code], members: Mapping[str, Mapping[str, str]]
    ) -> Wanted:
        """Which members of a dimension that is no place or period."""
        parts = self.mapping.parts
        names = tuple(parts.codes) if parts and parts.dimension == dimension else ()
        meant = {keys[dimension] for keys in members.values() if dimension in keys}
        chosen = [
            one.raw for one in codes if one.key in meant or same_name(one.key, one.title, names)
        ]
        if not chosen:
            self._open(dimension, codes)
        return Wanted(keys=tuple(chosen))

    def _parts(self, codes: Mapping[str, list[Code]]) -> dict[str, str]:
        """Key of a member at CBS → our part; empty when the table is not split."""
        parts = self.mapping.parts
        if parts is None or parts.dimension not in codes:
            return {}
        return {
            code.key: ours
            for code in codes[parts.dimension]
            for name, ours in parts.codes.items()
            if same_name(code.key, code.title, (name,))
        }

    def _places_at_once(self) -> list[tuple[str, ...]]:
        places = self.question.places
        return [places[at : at + AT_ONCE] for at in range(0, len(places), AT_ONCE)]

    def _figures(
        self, wanted: dict[str, Wanted], measures: tuple[str, ...], dimensions: tuple[str, ...]
    ) -> Iterator[Figure]:
        asked = [
            {**wanted, self.mapping.region: Wanted(beginnings=some)}
            for some in self._places_at_once()
        ]
        counts = [self.version.count(one, measures) for one in asked]
        total = sum(count or 0 for count in counts) if all(counts) else None
        if (total or 0) > MOST_FIGURES:
            raise StatlineTooMuch(MOST_FIGURES)
        done = 0
        for one in asked:
            for page in self.version.figures(one, measures, dimensions):
                done += len(page)
                if done > MOST_FIGURES:
                    raise StatlineTooMuch(MOST_FIGURES)
                self.progress(done, total)
                yield from page
        if not done:
            raise StatlineNothing(self.mapping.table)
