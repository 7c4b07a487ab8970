"""What is written in a silent round while it runs: on disk before it is acknowledged, and nameless.

One small file per meeting, written anew as a whole. It holds the lines in alphabetical order and,
apart from them, a keyed hash of each operation, so that a retry is stored once. No time, no order,
no author, no device: what the file does not hold nobody can find in it. It goes when the round is
closed.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import Any

from telvertel.journal import disk
from telvertel.journal.troubles import NotSaved
from telvertel.meeting import events as e

MOST = 5000  # lines of one round; the file is written anew with each of them


@dataclass(frozen=True, order=True)
class Written:
    """One line as it is kept: whose side, the words, and whether they ask for a second look."""

    side: str  # "" for no side
    text: str
    waits: bool = False

    @property
    def id(self) -> str:
        """Made of the words alone, so that it says nothing about when they came."""
        return hmac.new(b"line", f"{self.side}\n{self.text}".encode(), "sha256").hexdigest()[:16]


@dataclass(frozen=True)
class Kept:
    """A running round as it stands on disk."""

    round: str
    key: str  # of the hashes below; it goes with them
    lines: tuple[Written, ...] = ()
    ops: frozenset[str] = frozenset()
    stands: dict[str, tuple[str, str]] = field(default_factory=dict)  # voter → side, position
    stopped: bool = False  # nothing more is taken in; what waits is being looked at

    def hashed(self, text: str) -> str:
        return hmac.new(self.key.encode(), text.encode(), "sha256").hexdigest()[:32]

    def counts(self) -> dict[str, int]:
        """Side → how many lines or positions there are."""
        sides = [one.side for one in self.lines] or [side for side, _ in self.stands.values()]
        return dict(Counter(sides))


class Rounds:
    """The running rounds of all meetings, one at a time each; safe to use from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        disk.make_folder(folder)
        self._kept = {path.stem: one for path in folder.glob("*.json") if (one := _read(path))}
        self._ended: set[str] = set()  # rounds that take nothing in any more, however late it comes

    def of(self, meeting: str) -> Kept | None:
        """What was written so far, or None when nothing was."""
        return self._kept.get(meeting)

    def write(self, meeting: str, round_: str, op: str, line: Written) -> None:
        """Keep a line; on disk when this returns. The same operation is kept once.

        Raises NotSaved; RoundStopped when nothing more is taken in, RoundFull when it is full.
        """
        with self._lock:
            kept = self._running(meeting, round_)
            seen = kept.hashed(op)
            if seen in kept.ops:
                return
            _check_open(kept)
            lines = tuple(sorted((*kept.lines, line)))
            self._save(meeting, replace(kept, lines=lines, ops=kept.ops | {seen}))

    def stand(
        self, meeting: str, round_: str, voter: str, side: e.Side, position: e.Position
    ) -> None:
        """Keep where somebody stands; who comes back changes what they said before.

        ``voter`` is their session; a keyed hash of it is kept until the end.
        """
        with self._lock:
            kept = self._running(meeting, round_)
            _check_open(kept)
            stands = {**kept.stands, kept.hashed(voter): (side.value, position.value)}
            self._save(meeting, replace(kept, stands=stands))

    def forget(self, meeting: str, voter: str) -> None:
        """Take back where somebody stands, as long as more can be taken in."""
        with self._lock:
            kept = self._kept.get(meeting)
            if kept is None or kept.stopped or kept.hashed(voter) not in kept.stands:
                return
            gone = kept.hashed(voter)
            stands = {one: stood for one, stood in kept.stands.items() if one != gone}
            self._save(meeting, replace(kept, stands=stands))

    def stop(self, meeting: str, round_: str) -> Kept:
        """Take nothing more in; what there is."""
        with self._lock:
            kept = replace(self._running(meeting, round_), stopped=True)
            self._save(meeting, kept)
            return kept

    def drop(self, meeting: str) -> None:
        """Remove what was written: the round is closed, or the meeting is."""
        with self._lock:
            kept = self._kept.pop(meeting, None)
            if kept:
                self._ended.add(kept.round)
            with suppress(FileNotFoundError):
                self._path(meeting).unlink()
                disk.flush_folder(self._folder)

    def meetings(self) -> tuple[str, ...]:
        return tuple(self._kept)

    def _running(self, meeting: str, round_: str) -> Kept:
        """The round as it stands; what is left of an earlier one does not mix with it."""
        if round_ in self._ended:
            raise RoundStopped(round_)
        known = self._kept.get(meeting)
        return known if known and known.round == round_ else Kept(round_, secrets.token_hex(16))

    def _save(self, meeting: str, kept: Kept) -> None:
        try:
            disk.write_whole(self._path(meeting), _bytes(kept))
        except OSError as trouble:
            raise NotSaved(trouble) from trouble
        self._kept[meeting] = kept

    def _path(self, meeting: str) -> Path:
        return self._folder / f"{meeting}.json"


class RoundStopped(Exception):
    """The round takes nothing more in."""


class RoundFull(Exception):
    """More lines than a round can hold."""


def _check_open(kept: Kept) -> None:
    if kept.stopped:
        raise RoundStopped(kept.round)
    if len(kept.lines) >= MOST:
        raise RoundFull(kept.round)


def _bytes(kept: Kept) -> bytes:
    """Everything in an order of its own: lines by their words, hashes by themselves."""
    told = {
        "round": kept.round,
        "key": kept.key,
        "lines": [[one.side, one.text, one.waits] for one in sorted(kept.lines)],
        "ops": sorted(kept.ops),
        "stands": dict(sorted(kept.stands.items())),
        "stopped": kept.stopped,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _read(path: Path) -> Kept | None:
    """A round as it was before the restart; None when the file is none of ours."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told: dict[str, Any] = json.loads(path.read_bytes())
        return Kept(
            round=told["round"],
            key=told["key"],
            lines=tuple(Written(*one) for one in told["lines"]),
            ops=frozenset(told["ops"]),
            stands={voter: (side, position) for voter, (side, position) in told["stands"].items()},
            stopped=told["stopped"],
        )
    return None
