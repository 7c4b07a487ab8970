"""Small released figures for pictures, always through the gate: numbers as written in the test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import read
from telvertel.privacy.release import Released, release

NAMES = {
    "GM9901": "Rivierstede",
    "NL01": "Nederland",
    "99000001": "De Brug",
    "99000002": "Ambulant Noord",
}
UNITS = {"count": "count", "share": "percent", "rate": "per_1000", "mean": "grade"}
UNITS |= {"amount": "euro", "distribution": "percent"}


def card(
    shape: str = "count", *, family: str = "use", id: str = "some", **measure: Any
) -> Indicator:
    prose = {
        "question": "Wat zien we?",
        "definition": "Een telling.",
        "says": "Iets.",
        "says_not": "Niet alles.",
        "questions": ["Een?", "Twee?", "Drie?"],
    }
    counted = {"counted": ["all"]} if family == "use" and shape == "count" else {}
    return Indicator.model_validate(
        {
            "id": id,
            "kind": "use",
            "building_block": "framework",
            "unit": UNITS[shape],
            "grain": "quarter",
            "measure": {"shape": shape, "family": family, **counted, **measure},
            "source": "eigen",
            "recorded_by": "aanbieder",
            "burden_minutes": 0,
            "owner": "beleid",
            "checked_by": "niemand",
            "review_on": "2030-01-01",
            "nl": {"name": "Jongeren met hulp", **prose},
            "en": {"name": "Young people with help", **prose},
        }
    )


DROPOUT = card("share", family="ended", counted=["02"], out_of=["01", "02"])


def rows(
    first: str,
    values: Sequence[Any],
    *,
    group: str = "",
    status: Sequence[str] | str = "final",
    complete: Sequence[float | None] | None = None,
    at_source: bool = False,
) -> list[dict[str, Any]]:
    """Rows from ``first`` on: a count, a (part, whole), or with at_source a published value."""
    found, period = [], read(first)
    for at, value in enumerate(values):
        part, whole = value if isinstance(value, tuple) else (value, None)
        found.append(
            {
                "period": period.id,
                "start": period.start,
                "group": group,
                "numerator": None if at_source else part,
                "denominator": None if at_source else whole,
                "value": float(part) if at_source and part is not None else None,
                "protected_at_source": at_source,
                "status": status if isinstance(status, str) else status[at],
                "completeness": complete[at] if complete else None,
                "reference_date": None,
                "note": "",
            }
        )
        period = period.next
    return found


SCHEMA = {
    "period": pl.String(),
    "start": pl.Date(),
    "group": pl.String(),
    "numerator": pl.Int64(),
    "denominator": pl.Int64(),
    "value": pl.Float64(),
    "protected_at_source": pl.Boolean(),
    "status": pl.String(),
    "completeness": pl.Float64(),
    "reference_date": pl.Date(),
    "note": pl.String(),
}


def released(of: Indicator, told: list[dict[str, Any]], **scope: str) -> Released:
    pairs = tuple({"gm": "GM9901", "grain": "quarter", **scope}.items())
    frame = pl.DataFrame(told, schema=SCHEMA, orient="row")
    return release(of, pairs, frame, cube="v1", source="Eigen telling")


def data_of(spec: Any) -> list[dict[str, Any]]:
    """Every row of data anywhere in a spec."""
    if isinstance(spec, dict):
        own = spec.get("values", []) if isinstance(spec.get("values"), list) else []
        found = [one for one in own if isinstance(one, dict)]
        return found + [one for value in spec.values() for one in data_of(value)]
    if isinstance(spec, list):
        return [one for value in spec for one in data_of(value)]
    return []


def named(spec: Any, name: str) -> list[dict[str, Any]]:
    """The rows of the data with this name, in a spec; empty when there are none."""
    if isinstance(spec, dict):
        if spec.get("name") == name and "values" in spec:
            return spec["values"]
        spec = list(spec.values())
    if isinstance(spec, list):
        return next((found for value in spec if (found := named(value, name))), [])
    return []


def texts_of(spec: Any) -> list[str]:
    """Every text that is written in a picture, lines joined."""
    if isinstance(spec, dict):
        mark = spec.get("mark")
        own = mark["text"] if isinstance(mark, dict) and "text" in mark else None
        found = [] if own is None else [own if isinstance(own, str) else " ".join(own)]
        return found + [one for value in spec.values() for one in texts_of(value)]
    if isinstance(spec, list):
        return [one for value in spec for one in texts_of(value)]
    return []
