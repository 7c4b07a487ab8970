"""What the columns of a table of CBS mean to us; one TOML file per table in data/mappings/statline.

A measure goes by its name without the number behind it, or by its title: CBS numbers the columns of
every edition anew (JongerenMetJeugdzorgInNatura_91, the next year _93).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from telvertel.figures.intake.columns import heading_key
from telvertel.figures.intake.mapping import HERE

TABLES = HERE / "statline"


class Parts(BaseModel):
    """A dimension whose members are the parts of a distribution."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dimension: str
    codes: dict[str, str] = Field(min_length=1)  # key or title at CBS → our part


class TableSeries(BaseModel):
    """One indicator and the measure it comes from, by any of its names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str
    teller: tuple[str, ...] = ()
    waarde: tuple[str, ...] = ()
    factor: int = 1  # the table counts in so many: 1000 for "x 1 000 euro"
    where: dict[str, tuple[str, ...]] = {}  # as in the table, for this series alone
    toelichting: str = ""  # stands with every figure

    @property
    def names(self) -> tuple[str, ...]:
        return self.teller or self.waarde

    def measure(self, there: Mapping[str, str]) -> str | None:
        """Which of the measures of the table this is; ``there`` is identifier → title.

        A whole identifier goes before a name. None when the table has no such measure, and when it
        has several of one name (CBS repeats them per form of help): which is meant nobody said.
        """
        for name in self.names:
            if name in there:
                return name
        wanted = {_plain(name) for name in self.names}
        found = [
            identifier
            for identifier, title in there.items()
            if {_plain(re.sub(r"_\d+$", "", identifier)), _plain(title)} & wanted
        ]
        return found[0] if len(found) == 1 else None


class TableMapping(BaseModel):
    """How one table of CBS becomes observations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str = Field(pattern=r"^\d{5}[A-Z]{3}$")
    about: str
    bron: str  # as shown; {day} is the day of fetching
    region: str = "RegioS"  # a table that has not this one but a Regio is asked by that
    period: str = "Perioden"
    only_period: str | None = None  # the period of a table that has no such dimension
    where: dict[str, tuple[str, ...]] = {}  # dimension → the one member, by any of its names
    parts: Parts | None = None
    series: tuple[TableSeries, ...] = Field(min_length=1)

    @property
    def is_per_area(self) -> bool:
        """Whether the table has districts and neighbourhoods."""
        return self.region == "WijkenEnBuurten"


def table_mapping(path: Path) -> TableMapping:
    """One file; a pydantic ValidationError names what does not belong in it."""
    return TableMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def table_mappings(folder: Path = TABLES) -> dict[str, TableMapping]:
    """All saved mappings by the name of their table, in order."""
    read = (table_mapping(path) for path in sorted(folder.glob("*.toml")))
    return {one.table: one for one in read}


def same_name(code: str, title: str, names: tuple[str, ...]) -> bool:
    """Whether a member of a dimension goes by one of these names."""
    wanted = {_plain(name) for name in names}
    return bool({_plain(code), _plain(title)} & wanted)


def _plain(name: str) -> str:
    """Without spaces, capitals and accents: a key is the title run together."""
    return heading_key(name).replace("_", "")
