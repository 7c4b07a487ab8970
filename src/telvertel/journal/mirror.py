"""The database beside the lines: follows them, never stands in their way, and is made anew when it
breaks. Nothing here raises for what a database can do wrong."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from telvertel.journal.lines import Line, read
from telvertel.journal.projection import Projection, ProjectionFailed, Row
from telvertel.journal.repair import Repair, RepairKind
from telvertel.journal.troubles import JournalInUse

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0  # between two tries to open a database that failed during a meeting


class Mirror:
    """What was said, as rows. After a failure it is closed until ``refill``."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._projection = Projection(path)
        self._now = now
        self._tried = 0.0
        self._refilling = threading.Lock()

    @property
    def opened(self) -> bool:
        return self._projection.opened

    def open(self) -> list[Repair]:
        """Open the database, or set it aside and make a new one; what has to be said about it.
        JournalInUse when another program holds it."""
        try:
            self._projection.open()
            return []
        except ProjectionFailed:
            pass
        try:
            kept = self._projection.set_aside(self._now())
            self._projection.open()
            return [Repair(RepairKind.database_rebuilt, kept_as=kept.name if kept else "")]
        except (ProjectionFailed, OSError):
            return [Repair(RepairKind.database_away)]

    def chains(self) -> dict[str, list[tuple[int, str]]]:
        """Meeting → (sequence, hash as written) in order; empty when it cannot be asked."""
        try:
            return self._projection.chains()
        except ProjectionFailed:
            return {}

    def lines(self, meeting: str) -> list[Line]:
        """The lines of one meeting in order; empty when the database cannot be asked."""
        try:
            return [Line.of(token, text) for token, text in self._projection.lines(meeting)]
        except ProjectionFailed:
            return []

    def lines_of_kind(self, kind: str) -> list[str] | None:
        """Texts of all events of a kind, by meeting and sequence; None when it cannot be asked."""
        try:
            return self._projection.lines_of_kind(kind)
        except ProjectionFailed:
            return None

    def add(self, lines: Sequence[Line]) -> None:
        if self.opened:
            self._try(lambda: self._projection.add(_rows(lines)))

    def replace(self, meeting: str, lines: Sequence[Line]) -> None:
        """Follow these lines; a text that was erased in one of them does not stay in the bytes."""
        if any(line.erased for line in lines):
            with suppress(OSError):  # refused now; the next start sees that the two differ
                self.erase(meeting, lines)
        elif self.opened:
            self._try(lambda: self._projection.replace(meeting, _rows(lines)))

    def erase(self, meeting: str, lines: Sequence[Line]) -> None:
        """Have these lines of a meeting in a file that never held what they said before.

        A database that cannot be copied goes, and is made anew from the lines; OSError when not
        even that is possible.
        """
        try:
            self._projection.rewrite(meeting, _rows(lines))
        except ProjectionFailed:
            log.warning("the database could not be copied without a text; it is made anew")
            self._projection.remove()

    def forget_set_aside(self) -> None:
        """Take away every damaged database that was kept beside; OSError when that is refused."""
        self._projection.remove_set_aside()

    @property
    def due(self) -> bool:
        """Whether it is closed and was not tried in the last seconds."""
        return not self.opened and time.monotonic() - self._tried > RETRY_SECONDS

    def refill(self, files: Mapping[str, Callable[[], bytes]]) -> list[Repair]:
        """Open again and bring every meeting up to its lines (meeting → the bytes of its file)."""
        self._tried = time.monotonic()
        if not self._refilling.acquire(blocking=False):
            return []
        try:
            repairs = self.open()
            chains = self.chains()
            for meeting, raw in files.items():
                lines = read(raw()).lines
                if [line.token for line in lines] != [
                    hash_ for _, hash_ in chains.get(meeting, [])
                ]:
                    self.replace(meeting, lines)
            return repairs
        except JournalInUse:
            return []
        finally:
            self._refilling.release()

    def close(self) -> None:
        self._projection.close()

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except ProjectionFailed:
            log.warning("the database of the journal failed; the lines hold everything")
            self._tried = time.monotonic()


def _rows(lines: Iterable[Line]) -> list[Row]:
    return [_row(line) for line in lines]


def _row(line: Line) -> Row:
    facts = json.loads(line.text)
    return Row(
        meeting=facts["meeting"],
        sequence=facts["sequence"],
        kind=facts["body"]["kind"],
        side=facts.get("side"),
        said_at=datetime.fromisoformat(facts["at"]),
        hash=line.token,
        line=line.text,
    )
