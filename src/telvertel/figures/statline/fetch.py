"""A table of CBS becomes a Delivery of published observations, asked for by place and period.

Version 4 of OData first, version 3 where a table is not in it: CBS calls version 4 a trial with
some tables only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Event

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
        mapping, there = self.mapping, self.version.dimensions()
        self._must_have(mapping.region, there)
        measures = self._measures()
        periods = self._periods(there)
        places = self.version.codes(mapping.region)
        wanted = self._where(there)
        if mapping.only_period is None:
            wanted[mapping.period] = Wanted(keys=tuple(one.raw for one in periods))
        dimensions = tuple(name for name in there if name in {mapping.region, *wanted})
        figures = list(self._figures(wanted, tuple(set(measures.values())), dimensions))
        frame = observed.Rows(mapping, measures, periods, self._parts(there))
        return Fetched(observed.deliveries(frame, figures, places, today))

    def _must_have(self, dimension: str, there: list[str]) -> None:
        if dimension not in there:
            raise StatlineOpenDimension(self.mapping.table, dimension, ", ".join(there))

    def _measures(self) -> dict[str, str]:
        """Indicator → measure of the table; what the table has not is left out."""
        there = self.version.measures()
        found = {one.indicator: one.measure(there) for one in self.mapping.series}
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

    def _where(self, there: list[str]) -> dict[str, Wanted]:
        """Which members of the other dimensions; every dimension has to be spoken for."""
        wanted = {}
        for name in there:
            if name in (self.mapping.region, self.mapping.period):
                continue
            codes = self.version.codes(name)
            names = self.mapping.where.get(name, ())
            parts = self._part_names(name)
            chosen = [
                one.raw
                for one in codes
                if same_name(one.key, one.title, names) or same_name(one.key, one.title, parts)
            ]
            if not chosen or (names and len(chosen) > 1):
                told = ", ".join(f"{one.title} ({one.key})" for one in codes)
                raise StatlineOpenDimension(self.mapping.table, name, told)
            wanted[name] = Wanted(keys=tuple(chosen))
        return wanted

    def _part_names(self, dimension: str) -> tuple[str, ...]:
        parts = self.mapping.parts
        return tuple(parts.codes) if parts and parts.dimension == dimension else ()

    def _parts(self, there: list[str]) -> dict[str, str]:
        """Key of a member at CBS → our part; empty when the table is not split."""
        parts = self.mapping.parts
        if parts is None or parts.dimension not in there:
            return {}
        return {
            code.key: ours
            for code in self.version.codes(parts.dimension)
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
