"""What was said in one meeting: its lines on disk, and the same events at hand in memory."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from telvertel.journal import disk
from telvertel.journal.lines import Found, Line, LineFile, read, written
from telvertel.journal.troubles import JournalTooNew, LineUnreadable, NotSaved, SaidOtherwise
from telvertel.meeting.events import FROM_DISK, Event, Happening, Saying
from telvertel.meeting.subject import ERASED, names, replaced, texts

VERSION = 1  # of the events this program writes; it reads all older ones


def text_of(event: Event) -> str:
    """The JSON of an event as it stands in a line: sorted keys, letters as they are."""
    return json.dumps(
        event.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def sequence_of(text: str) -> int:
    return json.loads(text)["sequence"]


def event_of(text: str) -> Event:
    """The event of a line; JournalTooNew or LineUnreadable when this version does not know it."""
    try:
        return Event.model_validate_json(text, context=FROM_DISK)
    except ValidationError:
        facts = json.loads(text)
        meeting, sequence = facts.get("meeting", ""), facts.get("sequence", 0)
        if facts.get("v", VERSION) > VERSION:
            raise JournalTooNew(meeting, sequence, facts["v"]) from None
        raise LineUnreadable(meeting, sequence) from None


def erased(line: Line, only: Collection[str] | None = None) -> Line:
    """The line without its texts, or without those that are equal to one of ``only``: the mark in
    their place, all else and the hash as they were. Itself when there was nothing to erase."""
    event = event_of(line.text)
    body = replaced(event.body, ERASED, only)
    if body == event.body:
        return line
    return Line(line.hash, text_of(event.model_copy(update={"body": body})), erased=True)


def words_of(line: Line) -> set[str]:
    """Every free text and name in a line that is not erased yet."""
    body = event_of(line.text).body
    return {*texts(body).values(), *names(body).values()} - {ERASED}


class Record:
    """The events of one meeting in one file. ``turn`` is held while something is added."""

    def __init__(self, path: Path, found: Found | None = None) -> None:
        self.turn = threading.RLock()
        self._file = LineFile(path, found or Found((), 0, b""))
        self._swapping = threading.Lock()  # while the file is replaced as a whole
        # While memory is filled from disk. Never the turn: who reads another meeting while speaking
        # in this one must not wait for somebody who does the same the other way round.
        self._filling = threading.RLock()
        self._events: list[Event] | None = None if self._file.end else []
        self._by_op: dict[str, Event] = {}
        self._erased: frozenset[int] = frozenset()

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def head(self) -> str:
        return self._file.head

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self._file.end

    @property
    def empty(self) -> bool:
        return self._file.end == 0

    def events(self) -> list[Event]:
        """All events in their order; read from disk when first asked for."""
        if self._events is None:
            with self._filling:
                if self._events is None:
                    self._take(self.lines())
                return self._events
        return self._events

    def _take(self, lines: Iterable[Line]) -> None:
        """Hold the events of these lines in memory."""
        # Parsed first, kept after: a meeting that cannot be read is asked again.
        found = [(event_of(line.text), line.erased) for line in lines]
        self._by_op = {event.op: event for event, _ in found}
        self._erased = frozenset(event.sequence for event, gone in found if gone)
        self._events = [event for event, _ in found]

    def lines(self) -> tuple[Line, ...]:
        """All lines as they stand on disk."""
        return read(self.raw()).lines

    def raw(self) -> bytes:
        """The intact bytes of the file. Takes no turn, so nobody who speaks waits for it."""
        with self._swapping:
            end = self._file.end
            return self.path.read_bytes()[:end] if end else b""

    def since(self, sequence: int) -> tuple[Event, ...]:
        """Events after a sequence number, in order; empty when there are none."""
        events = self.events()
        start = len(events)
        while start and events[start - 1].sequence > sequence:
            start -= 1
        return tuple(events[start:])

    def said(self, saying: Saying) -> Event | None:
        """The event of this operation when it is here already; SaidOtherwise if it is another."""
        self.events()
        event = self._by_op.get(saying.op)
        if event is None:
            return None
        gone = event.sequence in self._erased
        stored, asked = event.body, saying.body
        if gone:  # also when only one of several fields was erased
            stored, asked = replaced(stored, ERASED), replaced(asked, ERASED)
        if not _same(stored, asked):
            raise SaidOtherwise(saying.op)
        return event

    def add(self, saying: Saying, at: datetime) -> tuple[Event, Line]:
        """Store a saying as the next event, on disk when this returns. The caller has the turn."""
        events = self.events()
        sequence = events[-1].sequence + 1 if events else 1
        said = {name: getattr(saying, name) for name in Saying.model_fields}
        text = text_of(Event(**said, sequence=sequence, at=at, v=VERSION))
        # Read back before it is written: memory holds what the disk will give after a restart.
        event = event_of(text)
        (line,) = self._file.add(text)
        self._by_op[event.op] = event
        events.append(event)
        return event, line

    def put(self, lines: Iterable[Line]) -> None:
        """Put lines back that were kept elsewhere, as they were."""
        with self.turn, self._filling:
            self._file.put(lines)
            self._events = None

    def rewrite(self, lines: Iterable[Line]) -> None:
        """Put these lines in the place of all that are here: on disk as a whole, or not at all, and
        then NotSaved. The caller has the turn."""
        lines = tuple(lines)
        with self._filling:
            self._swap(lines)
            self._take(lines)

    def _swap(self, lines: tuple[Line, ...]) -> None:
        with self._swapping:
            self._file.close()
            try:
                disk.write_whole(self.path, b"".join(written(line) for line in lines))
            except OSError as cause:
                raise NotSaved(cause) from cause
            finally:
                # Also when only the flushing of the folder failed: what is on disk is followed.
                self._file = LineFile(self.path, read(self.path.read_bytes()))

    def close(self) -> None:
        self._file.close()


def _same(one: Happening, other: Happening) -> bool:
    # Compared as JSON: a tuple among frozen figures comes back from disk as a list.
    return one.model_dump(mode="json") == other.model_dump(mode="json")
