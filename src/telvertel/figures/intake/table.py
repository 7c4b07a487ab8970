"""A table of text: what every form of file becomes before anything in it is interpreted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from telvertel.figures.problem import Problem, Rule

MOST_COLUMNS = 500
NAMED = 20  # columns without a heading that are named; of more the last are an ellipsis
LONGEST_VALUE = 10_000  # characters
ROW = "\0row"  # the row as a spreadsheet counts it, headings are row 1; no heading can be this
# Invisible characters (control, zero width, direction) look like nothing and break every match.
_INVISIBLE = r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"

Found = Callable[..., Problem]


@dataclass(frozen=True)
class Table:
    """Everything as text. ``rows`` has a column ROW and one String column per heading.

    Cells are stripped of spaces at both ends; an empty cell is null. ``rows`` is None when the
    file could not be read as a table; ``problems`` then says why.
    """

    file: str
    sha256: str
    headings: tuple[str, ...]
    rows: pl.DataFrame | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Parsed:
    """Headings, rows (as in Table) and what is wrong with their form."""

    headings: tuple[str, ...]
    rows: pl.DataFrame | None
    problems: tuple[Problem, ...]


class Refused(Exception):
    """A file that is not read any further: the rule it breaks, with facts for the sentence."""

    def __init__(self, rule: Rule, **facts: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


def refused(*problems: Problem) -> Parsed:
    """Nothing of it can be trusted."""
    return Parsed((), None, problems)


def wrong_headings(headings: Sequence[str], found: Found, row: int = 1) -> list[Problem]:
    """What keeps a row of headings from naming every column once; ``row`` is where it stands."""
    if len(headings) < 2:
        return [found(Rule.too_few_columns)]
    if len(headings) > MOST_COLUMNS:
        return [found(Rule.too_many_columns, limit=MOST_COLUMNS)]
    empty = [str(number) for number, heading in enumerate(headings, start=1) if not heading]
    twice = [heading for heading, count in Counter(headings).items() if count > 1 and heading]
    numbers = ", ".join([*empty[:NAMED], *(["…"] if len(empty) > NAMED else [])])
    without = [found(Rule.heading_empty, row=row, number=numbers)] if empty else []
    return without + [found(Rule.heading_twice, row=row, column=heading) for heading in twice]


def frame(
    headings: Sequence[str], numbers: Sequence[int], columns: Iterable[Sequence[str] | pl.Series]
) -> pl.DataFrame:
    """The rows of a Table from columns of text, one per heading, and the row numbers."""
    series = [pl.Series(f"#{at}", column, pl.String) for at, column in enumerate(columns)]
    text = clean(pl.DataFrame(series))
    text.columns = list(headings)
    return text.insert_column(0, pl.Series(ROW, numbers, pl.Int64))


def clean(text: pl.DataFrame) -> pl.DataFrame:
    """Without invisible characters and outer spaces, accents composed; empty becomes null."""
    text = text.with_columns(pl.all().str.replace_all(_INVISIBLE, "").str.strip_chars())
    foreign = [one.name for one in text if one.str.len_bytes().sum() > one.str.len_chars().sum()]
    composed = text.with_columns(pl.col(foreign).str.normalize("NFC"))  # dear, and ASCII needs none
    return composed.with_columns(pl.when(pl.all() != "").then(pl.all()))
