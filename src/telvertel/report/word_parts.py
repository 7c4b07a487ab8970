"""What python-docx has no call for: fields, links, bookmarks, alt texts, the language of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.shared import Length, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from telvertel.report.document import Line, Piece, Tone
from telvertel.report.word_styles import CELL, LINK, TABLE

TAGS = {"nl": "nl-NL", "en": "en-GB"}


class Anchors:
    """Bookmark numbers: each bookmark in a file needs one of its own."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> str:
        self.last += 1
        return str(self.last)


def without_thumbnail(document: Document) -> None:
    """Takes out the little picture of another document that comes with the empty one."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]


def undated(file: bytes) -> bytes:
    """The same file without the moment of making that its parts carry: equal whoever makes it."""
    kept = BytesIO()
    with ZipFile(BytesIO(file)) as made, ZipFile(kept, "w", ZIP_DEFLATED) as target:
        for name in made.namelist():
            part = ZipInfo(name)  # its day is the first that a zip can hold
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, made.read(name))
    return kept.getvalue()


def language(document: Document, tongue: str) -> None:
    """The language of all text, for spelling and for being read aloud."""
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), TAGS[tongue])


def add_line(paragraph: Paragraph, line: Line, strong: bool = False) -> None:
    for piece in line:
        if piece.to:
            paragraph._p.append(_link(paragraph, piece))
            continue
        if piece.tone is Tone.under and len(paragraph.runs):
            paragraph.add_run().add_break()
        run = paragraph.add_run(_spaced(piece))
        run.bold = True if strong or piece.tone in _BOLD else None
        run.font.size = Pt(8) if piece.tone is Tone.under else None
        run.italic = True if piece.tone in (Tone.missing, Tone.quote) else None


_BOLD = (Tone.strong, Tone.disputed)


def _spaced(piece: Piece) -> str:
    """A chip has no frame in Word; brackets set it apart from the words before it."""
    if piece.tone is Tone.under:
        return piece.text.lstrip()
    return f"[{piece.text}]" if piece.tone is Tone.disputed else piece.text


def _link(paragraph: Paragraph, piece: Piece) -> BaseOxmlElement:
    """A run that leads to a bookmark in the same file."""
    run = paragraph.add_run(piece.text, style=LINK)
    link = _element("w:hyperlink", anchor=bookmark(piece.to))
    link.append(run._r)
    return link


def bookmark(anchor: str) -> str:
    """The anchor as a name that Word takes: letters, digits and low lines."""
    return re.sub(r"\W", "_", anchor)


def mark(paragraph: Paragraph, anchor: str, anchors: Anchors) -> None:
    """A bookmark around a paragraph, for links to lead to."""
    number = anchors.next()
    start = _element("w:bookmarkStart", id=number, name=bookmark(anchor))
    first = next((one for one in paragraph._p if one.tag != qn("w:pPr")), None)
    if first is None:
        paragraph._p.append(start)
    else:
        first.addprevious(start)
    paragraph._p.append(_element("w:bookmarkEnd", id=number))


def field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in itself, such as PAGE."""
    simple = _element("w:fldSimple", instr=code)
    run = paragraph.add_run("1")
    simple.append(run._r)
    paragraph._p.append(simple)


def describe(shape: InlineShape, alt: str) -> None:
    """The text alternative of a picture."""
    shape._inline.docPr.set("descr", alt)


def grid(document: Document, rows: int, head: Sequence[str], summary: str) -> Table:
    """A table with its head filled in; ``summary`` is what a screen reader says of it."""
    table = document.add_table(rows, len(head), style=TABLE)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].style = CELL
        cell.paragraphs[0].add_run(text).bold = True
    table._tbl.tblPr.append(_element("w:tblCaption", val=summary))
    return table


def head_row(row: _Row) -> None:
    """Marks a row as the head: repeated on each page and read aloud with the cells."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def set_width(table: Table, widths: Sequence[Length]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def columns(table: Table) -> None:
    """Figures stand under each other at the right of their cells."""
    for row in table.rows:
        for cell in row.cells[1:]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _element(tag: str, **values: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element
