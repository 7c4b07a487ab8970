"""Which texts have to be gone, of which meetings: kept on disk, by number and without any text.

The list stays, so that lines that come back from an older copy lose their texts again.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from telvertel.journal import disk

NAME = "erased.json"
UNFINISHED, ERASED = "unfinished", "erased"


@dataclass(frozen=True)
class Gone:
    """What of one meeting has to be without its texts, by the sequences of its events."""

    sequences: frozenset[int] = frozenset()  # with their words wherever they are a whole field
    parts: frozenset[tuple[int, int]] = frozenset()  # one line of a silent round: event, place
    expired: frozenset[int] = frozenset()  # only these: the same words elsewhere stay

    @classmethod
    def of(cls, asked: Gone | Collection[int]) -> Gone:
        return asked if isinstance(asked, Gone) else cls(frozenset(asked))

    def __bool__(self) -> bool:
        return bool(self.sequences or self.parts or self.expired)

    def __or__(self, other: Gone) -> Gone:
        return Gone(*(getattr(self, one.name) | getattr(other, one.name) for one in fields(Gone)))


NOTHING = Gone()
Held = dict[str, Gone]


class EraseList:
    """Which events of which meetings were erased, on disk; safe to use from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._unfinished, self._erased = read(path)

    def of(self, meeting: str) -> Gone:
        """What of a meeting has no text any more, or must not have."""
        with self._lock:
            return self._unfinished.get(meeting, NOTHING) | self._erased.get(meeting, NOTHING)

    def meetings(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted({*self._unfinished, *self._erased}))

    def is_unfinished(self, meeting: str) -> bool:
        with self._lock:
            return meeting in self._unfinished

    def begin(self, meeting: str, gone: Gone) -> None:
        """Remember that these have to go; in memory also when the disk refuses it (OSError)."""
        with self._lock:
            self._unfinished[meeting] = self._unfinished.get(meeting, NOTHING) | gone
            self._save()

    def finish(self, meeting: str) -> None:
        """Remember that what was begun of this meeting is done everywhere."""
        with self._lock:
            done = self._unfinished.pop(meeting, NOTHING)
            self._erased[meeting] = self._erased.get(meeting, NOTHING) | done
            self._save()

    def data(self) -> bytes:
        """The list as it stands in its file."""
        return as_bytes(self._unfinished, self._erased)

    def _save(self) -> None:
        disk.write_whole(self._path, self.data())


def as_bytes(unfinished: Mapping[str, Gone], erased: Mapping[str, Gone]) -> bytes:
    held = {UNFINISHED: _plain(unfinished), ERASED: _plain(erased)}
    return json.dumps(held, sort_keys=True, indent=1).encode()


def read(path: Path) -> tuple[Held, Held]:
    """What the file holds, unfinished and erased; nothing when it is absent or cannot be read: the
    lines themselves say which of them were erased, and the talk which were wiped."""
    try:
        held = json.loads(path.read_bytes())
        unfinished, erased = (
            {name: _gone(found) for name, found in held[part].items()}
            for part in (UNFINISHED, ERASED)
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}
    return unfinished, erased


def together(paths: Iterable[Path]) -> bytes:
    """The lists in these files as one, everything in it still to be done: for a journal that comes
    back from an older copy."""
    every: Held = {}
    for path in paths:
        for held in read(path):
            for name, gone in held.items():
                every[name] = every.get(name, NOTHING) | gone
    return as_bytes(every, {})


def _plain(held: Mapping[str, Gone]) -> dict[str, dict[str, list]]:
    return {
        name: {one.name: sorted(getattr(gone, one.name)) for one in fields(Gone)}
        for name, gone in held.items()
    }


def _gone(found: dict | list) -> Gone:
    """One meeting of the file; a list of numbers is how an older version wrote it."""
    if isinstance(found, list):
        return Gone(frozenset(found))
    return Gone(
        frozenset(found["sequences"]),
        frozenset((sequence, place) for sequence, place in found["parts"]),
        frozenset(found["expired"]),
    )
