"""On which row do the headings stand? Files from a spreadsheet often begin with a title."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from telvertel.figures.intake.columns import COLUMNS, heading_key
from telvertel.figures.intake.mapping import mappings

LOOKED_AT = 30  # rows; headings below these are not looked for
_SHORT = 12  # characters: a date or a code, and hardly ever a heading with a number
ENOUGH = 2  # known headings on one row, to take it for the row of headings


def row_of_headings(rows: Sequence[Sequence[str]]) -> int:
    """The place (from 0) of the row most like headings among the first; 0 when none is.

    Where no heading is known at all, a first row with one cell above wider rows is taken for a
    title: a table of somebody else has those too.
    """
    looked_at = rows[:LOOKED_AT]
    likeness = [known_in(cells) for cells in looked_at]
    best = max(likeness, default=0)
    if best >= ENOUGH:
        return likeness.index(best)
    filled = [sum(map(bool, cells)) for cells in looked_at]
    if filled[:1] != [1] or max(filled) <= ENOUGH:
        return 0
    return next(at for at, count in enumerate(filled) if count >= ENOUGH)


def joined(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """The headings on row ``at``; an empty one is merged with the cell above and takes its text."""
    above = rows[at - 1] if at else ()
    return [
        cell or (above[column] if column < len(above) else "")
        for column, cell in enumerate(rows[at])
    ]


def known_in(cells: Sequence[str]) -> int:
    """How many different known headings stand in these cells."""
    return len({heading_key(cell) for cell in cells if cell} & _known())


def are_headings(cells: Sequence[str]) -> bool:
    """False for a row of data: at least half of its cells are short and hold figures."""
    data = [one for one in cells if len(one) < _SHORT and any(map(str.isdigit, one))]
    return len(data) * 2 < len(cells)


@lru_cache
def _known() -> frozenset[str]:
    """Every heading of our own kinds of delivery and of the mappings that ship."""
    ours = [
        name
        for columns in COLUMNS.values()
        for column in columns
        for name in (column.heading, *column.aliases)
    ]
    theirs = [name for one in mappings() for name in (*one.needs, *one.fields.values())]
    return frozenset(map(heading_key, ours + theirs))
