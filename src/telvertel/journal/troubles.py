"""What can go wrong with the memory of a meeting: trouble carries facts, words are elsewhere."""

from __future__ import annotations

from enum import StrEnum


class JournalTrouble(Exception):
    """Trouble for people: the screen chooses the sentence by the class (``wording/*/journal``)."""


class NotSaved(JournalTrouble):
    """The line is not on disk. Nothing that was acknowledged is touched; keep the text."""

    def __init__(self, cause: OSError | None = None) -> None:
        super().__init__("not saved")
        self.errno = cause.errno if cause else None


class JournalInUse(JournalTrouble):
    """Another program holds the journal; nothing was touched."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is in use")
        self.path = path


class NotWritable(JournalTrouble):
    """The folder or a file in it may not be written by this program; nothing was touched."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} cannot be written")
        self.path = path


class NoRoom(JournalTrouble):
    """The disk is full: the folder cannot be opened for writing."""

    def __init__(self, path: str) -> None:
        super().__init__(f"no room for {path}")
        self.path = path


class JournalTooNew(JournalTrouble):
    """A line was written by a newer version than this one can read."""

    def __init__(self, meeting: str, sequence: int, version: int) -> None:
        super().__init__(f"{meeting} line {sequence} has version {version}")
        self.meeting, self.sequence, self.version = meeting, sequence, version


class LineUnreadable(JournalTrouble):
    """A line is intact on disk, but is no event that this version knows."""

    def __init__(self, meeting: str, sequence: int) -> None:
        super().__init__(f"{meeting} line {sequence} is no event")
        self.meeting, self.sequence = meeting, sequence


class SaidOtherwise(JournalTrouble):
    """An operation id came a second time with another content: no retry, so it is not stored."""

    def __init__(self, op: str) -> None:
        super().__init__(f"operation {op} was used before for something else")
        self.op = op


class JournalNotEmpty(JournalTrouble):
    """A copy is put back only where nothing was said yet; nothing was touched."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} holds lines already")
        self.path = path


class CopyDamaged(JournalTrouble):
    """A file of a copy is not what was written to it; nothing was put back."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is damaged")
        self.path = path


class PackFault(StrEnum):
    not_a_pack = "not_a_pack"  # no zip, or without the parts of a pack
    too_large = "too_large"
    altered = "altered"  # chain or check code does not hold
    differs = "differs"  # the meeting is here already, and went on in another way


class PackRefused(JournalTrouble):
    """A packed meeting was not taken in; what was here stays as it was."""

    def __init__(self, fault: PackFault) -> None:
        super().__init__(fault.value)
        self.fault = fault
