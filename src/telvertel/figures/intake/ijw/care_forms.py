"""From product codes to care forms: the table a region delivered, and a default per category.

Product codes differ per region, so a code says nothing by itself. The nearest row counts: this
code in this region, then this category in this region, then the same two without a region.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

from telvertel.figures.intake import delivery
from telvertel.figures.intake.regions import municipalities_of

DEFAULT = Path(__file__).resolve().parents[5] / "data" / "mappings" / "ijw" / "care_forms.csv"
NO_HELP = "none"  # transport, child protection, probation: no youth help of the record


class CareForm(NamedTuple):
    """``code`` of the record or NO_HELP; ``own`` when a region said so and not our default."""

    code: str
    own: bool
    since: date
    until: date


class CareForms:
    """The care form of a product: tables of regions in front of the default of the project.

    ``delivered`` and ``default`` have the columns of a delivery of products.
    """

    def __init__(self, delivered: pl.DataFrame, default: pl.DataFrame) -> None:
        self._rows: dict[tuple[str, str, str], list[CareForm]] = {}
        for own, table in ((True, delivered), (False, default)):
            for row in table.iter_rows(named=True):
                self._add(row, own)

    def _add(self, row: dict, own: bool) -> None:
        form = CareForm(row["care_form"], own, row["since"] or date.min, row["until"] or date.max)
        for place in municipalities_of(row["region"]) if row["region"] else ("",):
            key = (place, row["category"], row["code"] or "")
            self._rows.setdefault(key, []).append(form)

    def of(self, municipality: str, category: str, code: str, on: date) -> CareForm | None:
        """What a product is on a day; None when no row says anything about it."""
        for place in (municipality, ""):
            for wanted in dict.fromkeys((code, "")):
                for form in self._rows.get((place, category, wanted), ()):
                    if form.since <= on <= form.until:
                        return form
        return None


def care_forms(delivered: pl.DataFrame) -> CareForms:
    """With the default that ships with the project behind what regions delivered."""
    return CareForms(delivered, _default())


@lru_cache
def _default() -> pl.DataFrame:
    frame = delivery.read(DEFAULT).frame
    assert frame is not None, DEFAULT
    return frame
