"""Everything that is wrong with a delivery: grouped to read, and as a file to work through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import streamlit as st

from telvertel.figures.intake.offending import Offending
from telvertel.figures.problem import Group, Problem, grouped
from telvertel.problem_book import FORM, as_workbook, fix_of
from telvertel.screen import session, way_out
from telvertel.screen.markdown import capital, plain
from telvertel.screen.way_out import NoTalk
from telvertel.wording.files import file_told
from telvertel.wording.problems import sentence
from telvertel.wording.words import Words

ROWS_TOLD = 5  # rows with the same problem that are named one by one
Whole = Callable[[], tuple[Sequence[Problem], Iterable[Offending]]]


def problem_list(problems: Sequence[Problem], whole: Whole | None = None) -> None:
    """Per file and kind of problem one heading with how to mend it, and where it is.

    ``whole`` reads the files again when somebody asks for the workbook: every problem, and the rows
    that are wrong. Without it the workbook holds what is listed here.
    """
    w = session.spoken()
    for file, groups in groupby(grouped(problems), key=lambda one: one.file):
        st.markdown(f"**{plain(file_told(file, w))}**")
        for group in groups:
            _of_rule(group, w)
    way_out.offer(
        w("figures.problems.download"),
        lambda: as_workbook(*(whole() if whole else (problems, ())), w),
        w("figures.problems.file_name"),
        FORM,
        NoTalk.delivery,
    )


def remarks(found: Iterable[Problem]) -> None:
    """What was noticed and refuses nothing."""
    w = session.spoken()
    told = [
        f"- {f'{plain(file_told(one.file, w))}: ' if one.file else ''}{plain(sentence(one, w))}"
        for one in found
    ]
    if told:
        st.markdown("\n".join(told))


def _of_rule(group: Group, w: Words) -> None:
    """What it is and how often; how to mend it once, or per row where that differs."""
    what = w.table(f"problems.rule.{group.rule}")["what"]
    fixes = list(dict.fromkeys(fix_of(one, w) for one in group.ones))
    with st.container(border=True, gap="small"):
        told = w("figures.problems.group", what=plain(capital(what)), count=group.count)
        st.markdown(told)
        if len(fixes) == 1:
            st.markdown(plain(fixes[0]))
        rows = _table(group.ones, w, with_fix=len(fixes) > 1)
        if rows:
            st.table(rows, border="horizontal", hide_index=True)
        if left := group.count - len(group.ones):
            st.caption(w("figures.problems.left", count=left))


def _table(ones: Sequence[Problem], w: Words, *, with_fix: bool) -> dict[str, list[str]]:
    """Where each stands, those that are alike on one line; the value only where there is one."""
    alike: dict[tuple[str, str, str], list[int]] = {}
    for one in ones:
        fix = fix_of(one, w) if with_fix else ""
        alike.setdefault((one.column or "", one.found or "", fix), []).append(one.row or 0)
    columns = {
        "row": [_rows(rows, w) for rows in alike.values()],
        "column": [plain(column) for column, _, _ in alike],
        "found": [plain(found) for _, found, _ in alike],
        "fix": [plain(fix) for _, _, fix in alike],
    }
    kept = {name: texts for name, texts in columns.items() if any(texts)}
    return {w(f"figures.problems.column.{name}"): texts for name, texts in kept.items()}


def _rows(rows: Sequence[int], w: Words) -> str:
    """The first rows by number and how many more; nothing where no row is known."""
    told = [str(row) for row in rows if row]
    if len(told) <= ROWS_TOLD:
        return w.join(told)
    first = ", ".join(told[:ROWS_TOLD])
    return w("figures.problems.more_rows", rows=first, count=len(told) - ROWS_TOLD)
