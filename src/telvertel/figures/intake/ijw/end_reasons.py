"""The map from end reasons of iJw (JZ588) to those of the national record (BiJ), as a file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).resolve().parents[5] / "data" / "mappings" / "ijw" / "end_reasons.toml"
ADMINISTRATIVE = "administratief"


class EndReasons(BaseModel):
    """What each JZ588 code becomes. Administrative: the help did not end by it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    status: Literal["voorstel", "vastgesteld"]
    source: str
    continued_within_days: int = Field(ge=0, le=366)
    reasons: dict[str, Literal["01", "02", "03", "04", "05", "administratief"]]

    def known(self, code: str) -> bool:
        return code in self.reasons

    def administrative(self, code: str) -> bool:
        return self.reasons[code] == ADMINISTRATIVE

    def of(self, code: str) -> str | None:
        """The BiJ reason; None for an administrative one: why help ended is then not known."""
        return None if self.administrative(code) else self.reasons[code]


@lru_cache
def end_reasons(path: Path = HERE) -> EndReasons:
    """The map in a file; a pydantic ValidationError names what does not belong in it."""
    return EndReasons.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
