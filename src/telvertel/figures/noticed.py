"""What is noticed in a delivery that could be read and refuses nothing: for people to look at.

Each remark counts; which rows it is about would name children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import polars as pl

from telvertel.figures.intake.coded import texts_of
from telvertel.figures.intake.columns import Column, DeliveryKind, Type, heading_key
from telvertel.figures.intake.values import SHORT_YEAR
from telvertel.figures.problem import Problem, Remark, problem

Found = Callable[..., Problem]
_ALIKE_SHOWN = 5  # pairs of providers named in one remark


def noticed(file: str, kind: DeliveryKind, frame: pl.DataFrame) -> list[Problem]:
    """Remarks about a typed frame of this kind, in a fixed order; none when nothing stands out."""
    found = partial(problem, file)
    return [one for look in _LOOKS.get(kind, ()) for one in look(frame, found)]


def starting_ahead(file: str, frame: pl.DataFrame, today: date) -> list[Problem]:
    """Trajectories that begin after today: perhaps a plan, perhaps a wrong year."""
    ahead = frame.filter(pl.col("started_on") > today).height
    return [problem(file, Remark.starts_ahead, count=ahead)] if ahead else []


def reduced(file: str, rows: pl.DataFrame, columns: dict[Column, str]) -> list[Problem]:
    """What the readers took less, or more, from a text than stands in it; ``rows`` are texts."""
    short = born = 0
    for column, heading in columns.items():
        if column.type is Type.date:
            short += _rows_with(rows[heading], lambda text: text.str.contains(SHORT_YEAR))
        elif column.type is Type.year:
            born += _rows_with(rows[heading], lambda text: text.str.len_chars() > 4)
    counts = {Remark.short_years: short, Remark.birth_dates_reduced: born}
    return [problem(file, remark, count=count) for remark, count in counts.items() if count]


def _rows_with(column: pl.Series, like: Callable[[pl.Series], pl.Series]) -> int:
    texts = texts_of(column)
    texts = texts.filter(like(texts))
    return int(column.cast(pl.String).is_in(texts.implode()).sum()) if len(texts) else 0


def _overlapping(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """Two trajectories of one child in one form at the same time; the child counts once."""
    count = _overlaps(frame, "municipality", "client", "care_form").height
    if count:
        yield found(Remark.trajectories_overlap, count=count)


def _in_two_places(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """One pseudonym in two municipalities at the same time; each counts its own child."""
    if frame["municipality"].n_unique() < 2 or _each_in_one(frame):
        return
    overlaps = _overlaps(frame, "client")
    count = overlaps.filter(pl.col("municipality") != pl.col("before_municipality")).height
    if count:
        yield found(Remark.client_in_two_places, count=count)


def _each_in_one(frame: pl.DataFrame) -> bool:
    """Told by hashes: as many clients as there are clients with a municipality."""
    clients = frame.select(pl.col("client").hash().n_unique()).item()
    return clients == frame.select("client", "municipality").hash_rows().n_unique()


def _overlaps(frame: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Rows that begin before an earlier one of the same keys has ended, with its municipality.

    Only keys that occur twice are sorted: nearly all of a large delivery occur once. Keys are told
    apart by their hashes.
    """
    hashes = frame.select(keys).hash_rows().alias("keys")
    ordered = hashes.sort()
    twice = hashes.is_in(ordered.filter(ordered == ordered.shift(1)).unique().implode())
    more = frame.select("row", "municipality", "started_on", "ended_on").filter(twice)
    more = more.with_columns(hashes.filter(twice)).sort("keys", "started_on", "row")
    # A number per key, larger than any day: then one running maximum over all is one per key.
    key = pl.col("keys").rle_id().cast(pl.Int64) * 2**32
    until = key + pl.col("ended_on").fill_null(date(9999, 12, 31)).cast(pl.Int32)
    since = key + pl.col("started_on").cast(pl.Int32)
    same = pl.col("keys") == pl.col("keys").shift(1)
    return more.with_columns(
        pl.col("municipality").shift(1).alias("before_municipality"),
        overlaps=same & (since < until.cum_max().shift(1)),
    ).filter("overlaps")


def _without_reason(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """Help that ended for a reason that is not told: it counts as ended, and in no reason."""
    count = frame.filter(pl.col("ended_on").is_not_null() & pl.col("end_reason").is_null()).height
    if count:
        yield found(Remark.end_without_reason, count=count)


def _odd_provider(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """Codes that are no AGB code: eight figures."""
    codes = frame["provider"].drop_nulls().unique().cast(pl.String).sort()
    odd = codes.filter(~codes.str.contains(r"^\d{8}$"))
    if len(odd):
        rows = int(frame["provider"].cast(pl.String).is_in(odd.implode()).sum())
        more = ["…"] if len(odd) > _ALIKE_SHOWN else []
        shown = ", ".join([*(one[:24] for one in odd.head(_ALIKE_SHOWN)), *more])
        yield found(Remark.provider_odd, codes=shown, count=rows)


def _alike(column: str) -> Callable[[pl.DataFrame, Found], Iterator[Problem]]:
    """Two codes or names that differ by a lost zero, a capital or a sign: perhaps one party."""

    def look(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
        ways: dict[str, list[str]] = {}
        for text in frame[column].drop_nulls().unique().sort():
            ways.setdefault(heading_key(text).replace("_", "").lstrip("0"), []).append(text)
        alike = [" = ".join(texts) for key, texts in ways.items() if key and len(texts) > 1]
        if alike:
            pairs = "; ".join(alike[:_ALIKE_SHOWN])
            yield found(Remark.written_in_two_ways, pairs=pairs, count=len(alike))

    return look


def _parts_above_total(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """Parts that together are more than the row without a part: a child may count in several."""
    keys = ["indicator", "period", "municipality", "provider"]
    parts = frame.filter(pl.col("part").is_not_null())
    parts = parts.group_by(keys).agg(pl.col("numerator").sum().alias("together"))
    whole = frame.filter(pl.col("part").is_null()).select(*keys, "numerator")
    above = whole.join(parts, on=keys, nulls_equal=True).filter(
        pl.col("together") > pl.col("numerator")
    )
    if above.height:
        most = above.select((pl.col("together") - pl.col("numerator")).max()).item()
        yield found(Remark.parts_above_total, count=above.height, most=most)


_LOOKS: dict[DeliveryKind, tuple[Callable[[pl.DataFrame, Found], Iterator[Problem]], ...]] = {
    DeliveryKind.trajectories: (
        _overlapping,
        _in_two_places,
        _without_reason,
        _odd_provider,
        _alike("provider"),
    ),
    DeliveryKind.observations: (_parts_above_total, _alike("provider")),
    DeliveryKind.parties: (_alike("name"),),
}
