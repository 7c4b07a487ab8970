"""Trouble with the figures that a person should hear of; each carries facts, never a sentence."""

from __future__ import annotations


class FiguresTrouble(Exception):
    """The family: whoever shows figures catches this one and chooses the words by class."""


class NothingImported(FiguresTrouble):
    """There are no figures yet."""


class NoSuchVersion(FiguresTrouble):
    """No version of the figures has this id."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


class FiguresChanged(FiguresTrouble):
    """Somebody else took in a delivery meanwhile; nothing was changed, so try again."""

    def __init__(self, expected: str | None, there: str | None) -> None:
        super().__init__(f"{expected} → {there}")
        self.expected = expected
        self.there = there


class ImportAreaLost(FiguresTrouble):
    """Seed or sticky table is gone while there are figures: rounding anew would undo the old."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class FiguresInUse(FiguresTrouble):
    """Another program holds the file with the figures; nothing was touched."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class FiguresDamaged(FiguresTrouble):
    """The file with the figures cannot be read."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class ThresholdRefused(FiguresTrouble):
    """The file that raises the smallest count shown is no such file, or would lower it."""

    def __init__(self, path: str, found: str) -> None:
        super().__init__(path)
        self.path = path
        self.found = found


class ImportStopped(FiguresTrouble):
    """Somebody stopped the delivery half-way; nothing was changed."""
