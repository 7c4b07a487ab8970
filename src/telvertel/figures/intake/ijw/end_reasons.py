"""The map from end reasons of iJw (JZ588) to those of the national record (BiJ), as a file."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from telvertel.figures.intake.regions import municipalities_of

HERE = Path(__file__).resolve().parents[5] / "data" / "mappings" / "ijw" / "end_reasons.toml"
ADMINISTRATIVE = "administratief"


Reason = Literal["01", "02", "03", "04", "05", "administratief"]


class EndReasons(BaseModel):
    """What each JZ588 code becomes. Administrative: the help did not end by it.

    ``own``: what the table of a region says instead, by municipality and code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    status: Literal["voorstel", "vastgesteld"]
    source: str
    continued_within_days: int = Field(ge=0, le=366)
    reasons: dict[str, Reason]
    own: dict[str, dict[str, Reason]] = {}

    def known(self, code: str, municipality: str) -> bool:
        return self._reason(code, municipality) is not None

    def administrative(self, code: str, municipality: str) -> bool:
        return self._reason(code, municipality) == ADMINISTRATIVE

    def of(self, code: str, municipality: str) -> str | None:
        """The BiJ reason; None for an administrative one: why help ended is then not known."""
        reason = self._reason(code, municipality)
        return None if reason == ADMINISTRATIVE else reason

    def in_regions(self, table: pl.DataFrame) -> EndReasons:
        """With the tables of regions in front (columns of a delivery of end reasons); a row without
        a region holds everywhere that no region says otherwise."""
        everywhere, own = dict(self.reasons), defaultdict[str, dict[str, Reason]](dict)
        for region, code, reason in table.select("region", "code", "end_reason").iter_rows():
            written = code.zfill(2)  # a spreadsheet may have taken the zero of "02"
            if not region:
                everywhere[written] = reason
            for place in municipalities_of(region) if region else ():
                own[place][written] = reason
        return self.model_copy(update={"reasons": everywhere, "own": dict(own)})

    def _reason(self, code: str, municipality: str) -> Reason | None:
        return self.own.get(municipality, {}).get(code, self.reasons.get(code))


@lru_cache
def end_reasons(path: Path = HERE) -> EndReasons:
    """The map in a file; a pydantic ValidationError names what does not belong in it."""
    return EndReasons.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
