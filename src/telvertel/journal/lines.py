"""The truth: an append-only file of hash-chained lines, each on disk before anybody is told so.

A line is ``CRC32 hash JSON``: eight hex digits over the rest of the line, the running SHA-256
(first sixteen hex digits, over the hash of the line before and this JSON), and one JSON object with
sorted keys. Any text editor reads it; a line that is torn, altered, gone or moved is noticed.

Of a line whose texts were erased the hash is kept as it was and says so (``hash/erased``): it can
not be followed from the JSON any more, and what comes after it still can.
"""

from __future__ import annotations

import errno
import hashlib
import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from telvertel.journal import disk
from telvertel.journal.troubles import NotSaved

BEFORE_THE_FIRST = "0" * 16
_CRC, _HASH = 8, 16  # hex digits
_ERASED = "/erased"


@dataclass(frozen=True)
class Line:
    hash: str
    text: str  # the JSON
    erased: bool = False  # its texts are gone; the hash is that of the line as it was

    @classmethod
    def of(cls, token: str, text: str) -> Line:
        """The line of a hash as it is written, with what it says about erasing."""
        return cls(token.removesuffix(_ERASED), text, token.endswith(_ERASED))

    @property
    def token(self) -> str:
        """The hash as it is written."""
        return self.hash + _ERASED if self.erased else self.hash

    def follows(self, previous: str) -> bool:
        """Whether it can stand after the line with this hash."""
        return self.erased or self.hash == chained(previous, self.text)


@dataclass(frozen=True)
class Found:
    """What a file holds: the intact lines from its beginning, and the rest as bytes."""

    lines: tuple[Line, ...]
    end: int  # how many bytes the intact lines take
    tail: bytes  # from the first line that is torn or altered; empty when all is well

    @property
    def head(self) -> str:
        return self.lines[-1].hash if self.lines else BEFORE_THE_FIRST


def chained(previous: str, text: str) -> str:
    """The hash of a line that follows the line with hash ``previous``."""
    return hashlib.sha256((previous + text).encode()).hexdigest()[:_HASH]


def written(line: Line) -> bytes:
    rest = f"{line.token} {line.text}".encode()
    return b"%08x " % zlib.crc32(rest) + rest + b"\n"


def chain(texts: Iterable[str], previous: str = BEFORE_THE_FIRST) -> list[Line]:
    """The lines of these texts, in order, after the line with hash ``previous``."""
    return chain_anew((Line("", text) for text in texts), previous)


def chain_anew(lines: Iterable[Line], previous: str = BEFORE_THE_FIRST) -> list[Line]:
    """These lines after the line with hash ``previous``; an erased one keeps its own hash."""
    made = []
    for line in lines:
        if not line.erased:
            line = Line(chained(previous, line.text), line.text)
        made.append(line)
        previous = line.hash
    return made


def read(raw: bytes) -> Found:
    """The intact lines from the beginning of a file; reading stops at the first that is not."""
    lines: list[Line] = []
    end, head = 0, BEFORE_THE_FIRST
    while end < len(raw):
        stop = raw.find(b"\n", end)
        line = _line(raw[end:stop]) if stop >= 0 else None
        if line is None or not line.follows(head):
            break
        lines.append(line)
        end, head = stop + 1, line.hash
    return Found(tuple(lines), end, raw[end:])


def salvaged(tail: bytes) -> list[Line]:
    """Lines of a cut tail that are whole in themselves, in order.

    A line counts when its CRC holds and it follows the line before it, or the line before it cannot
    be read: one broken line must not take its intact neighbours with it.
    """
    lines, before = [], ""
    for number, raw in enumerate(tail.split(b"\n")[:-1]):
        line = _line(raw)
        follows = line is not None and (not before or line.follows(before))
        # The first line of a tail broke the chain, so it is not trusted.
        if line is not None and number > 0 and follows:
            lines.append(line)
        before = line.hash if line else ""
    return lines


def whole(data: bytes) -> list[Line]:
    """Every line in these bytes whose CRC holds, in order, wherever it stood in a chain."""
    found = (_line(raw) for raw in data.split(b"\n"))
    return [line for line in found if line is not None]


def _line(raw: bytes) -> Line | None:
    """The line in these bytes, when its CRC holds; its place in the chain is not looked at."""
    crc, _, rest = raw.partition(b" ")
    if len(crc) != _CRC or crc != b"%08x" % zlib.crc32(rest):
        return None
    token, _, text = rest.partition(b" ")
    try:
        line = Line.of(token.decode(), text.decode())
    except UnicodeDecodeError:
        return None
    return line if len(line.hash) == _HASH else None


def cut_tail(path: Path, found: Found, at: datetime) -> Path:
    """Take the damaged tail off a file and keep it beside it; where it is kept."""
    kept = path.with_name(f"{path.name}.afgekapt-{at:%Y%m%dT%H%M%S%f}")
    try:
        disk.write_whole(kept, found.tail)
        fd, _ = disk.open_for_lines(path)
        try:
            os.ftruncate(fd, found.end)
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as cause:
        raise NotSaved(cause) from cause
    return kept


class LineFile:
    """One file that only grows. Not safe for threads: whoever holds it takes turns."""

    def __init__(self, path: Path, found: Found) -> None:
        self.path = path
        self.head = found.head
        self.end = found.end
        self._fd: int | None = None

    def add(self, *texts: str) -> list[Line]:
        """Put lines on disk, all or none of them; NotSaved when that cannot be promised."""
        return self.put([Line("", text) for text in texts])

    def put(self, kept: Iterable[Line]) -> list[Line]:
        """The same for lines that were kept elsewhere; they follow on what is here."""
        lines = chain_anew(kept, self.head)
        data = b"".join(written(line) for line in lines)
        try:
            self._write(data)
        except OSError as cause:
            raise NotSaved(cause) from cause
        self.end += len(data)
        self.head = lines[-1].hash if lines else self.head
        return lines

    def _write(self, data: bytes) -> None:
        fd = self._opened()
        state = os.fstat(fd)
        if state.st_nlink == 0:
            # Somebody removed the file: writing on would acknowledge lines that nobody can find.
            raise OSError(errno.ENOENT, "the file is gone")
        if state.st_size != self.end:
            # A refused line could not be taken off: it must not stand behind the new one.
            os.ftruncate(fd, self.end)
        try:
            if disk.write_at(fd, data, self.end) != len(data):
                raise OSError(errno.ENOSPC, "the disk took only a part")
            disk.flush(fd)
        except OSError:
            with suppress(OSError):
                os.ftruncate(fd, self.end)
            raise

    def _opened(self) -> int:
        if self._fd is None:
            fd, new = disk.open_for_lines(self.path)
            try:
                if new:
                    disk.flush_folder(self.path.parent)
            except OSError:
                os.close(fd)
                self.path.unlink()
                raise
            self._fd = fd
        return self._fd

    def close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
