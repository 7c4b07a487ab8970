"""The short of the minutes on the page itself: word for word what both sides will confirm."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.meeting.state import Meeting
from telvertel.report import minutes
from telvertel.report.document import Block, Box, Facts, Line, Paragraph, Points, Section, Table
from telvertel.screen import room, session
from telvertel.screen.markdown import plain


def in_short(meeting: Meeting) -> None:
    """Agreements, what came of the last ones and what each side takes along."""
    w = session.spoken()
    written = minutes.minutes(meeting, room.previous(meeting), w.language)
    for section in written.sections[0].parts:
        _section(section)


def _section(section: Section) -> None:
    st.markdown(f"**{plain(section.title)}**")
    _blocks(section.blocks)
    for part in section.parts:
        _section(part)


def _blocks(blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            st.markdown(_text(block.line))
        elif isinstance(block, Points):
            st.markdown("\n".join(f"- {_text(line)}" for line in block.lines))
        elif isinstance(block, Facts):
            st.markdown("\n".join(f"- {plain(name)}: {_text(line)}" for name, line in block.rows))
        elif isinstance(block, Table):
            _table(block)
        elif isinstance(block, Box):
            st.markdown(_text(block.title))
            _blocks(block.blocks)


def _table(table: Table) -> None:
    columns = zip(*table.rows, strict=True)
    cells = {
        plain(name): [_text(line) for line in column]
        for name, column in zip(table.head, columns, strict=True)
    }
    if cells:
        st.table(cells, border="horizontal", hide_index=True)


def _text(line: Line) -> str:
    return plain("".join(piece.text for piece in line))
