"""What a reader of values does not tell about an XLSX: shown zeros, percents, what is hidden.

Read from the parts of the zip themselves. A part with a DTD is refused: no workbook has one, and
entities in it may unfold without end.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from telvertel.figures.intake.table import Refused
from telvertel.figures.problem import Rule

_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_HIDDEN = re.compile(rb'<(?:\w+:)?(?:row|col)\b[^>]*\bhidden="(?:1|true)"')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)/?>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PERCENTS = (9, 10)  # formats that Excel has by number
_ZEROS = re.compile(r"(0{2,})(;.*)?")


@dataclass(frozen=True)
class Shown:
    """How a number is shown: with so many figures (leading zeros), or as a percentage."""

    figures: int = 0
    percent: bool = False


class Markup:
    """The parts of one XLSX; ``sheets`` are named as in the workbook."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        for name in self._zip.namelist():
            if name.endswith((".xml", ".rels")) and any(one in self._part(name) for one in _DTD):
                raise Refused(Rule.entities)

    def hides(self, sheet: str) -> bool:
        """Are rows or columns of this sheet hidden, by hand or by a filter?"""
        return bool(_HIDDEN.search(self._part(self._sheets[sheet])))

    def without_result(self, sheet: str) -> str | None:
        """The first cell with a formula that no spreadsheet has worked out, such as "C5"."""
        for found in _FORMULA.finditer(self._part(self._sheets[sheet])):
            # A formula may well give an empty text; that is written with its type.
            if found[2] is None or b't="str"' not in found[1]:
                return _attribute(found[1], b"r")
        return None

    def shown(self, sheet: str) -> Iterator[tuple[int, int, Shown]]:
        """Row and column (from 0) of cells whose text is not simply that of their number."""
        styles = self._styles
        if not styles:
            return
        for cell in _CELL.finditer(self._part(self._sheets[sheet])):
            style, place = _attribute(cell[1], b"s"), _attribute(cell[1], b"r")
            if style and place and int(style) in styles:
                yield *_place(place), styles[int(style)]

    def _part(self, name: str) -> bytes:
        return self._zip.read(name)

    @cached_property
    def _sheets(self) -> dict[str, str]:
        """Name of a sheet → its part in the zip."""
        rels = ElementTree.fromstring(self._part("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): one.get("Target", "") for one in rels}
        found = {}
        for sheet in _named(ElementTree.fromstring(self._part("xl/workbook.xml")), "sheet"):
            link = next(value for key, value in sheet.items() if key.endswith("}id"))
            target = targets[link]
            found[sheet.get("name")] = target[1:] if target.startswith("/") else f"xl/{target}"
        return found

    @cached_property
    def _styles(self) -> dict[int, Shown]:
        if "xl/styles.xml" not in self._zip.namelist():
            return {}
        root = ElementTree.fromstring(self._part("xl/styles.xml"))
        formats = {one.get("numFmtId"): one.get("formatCode", "") for one in _named(root, "numFmt")}
        cells = next(iter(_named(root, "cellXfs")), ())
        told = {at: _shown(one.get("numFmtId", "0"), formats) for at, one in enumerate(cells)}
        return {at: shown for at, shown in told.items() if shown}


def _shown(number: str, formats: dict[str, str]) -> Shown | None:
    code = formats.get(number, "")
    if zeros := _ZEROS.fullmatch(code):
        return Shown(figures=len(zeros[1]))
    return Shown(percent=True) if int(number) in _PERCENTS or "%" in code else None


def _named(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """All elements with this name, in whatever namespace."""
    return [one for one in root.iter() if one.tag.rpartition("}")[2] == name]


def _attribute(text: bytes, name: bytes) -> str | None:
    found = re.search(rb"(?:^|\s)" + name + rb'="([^"]*)"', text)
    return found[1].decode() if found else None


def _place(cell: str) -> tuple[int, int]:
    """ "C5" → (4, 2)."""
    letters, figures = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(figures) - 1, column - 1
