"""Old municipalities in an offered file: the file that lets them count with those of today.

Nothing is moved by itself: the file is made ready, and counts only when somebody offers it along.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from telvertel.figures.merged import as_file
from telvertel.figures.problem import Problem, Remark
from telvertel.screen import session, way_out
from telvertel.screen.way_out import NoTalk


def offer(remarks: Iterable[Problem]) -> None:
    """A file to download and offer along; nothing when no old code was merged into one other."""
    found = [dict(one.facts) for one in remarks if one.rule is Remark.municipality_merged]
    if not found:
        return
    w = session.spoken()
    with st.container(border=True, gap="small"):
        st.markdown(w("figures.merged.explained"))
        name = w("figures.merged.file_name")
        data = as_file(found)
        way_out.offer(w("figures.merged.download"), data, name, "text/csv", NoTalk.delivery)
