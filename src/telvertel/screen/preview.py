"""The short of the minutes on the page itself: word for word what both sides will confirm."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.meeting.state import Meeting
from telvertel.report import minutes
from telvertel.report.document import (
    Block,
    Box,
    Facts,
    Line,
    Minutes,
    Paragraph,
    Picture,
    Points,
    Section,
    Table,
    Voices,
)
from telvertel.report.drawing import drawn_png
from telvertel.screen import room, session
from telvertel.screen.markdown import plain


def in_short(meeting: Meeting) -> None:
    """Agreements, what came of the last ones and what each side takes along."""
    w = session.spoken()
    written = minutes.minutes(meeting, room.previous(meeting), w.language)
    for section in written.sections[0].parts:
        _section(section)


def whole(written: Minutes) -> None:
    """A whole document, its pictures drawn as they will be."""
    st.caption(" · ".join(plain(chip.text) for chip in written.chips))
    st.markdown(f"**{plain(written.title)}**")
    _blocks(written.opening)
    for section in written.sections:
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
        elif isinstance(block, Picture):
            st.image(drawn_png(block, session.spoken().language), caption=block.caption, width=640)
        elif isinstance(block, Voices):
            _voices(block)


def _voices(block: Voices) -> None:
    for place, voice in zip(st.columns(len(block.columns)), block.columns, strict=True):
        with place:
            st.markdown(f"**{plain(voice.name)}**")
            for entry in voice.entries:
                st.markdown(f"{plain(entry.lead)} {plain(entry.text)}")
            if not voice.entries:
                st.caption(plain(voice.empty))


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
