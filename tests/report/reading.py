"""A document read as a person does: bare text in order, from the model, from HTML or from Word."""

from __future__ import annotations

from html.parser import HTMLParser

from telvertel.report.document import (
    Block,
    Box,
    Entry,
    Facts,
    Minutes,
    Paragraph,
    Picture,
    Points,
    Table,
    Voices,
    plain,
)

VOID = {"meta", "col", "br", "img", "link"}


def as_text(minutes: Minutes) -> str:
    """The minutes as readable plain text: one line per paragraph, row or entry."""
    chips = " · ".join(chip.text for chip in minutes.chips)
    lines = [minutes.kicker, f"# {minutes.title}", chips, minutes.foot]
    lines += _lines(minutes.opening)
    for level, section in minutes.walk():
        lines += ["", "#" * (level + 1) + " " + section.title, *_lines(section.blocks)]
    return "\n".join(lines) + "\n"


def _lines(blocks: tuple[Block, ...]) -> list[str]:
    return [line for block in blocks for line in _READ[type(block)](block)]


def _table(block: Table) -> list[str]:
    rows = [" | ".join(plain(cell) for cell in row) for row in block.rows]
    return [f"[{block.caption}]", " | ".join(block.head), *rows]


def _entry(one: Entry) -> list[str]:
    told = f">   {one.number or '-'} {one.label}: {one.text} {plain(one.details)}".rstrip()
    return [told, *(f">     {stands}" for stands in one.stands)]


def _voices(block: Voices) -> list[str]:
    lines = []
    for voice in block.columns:
        lines.append(f"> {voice.name}")
        lines += [line for one in voice.entries for line in _entry(one)] or [f">   {voice.empty}"]
    return lines


_READ = {
    Paragraph: lambda block: [plain(block.line)],
    Facts: lambda block: [f"{label}: {plain(told)}" for label, told in block.rows],
    Points: lambda block: [f"- {plain(told)}" for told in block.lines],
    Table: _table,
    Picture: lambda block: [f"[picture] {block.caption}"],
    Voices: _voices,
    Box: lambda block: [f"== {plain(block.title)}", *_lines(block.blocks)],
}


class Page(HTMLParser):
    """An HTML file taken apart: tags with their attributes, headings, and text outside style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if "style" in self._open or "title" in self._open or not data.strip():
            return
        self.text.append(data.strip())
        if any(one in self._open for one in ("h1", "h2", "h3", "h4")):
            level, so_far = self.headings[-1]
            self.headings[-1] = (level, so_far + data)

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if attrs.get("id")]
