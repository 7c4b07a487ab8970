"""Minutes as a Word file: the same blocks in the same order, with styles that Word knows.

No author, no device and no moment of making is kept in the file; its date is that of the meeting.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Cm

from telvertel.report.document import (
    Block,
    Box,
    Facts,
    Minutes,
    Paragraph,
    Picture,
    Points,
    Section,
    Table,
    Tone,
    Voices,
)
from telvertel.report.drawing import drawn_png
from telvertel.report.paging import page_parts
from telvertel.report.word_parts import (
    Anchors,
    add_line,
    columns,
    describe,
    field,
    grid,
    head_row,
    language,
    mark,
    set_width,
    undated,
    without_thumbnail,
)
from telvertel.report.word_styles import (
    BOX,
    CELL,
    CHIPS,
    DETAILS,
    DISPUTED_BOX,
    GAP,
    MISSING,
    QUIET,
    styled,
)
from telvertel.wording.words import words

TEXT_WIDTH = Cm(17.4)  # A4 less the margins


def word(minutes: Minutes) -> bytes:
    """The whole document as the bytes of a .docx file."""
    document = styled(Document())
    language(document, minutes.language)
    without_thumbnail(document)
    _properties(document, minutes)
    _running(document, minutes)
    anchors = Anchors()
    document.add_paragraph(minutes.kicker, style=QUIET)
    document.add_paragraph(minutes.title, style="Title")
    chips = document.add_paragraph(style=CHIPS)
    for at, chip in enumerate(minutes.chips):
        chips.add_run((" · " if at else "") + chip.text)
    _blocks(document, minutes.opening, minutes.language, anchors)
    for level, section in minutes.walk():
        _section(document, level, section, minutes.language, anchors)
    kept = BytesIO()
    document.save(kept)
    return undated(kept.getvalue())


def _properties(document: DocumentType, minutes: Minutes) -> None:
    told = document.core_properties
    day = datetime.fromisoformat(minutes.dated)
    told.title, told.subject, told.keywords = minutes.title, minutes.kicker, minutes.status
    told.author = told.last_modified_by = told.comments = ""
    told.language, told.created, told.modified = minutes.language, day, day
    told.revision = 1


def _running(document: DocumentType, minutes: Minutes) -> None:
    """Top of every page: the shared goal and the status. Bottom: whose talk, and the page."""
    section = document.sections[0]
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    top.add_run(f"{minutes.goal}\t{minutes.status}")
    bottom.add_run(f"{minutes.foot}\t")
    for at, part in enumerate(page_parts(words(minutes.language))):
        if at % 2:
            field(bottom, {"page": "PAGE", "pages": "NUMPAGES"}[part])
        else:
            bottom.add_run(part)


def _section(
    document: DocumentType, level: int, section: Section, tongue: str, anchors: Anchors
) -> None:
    heading = document.add_heading(section.title, level)
    heading.paragraph_format.page_break_before = section.annex
    mark(heading, section.anchor, anchors)
    _blocks(document, section.blocks, tongue, anchors)


def _blocks(
    document: DocumentType, blocks: tuple[Block, ...], tongue: str, anchors: Anchors
) -> None:
    for block in blocks:
        if isinstance(block, Picture):
            _picture(document, block, tongue, anchors)
        elif isinstance(block, Box):
            _box(document, block, tongue, anchors)
        else:
            _DRAWN[type(block)](document, block, anchors)


def _paragraph(document: DocumentType, block: Paragraph, anchors: Anchors) -> None:
    style = {Tone.lead: "Subtitle", Tone.quote: "Quote", Tone.quiet: QUIET, Tone.missing: MISSING}
    paragraph = document.add_paragraph(style=style.get(block.tone))
    add_line(paragraph, block.line, strong=block.tone is Tone.strong)


def _facts(document: DocumentType, block: Facts, anchors: Anchors, style: str = DETAILS) -> None:
    for label, told in block.rows:
        paragraph = document.add_paragraph(style=style)
        paragraph.add_run(f"{label}: ").bold = True
        add_line(paragraph, told)


def _points(document: DocumentType, block: Points, anchors: Anchors) -> None:
    for told in block.lines:
        add_line(document.add_paragraph(style="List Bullet"), told)


def _table(document: DocumentType, block: Table, anchors: Anchors) -> None:
    table = grid(document, len(block.rows) + 1, block.head, block.caption)
    for at, (row, told) in enumerate(zip(table.rows[1:], block.rows, strict=True)):
        for cell, line in zip(row.cells, told, strict=True):
            cell.paragraphs[0].style = CELL
            add_line(cell.paragraphs[0], line)
        if block.anchors:
            mark(row.cells[0].paragraphs[0], block.anchors[at], anchors)
    head_row(table.rows[0])
    set_width(table, [TEXT_WIDTH * share // sum(block.widths) for share in block.widths])
    if block.figures:
        columns(table)
    document.add_paragraph(style=GAP)


def _picture(document: DocumentType, block: Picture, tongue: str, anchors: Anchors) -> None:
    drawn = document.add_picture(BytesIO(drawn_png(block, tongue)), width=Cm(16))
    describe(drawn, block.alt)
    mark(document.paragraphs[-1], block.anchor, anchors)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(block.caption, style="Caption")


def _voices(document: DocumentType, block: Voices, anchors: Anchors) -> None:
    """One column per voice, all of the same width, the names in the head row."""
    names = tuple(voice.name for voice in block.columns)
    table = grid(document, 2, names, ", ".join(names))
    for cell, voice in zip(table.rows[1].cells, block.columns, strict=True):
        paragraph = cell.paragraphs[0]
        if not voice.entries:
            paragraph.style = MISSING
            paragraph.add_run(voice.empty)
        for at, entry in enumerate(voice.entries):
            paragraph = cell.add_paragraph() if at else paragraph
            number = f"{entry.number}  " if entry.number else ""
            paragraph.add_run(f"{number}{entry.lead} ").bold = True
            paragraph.add_run(entry.text)
            if entry.anchor:
                mark(paragraph, entry.anchor, anchors)
            if entry.details:
                add_line(cell.add_paragraph(style=QUIET), entry.details)
            for told in entry.stands:
                cell.add_paragraph(told, style=QUIET)
    head_row(table.rows[0])
    set_width(table, [TEXT_WIDTH // len(names)] * len(names))
    document.add_paragraph(style=GAP)


def _box(document: DocumentType, block: Box, tongue: str, anchors: Anchors) -> None:
    style = DISPUTED_BOX if block.tone is Tone.disputed else BOX
    title = document.add_paragraph(style=style)
    add_line(title, block.title, strong=True)
    title.paragraph_format.keep_with_next = True
    if block.anchor:
        mark(title, block.anchor, anchors)
    for inner in block.blocks:
        if isinstance(inner, Facts):
            _facts(document, inner, anchors, style)
        else:
            _blocks(document, (inner,), tongue, anchors)


_DRAWN = {
    Paragraph: _paragraph,
    Facts: _facts,
    Points: _points,
    Table: _table,
    Voices: _voices,
}
