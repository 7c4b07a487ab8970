"""The same thing in two files of one delivery: one that is alike counts once, and which of two that
differ is true is for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from telvertel.figures.checks import KEYS
from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.intake.left_out import REFUSED
from telvertel.figures.problem import Problem, Remark, Rule, problem
from telvertel.figures.stored import published
from telvertel.figures.tables import REPLACES

AT = "\0at"  # the place of a row's file among those of its kind
FIRST, FIRST_AT = "\0first", "\0first_at"  # the row that said it first, and its file


def seen(deliveries: Iterable[Delivery]) -> list[Problem]:
    """A problem for each row that says otherwise than a row of an earlier file, with that row; and
    a remark for each file with rows that an earlier one has as well."""
    by_kind: dict[DeliveryKind, list[Delivery]] = {}
    for one in deliveries:
        if one.kind in KEYS and (rows := _rows_known(one)) is not None:
            by_kind.setdefault(one.kind, []).append(replace(one, frame=rows))
    pairs = ((kind, files) for kind, files in by_kind.items() if len(files) > 1)
    return [told for kind, files in pairs for told in _between(kind, files)]


def _rows_known(one: Delivery) -> pl.DataFrame | None:
    """Of a refused file the rows in which nothing is wrong; None where those are not known."""
    if one.frame is not None or one.typed is None:
        return one.frame
    if any(wrong.more for wrong in one.problems):
        return None
    wrong = [problem.row for problem in one.problems if problem.row is not None]
    return one.typed.filter(~pl.col("row").is_in(wrong))


def _between(kind: DeliveryKind, files: list[Delivery]) -> list[Problem]:
    rows = _rows(kind, files)
    if kind is not DeliveryKind.stories:
        return _said_before(kind, files, rows)
    refused = (pl.col("consent") == REFUSED).fill_null(False)
    told = rows.filter(~refused)
    return _said_before(kind, files, told) + _withdrawn(files, told, rows.filter(refused))


def _rows(kind: DeliveryKind, files: list[Delivery]) -> pl.DataFrame:
    """The rows of all files. A figure of one's own and those of publishers stand side by side."""
    names = [column.name for column in COLUMNS[kind]]
    frames = [
        one.frame.select("row", *names, pl.lit(at).alias(AT), _publisher(kind, one))
        for at, one in enumerate(files)
    ]
    return pl.concat(frames).with_columns(pl.col(pl.String).fill_null(""))


def _publisher(kind: DeliveryKind, one: Delivery) -> pl.Expr:
    nobody = pl.lit(None, pl.String)
    if kind is DeliveryKind.observations:
        nobody = pl.when(published(one)).then("source").otherwise(nobody)
    return nobody.alias("publisher")


def _said_before(kind: DeliveryKind, files: list[Delivery], rows: pl.DataFrame) -> list[Problem]:
    keys = [*KEYS[kind], "publisher"]
    later = rows.with_columns(
        pl.col("row").first().over(keys).alias(FIRST),
        pl.col(AT).first().over(keys).alias(FIRST_AT),
        alike=~pl.struct(pl.exclude("row", AT)).is_first_distinct(),
    ).filter(pl.col(AT) != pl.col(FIRST_AT))
    alike = later.filter("alike").group_by(AT).len().sort(AT).rows()
    return [
        *_otherwise(kind, KEYS[kind], files, later.filter(~pl.col("alike"))),
        *(problem(files[at].file, Remark.identical_rows, count=count) for at, count in alike),
    ]


def _withdrawn(files: list[Delivery], told: pl.DataFrame, refused: pl.DataFrame) -> list[Problem]:
    """Stories of a source that another file withdraws: perhaps they may not be told."""
    keys = REPLACES[DeliveryKind.stories.value]
    first = refused.select(*keys, pl.col("row").alias(FIRST), pl.col(AT).alias(FIRST_AT))
    doubtful = told.join(first.unique(keys, keep="first", maintain_order=True), on=keys)
    return _otherwise(
        DeliveryKind.stories, keys, files, doubtful.filter(pl.col(AT) != pl.col(FIRST_AT))
    )


def _otherwise(
    kind: DeliveryKind, keys: Iterable[str], files: list[Delivery], rows: pl.DataFrame
) -> list[Problem]:
    heading = {column.name: column.heading for column in COLUMNS[kind]}
    headings = ", ".join(heading[key] for key in keys)
    return [
        problem(
            files[at].file,
            Rule.same_key_in_two_files,
            row=row,
            other=other,
            name=files[first].file,
            headings=headings,
        )
        for row, at, other, first in rows.select("row", AT, FIRST, FIRST_AT).iter_rows()
    ]
