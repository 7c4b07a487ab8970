"""What a delivery must satisfy: every broken rule, with row, column and what was found.

Checks look at values that could be read; what could not be read is a problem already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial

import polars as pl

from telvertel.figures.intake.bsn import is_bsn
from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind, Type
from telvertel.figures.intake.left_out import REFUSED
from telvertel.figures.intake.regions import municipalities_of
from telvertel.figures.problem import Problem, Remark, Rule, problem
from telvertel.indicators import catalogue

FIGURES = ("numerator", "denominator", "value")
OLDEST = 23  # youth care ends at the latest on the twenty-third birthday
PERIOD_SHARE_TOP = 1.0
NEAREST = 3  # ids that are proposed for one that no card has


def shown(text: str, column: Column) -> str:
    """What may stand in a list of problems: a BSN never, personal values only their beginning."""
    if is_bsn(text, column):
        return "•••"
    if column.type is Type.year and len(text) <= 4:  # of a year two figures say nothing
        return text
    if column.personal:
        return text[:2] + "…"
    return text if len(text) <= 24 else text[:20] + "…"


def check(file: str, kind: DeliveryKind, frame: pl.DataFrame) -> list[Problem]:
    """All broken rules of a typed frame, and remarks about what was put right."""
    found = partial(problem, file)
    return [one for rule in _CHECKS[kind] for one in rule(frame, found)]


# What makes a row one fact: with the same twice, which of the two is true is for people.
KEYS: dict[DeliveryKind, tuple[str, ...]] = {
    DeliveryKind.observations: ("indicator", "period", "municipality", "provider", "part"),
    DeliveryKind.population: ("municipality", "year", "ages"),
    DeliveryKind.norms: ("indicator", "municipality", "provider", "kind", "since"),
    DeliveryKind.parties: ("code",),
    DeliveryKind.products: ("category", "code", "region", "since"),
    DeliveryKind.end_reasons: ("code", "region"),
    # One text with two tellers, or with both yes and no to being told.
    DeliveryKind.stories: ("text", "municipality", "provider", "period", "source"),
}
Found = Callable[..., Problem]
_NORMS = DeliveryKind.norms


def _column(kind: DeliveryKind, name: str) -> Column:
    return next(column for column in COLUMNS[kind] if column.name == name)


def _heading(kind: DeliveryKind, name: str) -> str:
    return _column(kind, name).heading


def _ends_before_start(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    for row in frame.filter(pl.col("ended_on") < pl.col("started_on")).iter_rows(named=True):
        start, end = row["started_on"], row["ended_on"]
        facts = {"start": f"{start:%d-%m-%Y}"}
        yield found(
            Rule.end_before_start,
            row=row["row"],
            column="einde",
            found=f"{end:%d-%m-%Y}",
            **facts,
        )


def _impossible_age(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """Age in the year of the start, from the birth year: 23 may still be 22 on the day itself."""
    age = pl.col("started_on").dt.year() - pl.col("birth_year")
    for row in frame.filter(~age.is_between(0, OLDEST)).iter_rows(named=True):
        yield found(
            Rule.age_impossible,
            row=row["row"],
            column="geboortejaar",
            found=str(row["birth_year"]),
            oldest=OLDEST,
        )


def _no_age(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    empty = frame.filter(pl.col("birth_year").is_null() & pl.col("age").is_null())
    for number in empty["row"]:
        yield found(Rule.age_missing, row=number)


def started_too_late(file: str, frame: pl.DataFrame, today: date) -> list[Problem]:
    """Starts more than a year ahead; a start in the coming year may be a plan."""
    late = frame.filter(pl.col("started_on") > today + timedelta(days=365))
    return [
        problem(file, Rule.start_too_late, row=row, column="aanvang", found=f"{start:%d-%m-%Y}")
        for row, start in late.select("row", "started_on").iter_rows()
    ]


def _assigned_late(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    late = frame.filter(pl.col("assigned_on") > pl.col("started_on")).height
    if late:
        yield found(Remark.assigned_after_start, count=late)


def _twice(kind: DeliveryKind) -> Callable[[pl.DataFrame, Found], Iterator[Problem]]:
    """Rows with the same key and different content."""
    keys = KEYS[kind]

    def rule(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
        known = frame.filter(pl.all_horizontal(pl.col(key).is_not_null() for key in keys[:1]))
        other = known.with_columns(pl.col("row").min().over(list(keys)).alias("first"))
        headings = ", ".join(_heading(kind, key) for key in keys)
        for row in other.filter(pl.col("row") != pl.col("first")).iter_rows(named=True):
            yield found(Rule.same_key_twice, row=row["row"], other=row["first"], headings=headings)

    return rule


def _part_above_whole(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    for row in frame.filter(pl.col("numerator") > pl.col("denominator")).iter_rows(named=True):
        yield found(
            Rule.part_above_whole,
            row=row["row"],
            column="teller",
            found=str(row["numerator"]),
            whole=row["denominator"],
        )


def _below_zero(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """Counts have their own lower bound; a mean or an amount below zero is a correction."""
    for row, value in frame.filter(pl.col("value") < 0).select("row", "value").iter_rows():
        yield found(Rule.negative_amount, row=row, column="waarde", found=f"{value:g}")


def _mixed_completeness(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """0–1 or 0–100, never both: 1 would be everything or nearly nothing."""
    given = frame.filter(pl.col("completeness").is_not_null())
    if not given.height or given["completeness"].max() <= PERIOD_SHARE_TOP:
        return
    for row in given.filter(pl.col("completeness").is_between(0, 1, closed="right")).iter_rows(
        named=True
    ):
        shown_value = f"{row['completeness']:g}"
        yield found(Rule.number_ambiguous, row=row["row"], column="volledigheid", found=shown_value)


def _hidden_at_source(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    hidden = int(frame["suppressed"].sum())
    if hidden:
        yield found(Remark.suppressed_at_source, count=hidden)


def _count_and_value(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """A value beside its count would tell the exact count again: the value is not kept."""
    both = frame.filter(pl.col("numerator").is_not_null() & pl.col("value").is_not_null()).height
    if both:
        yield found(Remark.value_follows_from_counts, count=both)


def _nothing_given(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    empty = pl.all_horizontal(pl.col(name).is_null() for name in ("value", "low", "high"))
    for number in frame.filter(empty & ~pl.col("on_purpose"))["row"]:
        yield found(Rule.value_and_count_missing, row=number)


def _absent_on_purpose(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """Deliberately no norm: then there is a reason, and no figure beside it."""
    absent = frame.filter("on_purpose")
    for number in absent.filter(pl.col("reason").is_null())["row"]:
        yield found(Rule.absent_without_reason, row=number, column=_heading(_NORMS, "reason"))
    bounds = pl.col("low").is_not_null() | pl.col("high").is_not_null()
    for number in absent.filter(bounds)["row"]:
        yield found(Rule.absent_with_figure, row=number, column=_heading(_NORMS, "value"))


def _unknown_region(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    for row, region in frame.select("row", "region").drop_nulls().iter_rows():
        if not municipalities_of(region):
            yield found(Rule.region_unknown, row=row, column="regio", found=region[:24])


def _without_card(kind: DeliveryKind) -> Callable[[pl.DataFrame, Found], Iterator[Problem]]:
    """What has no card is on no screen: it would come in and nobody could look at it."""
    column = _column(kind, "indicator")

    def rule(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
        unknown = frame.filter(~pl.col("indicator").is_in(list(catalogue.ids())))
        named = unknown.select("row", "indicator").drop_nulls().iter_rows()
        yield from _no_card(named, column, found)

    return rule


def _unknown_indicators(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    """A story beside no figure would never be seen. One that is withdrawn may name anything."""
    told = frame.filter((pl.col("consent") != REFUSED).fill_null(True))
    cards = catalogue.ids()
    named = (
        (row, one)
        for row, several in told.select("row", "indicators").drop_nulls().iter_rows()
        for one in several.split(",")
        if one not in cards
    )
    yield from _no_card(named, _column(DeliveryKind.stories, "indicators"), found)


def _no_card(named: Iterable[tuple[int, str]], column: Column, found: Found) -> Iterator[Problem]:
    """A problem per row and text, with the cards it is most like."""
    near: dict[str, str] = {}  # a misspelt one stands in every row
    for row, text in named:
        if text not in near:
            near[text] = ", ".join(catalogue.nearest(text, NEAREST))
        yield found(
            Rule.indicator_unknown,
            row=row,
            column=column.heading,
            found=shown(text, column),
            expected=near[text],
        )


def _ends_before_it_holds(frame: pl.DataFrame, found: Found) -> Iterator[Problem]:
    for row, since, until in frame.select("row", "since", "until").drop_nulls().iter_rows():
        if until < since:
            facts = {"start": f"{since:%d-%m-%Y}"}
            text = f"{until:%d-%m-%Y}"
            yield found(Rule.end_before_start, row=row, column="tot", found=text, **facts)


_CHECKS: dict[DeliveryKind, tuple[Callable[[pl.DataFrame, Found], Iterator[Problem]], ...]] = {
    DeliveryKind.trajectories: (_ends_before_start, _impossible_age, _no_age, _assigned_late),
    DeliveryKind.observations: (
        _twice(DeliveryKind.observations),
        _without_card(DeliveryKind.observations),
        _part_above_whole,
        _below_zero,
        _mixed_completeness,
        _hidden_at_source,
        _count_and_value,
    ),
    DeliveryKind.population: (_twice(DeliveryKind.population),),
    DeliveryKind.norms: (
        _twice(DeliveryKind.norms),
        _without_card(DeliveryKind.norms),
        _nothing_given,
        _absent_on_purpose,
    ),
    DeliveryKind.breaks: (_without_card(DeliveryKind.breaks),),
    DeliveryKind.parties: (_twice(DeliveryKind.parties),),
    DeliveryKind.products: (
        _twice(DeliveryKind.products),
        _unknown_region,
        _ends_before_it_holds,
    ),
    DeliveryKind.end_reasons: (
        _twice(DeliveryKind.end_reasons),
        _unknown_region,
    ),
    DeliveryKind.stories: (
        _twice(DeliveryKind.stories),
        _unknown_indicators,
    ),
}
