"""Everything that is wrong with a delivery: grouped to read, and as a file to work through."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from telvertel.figures.problem import Problem
from telvertel.screen import session
from telvertel.screen.markdown import capital, plain
from telvertel.wording.problems import sentence
from telvertel.wording.words import Words

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins with one of these
COLUMNS = ("file", "row", "column", "found", "what", "fix")


def problem_list(problems: Sequence[Problem]) -> None:
    """Per file and kind of problem one heading with how to mend it, and where it is."""
    w = session.spoken()
    for file, of_file in groupby(_sorted(problems), key=lambda one: one.file):
        st.markdown(f"**{plain(file)}**")
        for rule, ones in groupby(of_file, key=lambda one: one.rule):
            _of_rule(str(rule), list(ones), w)
    st.download_button(
        w("figures.problems.download"),
        data=as_csv(problems, w),
        file_name=w("figures.problems.file_name"),
        mime="text/csv",
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


def fix_of(problem: Problem, w: Words) -> str:
    """How to mend it, with its own facts filled in."""
    return w.table(f"problems.rule.{problem.rule}")["fix"].format(**dict(problem.facts))


def as_csv(problems: Iterable[Problem], w: Words) -> bytes:
    """One line per problem, readable in a Dutch spreadsheet."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow(w(f"figures.problems.column.{name}") for name in COLUMNS)
    for one in problems:
        rule = w.table(f"problems.rule.{one.rule}")
        what = sentence(one, w) if one.more else rule["what"]
        fix = "" if one.more else fix_of(one, w)
        cells = (one.file, one.row or "", one.column or "", one.found or "", what, fix)
        lines.writerow(_harmless(str(cell)) for cell in cells)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
