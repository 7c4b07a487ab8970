"""On which row do the headings stand? Files from a spreadsheet often begin with a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from telvertel.figures.intake.columns import COLUMNS, heading_key
from telvertel.figures.intake.mapping import mappings

LOOKED_AT = 30  # rows; headings below these are not looked for
_SHORT = 12  # characters: a date or a code, and hardly ever a heading with a number
ENOUGH = 2  # known headings on one row, to take it for the row of headings
_GROUPS_ABOVE = 3  # rows at most from a row of groups down to the headings


def row_of_headings(rows: Sequence[Sequence[str]]) -> int:
    """The place (from 0) of the row most like headings among the first; 0 when none is.

    Where no heading is known at all, a first row with one cell above wider rows is taken for a
    title: a table of somebody else has those too. A row of groups, each over several columns, is
    not the one: the headings stand below it.
    """
    looked_at = rows[:LOOKED_AT]
    return _below_groups(looked_at, _most_like(looked_at))


def _most_like(looked_at: Sequence[Sequence[str]]) -> int:
    likeness = [known_in(cells) for cells in looked_at]
    best = max(likeness, default=0)
    if best >= ENOUGH:
        return likeness.index(best)
    filled = [sum(map(bool, cells)) for cells in looked_at]
    if filled[:1] != [1] or max(filled) <= ENOUGH:
        return 0
    return next(at for at, count in enumerate(filled) if count >= ENOUGH)


def _below_groups(rows: Sequence[Sequence[str]], at: int) -> int:
    """The row below, where with it every column has a heading and row ``at`` leaves columns out."""
    last = min(at + _GROUPS_ABOVE, len(rows) - 2)
    return next((row for row in range(at + 1, last + 1) if _is_below(rows, at, row)), at)


def _is_below(rows: Sequence[Sequence[str]], at: int, row: int) -> bool:
    upper, lower, below = rows[at], rows[row], rows[row + 1]
    used = [one for one in range(len(lower)) if any(_cell(cells, one) for cells in rows[row:])]
    left_out = [one for one in used if not _cell(upper, one)]
    if not left_out or not all(_cell(lower, one) or _cell(upper, one) for one in used):
        return False
    if len(left_out) * 3 < len(used) and known_in(upper) > known_in(lower):
        return False  # one heading was forgotten, and what stands below is a row of data
    figures = [one for one in used if _holds_figure(below, one) and _cell(lower, one)]
    words = [one for one in figures if not _holds_figure(lower, one)]
    return len(words) * 2 > len(figures)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _holds_figure(cells: Sequence[str], column: int) -> bool:
    return any(map(str.isdigit, _cell(cells, column)))


def joined(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """The headings on row ``at``; an empty one is merged with the cell above and takes its text.
    Those that are alike under different groups go by the name of their group as well."""
    above = rows[at - 1] if at else ()
    headings = [cell or _cell(above, column) for column, cell in enumerate(rows[at])]
    count = Counter(filter(None, headings))
    groups = _groups(above, len(headings))
    if sum(map(bool, above)) < ENOUGH or max(count.values(), default=1) == 1:
        return headings
    named = [
        f"{group} {one}" if group and count[one] > 1 else one
        for group, one in zip(groups, headings, strict=True)
    ]
    return named if max(Counter(filter(None, named)).values()) == 1 else headings


def _groups(above: Sequence[str], width: int) -> list[str]:
    """For each column the text above it, or the nearest one to the left of that."""
    found: list[str] = []
    for column in range(width):
        found.append(_cell(above, column) or (found[-1] if found else ""))
    return found


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
