"""One meeting as one file to carry along: its lines, and a manifest with the check code.

What is unpacked elsewhere is checked line by line against the code that both sides hold.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from telvertel.journal.erasing import is_honest
from telvertel.journal.lines import Line, read
from telvertel.journal.record import event_of
from telvertel.journal.troubles import JournalTrouble, PackFault, PackRefused

FORMAT = "telvertel-meeting"
MANIFEST, LINES = "manifest.json", "journal.jsonl"

# Figures frozen for five indicators take some 100 kB; a meeting of hours stays far below this.
LARGEST = 50_000_000
MOST_ENTRIES = 100
UNIX = 3  # said of every part, whichever machine packs it


@dataclass(frozen=True)
class Packed:
    """What a pack holds, after its chain was followed."""

    meeting: str
    check_code: str
    lines: tuple[Line, ...]


def packed(meeting: str, raw: bytes, code: str, extra: Mapping[str, bytes]) -> bytes:
    """The bytes of a pack; ``extra`` are further files by name, the report for one.

    The same meeting gives the same bytes whenever it is packed: no part carries a moment, and
    further files stand in the order of their names.
    """
    manifest = {"format": FORMAT, "version": 1, "meeting": meeting, "check_code": code}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        _put(file, MANIFEST, json.dumps(manifest, sort_keys=True, indent=1).encode())
        _put(file, LINES, raw)
        for name in sorted(extra):
            _put(file, name, extra[name])
    return target.getvalue()


def _put(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    part = zipfile.ZipInfo(name)  # its day is the first that a zip can hold
    part.compress_type = zipfile.ZIP_DEFLATED
    part.create_system = UNIX
    part.external_attr = 0o600 << 16
    file.writestr(part, data)


def unpacked(data: bytes) -> Packed:
    """The lines of a pack; PackRefused when it is none, too large, or was altered."""
    manifest, raw = _parts(data)
    try:
        facts = json.loads(manifest)
        meeting, code = facts["meeting"], facts["check_code"]
        known = facts["format"] == FORMAT
    except (ValueError, KeyError, TypeError):
        raise PackRefused(PackFault.not_a_pack) from None
    if not known:
        raise PackRefused(PackFault.not_a_pack)
    found = read(raw)
    if found.tail or not found.lines or found.head[:8].upper() != code:
        raise PackRefused(PackFault.altered)
    if not _all_of(meeting, found.lines):
        raise PackRefused(PackFault.altered)
    return Packed(meeting, code, found.lines)


def _parts(data: bytes) -> tuple[bytes, bytes]:
    """Manifest and lines. Sizes are looked at in the directory, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = file.infolist()
            if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > LARGEST:
                raise PackRefused(PackFault.too_large)
            return file.read(MANIFEST), file.read(LINES)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError):
        raise PackRefused(PackFault.not_a_pack) from None


def _all_of(meeting: object, lines: tuple[Line, ...]) -> bool:
    """Whether every line is an event of this meeting, numbered upwards, and holds no other words
    where texts were erased."""
    try:
        events = [event_of(line.text) for line in lines]
        if not all(is_honest(line) for line in lines if line.erased):
            return False
    except (JournalTrouble, ValueError):
        return False
    numbers = [event.sequence for event in events]
    return numbers == sorted(set(numbers)) and all(one.meeting == meeting for one in events)
