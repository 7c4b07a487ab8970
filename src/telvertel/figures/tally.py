"""Unique children per cell, compiled: the rules of ``child.py`` in one pass over sorted rows.

``child.py`` says the same in SQL and is what the definitions are read from; a test holds both to
the plain loops of the tests. SQL joins every trajectory with every period and sorts the result,
which a delivery of millions cannot afford; here a child is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import prod

import numpy as np
import polars as pl
from numba import njit

from telvertel.figures.child import (
    DURATION_DAYS,
    GRADES,
    LOOK_AHEAD_MONTHS,
    LOOK_BACK_YEARS,
    WAITING_DAYS,
)
from telvertel.figures.scope import AGE_BANDS, CARE_FORMS
from telvertel.indicators.definition import PARTS, Family
from telvertel.indicators.period import Period

AT_ONCE = 48 * 2**20  # bytes of counters; periods of a larger municipality are counted in turns
NEVER = np.int32(2**30)  # a day that does not come

_WIDTH = {family: len(parts) for family, parts in PARTS.items()}
_BEGINS = dict(zip(PARTS, np.cumsum([0, *_WIDTH.values()])[:-1].tolist(), strict=True))
WIDTH = sum(_WIDTH.values())

_USE, _STARTED, _ENDED = (_BEGINS[one] for one in (Family.use, Family.started, Family.ended))
_REPEAT, _REFERRER = _BEGINS[Family.repeat_use], _BEGINS[Family.referrer]
_WAITING, _LINE, _FLOW = (_BEGINS[one] for one in (Family.waiting, Family.line, Family.flow))
_DURATION, _NEW_START = _BEGINS[Family.duration], _BEGINS[Family.new_start]
_PLANNED, _DROPOUT = _BEGINS[Family.lasted_planned], _BEGINS[Family.lasted_dropout]
_OTHERWISE = _BEGINS[Family.lasted_otherwise]
_FURTHER = (_BEGINS[Family.further_help_young], _BEGINS[Family.further_help_parent])
_USEFUL = (_BEGINS[Family.usefulness_young], _BEGINS[Family.usefulness_parent])
_NOT_ENDED = PARTS[Family.ended].index("not_ended")
_NO, _YES, _UNKNOWN = (PARTS[Family.new_start].index(one) for one in ("no", "yes", "unknown"))
_STAYED, _CAME, _LEFT, _PASSED = (
    PARTS[Family.flow].index(one) for one in ("stayed", "came", "left", "passed")
)
# Which class of reasons an ending belongs to, by the place of its reason among the parts.
_LASTS = np.array([_PLANNED, _OTHERWISE, _DROPOUT, _DROPOUT, _OTHERWISE, -1], dtype=np.int64)

_FORMS = [(code, group) for group, codes in CARE_FORMS.items() for code in codes]
_GROUPS = list(CARE_FORMS)
_GROUP_COUNT = len(_GROUPS)
_TOPS = np.array([int(band.split("-")[1]) for band in AGE_BANDS[:-1]], dtype=np.int64)

CELL = ("grain", "period", "municipality", "provider", "care_form", "age_band")
CELLS = {**dict.fromkeys(CELL, pl.String()), "x": pl.Array(pl.Int32, WIDTH)}


def cells(
    trajectories: pl.DataFrame, reference: date, held: Iterable[Period]
) -> Iterator[pl.DataFrame]:
    """True counts of unique children, one frame (CELLS) per municipality in order of code.

    One row per cell in which anybody was, ordered by grain, period and cell; ``x`` has a count for
    every part of every family, in the order of PARTS. As ``measure.cube``, in another form.
    """
    periods = list(held)
    for municipality, rows in by_municipality(trajectories):
        yield of_municipality(municipality, rows, reference, periods)


def by_municipality(trajectories: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of each municipality, in order of code; within one in the order they had."""
    codes = trajectories["municipality"].cast(pl.String)
    at = codes.cast(pl.Enum(codes.unique().sort()))  # texts take five times as long to sort
    ordered = trajectories.with_columns(at.alias("at")).sort("at", maintain_order=True).drop("at")
    runs = ordered["municipality"].rle().struct.unnest()
    begins = 0
    for length, municipality in runs.iter_rows():
        yield str(municipality), ordered.slice(begins, length)
        begins += length


def of_municipality(
    municipality: str, rows: pl.DataFrame, reference: date, held: Iterable[Period]
) -> pl.DataFrame:
    """The frame (CELLS) of one municipality; ``rows`` are its trajectories."""
    periods = sorted(held, key=lambda one: (one.grain.value, one.id))
    rows = rows.filter(pl.col("started_on") <= reference)
    if not periods or not rows.height:
        return pl.DataFrame(schema=CELLS)
    providers = rows["provider"].unique().cast(pl.String).sort()
    columns = _columns(rows, reference, providers.to_list())
    first, last, year = (
        np.array(values, dtype=np.int32)
        for values in zip(
            *((_number(one.start), _number(one.end), one.year) for one in periods), strict=True
        )
    )
    shape = (len(providers), len(_GROUPS), len(AGE_BANDS))
    at_once = max(1, AT_ONCE // (prod(shape) * WIDTH * 4))
    found = []
    for low in range(0, len(periods), at_once):
        some = slice(low, low + at_once)
        counts = np.zeros((len(first[some]), prod(shape), WIDTH), dtype=np.int32)
        _count(*columns, first[some], last[some], year[some], _number(reference), counts)
        problem, cell = np.nonzero(counts[:, :, _USE])
        found.append((problem + low, cell, counts[problem, cell]))
    problem, cell, x = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return _frame(municipality, periods, providers, problem, np.unravel_index(cell, shape), x)


def _frame(
    municipality: str,
    periods: list[Period],
    providers: pl.Series,
    problem: np.ndarray,
    cell: tuple[np.ndarray, ...],
    x: np.ndarray,
) -> pl.DataFrame:
    provider, form, band = cell
    return pl.DataFrame(
        {
            "grain": pl.Series([one.grain.value for one in periods]).gather(problem),
            "period": pl.Series([one.id for one in periods]).gather(problem),
            "municipality": pl.repeat(municipality, len(problem), eager=True),
            "provider": providers.gather(provider),
            "care_form": pl.Series(_GROUPS).gather(form),
            "age_band": pl.Series(AGE_BANDS).gather(band),
            "x": pl.Series(x, dtype=pl.Array(pl.Int32, WIDTH)),
        },
        schema=CELLS,
    )


@dataclass(frozen=True)
class _Told:
    """How a column of codes becomes the place of its part; what is not there is the last part."""

    column: str
    family: Family

    def expression(self) -> pl.Expr:
        parts = PARTS[self.family]
        places = {part: at for at, part in enumerate(parts)}
        column = pl.col(self.column).cast(pl.String)
        last = places.get("unknown", len(parts) - 1)
        known = column.replace_strict(places, default=None, return_dtype=pl.Int8)
        return known.fill_null(last).alias(self.column)


def _class(column: pl.Expr, bounds: Iterable[int], *, closed: bool) -> pl.Expr:
    """The number of bounds that a value is beyond; on a bound it is not, where ``closed``."""
    beyond = (column > bound if closed else column >= bound for bound in bounds)
    return pl.sum_horizontal(one.cast(pl.Int8) for one in beyond)


def _columns(rows: pl.DataFrame, reference: date, providers: list[str]) -> tuple[np.ndarray, ...]:
    """The rows of one municipality as arrays, ordered by child and start; see ``_count``."""
    codes = sorted(code for code, _ in _FORMS)
    group = {code: _GROUPS.index(name) for code, name in _FORMS}
    form, over = pl.col("care_form").cast(pl.String), pl.col("ended_on") <= reference
    waited = (pl.col("started_on") - pl.col("assigned_on")).dt.total_days()
    ready = (
        rows.sort("client", "started_on", maintain_order=True)
        .with_columns(
            pl.when(over).then("ended_on").alias("ended_on"),
            pl.when(over).then("end_reason").alias("end_reason"),
        )
        .select(
            pl.col("client").ne_missing(pl.col("client").shift()).alias("first_of_child"),
            pl.col("started_on").to_physical().alias("start"),
            pl.col("ended_on").to_physical().fill_null(int(NEVER)).alias("end"),
            pl.col("started_on").dt.offset_by(f"-{LOOK_BACK_YEARS}y").to_physical().alias("since"),
            pl.col("ended_on")
            .dt.offset_by(f"{LOOK_AHEAD_MONTHS}mo")
            .to_physical()
            .fill_null(int(NEVER))
            .alias("ahead"),
            pl.col("provider")
            .cast(pl.String)
            .replace_strict(providers, range(len(providers)), return_dtype=pl.Int32),
            form.replace_strict(group, return_dtype=pl.Int32).alias("group"),
            form.replace_strict(codes, range(len(codes)), return_dtype=pl.Int32).alias("form"),
            pl.coalesce("birth_year", pl.col("started_on").dt.year() - pl.col("age"))
            .cast(pl.Int32)
            .alias("born"),
            _Told("referrer", Family.referrer).expression(),
            _Told("end_reason", Family.ended).expression(),
            pl.when(waited >= 0)
            .then(_class(waited, WAITING_DAYS.values(), closed=True))
            .otherwise(PARTS[Family.waiting].index("unknown"))
            .alias("waiting"),
            _class(
                (pl.col("ended_on") - pl.col("started_on")).dt.total_days().fill_null(0),
                DURATION_DAYS.values(),
                closed=False,
            ).alias("duration"),
            _Told("further_young", Family.further_help_young).expression(),
            _Told("further_parent", Family.further_help_parent).expression(),
            *(
                _class(pl.col(name), GRADES.values(), closed=True)
                .cast(pl.Int8)
                .pipe(lambda one, name=name: pl.when(pl.col(name).is_not_null()).then(one))
                .fill_null(len(PARTS[Family.usefulness_young]) - 1)
                .alias(name)
                for name in ("usefulness_young", "usefulness_parent")
            ),
        )
    )
    begins = np.append(np.flatnonzero(ready["first_of_child"].to_numpy()), ready.height)
    days = [ready[name].cast(pl.Int32).to_numpy() for name in ready.columns[1:9]]
    parts = ready.select(ready.columns[9:]).cast(pl.Int64)
    return begins, *days, parts.to_numpy(order="c")


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


@njit(nogil=True, cache=True)
def _count(begins, start, end, since, ahead, provider, group, form, born, told,
           first, last, year, reference, counts):  # fmt: skip
    """``told``: per row referrer, reason, waiting, duration, further (2) and useful (2), as the
    places of their parts. Adds to ``counts``: period × cell × part."""
    longest = 0
    for child in range(len(begins) - 1):
        longest = max(longest, begins[child + 1] - begins[child])
    again = np.zeros(longest, dtype=np.bool_)
    for child in range(len(begins) - 1):
        low, high = begins[child], begins[child + 1]
        _repeats(low, high, start, end, since, again)
        ends = end[low]
        for row in range(low, high):
            ends = max(ends, end[row])
        for period in range(len(first)):
            if start[low] > last[period] or ends < first[period]:
                continue
            _child(low, high, period, again, start, end, ahead, provider, group, form, born, told,
                   first[period], last[period], year[period], reference, counts)  # fmt: skip


@njit(nogil=True, cache=True)
def _repeats(low, high, start, end, since, again):
    """Whether a trajectory that began earlier still ran within the years before each start."""
    latest = np.int64(-NEVER)
    row = low
    while row < high:
        same = row
        while same < high and start[same] == start[row]:
            again[same - low] = latest >= since[same]
            same += 1
        while row < same:
            latest = max(latest, np.int64(end[row]))
            row += 1


@njit(nogil=True, cache=True)
def _before(one, other, provider, form):
    """Of two that are as heavy and began together: the lower provider, then the lower form."""
    if provider[one] != provider[other]:
        return provider[one] < provider[other]
    if form[one] != form[other]:
        return form[one] < form[other]
    return one < other


@njit(nogil=True, cache=True)
def _child(low, high, period, again, start, end, ahead, provider, group, form, born, told,
           first, last, year, reference, counts):  # fmt: skip
    """One child in one period: where it stands, and its part of every family."""
    main, begun, over = -1, -1, -1
    before, after, beyond = False, False, False
    for row in range(low, high):
        if start[row] > last:
            break
        if end[row] < first:
            continue
        starts = start[row] >= first
        before |= not starts
        after |= end[row] > last
        beyond |= starts and group[row] != 0
        if main < 0 or group[row] > group[main] or (
            group[row] == group[main]
            and (start[row] < start[main]
                 or (start[row] == start[main] and _before(row, main, provider, form)))
        ):  # fmt: skip
            main = row
        if starts and (begun < 0 or start[row] < start[begun] or (
            start[row] == start[begun]
            and (group[row] > group[begun]
                 or (group[row] == group[begun] and _before(row, begun, provider, form)))
        )):  # fmt: skip
            begun = row
        if end[row] <= last and (over < 0 or end[row] > end[over] or (
            end[row] == end[over]
            and (start[row] > start[over]
                 or (start[row] == start[over]
                     and (group[row] > group[over]
                          or (group[row] == group[over] and _before(row, over, provider, form)))))
        )):  # fmt: skip
            over = row
    if main < 0:
        return
    band = 0
    while band < len(_TOPS) and year - born[main] > _TOPS[band]:
        band += 1
    cell = (provider[main] * _GROUP_COUNT + group[main]) * (len(_TOPS) + 1) + band
    at = counts[period, cell]
    at[_USE] += 1
    if before:
        at[_FLOW + (_STAYED if after else _LEFT)] += 1
    else:
        at[_FLOW + (_CAME if after else _PASSED)] += 1
    at[_STARTED + (0 if begun >= 0 else 1)] += 1
    if begun >= 0:
        at[_REPEAT + (0 if again[begun - low] else 1)] += 1
        at[_REFERRER + told[begun, 0]] += 1
        at[_WAITING + told[begun, 2]] += 1
        at[_LINE + (1 if beyond else 0)] += 1
    if over < 0:
        at[_ENDED + _NOT_ENDED] += 1
        return
    reason, lasted = told[over, 1], told[over, 3]
    at[_ENDED + reason] += 1
    at[_DURATION + lasted] += 1
    if _LASTS[reason] >= 0:
        at[_LASTS[reason] + lasted] += 1
    at[_NEW_START + _next(low, high, over, start, end, ahead, reference)] += 1
    for answer in range(2):
        at[_FURTHER[answer] + told[over, 4 + answer]] += 1
        at[_USEFUL[answer] + told[over, 6 + answer]] += 1


@njit(nogil=True, cache=True)
def _next(low, high, over, start, end, ahead, reference):
    """Did help begin again within months of this ending? Rows are ordered by start."""
    left, right = low, high
    while left < right:
        middle = (left + right) // 2
        if start[middle] > end[over]:
            right = middle
        else:
            left = middle + 1
    if left < high and start[left] <= ahead[over]:
        return _YES
    return _UNKNOWN if ahead[over] > reference else _NO
