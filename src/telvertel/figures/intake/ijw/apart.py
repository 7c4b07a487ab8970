"""Messages are read in a process of its own, with limits, many at a time.

Files and zips go in and what is kept of them comes out through pipes: nothing touches a disk. The
key with which client numbers are hashed goes in the same way, and ends with the process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stdnum.nl import bsn

from telvertel.figures.intake.apart import Limits, limits_for, said_by
from telvertel.figures.intake.ijw.message import Message
from telvertel.figures.intake.ijw.wire import message_of
from telvertel.figures.intake.names import safe_name
from telvertel.figures.intake.packed import SMALL, is_pack, packed_messages
from telvertel.figures.intake.reading import LARGEST_FILE
from telvertel.figures.intake.table import Refused
from telvertel.figures.problem import Rule, problem

LARGEST_MESSAGE = 100_000_000  # bytes
MOST_FALLS = 3  # processes that may fall over one delivery; then nothing more of it is read
_MODULE = "telvertel.figures.intake.ijw.parsing"
_LOOKED_AT = 4_000  # bytes: the first element stands in them
_MESSAGE = re.compile(r"<(\w+:)?Bericht[\s>]")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Piece:
    """One message to read: ``at`` is its place in the zip that ``content`` is, None for a file
    that is a message itself. ``size`` is that of the message, unpacked."""

    file: str
    content: bytes
    at: int | None
    size: int


def holds_messages(path: Path) -> bool:
    """Is this file an iStandaarden message or a zip of XML, whatever its name?

    Messages have a root element ``Bericht``; other XML is not ours.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT)
            if start.startswith(_ZIP) and path.stat().st_size <= LARGEST_FILE:
                return is_pack(start + file.read())
    except OSError:
        return False
    text = _text(start).lstrip()
    return text.startswith("<") and bool(_MESSAGE.search(text))


def _text(start: bytes) -> str:
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    return start.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def read_messages(paths: Iterable[Path], key: bytes, limits: Limits | None = None) -> list[Message]:
    """Every message of these files and zips, in order; one that cannot be read has its problem.

    ``limits``: for each process; by default what fits its size.
    """
    read: list[Message] = []
    waiting: list[Piece] = []
    falls = 0

    def done(pieces: list[Piece]) -> None:
        nonlocal falls
        messages, fell = _read(pieces, key, limits, falls)
        read.extend(messages)
        falls += fell

    for one in _pieces(paths):
        if isinstance(one, Message):
            done(waiting)
            read.append(one)
            waiting = []
            continue
        if waiting and sum(piece.size for piece in waiting) + one.size > SMALL:
            done(waiting)
            waiting = []
        waiting.append(one)
    done(waiting)
    return read


def _pieces(paths: Iterable[Path]) -> Iterator[Piece | Message]:
    for path in paths:
        name = _shown(path.name)
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise Refused(Rule.file_too_large)
            content = path.read_bytes()
            if content.startswith(_ZIP):
                yield from _packed(name, content)
            else:
                yield _piece(name, content, None, len(content))
        except Refused as refusal:
            yield _refused(name, refusal.rule, **refusal.facts)
        except OSError:
            yield _refused(name, Rule.file_unreadable)


def _packed(name: str, content: bytes) -> Iterator[Piece | Message]:
    for at, entry in packed_messages(content):
        inside = "/".join(map(_shown, entry.filename.split("/")))
        yield _piece(f"{name}/{inside}", content, at, entry.file_size)


def _piece(file: str, content: bytes, at: int | None, size: int) -> Piece | Message:
    if size > LARGEST_MESSAGE:
        return _refused(file, Rule.message_too_large)
    return Piece(file, content, at, size)


def _shown(name: str) -> str:
    """A name without the citizen service number that some systems put in it."""
    safe = safe_name(name)
    return re.sub(r"(?<!\d)\d{9}(?!\d)", lambda m: "•••" if bsn.is_valid(m[0]) else m[0], safe)


def _refused(file: str, rule: Rule, **facts: object) -> Message:
    return Message(file, "", problems=(problem(file, rule, **facts),))


def _read(
    pieces: Sequence[Piece], key: bytes, limits: Limits | None, falls: int
) -> tuple[list[Message], int]:
    """The messages, and how many processes fell over them.

    The one over which a process fell has that as its problem; a new process reads what follows.
    """
    read: list[Message] = []
    fell = 0
    while len(read) < len(pieces):
        left = pieces[len(read) :]
        if falls + fell >= MOST_FALLS:
            return read + [_refused(one.file, Rule.message_not_reached) for one in left], fell
        messages, ended = _asked(left, key, limits or limits_for(sum(one.size for one in left)))
        read += messages
        if len(messages) < len(left):
            fell += 1
            read.append(_refused(left[len(messages)].file, ended or Rule.file_damaged))
    return read, fell


def _asked(
    pieces: Sequence[Piece], key: bytes, limits: Limits
) -> tuple[list[Message], Rule | None]:
    """What one process made of them, as far as it came, and why it ended early."""
    files: list[dict[str, object]] = []
    contents: list[bytes] = []
    for one in pieces:
        if not contents or contents[-1] is not one.content:
            contents.append(one.content)
            files.append({"size": len(one.content), "pieces": []})
        files[-1]["pieces"].append({"file": one.file, "at": one.at})
    asked = {
        "memory": limits.memory,
        "seconds": limits.seconds,
        "key": key.hex(),
        "files": files,
    }
    head = json.dumps(asked).encode()
    said, ended = said_by(_MODULE, (head, b"\n", *contents), limits.patience)
    whole = said[: said.rfind(b"\n") + 1]  # a line that was cut off is no answer
    return [message_of(line) for line in whole.splitlines()], ended
