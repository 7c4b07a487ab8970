"""What was said in one meeting: its lines on disk, and the same events at hand in memory."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from telvertel.journal.lines import Found, Line, LineFile, read
from telvertel.journal.troubles import JournalTooNew, LineUnreadable, SaidOtherwise
from telvertel.meeting.events import FROM_DISK, Event, Saying

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


class Record:
    """The events of one meeting in one file. ``turn`` is held while something is added."""

    def __init__(self, path: Path, found: Found | None = None) -> None:
        self.turn = threading.RLock()
        self._file = LineFile(path, found or Found((), 0, b""))
        self._events: list[Event] | None = None if self._file.end else []
        self._by_op: dict[str, Event] = {}

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
            with self.turn:
                if self._events is None:
                    # Parsed first, kept after: a meeting that cannot be read is asked again.
                    events = [event_of(line.text) for line in read(self.raw()).lines]
                    self._by_op = {event.op: event for event in events}
                    self._events = events
        return self._events

    def raw(self) -> bytes:
        """The intact bytes of the file. Takes no turn: what lies before the end never changes."""
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
        # Compared as JSON: a tuple among frozen figures comes back from disk as a list.
        if event and event.body.model_dump(mode="json") != saying.body.model_dump(mode="json"):
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

    def add_texts(self, texts: list[str]) -> None:
        """Put lines back that were kept elsewhere, as they were."""
        with self.turn:
            self._file.add(*texts)
            self._events = None

    def close(self) -> None:
        self._file.close()
