"""Released: the only figures that charts, tables, reports, exports and URLs accept.

``release`` turns sums of protected counts into what may be shown (the gate of
docs/privacy.md); ``freeze`` and ``thaw`` carry a Released through the journal unchanged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, replace
from datetime import date
from itertools import repeat
from math import isfinite
from typing import Any

import polars as pl

from telvertel.indicators.definition import Indicator, Shape, Unit
from telvertel.indicators.period import read
from telvertel.privacy.display import Figure, figure
from telvertel.privacy.mark import Mark

__all__ = [
    "SCHEMA",
    "FrozenFiguresChanged",
    "Mark",
    "Released",
    "before",
    "freeze",
    "release",
    "thaw",
]


# One row per period and group, ordered by period, then group. Hidden figures are null: what is not
# in the frame cannot leak from it.
SCHEMA: dict[str, pl.DataType] = {
    "period": pl.String(),  # CBS period key
    "start": pl.Date(),  # first day of the period, for the axis
    "group": pl.String(),  # "" without breakdown; else provider, care form, age band or part
    "numerator": pl.Int64(),  # protected count, null when hidden or without meaning
    "denominator": pl.Int64(),
    "value": pl.Float64(),  # in the unit; null when hidden
    "low": pl.Float64(),  # bounds of a class, else null
    "high": pl.Float64(),
    "mark": pl.String(),  # Mark
    "status": pl.String(),  # provisional | revised_provisional | final
    "completeness": pl.Float64(),  # share delivered, 0–1; null when unknown
    "reference_date": pl.Date(),
    "note": pl.String(),  # short factual clarification that came with the delivery, or ""
}

_KEY = object()  # only this module makes Released


@dataclass(frozen=True)
class Released:
    """Figures of one indicator in one scope, after protection and display rules."""

    indicator: str
    unit: Unit
    shape: Shape
    scope: tuple[tuple[str, str], ...]  # Scope.to_query() as pairs
    cube: str  # id of the version of the figures
    source: str  # who delivered or published, as shown
    frame: pl.DataFrame
    left_out: tuple[str, ...] = ()  # providers without this cut, named on screen
    _made_by: InitVar[object] = None  # not kept: a changed copy is made here too, or not at all

    def __post_init__(self, _made_by: object) -> None:
        if _made_by is not _KEY:
            raise TypeError("Released figures are made by privacy.release only")
        if dict(self.frame.schema) != SCHEMA:
            raise TypeError(f"a Released frame has exactly the columns {', '.join(SCHEMA)}")


def release(
    card: Indicator,
    scope: tuple[tuple[str, str], ...],
    frame: pl.DataFrame,
    *,
    cube: str,
    source: str,
    left_out: tuple[str, ...] = (),
) -> Released:
    """What may be shown of a series of protected sums (one row per period and group).

    ``frame``: period, start, group, numerator, denominator, value, protected_at_source, status,
    completeness, reference_date, note, and dominated where the figures know of it. No row is added,
    left out or filled in from its neighbours.
    """
    figures = _figures(card.measure.shape, frame)
    columns = {
        **{name: frame[name] for name in _CARRIED},
        **{name: frame[name].fill_null("") for name in ("group", "note")},
        "mark": [one.mark.value for one in figures],
        **{name: [getattr(one, name) for one in figures] for name in _SHOWN},
    }
    return Released(
        indicator=card.id,
        unit=card.unit,
        shape=card.measure.shape,
        scope=tuple(tuple(pair) for pair in scope),
        cube=cube,
        source=source,
        frame=pl.DataFrame({name: columns[name] for name in SCHEMA}, schema_overrides=SCHEMA).sort(
            "period", "group"
        ),
        left_out=tuple(left_out),
        _made_by=_KEY,
    )


_CARRIED = ("period", "start", "status", "completeness", "reference_date")
_SHOWN = ("value", "low", "high", "numerator", "denominator")


def _figures(shape: Shape, frame: pl.DataFrame) -> list[Figure]:
    """What may be shown of each row."""
    refused = frame["dominated"] if "dominated" in frame.columns else repeat(False, frame.height)
    asked = (frame[one] for one in ("numerator", "denominator", "value", "protected_at_source"))
    return [
        figure(
            shape,
            numerator,
            denominator,
            value if value is not None and isfinite(value) else None,
            bool(at_source),
            bool(dominated),
        )
        for numerator, denominator, value, at_source, dominated in zip(*asked, refused, strict=True)
    ]


def before(released: Released, day: date) -> Released:
    """The same figures, only of periods that were over before a day."""
    over = [read(one).end < day for one in released.frame["period"]]
    return restated(released, frame=released.frame.filter(pl.Series(over, dtype=pl.Boolean)))


def since(released: Released, day: date) -> Released:
    """The same figures, only of periods that were not yet over on a day."""
    still = [read(one).end >= day for one in released.frame["period"]]
    return restated(released, frame=released.frame.filter(pl.Series(still, dtype=pl.Boolean)))


def with_source(released: Released, source: str) -> Released:
    """The same figures under another name of who delivered them."""
    return restated(released, source=source)


def restated(released: Released, **changes: Any) -> Released:
    """A copy with changes, for this room alone: what shows less, or names a source otherwise."""
    return replace(released, **changes, _made_by=_KEY)


class FrozenFiguresChanged(ValueError):
    """Frozen figures are not what was frozen: a value, a name or the form itself."""


def freeze(released: Released) -> dict[str, Any]:
    """Released figures as JSON, with a digest over everything in them."""
    frozen = {
        "indicator": released.indicator,
        "unit": released.unit.value,
        "shape": released.shape.value,
        "scope": [list(pair) for pair in released.scope],
        "cube": released.cube,
        "source": released.source,
        "left_out": list(released.left_out),
        "columns": list(SCHEMA),
        "rows": [[_plain(cell) for cell in row] for row in released.frame.rows()],
    }
    return {**frozen, "digest": _digest(frozen)}


def thaw(frozen: Mapping[str, Any]) -> Released:
    """The Released that was frozen, exactly; FrozenFiguresChanged when anything differs."""
    content = {key: value for key, value in frozen.items() if key != "digest"}
    if frozen.get("digest") != _digest(content) or content.get("columns") != list(SCHEMA):
        raise FrozenFiguresChanged(str(frozen.get("indicator", "")))
    columns = list(zip(*content["rows"], strict=True)) or [()] * len(SCHEMA)
    series = {name: _typed(name, column) for name, column in zip(SCHEMA, columns, strict=True)}
    return Released(
        indicator=content["indicator"],
        unit=Unit(content["unit"]),
        shape=Shape(content["shape"]),
        scope=tuple((key, value) for key, value in content["scope"]),
        cube=content["cube"],
        source=content["source"],
        frame=pl.DataFrame(series, schema=SCHEMA),
        left_out=tuple(content["left_out"]),
        _made_by=_KEY,
    )


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def _typed(name: str, column: tuple) -> list[Any]:
    if SCHEMA[name] == pl.Date():
        return [cell and date.fromisoformat(cell) for cell in column]
    return list(column)


def _digest(content: Mapping[str, Any]) -> str:
    """Against mistakes and careless hands; against intent the journal's chain of hashes stands."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
