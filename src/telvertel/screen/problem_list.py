"""Everything that is wrong with a delivery: grouped to read, and as a file to work through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import streamlit as st

from telvertel.figures.intake.offending import Offending
from telvertel.figures.problem import Problem
from telvertel.screen import session
from telvertel.screen.markdown import capital, plain
from telvertel.screen.problem_book import FORM, as_workbook, fix_of
from telvertel.wording.problems import sentence
from telvertel.wording.words import Words


def problem_list(
    problems: Sequence[Problem], rows: Callable[[], Iterable[Offending]] = tuple
) -> None:
    """Per file and kind of problem one heading with how to mend it, and where it is.

    ``rows`` reads the rows that are wrong again, for the workbook, when somebody asks for it.
    """
    w = session.spoken()
    for file, of_file in groupby(_sorted(problems), key=lambda one: one.file):
        st.markdown(f"**{plain(file)}**")
        for rule, ones in groupby(of_file, key=lambda one: one.rule):
            _of_rule(str(rule), list(ones), w)
    st.download_button(
        w("figures.problems.download"),
        data=lambda: as_workbook(problems, rows(), w),
        file_name=w("figures.problems.file_name"),
        mime=FORM,
        on_click="ignore",
    )


def remarks(found: Iterable[Problem]) -> None:
    """What was noticed and refuses nothing."""
    w = session.spoken()
    told = [
        f"- {plain(f'{one.file}: ' if one.file else '')}{plain(sentence(one, w))}" for one in found
    ]
    if told:
        st.markdown("\n".join(told))


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    """By file, then by rule in the order of first finding; within a rule by row."""
    order: dict[tuple[str, str], int] = {}
    for one in problems:
        order.setdefault((one.file, str(one.rule)), len(order))
    return sorted(problems, key=lambda one: (order[one.file, str(one.rule)], one.row or 0))


def _of_rule(rule: str, ones: Sequence[Problem], w: Words) -> None:
    """What it is and how often; how to mend it once, or per row where that differs."""
    what = w.table(f"problems.rule.{rule}")["what"]
    listed = [one for one in ones if not one.more]
    fixes = list(dict.fromkeys(fix_of(one, w) for one in listed))
    with st.container(border=True, gap="small"):
        count = sum(one.more or 1 for one in ones)
        st.markdown(w("figures.problems.group", what=plain(capital(what)), count=count))
        if len(fixes) == 1:
            st.markdown(plain(fixes[0]))
        rows = _table(listed, w, with_fix=len(fixes) > 1)
        if rows:
            st.table(rows, border="horizontal", hide_index=True)
        for one in ones:
            if one.more:
                st.caption(plain(sentence(one, w)))


def _table(ones: Sequence[Problem], w: Words, *, with_fix: bool) -> dict[str, list[str]]:
    """Where each stands; the value only where there is one to show."""
    columns = {
        "row": [str(one.row or "") for one in ones],
        "column": [plain(one.column or "") for one in ones],
        "found": [plain(one.found or "") for one in ones],
        "fix": [plain(fix_of(one, w)) if with_fix else "" for one in ones],
    }
    kept = {name: texts for name, texts in columns.items() if any(texts)}
    return {w(f"figures.problems.column.{name}"): texts for name, texts in kept.items()}
