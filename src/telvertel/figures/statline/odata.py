"""The two versions of OData that CBS speaks, each answering the same four questions about a table.

Version 4 has one row per figure, version 3 one row per combination with a column per measure. Names
of entities and columns are those of the services of CBS (opendata.cbs.nl, datasets.cbs.nl).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from telvertel.figures.statline.troubles import StatlineUnreadable
from telvertel.figures.statline.web import Web


@dataclass(frozen=True)
class Code:
    """One member of a dimension. ``raw`` is the key as CBS keeps it, right-padded with spaces."""

    raw: str
    title: str
    status: str  # of periods only: Voorlopig, NaderVoorlopig, Definitief; else empty

    @property
    def key(self) -> str:
        return self.raw.strip()


@dataclass(frozen=True)
class Figure:
    """One figure: measure, key per dimension (no spaces), value; None is secret or unknown."""

    measure: str
    keys: Mapping[str, str]
    value: float | None


# Per dimension what to ask for: whole keys, and beginnings of keys.
Filter = Mapping[str, "Wanted"]


@dataclass(frozen=True)
class Wanted:
    """Which rows of a dimension are asked for."""

    keys: tuple[str, ...] = ()  # raw
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version4:
    web: Web
    address: str  # of the table
    link = "@odata.nextLink"

    def dimensions(self) -> list[str]:
        return [_text(row, "Identifier") for row in self._all("Dimensions")]

    def measures(self) -> dict[str, str]:
        """Identifier and title of every measure."""
        return {_text(row, "Identifier"): _text(row, "Title") for row in self._all("MeasureCodes")}

    def codes(self, dimension: str) -> list[Code]:
        return [_code(row, "Identifier") for row in self._all(f"{dimension}Codes")]

    def count(self, wanted: Filter, measures: tuple[str, ...]) -> int | None:
        """How many rows there will be."""
        asked = {"$filter": self._filter(wanted, measures), "$count": "true", "$top": "0"}
        told = self.web.get(f"{self.address}/Observations", **asked).get("@odata.count")
        return told if isinstance(told, int) else None

    def figures(
        self, wanted: Filter, measures: tuple[str, ...], dimensions: tuple[str, ...]
    ) -> Iterator[list[Figure]]:
        """The figures, page by page."""
        asked = {"$filter": self._filter(wanted, measures)}
        for page in self.web.pages(f"{self.address}/Observations", self.link, **asked):
            yield [
                Figure(_text(row, "Measure"), _keys(row, dimensions), _value(row.get("Value")))
                for row in page
            ]

    def _filter(self, wanted: Filter, measures: tuple[str, ...]) -> str:
        return _filter({"Measure": Wanted(keys=measures), **wanted})

    def _all(self, entity: str) -> list[dict[str, Any]]:
        return self.web.rows(f"{self.address}/{entity}", self.link)


@dataclass(frozen=True)
class Version3:
    web: Web
    address: str
    link = "odata.nextLink"

    def dimensions(self) -> list[str]:
        return [_text(row, "Key") for row in self._properties() if "Dimension" in row["Type"]]

    def measures(self) -> dict[str, str]:
        """Key and title of every measure; the number behind the key changes with every edition."""
        rows = [row for row in self._properties() if row["Type"] == "Topic"]
        return {_text(row, "Key"): _text(row, "Title") for row in rows}

    def codes(self, dimension: str) -> list[Code]:
        return [_code(row, "Key") for row in self._all(dimension)]

    def count(self, wanted: Filter, measures: tuple[str, ...]) -> int | None:
        """Version 3 does not tell beforehand."""
        return None

    def figures(
        self, wanted: Filter, measures: tuple[str, ...], dimensions: tuple[str, ...]
    ) -> Iterator[list[Figure]]:
        asked = {"$filter": _filter(wanted), "$select": ",".join((*dimensions, *measures))}
        for page in self.web.pages(
            f"{self.address}/TypedDataSet", self.link, **asked, **{"$format": "json"}
        ):
            yield [
                Figure(measure, _keys(row, dimensions), _value(row.get(measure)))
                for row in page
                for measure in measures
            ]

    def _properties(self) -> list[dict[str, Any]]:
        return [{**row, "Type": str(row.get("Type"))} for row in self._all("DataProperties")]

    def _all(self, entity: str) -> list[dict[str, Any]]:
        return self.web.rows(f"{self.address}/{entity}", self.link, **{"$format": "json"})


def _filter(wanted: Filter) -> str:
    """All dimensions at once; within a dimension any of its keys."""
    parts = []
    for name, one in wanted.items():
        any_of = [f"{name} eq {_quoted(key)}" for key in one.keys]
        any_of += [f"startswith({name},{_quoted(begin)})" for begin in one.beginnings]
        parts.append(f"({' or '.join(any_of)})")
    return " and ".join(parts)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _code(row: dict[str, Any], name: str) -> Code:
    return Code(_text(row, name), _text(row, "Title").strip(), str(row.get("Status") or ""))


def _keys(row: dict[str, Any], dimensions: tuple[str, ...]) -> dict[str, str]:
    return {name: _text(row, name).strip() for name in dimensions}


def _text(row: dict[str, Any], name: str) -> str:
    found = row.get(name)
    if not isinstance(found, str):
        raise StatlineUnreadable
    return found


def _value(found: Any) -> float | None:
    """A secret or missing figure is null, and stays unknown; it is never a nought."""
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise StatlineUnreadable
    return float(found)
