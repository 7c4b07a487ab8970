"""A markdown text as sections under headings, for the files that people write in plain text.

Both the indicator cards and the question bank hold a part per language (``# Nederlands``,
``# English``) with sections below it (``## Vraag``). Only headings and lists are read as markdown;
the words themselves are plain text, because the wall and the minutes show them as they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from markdown_it import MarkdownIt

LANGUAGES = {"Nederlands": "nl", "English": "en"}
_MARKDOWN = MarkdownIt()


@dataclass(frozen=True)
class Section:
    """One piece of text: ``language`` and ``heading`` are the headings it stands under."""

    language: str  # as written; a key of LANGUAGES when the file is in order
    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Paragraphs of one line each, a blank line between them; "" when nothing was written."""
        paragraphs = "\n".join(self.lines).strip().split("\n\n")
        return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items of the lists in the section, in order, each on one line."""
        tokens = _MARKDOWN.parse("\n".join(self.lines))
        return tuple(
            " ".join(token.content.split())
            for before, token in zip(tokens[1:], tokens[2:], strict=False)
            if token.type == "inline" and before.type == "paragraph_open" and before.level > 1
        )


@lru_cache(maxsize=256)  # the cards are read by the demo and by the installation it fills
def sections(text: str) -> tuple[Section, ...]:
    """The sections of a text in order; text before the first ``##`` of a language is left out."""
    lines = text.splitlines()
    headings = _headings(text)
    ends = [start for _, _, start, _ in headings][1:] + [len(lines)]
    found, language = [], ""
    for (tag, title, _, first), end in zip(headings, ends, strict=False):
        if tag == "h1":
            language = title
        else:
            found.append(Section(language, title, tuple(lines[first:end])))
    return tuple(found)


def _headings(text: str) -> list[tuple[str, str, int, int]]:
    """Per heading of the first two levels: tag, title, its line, and the line after it."""
    tokens = _MARKDOWN.parse(text)
    return [
        (opening.tag, inline.content.strip(), opening.map[0], opening.map[1])
        for opening, inline in zip(tokens, tokens[1:], strict=False)
        if opening.type == "heading_open" and opening.tag in ("h1", "h2") and opening.level == 0
    ]
