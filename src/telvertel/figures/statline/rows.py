"""Figures of CBS become the rows of a delivery, and the places that were named on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import polars as pl

from telvertel.figures import checks
from telvertel.figures.intake.columns import COLUMNS, DTYPES, DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.problem import Problem, Remark, problem
from telvertel.figures.statline.mapping import TableMapping, TableSeries
from telvertel.figures.statline.odata import Code, Figure
from telvertel.figures.statline.troubles import StatlineNothing, StatlineUnreadable
from telvertel.indicators import period as periods_of

STATUS = {"definitief": "final", "nadervoorlopig": "revised_provisional"}
# Places that have a name at CBS and none here, by the beginning of their key.
_NAMED = {"JZ": "youth_region", "WK": "district", "BU": "neighbourhood"}
_PLACE = re.compile(r"GM\d{4}|WK\d{6}|BU\d{8}|(PV|LD|CR|JZ)\d{2}|NL01")


@dataclass(frozen=True)
class Rows:
    """What is needed to make rows of figures."""

    mapping: TableMapping
    measures: dict[str, str]  # indicator → measure of the table
    periods: list[Code]
    parts: dict[str, str]  # key at CBS → our part; empty: not split
    members: dict[str, dict[str, str]]  # indicator → dimension → the member that it is about

    def series_of(self, figure: Figure) -> list[TableSeries]:
        """The series that a figure belongs to."""
        return [
            one
            for one in self.mapping.series
            if self.measures.get(one.indicator) == figure.measure
            and self.members[one.indicator].items() <= figure.keys.items()
        ]


def deliveries(
    rows: Rows, figures: list[Figure], places: Iterable[Code], today: date
) -> tuple[Delivery, ...]:
    """Observations, and the names of regions, districts and neighbourhoods in them as parties."""
    asked = [one for one in figures if rows.series_of(one)]  # others came along with these
    frame, left_out = _frame(rows, asked, today)
    if not frame.height:
        raise StatlineNothing(rows.mapping.table)
    name, told = f"StatLine {rows.mapping.table}", _remarks(rows, frame, left_out)
    kind = DeliveryKind.observations
    found = checks.check(name, kind, frame)
    if wrong := [one for one in found if one.refuses]:
        raise StatlineUnreadable from ValueError(wrong[0].rule)
    named = _named({one.key: one.title for one in places}, frame)
    made = [_delivery(name, kind, frame, len(asked), (*found, *told), left_out)]
    if named.height:
        kinds = "/".join(key for key, kind in _NAMED.items() if kind in named["kind"])
        told = f"{name} ({kinds})"
        made.append(_delivery(told, DeliveryKind.parties, named, named.height, (), {}))
    return tuple(made)


def _frame(rows: Rows, figures: list[Figure], today: date) -> tuple[pl.DataFrame, dict[str, int]]:
    """All columns of an observation, in the order of the figures, and what was left out.

    A figure of another grain (a day, a month) and a place without a key of ours are left out; so is
    a period in which CBS gives no figure of an indicator at all: not published yet.
    """
    status = {one.key: STATUS.get(one.status.lower(), "provisional") for one in rows.periods}
    bron = rows.mapping.bron.format(day=f"{today:%d-%m-%Y}")
    made = [
        {"row": row, **shared, **_figure(series, figure.value)}
        | {"status": status[key], "source": bron}
        for row, figure in enumerate(figures, start=1)
        if (shared := _shared(rows, figure)) and (key := shared["period"]) in status
        for series in rows.series_of(figure)
    ]
    columns = {one.name: DTYPES[one.type] for one in COLUMNS[DeliveryKind.observations]}
    frame = pl.DataFrame(made, schema={"row": pl.Int64(), **columns})
    frame = frame.with_columns(suppressed=pl.lit(False))
    kept = frame.filter(_known().any().over("indicator", "period"))
    kept = kept.unique(subset=kept.columns[1:], keep="first", maintain_order=True)
    return kept, {"rows_not_mapped": len(figures) - kept["row"].n_unique()}


def _shared(rows: Rows, figure: Figure) -> dict[str, str] | None:
    """Period, place and part of a figure; None when one of them is not ours."""
    mapping = rows.mapping
    period = mapping.only_period or figure.keys[mapping.period]
    place = figure.keys[mapping.region]
    part = rows.parts.get(figure.keys[mapping.parts.dimension]) if mapping.parts else ""
    if part is None or not _PLACE.fullmatch(place):
        return None
    try:
        periods_of.read(period)
    except ValueError:
        return None
    return {"period": period, "municipality": place, "provider": "", "part": part}


def _figure(series: TableSeries, value: float | None) -> dict[str, object]:
    told: dict[str, object] = {"indicator": series.indicator}
    if value is None:
        return told
    told["note"] = series.toelichting or None
    if not series.teller:
        return {**told, "value": round(value * series.factor, 6)}  # 8,3 × 10 is 83
    number = value * series.factor
    if not number.is_integer():
        raise StatlineUnreadable
    return {**told, "numerator": int(number)}


def _known() -> pl.Expr:
    return pl.col("numerator").is_not_null() | pl.col("value").is_not_null()


def _remarks(rows: Rows, frame: pl.DataFrame, left_out: dict[str, int]) -> list[Problem]:
    name = f"StatLine {rows.mapping.table}"
    unknown = frame.filter(~_known()).height
    told = [problem(name, Remark(key), count=count) for key, count in left_out.items() if count]
    if unknown:
        told.append(problem(name, Remark.unknown_at_source, count=unknown))
    absent = [one for one in rows.mapping.series if one.indicator not in rows.measures]
    lacks = dict.fromkeys(_lacks(one, rows) for one in absent)
    return told + [problem(name, Remark.measure_not_there, measure=one) for one in lacks]


def _lacks(series: TableSeries, rows: Rows) -> str:
    """What the table has not: the measure, or the member that the series is about."""
    own = [names[0] for names in series.where.values()]
    return own[0] if own and series.indicator not in rows.members else series.names[0]


def _named(titles: dict[str, str], frame: pl.DataFrame) -> pl.DataFrame:
    """The youth-care regions, districts and neighbourhoods in the figures by name, as parties that
    deliver nothing."""
    there = frame["municipality"].unique().sort()
    codes = [code for code in there if code[:2] in _NAMED and titles.get(code)]
    names = [titles[code].removesuffix("(JZ)").strip() for code in codes]
    count = len(codes)
    return pl.DataFrame(
        {
            "row": pl.Series(range(1, count + 1), dtype=pl.Int64),
            "code": pl.Series(codes, dtype=pl.String),
            "name": pl.Series(names, dtype=pl.String),
            "kind": pl.Series([_NAMED[code[:2]] for code in codes], dtype=pl.String),
            "delivers": pl.Series([None] * count, dtype=pl.String),
            "fictional": pl.Series(["no"] * count, dtype=pl.String),
        }
    )


def _delivery(
    name: str,
    kind: DeliveryKind,
    frame: pl.DataFrame,
    rows_in: int,
    remarks: Iterable[Problem],
    left_out: dict[str, int],
) -> Delivery:
    """As a file would have given it; its hash is over the figures, so the same ones are known."""
    return Delivery(
        file=name,
        sha256=sha256(frame.drop("row").write_csv().encode()).hexdigest(),
        kind=kind,
        frame=frame,
        rows_in=rows_in,
        problems=(),
        remarks=tuple(remarks),
        rows_out={key: count for key, count in left_out.items() if count},
        published=kind is DeliveryKind.observations,
    )
