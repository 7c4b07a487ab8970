"""Small workbooks as people and crafted programs make them, written into a test's own folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = (
    *("client", "gemeente", "aanbieder", "hulpvorm", "verwijzer", "geboortejaar"),
    *("aanvang", "einde", "reden_einde"),
)
CHILD = ("a", "GM9901", "99000001", "01", "02", "2012", date(2024, 1, 10), date(2024, 5, 1), "03")
_SHEET = "xl/worksheets/sheet1.xml"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(
    path: Path,
    sheets: dict[str, Sequence[Sequence[Any]]],
    also: Callable[[xlsxwriter.Workbook, dict], None] | None = None,
    **options: Any,
) -> bytes:
    """An XLSX with these rows per sheet; ``also`` may do more with the book and its sheets."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy", **options})
    made = {name: book.add_worksheet(name) for name in sheets}
    for name, rows in sheets.items():
        for at, row in enumerate(rows):
            made[name].write_row(at, 0, row)
    if also:
        also(book, made)
    book.close()
    return path.read_bytes()


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one part changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for one in old.infolist():
            text = old.read(one)
            new.writestr(one, change(text) if one.filename == part else text)
    return written.getvalue()


def without_results(content: bytes) -> bytes:
    """As a program writes formulas that no spreadsheet has ever worked out."""
    return with_part(content, _SHEET, lambda xml: xml.replace(b"</f><v>0</v>", b"</f>"))


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return written.getvalue()


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """An ODS with one sheet of texts."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string" calcext:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces} xmlns:calcext="urn:x">'
        '<office:body><office:spreadsheet><table:table table:name="Blad1">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return zipped(
        ("mimetype", _ODS.encode()),
        ("content.xml", content.encode()),
        ("META-INF/manifest.xml", manifest.encode()),
    )


def bomb(content: bytes) -> bytes:
    """A workbook whose one sheet unfolds to 300 MB of nothing."""
    return with_part(content, _SHEET, lambda xml: xml + b" " * 300_000_000)


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    """An entry that is a symbolic link."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry, target.encode()
