"""Text that is being typed and not said yet: kept like everything said, and dropped at sealing.

Drafts stand in files of their own. What a writer took out again before Enter, perhaps a name, is so
never part of the memory of a meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import RLock

from telvertel.journal import disk
from telvertel.journal.lines import chain, cut_tail, read
from telvertel.journal.record import Record, sequence_of
from telvertel.journal.troubles import NotSaved
from telvertel.meeting.events import Drafted, Event, Saying

# A file with more bytes than this is rewritten with the last text of each field only: at most a few
# seconds of typing of a full field (20,000 characters, saved every 400 ms) lie in it.
ROOM = 400_000


class Drafts:
    """The drafts of all meetings, one file per meeting under ``folder``."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now
        self._lock = RLock()
        self._records: dict[str, Record] = {}
        disk.make_folder(folder)
        for path in sorted(folder.glob("*.jsonl")):
            self._open(path)

    def _open(self, path: Path) -> None:
        found = read(path.read_bytes())
        if found.tail:
            cut_tail(path, found, self._now())
        self._records[path.stem] = Record(path, found)
        with suppress(NotSaved):
            self._tidy(path.stem)

    def add(self, saying: Saying) -> Event:
        """Store a draft; on disk when this returns. The same operation is stored once."""
        with self._lock:
            record = self._record(saying.meeting)
            known = record.said(saying)
            if known is not None:
                return known
            event, _ = record.add(saying, self._now())
            if record.size > ROOM:
                # The draft is safe already; a full disk only postpones the tidying.
                with suppress(NotSaved):
                    self._tidy(saying.meeting)
            return event

    def meetings(self) -> tuple[str, ...]:
        return tuple(self._records)

    def texts(self, meeting: str) -> dict[str, str]:
        """Field → the last text typed in it, fields that were emptied left out."""
        with self._lock:
            if meeting not in self._records:
                return {}
            return {event.body.field: event.body.text for event in self._standing(meeting)}

    def typed(self, meeting: str) -> dict[str, tuple[str, str]]:
        """Field → the operation of its last text, and from which device; as in ``texts``."""
        with self._lock:
            if meeting not in self._records:
                return {}
            standing = self._standing(meeting)
            return {event.body.field: (event.op, event.device) for event in standing}

    def forget(self, meeting: str, words: Collection[str], note_ids: Collection[str]) -> None:
        """Take out what was typed of these words or in a field about one of these notes, with all
        that was typed over before: it may hold a piece of them."""
        with self._lock:
            if meeting not in self._records:
                return
            gone = {
                event.sequence
                for event in self._standing(meeting)
                if _is_about(event.body, words, note_ids)
            }
            self._tidy(meeting, gone)
            for path in self._folder.glob(f"{meeting}.jsonl?*"):
                path.unlink()
            disk.flush_folder(self._folder)

    def is_said(self, meeting: str, text: str) -> None:
        """Take out what was typed of a text that is said now, with all that was typed over."""
        with self._lock:
            if meeting not in self._records:
                return
            same = {
                event.sequence
                for event in self._standing(meeting)
                if event.body.text.strip() == text.strip()
            }
            if same:
                self._tidy(meeting, same)

    def drop(self, meeting: str) -> None:
        """Remove all drafts of a meeting, with what was set aside of them."""
        with self._lock:
            record = self._records.pop(meeting, None)
            if record is not None:
                record.close()
            for path in self._folder.glob(f"{meeting}.jsonl*"):
                path.unlink()
            disk.flush_folder(self._folder)

    def close(self) -> None:
        for record in self._records.values():
            record.close()

    def _record(self, meeting: str) -> Record:
        if meeting not in self._records:
            self._records[meeting] = Record(self._folder / f"{meeting}.jsonl")
        return self._records[meeting]

    def _standing(self, meeting: str) -> list[Event]:
        """The last draft of each field that is not empty, in order."""
        latest: dict[str, Event] = {}
        for event in self._records[meeting].events():
            if isinstance(event.body, Drafted):
                latest[event.body.field] = event
        standing = [event for event in latest.values() if event.body.text]
        return sorted(standing, key=lambda event: event.sequence)

    def _tidy(self, meeting: str, gone: Collection[int] = ()) -> None:
        """Rewrite the file with the last text of each field; what was typed over is gone."""
        record = self._records[meeting]
        kept = {event.sequence for event in self._standing(meeting)}.difference(gone)
        with record.turn:
            texts = (line.text for line in record.lines() if sequence_of(line.text) in kept)
            record.rewrite(chain(texts))


def _is_about(draft: Drafted, words: Collection[str], note_ids: Collection[str]) -> bool:
    typed = draft.text.strip().casefold()
    said = [one.strip().casefold() for one in words]
    return any(one in draft.field for one in note_ids) or any(
        one in typed or typed in one for one in said if one
    )
