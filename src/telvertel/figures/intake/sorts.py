"""What sort of file is this? Told by its first bytes: a name can say anything."""

from __future__ import annotations

from enum import StrEnum

from telvertel.figures.problem import Rule


class Sort(StrEnum):
    """The forms of file that are read."""

    text = "text"  # CSV, or text of another form
    workbook = "workbook"  # XLSX, ODS: a zip
    parquet = "parquet"
    gzip = "gzip"


_BEGINNINGS = {b"PK\x03\x04": Sort.workbook, b"PAR1": Sort.parquet, b"\x1f\x8b": Sort.gzip}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Excel, and the shell of an encrypted workbook
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_ZIPS = (b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_PAGES = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")


def sort_of(content: bytes) -> Sort | Rule:
    """The sort of a file that is read, or the rule by which it is refused."""
    for beginning, sort in _BEGINNINGS.items():
        if content.startswith(beginning):
            return sort
    if content.startswith(_OLE):
        return Rule.file_locked if _ENCRYPTED in content else Rule.old_workbook
    if content.startswith(_OTHER_ZIPS):
        return Rule.packed_file
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower()
    if start.startswith(b"%pdf"):
        return Rule.file_is_pdf
    return Rule.file_is_page if start.startswith(_PAGES) else Sort.text
