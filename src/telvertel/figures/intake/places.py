"""The code of a place by its name, for files that have names only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from telvertel.figures.geography import COUNTRY, mergers, municipalities, regions
from telvertel.figures.intake.coded import texts_of
from telvertel.figures.intake.columns import Column, Type, heading_key
from telvertel.figures.problem import SHOWN, Problem, Remark, problem

# Names that people write and the list of CBS does not have.
ALSO = {"den_haag": "GM0518", "den_bosch": "GM0796"}
SUFFIXES = {"LD": "(LD)", "PV": "(PV)", "CR": "(CR)", "JZ": "(JZ)"}  # as StatLine writes them


def code_of(name: str) -> str | None:
    """The CBS code of a place, whatever accents, capitals and dashes; None if unknown.

    A name alone is a municipality, of today before one that was merged away ("Weesp"): "Utrecht" is
    the city and "Utrecht (PV)" the province. Parts of the country have names of their own.
    """
    return _codes().get(heading_key(name))


@lru_cache
def _codes() -> dict[str, str]:
    """Names without their province too ("Bergen (L.)" stays apart from "Bergen (NH.)")."""
    now = [(one.name, one.code) for one in municipalities().values()]
    short = [(heading_key(name.split(" (")[0]), code) for name, code in now]
    names = [name for name, _ in short]
    once = {name: code for name, code in short if names.count(name) == 1}
    return {
        **{heading_key(merged[0].old_name): code for code, merged in mergers().items()},
        **_areas(),
        **once,
        **{f"{name}_gemeente": code for name, code in once.items()},
        **{heading_key(name): code for name, code in now},
        **ALSO,
    }


def _areas() -> dict[str, str]:
    """Areas by their name with the kind behind it, as StatLine has them; what has no double also
    without."""
    found = {}
    for code, name in regions().items():
        suffix = SUFFIXES.get(code[:2])
        if suffix:
            found[heading_key(f"{name} {suffix}")] = code
        if code == COUNTRY or code.startswith("LD"):
            found[heading_key(name)] = code
    # The other name of the province, which older tables use.
    return {**found, "friesland_pv": "PV21"}


def named(file: str, rows: pl.DataFrame, columns: Mapping[Column, str]) -> list[Problem]:
    """Which names were read as which code, for somebody to look at; codes say it themselves."""
    found: dict[str, str] = {}
    for column, heading in columns.items():
        if column.type is Type.place:
            texts = texts_of(rows[heading]).sort()
            found |= {text: code for text in texts if (code := code_of(text))}
    if not found:
        return []
    told = [f"{name} = {code}" for name, code in list(found.items())[:SHOWN]]
    more = [] if len(found) <= SHOWN else ["…"]
    return [problem(file, Remark.places_by_name, places=", ".join([*told, *more]))]
