"""The code of a municipality by its name, for files that have names only."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from telvertel.figures.intake.columns import heading_key

LIST = Path(__file__).resolve().parents[4] / "data" / "reference" / "municipalities_2026.csv"
# Names that people write and the list of CBS does not have.
ALSO = {"den_haag": "GM0518", "den_bosch": "GM0796", "nederland": "NL01"}


def code_of(name: str) -> str | None:
    """The CBS code of a municipality, whatever accents, capitals and dashes; None if unknown."""
    return _codes().get(heading_key(name))


@lru_cache
def _codes() -> dict[str, str]:
    """Names without their province too ("Bergen (L.)" stays apart from "Bergen (NH.)")."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    codes = {heading_key(row["name"]): row["code"] for row in rows}
    short = [(heading_key(row["name"].split(" (")[0]), row["code"]) for row in rows]
    names = [name for name, _ in short]
    return {name: code for name, code in short if names.count(name) == 1} | codes | ALSO
