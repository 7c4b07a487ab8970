"""One file becomes one Delivery: typed rows with everything that is wrong with them; not stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from telvertel.figures import checks, noticed
from telvertel.figures.intake import bsn, places
from telvertel.figures.intake.chosen import NOTHING, Chosen, mapping_for
from telvertel.figures.intake.coded import texts_of
from telvertel.figures.intake.columns import (
    COLUMNS,
    DTYPES,
    Column,
    DeliveryKind,
    Type,
    found_columns,
    kind_of,
    missing_columns,
)
from telvertel.figures.intake.headings import are_headings
from telvertel.figures.intake.left_out import (
    counting,
    without_doubles,
    without_examples,
    without_refused,
    without_totals,
)
from telvertel.figures.intake.mapping import Mapping, mapped
from telvertel.figures.intake.reading import read_table
from telvertel.figures.intake.table import ROW, Table
from telvertel.figures.intake.values import (
    LOST_KEY,
    MISSING,
    READERS,
    SUPPRESSED,
    Unreadable,
    is_missing,
    is_suppressed,
)
from telvertel.figures.problem import KEPT, Problem, Remark, Rule, at_most, problem
from telvertel.figures.watch import UNWATCHED, ImportStep, Watch

TOLD, LONGEST = 12, 40  # headings of an unknown file that are named, and characters of each
_NUMBER = re.compile(r"\d{4}")
MANY = 10_000  # different keys that are read at once and not one by one


@dataclass(frozen=True)
class Delivery:
    """One file, read and checked. ``frame`` is None when it is refused.

    The frame has ``row`` and the columns of its kind by their own names, all of them, null where
    the file has nothing. ``rows_out`` counts rows that were left out, by Remark. ``published``:
    the mapping that read it, or the project itself, says that a publisher protected its figures.
    ``typed`` has what could be read of a refused file too, so that whoever checks more tells it in
    the same round; None where nothing may be read, and once everything is checked.
    """

    file: str
    sha256: str
    kind: DeliveryKind | None
    frame: pl.DataFrame | None
    rows_in: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    rows_out: dict[str, int] = field(default_factory=dict)
    mapping: str | None = None
    published: bool = False
    typed: pl.DataFrame | None = None

    @property
    def readable(self) -> pl.DataFrame | None:
        return self.typed if self.frame is None else self.frame

    @property
    def refused(self) -> bool:
        return self.frame is None

    @property
    def rows_kept(self) -> int:
        """Rows of the file; a mapping may make several of ours from one of them."""
        return 0 if self.frame is None else counting(self.kind, self.frame)["row"].n_unique()


def read(
    path: Path,
    mapping: Mapping | None = None,
    chosen: Chosen = NOTHING,
    watch: Watch = UNWATCHED,
) -> Delivery:
    """The delivery in a file; the mapping is chosen by its headings unless it is given."""
    chosen = replace(chosen, mapping=chosen.mapping or mapping)
    watch.at(ImportStep.reading)
    table = read_table(path, chosen.fits, chosen.sheet, watch)
    watch.at(ImportStep.checking)
    if table.rows is None:
        return _delivery(table, None, None, list(table.problems))
    found = bsn.in_headings(table.headings)
    if found:
        wrong = [problem(table.file, Rule.bsn_heading, column=heading) for heading in found]
        return _delivery(table, None, None, wrong)
    by, wrong_mapping = mapping_for(table.file, table.headings, chosen)
    if wrong_mapping:
        return _delivery(table, None, None, [wrong_mapping])
    return _read_mapped(table, by) if by else _read_own(table)


def _read_own(table: Table) -> Delivery:
    kind, missing = kind_of(list(table.headings))
    if kind is None:
        return _delivery(table, None, None, [_of_no_kind(table)])
    if missing:
        wrong = [problem(table.file, Rule.heading_missing, column=one) for one in missing]
        return _delivery(table, kind, None, wrong)
    columns = found_columns(kind, list(table.headings))
    return _typed(table, kind, table.rows, columns, {})


def _of_no_kind(table: Table) -> Problem:
    """With the headings that were found, as far as they hold no number that may be somebody's."""
    if not are_headings(table.headings):
        return problem(table.file, Rule.no_headings)
    told = [one[:LONGEST] for one in table.headings if not _NUMBER.search(one)]
    more = " …" if len(told) > TOLD else ""
    return problem(table.file, Rule.kind_unknown, headings=", ".join(told[:TOLD]) + more)


def _read_mapped(table: Table, mapping: Mapping) -> Delivery:
    if wrong := _service_numbers(table.file, table.rows, mapping.columns(table.headings)):
        return _delivery(table, mapping.kind, None, wrong)
    as_text = table.rows.with_columns(pl.selectors.enum().cast(pl.String))
    rows, left_out = mapped(as_text, mapping)
    ours = [name for name in rows.columns if name != ROW]
    missing = missing_columns(mapping.kind, ours)
    if missing:
        wrong = [problem(table.file, Rule.heading_missing, column=one) for one in missing]
        return _delivery(table, mapping.kind, None, wrong)
    columns = found_columns(mapping.kind, ours)
    return _typed(table, mapping.kind, rows, columns, left_out, mapping)


def _typed(
    table: Table,
    kind: DeliveryKind,
    rows: pl.DataFrame,
    columns: dict[Column, str],
    left_out: dict[str, int],
    mapping: Mapping | None = None,
) -> Delivery:
    """Values read, identical and total rows left out, and every check of the kind done."""
    by_heading = {heading: column for column, heading in columns.items()}
    if wrong := _service_numbers(table.file, rows, by_heading):
        return _delivery(table, kind, None, wrong)
    rows, examples = without_examples(rows, kind, columns)
    if examples and not rows.height:
        return _delivery(table, kind, None, [problem(table.file, Rule.only_example)])
    remarks = [] if mapping else _not_read(table, columns)
    remarks += [] if mapping else places.named(table.file, rows, columns)
    rows, counted = without_totals(rows, kind, columns)
    frame, problems = _values(table.file, kind, rows, columns)
    frame, doubles = without_doubles(frame)
    problems += list(table.problems)
    problems += _not_said(problems, kind, columns, checks.check(table.file, kind, frame))
    frame, refused = without_refused(kind, frame)
    left_out = {**left_out, **examples, **counted, "identical_rows": doubles, **refused}
    remarks += noticed.noticed(table.file, kind, frame)
    remarks += noticed.reduced(table.file, rows, columns)
    remarks += [problem(table.file, Remark(name), count=n) for name, n in left_out.items() if n]
    if mapping:
        remarks.append(problem(table.file, Remark.mapping_used, mapping=mapping.name))
    return _delivery(table, kind, frame, problems + remarks, left_out, mapping)


def _delivery(
    table: Table,
    kind: DeliveryKind | None,
    frame: pl.DataFrame | None,
    found: list[Problem],
    left_out: dict[str, int] | None = None,
    mapping: Mapping | None = None,
) -> Delivery:
    problems = [one for one in found if one.refuses]
    remarks = [one for one in found if not one.refuses]
    return Delivery(
        file=table.file,
        sha256=table.sha256,
        kind=kind,
        frame=None if problems else frame,
        rows_in=0 if table.rows is None else table.rows.height,
        problems=tuple(at_most(sorted(problems, key=lambda one: one.row or 0), KEPT)),
        remarks=tuple(at_most(remarks)),
        rows_out={name: count for name, count in (left_out or {}).items() if count},
        mapping=mapping.name if mapping else None,
        published=mapping is not None and mapping.published,
        typed=frame,
    )


def _service_numbers(file: str, rows: pl.DataFrame, columns: dict[str, Column]) -> list[Problem]:
    """One per column that holds them; one per row where they stand among words."""
    return [
        problem(file, Rule.bsn_values, row=row, column=heading)
        for heading in bsn.in_columns(rows, columns)
        for row in bsn.rows_in(rows, heading, columns.get(heading)) or [None]
    ]


def _not_said(
    before: list[Problem], kind: DeliveryKind, columns: dict[Column, str], found: list[Problem]
) -> list[Problem]:
    """Without "there is no age" of a row in which it stands and cannot be read: that was said. And
    of two rows of which nobody can read what they are about, none says otherwise than the other."""

    def unread(names: Collection[str]) -> set[int | None]:
        headings = {heading for column, heading in columns.items() if column.name in names}
        return {one.row for one in before if one.column in headings} - {None}

    ageless, keyless = unread(("birth_year", "age")), unread(checks.KEYS.get(kind, ()))
    return [
        one
        for one in found
        if not (one.rule is Rule.age_missing and one.row in ageless)
        and not (one.rule is Rule.same_key_twice and one.row in keyless)
    ]


def _not_read(table: Table, columns: dict[Column, str]) -> list[Problem]:
    """Which headings nothing is done with: said, because a misspelt heading looks like that too."""
    ignored = [heading for heading in table.headings if heading not in columns.values()]
    if not ignored:
        return []
    return [problem(table.file, Remark.columns_not_read, headings=", ".join(ignored))]


def _values(
    file: str, kind: DeliveryKind, rows: pl.DataFrame, columns: dict[Column, str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """All columns of the kind with their types, and the cells that cannot be read."""
    series = [rows[ROW].alias("row")]
    problems: list[Problem] = []
    for column in COLUMNS[kind]:
        if column not in columns:
            series.append(pl.Series(column.name, [None] * rows.height, DTYPES[column.type]))
            continue
        values, wrong = _column(file, rows[ROW], rows[columns[column]], column)
        series.append(values)
        problems += wrong
    if kind is DeliveryKind.observations:
        series.append(_suppressed(rows, columns))
    if kind is DeliveryKind.norms:
        series.append(_on_purpose(rows, columns))
    return pl.DataFrame(series), problems


def _column(
    file: str, row: pl.Series, texts: pl.Series, column: Column
) -> tuple[pl.Series, list[Problem]]:
    """One column of values. Each distinct text is read once: dates and codes repeat endlessly."""
    if _stays(texts, column):
        left = row.filter(texts.is_null()) if column.filled else row.clear()
        return texts.alias(column.name), _left_empty(file, left, texts.name)
    known = texts_of(texts)
    read, wrong = _read_each(known, column)
    problems = _unreadable(file, row, texts, column, wrong)
    result = _values_of(texts, known, read).alias(column.name)
    if column.filled:
        gone = known.filter(read.is_null() & ~known.is_in(list(wrong)))
        at = texts.is_null()
        if len(gone):
            at |= texts.cast(pl.String).is_in(gone.implode()).fill_null(False)
        problems += _left_empty(file, row.filter(at), texts.name)
    return result, problems


def _left_empty(file: str, rows: pl.Series, heading: str) -> list[Problem]:
    """A problem per row; of very many the last are only counted."""
    listed = [
        problem(file, Rule.value_missing, row=number, column=heading) for number in rows.head(KEPT)
    ]
    return listed + _counted(file, (Rule.value_missing for _ in rows.slice(KEPT)))


def _values_of(texts: pl.Series, known: pl.Series, read: pl.Series) -> pl.Series:
    table = pl.DataFrame({"text": known, "value": read})
    if isinstance(texts.dtype, pl.Enum):  # each by the place of its text, without looking for it
        every = pl.DataFrame({"text": texts.dtype.categories})
        by_code = every.join(table, on="text", how="left", maintain_order="left")["value"]
        return by_code.gather(texts.to_physical())
    found = texts.rename("text").to_frame()
    return found.join(table, on="text", how="left", maintain_order="left")["value"]


def _stays(texts: pl.Series, column: Column) -> bool:
    """Whether a long column of keys is read as it stands, which is told without finding out which
    of its texts differ."""
    if column.type is not Type.key or texts.dtype != pl.String or len(texts) < MANY:
        return False
    changed = texts.str.to_lowercase().is_in(sorted({*MISSING, *column.says_none}))
    changed |= texts.str.contains(LOST_KEY)
    return not changed.any()


def _read_each(known: pl.Series, column: Column) -> tuple[pl.Series, dict[str, Unreadable]]:
    values: list[object] = []
    wrong: dict[str, Unreadable] = {}
    for text in known:
        try:
            values.append(None if _absent(text, column) else READERS[column.type](text, column))
        except Unreadable as trouble:
            wrong[text] = trouble
            values.append(None)
    return pl.Series("value", values, dtype=DTYPES[column.type]), wrong


def _absent(text: str, column: Column) -> bool:
    return (
        is_missing(text)
        or text.lower() in column.says_none
        or (column.name in checks.FIGURES and is_suppressed(text))
    )


def _unreadable(
    file: str, row: pl.Series, texts: pl.Series, column: Column, wrong: dict[str, Unreadable]
) -> list[Problem]:
    if not wrong:
        return []
    texts = texts.cast(pl.String)
    at = texts.is_in(list(wrong)).fill_null(False)
    rows, cells = row.filter(at), texts.filter(at)
    listed = [
        problem(
            file,
            wrong[text].rule,
            row=number,
            column=texts.name,
            found=checks.shown(text, column),
            **wrong[text].facts,
        )
        for number, text in zip(rows.head(KEPT), cells.head(KEPT), strict=True)
    ]
    return listed + _counted(file, (wrong[text].rule for text in cells.slice(KEPT)))


def _counted(file: str, rules: Iterable[Rule]) -> list[Problem]:
    """What is not listed is counted: of a column that is wrong in every row of a large file."""
    return [Problem(file, rule, more=count) for rule, count in Counter(rules).items()]


def _on_purpose(rows: pl.DataFrame, columns: dict[Column, str]) -> pl.Series:
    """Whether a row says that there is no norm, and that this was decided."""
    told = pl.Series("on_purpose", [False] * rows.height, pl.Boolean)
    for column, heading in columns.items():
        if column.says_none:
            told = told | rows[heading].str.to_lowercase().is_in(column.says_none).fill_null(False)
    return told.alias("on_purpose")


def _suppressed(rows: pl.DataFrame, columns: dict[Column, str]) -> pl.Series:
    """Whether the publisher hid a figure of this row ("<5", "*", "x"): missing, and never 0."""
    hidden = pl.Series("suppressed", [False] * rows.height, pl.Boolean)
    for column, heading in columns.items():
        if column.name in checks.FIGURES:
            marks = rows[heading].cast(pl.String).str.to_lowercase().is_in(sorted(SUPPRESSED))
            hidden = hidden | marks.fill_null(False)
    return hidden.alias("suppressed")
