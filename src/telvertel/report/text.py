"""A document of a few paragraphs, facts and points as plain text, to paste into a mail."""

from __future__ import annotations

from textwrap import fill

from telvertel.report.document import Block, Facts, Minutes, Paragraph, Points, plain

WIDTH = 76  # letters on a line, as mail is read


def text(document: Minutes) -> str:
    """Kicker, title, the blocks of the opening, and whose talk it was; no tables or pictures."""
    parts = [f"{document.kicker}: {document.title}"]
    parts += [_block(block) for block in document.opening]
    return "\n\n".join([*parts, document.foot]) + "\n"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return fill(plain(block.line), WIDTH)
        case Facts():
            return "\n".join(_wrapped(f"{label}: {plain(line)}") for label, line in block.rows)
        case Points():
            return "\n".join(_wrapped(f"- {plain(line)}") for line in block.lines)
    raise TypeError(f"{type(block).__name__} is not for plain text")


def _wrapped(line: str) -> str:
    return fill(line, WIDTH, subsequent_indent="  ")
