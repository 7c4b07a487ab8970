"""What minutes are made of: sections and a few kinds of block, without any layout.

``minutes`` fills these in once; ``html`` and ``word`` only draw them, so that both editions hold
the same words in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telvertel.privacy.release import Released


class Tone(StrEnum):
    """How a piece of text is meant, never how it looks."""

    plain = "plain"
    strong = "strong"
    quiet = "quiet"
    missing = "missing"  # somebody still has to fill this in
    chip = "chip"
    disputed = "disputed"
    lead = "lead"
    quote = "quote"
    under = "under"  # a small line of its own, under what stands before it


@dataclass(frozen=True)
class Piece:
    """A run of text; ``to`` is the anchor in the same document that it leads to."""

    text: str
    tone: Tone = Tone.plain
    to: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    line: Line
    tone: Tone = Tone.plain


@dataclass(frozen=True)
class Facts:
    """Labels with what stands behind them, in order."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Points:
    """A list; every point is one line."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """``anchors`` has one anchor per row, or is empty; ``widths`` are shares of the page width."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]
    anchors: tuple[str, ...] = ()
    figures: bool = False  # every column after the first holds figures


@dataclass(frozen=True)
class Picture:
    """The chart of an item as it was frozen, with what is needed to draw it again."""

    anchor: str
    series: tuple[Released, ...]  # the own series first, then the context
    card: dict[str, Any]
    markers: tuple[tuple[int, str, str | None], ...]  # number, period, group
    norms: tuple[dict[str, Any], ...]
    breaks: tuple[dict[str, Any], ...]
    reading: dict[str, Any] | None
    names: dict[str, str]  # code of a party → its name
    alt: str
    caption: str


@dataclass(frozen=True)
class Entry:
    """One thing told; a prepared story has no number, for it has no marker in the picture."""

    anchor: str
    number: int | None
    label: str
    text: str
    details: Line = ()
    pinned: bool = False  # its number stands in the picture too
    stands: tuple[str, ...] = ()  # where the sides stand on it, a line per side

    @property
    def lead(self) -> str:
        """The label as it stands before the text."""
        return self.label if self.label.endswith("?") or not self.label else self.label + ":"


@dataclass(frozen=True)
class Voice:
    """What one side told; without entries the place stays visible with ``empty`` in it."""

    name: str
    entries: tuple[Entry, ...]
    empty: str
    side: str = ""  # provider | municipality; empty for both together


@dataclass(frozen=True)
class Voices:
    """Voices beside each other in columns of equal width."""

    columns: tuple[Voice, ...]


@dataclass(frozen=True)
class Box:
    """Blocks that belong together under a small title: a disputed figure, a weighing."""

    title: Line
    blocks: tuple[Block, ...]
    tone: Tone = Tone.plain
    anchor: str = ""


Block = Paragraph | Facts | Points | Table | Picture | Voices | Box


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    annex: bool = False  # begins on a new page


@dataclass(frozen=True)
class Minutes:
    """The minutes of one meeting in one language."""

    meeting: str
    language: str
    title: str
    kicker: str  # what kind of document this is, above the title
    chips: Line  # status, purpose and, for a fictional meeting, that it is
    status: str  # as it stands on top of every page
    goal: str
    foot: str  # whose talk and which day, at the bottom of every page
    opening: tuple[Block, ...]  # who, when and what for
    sections: tuple[Section, ...]
    dated: str  # ISO day of the meeting, for the properties of a file

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Every section with its level, 1 for the upper ones, in order of reading."""
        yield from _walk(self.sections, 1)

    def blocks(self) -> Iterator[Block]:
        """Every block in order of reading, those inside boxes included."""
        yield from _unboxed(self.opening)
        for _, section in self.walk():
            yield from _unboxed(section.blocks)


def _walk(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _walk(section.parts, level + 1)


def _unboxed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from _unboxed(block.blocks)


def said(text: str, tone: Tone = Tone.plain, to: str = "") -> Line:
    """A line of one piece."""
    return (Piece(text, tone, to),)


def under(*parts: str | None) -> Line:
    """What stands small under a line: the parts that say something; nothing when none does."""
    told = " · ".join(part for part in parts if part)
    return (Piece(f" {told}", Tone.under),) if told else ()


def plain(line: Line) -> str:
    """A line as bare text."""
    return "".join(piece.text for piece in line)
