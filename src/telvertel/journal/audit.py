"""The audit log of an installation: who did what with the data, never what it said.

One hash-chained file of lines, as the journal has them. It is read again before every line: the
command line may write while the app runs.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from telvertel.journal import disk
from telvertel.journal.lines import LineFile, cut_tail, read
from telvertel.journal.troubles import JournalInUse, NotSaved

NAME = "audit.jsonl"
TRIES, PAUSE = 50, 0.1  # seconds between; somebody else writes a line at this moment


class Act(StrEnum):
    purged = "purged"
    not_purged = "not_purged"  # it was due, and the disk refused
    handed_out = "handed_out"
    stopped = "stopped"
    opened_again = "opened_again"
    restored = "restored"
    line_wiped = "line_wiped"  # of a talk or of a silent round; which, and on what ground
    own_seen = "own_seen"  # somebody said to own the data and saw exact counts of them
    named = "named"  # who stands by name in a comparison from now on
    unnamed = "unnamed"
    view_kept = "view_kept"
    view_gone = "view_gone"
    text_passed = "text_passed"  # words with figures that were doubted, and came in all the same


class WhyExact(StrEnum):
    """Why somebody looks at exact counts; kept with the fact that it was done."""

    delivery = "delivery"
    difference = "difference"
    supervision = "supervision"
    request = "request"


@dataclass(frozen=True)
class Entry:
    """One line: when, what was done, and its facts (codes, ids, numbers, days; of free text only
    the role of who looked at exact counts)."""

    at: datetime
    act: Act
    facts: dict[str, Any]


class AuditLog:
    """Everything done in one installation; may be used from any thread and any process."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def add(self, act: Act, **facts: Any) -> None:
        """Write a line; NotSaved when the disk refuses."""
        told = {"at": datetime.now(UTC).isoformat(), "act": act.value, **facts}
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        try:
            disk.make_folder(self.path.parent)
            hold = _held(self.path.with_suffix(".lock"))
        except OSError as cause:
            raise NotSaved(cause) from cause
        try:
            found = read(self._raw())
            if found.tail:
                cut_tail(self.path, found, datetime.now(UTC))
            file = LineFile(self.path, found)
            try:
                file.add(text)
            finally:
                file.close()
        finally:
            hold.release()

    def entries(self) -> tuple[Entry, ...]:
        """All intact lines, the oldest first."""
        return tuple(_entry(json.loads(line.text)) for line in read(self._raw()).lines)

    def is_intact(self) -> bool:
        """Whether the chain holds to the end of the file."""
        return not read(self._raw()).tail

    def _raw(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""


def _held(path: Path) -> disk.Hold:
    for _ in range(TRIES):
        try:
            return disk.Hold(path)
        except JournalInUse:
            time.sleep(PAUSE)
    return disk.Hold(path)


def _entry(told: dict[str, Any]) -> Entry:
    facts = {name: value for name, value in told.items() if name not in ("at", "act")}
    return Entry(datetime.fromisoformat(told["at"]), Act(told["act"]), facts)
