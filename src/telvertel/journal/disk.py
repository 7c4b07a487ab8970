"""The few things one must ask of a disk so that a promise about it holds, on each system.

Linux, macOS and Windows differ in how a write is forced to the disk and how a file is locked; those
differences stand here and nowhere else.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from telvertel.journal.troubles import JournalInUse, JournalTrouble, NoRoom, NotWritable

if os.name == "nt":
    import msvcrt
else:
    import fcntl

_BINARY = getattr(os, "O_BINARY", 0)  # without it Windows turns every line end into two bytes


_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def trouble_of(cause: OSError, folder: Path) -> JournalTrouble | None:
    """What a person can do about it: make room, or make it writable; None for any other cause."""
    path = str(cause.filename or folder)
    if cause.errno in _FULL:
        return NoRoom(path)
    return NotWritable(path) if cause.errno in _REFUSED else None


def open_for_lines(path: Path) -> tuple[int, bool]:
    """A file descriptor for reading and writing, mode 600, and whether the file was made now."""
    new = not path.exists()
    return os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600), new


def write_at(fd: int, data: bytes, offset: int) -> int:
    """How many bytes were written; fewer than given when the disk is full, without an error."""
    if hasattr(os, "pwrite"):
        return os.pwrite(fd, data, offset)
    os.lseek(fd, offset, os.SEEK_SET)
    return os.write(fd, data)


def flush(fd: int) -> None:
    """Return only when the bytes are on the disk itself."""
    if os.name != "nt" and hasattr(fcntl, "F_FULLFSYNC"):
        # macOS: fsync stops at the cache of the drive.
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
    elif hasattr(os, "fdatasync"):
        os.fdatasync(fd)
    else:
        os.fsync(fd)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_whole(path: Path, data: bytes) -> None:
    """A whole file at once: after a crash there is the old file or the new one, never half."""
    beside = path.with_name(path.name + ".new")
    fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    flush_folder(path.parent)


def make_folder(folder: Path) -> None:
    """The folder with its parents, readable by nobody else; durable once this returns."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        flush_folder(folder.parent)


class Hold:
    """A lock on a folder that ends with the process, however it ends.

    The lock is on the open file, not on the existence of a file: a killed program leaves nothing
    that has to be cleaned up.
    """

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
        try:
            if os.name == "nt":
                msvcrt.locking(self._fd, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._fd)
            raise JournalInUse(str(path.parent)) from None

    def release(self) -> None:
        os.close(self._fd)
