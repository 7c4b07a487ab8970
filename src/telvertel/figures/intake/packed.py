"""What is in a packed file is looked up before anything of it is unpacked.

A zip of 1 MB may unfold to 400 MB; its directory says so beforehand.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from telvertel.figures.intake.names import safe_name
from telvertel.figures.intake.table import Refused
from telvertel.figures.problem import Rule

SMALL = 50_000_000  # bytes; what is larger comes in by the command line, on purpose
MOST_UNPACKED = 200 * 2**20  # bytes of a small file
MOST_UNPACKED_ON_PURPOSE = 2_000_000_000
HIGHEST_RATIO = 100
RATIO_COUNTS_ABOVE = 10 * 2**20  # bytes; a small table of repeats packs well and harms nobody
MOST_ENTRIES = 1_000
_LARGEST_DIRECTORY = 2**20
_NAMED = 5  # of the files that do not belong in a zip
_OF_WORKBOOKS = {"[Content_Types].xml", "xl/workbook.xml", "xl/workbook.bin"}
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
_END = struct.Struct("<4s4H2LH")  # the end of a zip: where its directory is and how large


def most_unpacked(size: int) -> int:
    """Bytes that a file of this size may become."""
    return MOST_UNPACKED if size <= SMALL else MOST_UNPACKED_ON_PURPOSE


def must_be_workbook(content: bytes) -> None:
    """Refused unless this zip is a workbook of which the directory promises no harm."""
    entries = _harmless(content)
    _must_be_readable({one.filename for one in entries}, entries)


def is_pack(content: bytes) -> bool:
    """Is this a zip with XML that is no workbook? False too when nobody can tell."""
    try:
        names = {one.filename for one in _directory(content)}
    except Refused:
        return False
    if names & _OF_WORKBOOKS or {"content.xml", "mimetype"} <= names:
        return False
    return any(_is_xml(name) for name in names if not _is_litter(name))


def packed_messages(content: bytes) -> list[tuple[int, zipfile.ZipInfo]]:
    """The XML in such a zip with its place in the directory; Refused when anything else is in it,
    or when the directory promises harm."""
    entries = _harmless(content)
    if any(one.flag_bits & 1 for one in entries):
        raise Refused(Rule.file_locked)
    kept = [
        (at, one)
        for at, one in enumerate(entries)
        if not one.is_dir() and not _is_litter(one.filename)
    ]
    others = [safe_name(one.filename) for _, one in kept if not _is_xml(one.filename)]
    if others:
        more = f" (+{len(others) - _NAMED})" if len(others) > _NAMED else ""
        raise Refused(Rule.zip_mixed, names=", ".join(others[:_NAMED]) + more)
    return kept


def _is_xml(name: str) -> bool:
    return name.lower().endswith(".xml")


def _is_litter(name: str) -> bool:
    """What Macs and Windows leave in a zip by themselves."""
    folders, _, last = name.rpartition("/")
    return "__MACOSX" in folders.split("/") or last.lower() in _LITTER


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    _must_have_small_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused(Rule.zip_damaged) from None


def _harmless(content: bytes) -> list[zipfile.ZipInfo]:
    entries = _directory(content)
    _must_be_modest(entries, len(content))
    if any(map(_leads_astray, entries)):
        raise Refused(Rule.zip_astray)
    return entries


def unpacked(content: bytes) -> bytes:
    """What a gzip holds; Refused when it is damaged or larger than may be."""
    limit = most_unpacked(len(content))
    parts, size = [], 0
    while content:
        one = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            part = one.decompress(content, limit - size + 1)
        except zlib.error:
            raise Refused(Rule.zip_damaged) from None
        size += len(part)
        if size > limit:
            raise Refused(Rule.unpacks_too_large)
        if not one.eof:
            raise Refused(Rule.zip_damaged)
        parts.append(part)
        content = one.unused_data.lstrip(b"\0")
    return b"".join(parts)


def _must_have_small_directory(content: bytes) -> None:
    """Before Python reads the directory: a million entries would fill the memory by themselves."""
    at = content.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(content):
        raise Refused(Rule.zip_damaged)
    _, _, _, _, entries, size, _, _ = _END.unpack_from(content, at)
    if entries > MOST_ENTRIES or size > _LARGEST_DIRECTORY:
        raise Refused(Rule.unpacks_too_large)


def _must_be_modest(entries: list[zipfile.ZipInfo], size: int) -> None:
    whole = sum(one.file_size for one in entries)
    ratio = whole / max(size, 1)
    bomb = ratio > HIGHEST_RATIO and whole > RATIO_COUNTS_ABOVE
    if len(entries) > MOST_ENTRIES or whole > most_unpacked(size) or bomb:
        raise Refused(Rule.unpacks_too_large)


def _leads_astray(entry: zipfile.ZipInfo) -> bool:
    """A path that points outside the zip, or a link: no workbook has these."""
    name = entry.orig_filename.replace("\\", "/")
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return link or name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")


def _must_be_readable(names: set[str], entries: list[zipfile.ZipInfo]) -> None:
    """Which of all that is a zip: only a workbook without programs and without a password."""
    if any(one.flag_bits & 1 for one in entries):
        raise Refused(Rule.file_locked)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(Rule.workbook_with_macros)
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise Refused(Rule.numbers_workbook)
    if "xl/workbook.bin" in names:
        raise Refused(Rule.old_workbook)
    if "xl/workbook.xml" not in names and not {"content.xml", "mimetype"} <= names:
        raise Refused(Rule.packed_file)
