"""Old municipalities in an offered file: the file that lets them count with those of today.

Nothing is moved by itself: the file is made ready, and counts only when somebody offers it along.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from telvertel.figures.merged import as_file, as_form
from telvertel.figures.problem import Problem, Remark, Rule
from telvertel.screen import session, way_out
from telvertel.screen.way_out import NoTalk


def offer(remarks: Iterable[Problem]) -> None:
    """A file to download and offer along; nothing when no old code was merged into one other."""
    found = [dict(one.facts) for one in remarks if one.rule is Remark.municipality_merged]
    if not found:
        return
    _file("figures.merged.explained", as_file(found))


def ask(problems: Iterable[Problem]) -> None:
    """A file to fill in and offer along; nothing when every municipality is known."""
    codes = [one.found for one in problems if one.rule is Rule.municipality_unknown and one.found]
    if codes:
        _file("figures.merged.asked", as_form(codes))


def _file(explained: str, data: str) -> None:
    w = session.spoken()
    with st.container(border=True, gap="small"):
        st.markdown(w(explained))
        name = w("figures.merged.file_name")
        way_out.offer(w("figures.merged.download"), data, name, "text/csv", NoTalk.delivery)
