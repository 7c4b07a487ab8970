"""Texts that have to be gone: which ones, and out of every file that may hold them.

The list of what was erased holds sequence numbers only. It stays, so that lines that come back from
an older copy lose their texts again.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from telvertel.journal import disk, record
from telvertel.journal.lines import Line, read, whole, written
from telvertel.journal.record import erased, event_of, sequence_of, words_of
from telvertel.journal.troubles import JournalTooNew
from telvertel.meeting.events import LineWiped, RoundClosed
from telvertel.meeting.lasting import Visibility

NAME = "erased.json"
UNFINISHED, ERASED = "unfinished", "erased"

# The kind of a happening, and the kinds whose texts are those of the line.
WIPES = LineWiped.model_fields["kind"].default
WRITES = ("note_written", "note_revised")
ROUND = RoundClosed.model_fields["kind"].default


def wiped(lines: Iterable[Line]) -> set[int]:
    """Sequences of all that was ever written in lines of the talk that were wiped since.

    Read from the JSON: a line that this version cannot read holds up nobody else's erasing.
    """
    facts = (json.loads(line.text) for line in lines)
    bodies = [(one["sequence"], one["body"]) for one in facts]
    gone = {body["note"] for _, body in bodies if body["kind"] == WIPES}
    return {number for number, body in bodies if body["kind"] in WRITES and body["note"] in gone}


def without_private(lines: Sequence[Line]) -> list[Line]:
    """The lines of a meeting for somebody else: what was for the talk alone without its words, also
    where a silent round held it first. Hashes stay, so the chain and the code hold."""
    own = private(lines)
    words = {text for line in lines if sequence_of(line.text) in own for text in words_of(line)}
    return [
        erased(line)
        if sequence_of(line.text) in own
        else erased(line, words)
        if words and json.loads(line.text)["body"]["kind"] == ROUND
        else line
        for line in lines
    ]


def private(lines: Iterable[Line]) -> set[int]:
    """Sequences of all that was written in lines of the talk that are for the talk alone, as was
    said of them last."""
    facts = (json.loads(line.text) for line in lines)
    written = [(one["sequence"], one["body"]) for one in facts if one["body"]["kind"] in WRITES]
    last = {body["note"]: body["visibility"] for _, body in written if body.get("visibility")}
    return {number for number, body in written if last.get(body["note"]) == Visibility.talk}


def applied(
    lines: Iterable[Line], sequences: Collection[int], before: Collection[str] = ()
) -> list[Line]:
    """The lines, those with these sequences without their texts.

    The same words go wherever they are a whole field in the meeting: a line of a silent round that
    was taken over, something that was parked first, an agreement or a summary made of a line. So do
    ``before``, words that were wiped in a meeting before it. A field that merely contains them
    among other words stays: it was written anew, and what of it would have to go only people can
    say.
    """
    asked = [(line, sequence_of(line.text) in sequences and not _is_done(line)) for line in lines]
    words = {text for line, goes in asked if goes for text in words_of(line)}.union(before)
    fields = [json.dumps(text, ensure_ascii=False)[1:-1] for text in words]
    return [
        erased(line)
        if goes
        else erased(line, words)
        if any(one in line.text for one in fields)
        else line
        for line, goes in asked
    ]


def _is_done(line: Line) -> bool:
    """Whether a newer version erased it: what else it holds this version cannot say."""
    try:
        event_of(line.text)
    except JournalTooNew:
        return line.erased
    return False


def is_honest(line: Line) -> bool:
    """Whether an erased line holds no more than it may: the hash of the line as it was proves
    nothing about the words in it now, so other words are not what was said.

    Where a happening has several fields one of them may be erased; the others stand there on
    trust.
    """
    return not words_of(line) or f'"{record.ERASED}"' in line.text


def gone_words(lines: Iterable[Line], sequences: Collection[int]) -> set[str]:
    """What the lines with these sequences still say, of those that this version can read."""
    going = (line for line in lines if sequence_of(line.text) in sequences)
    return {text for line in going if not _is_done(line) for text in words_of(line)}


def without(raw: bytes, sequences: Collection[int], before: Collection[str] = ()) -> bytes:
    """The bytes of a file of lines with the texts of these sequences, and the words of ``before``,
    taken out."""
    if not sequences and not before:
        return raw
    found = read(raw)
    return b"".join(written(line) for line in applied(found.lines, sequences, before)) + found.tail


def scrub(
    folder: Path, meeting: str, sequences: Collection[int], before: Collection[str] = ()
) -> None:
    """Take these texts out of what was set aside of a meeting, or left half by a crash.

    What cannot be read there goes as a whole: it may hold a part of them.
    """
    for path in folder.glob(f"{meeting}.jsonl?*"):
        kept = applied(whole(path.read_bytes()), sequences, before)
        if kept:
            disk.write_whole(path, b"".join(written(line) for line in kept))
        else:
            path.unlink()
    disk.flush_folder(folder)


class EraseList:
    """Which events of which meetings were erased, on disk; safe to use from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        held = _read(path)
        self._unfinished = {name: set(found) for name, found in held[UNFINISHED].items()}
        self._erased = {name: set(found) for name, found in held[ERASED].items()}

    def of(self, meeting: str) -> frozenset[int]:
        """Sequences of a meeting that have no text any more, or must not have."""
        with self._lock:
            known = (self._unfinished, self._erased)
            return frozenset().union(*(one.get(meeting, ()) for one in known))

    def meetings(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted({*self._unfinished, *self._erased}))

    def is_unfinished(self, meeting: str) -> bool:
        with self._lock:
            return meeting in self._unfinished

    def begin(self, meeting: str, sequences: Iterable[int]) -> None:
        """Remember that these have to go; in memory also when the disk refuses it (OSError)."""
        with self._lock:
            self._unfinished.setdefault(meeting, set()).update(sequences)
            self._save()

    def finish(self, meeting: str) -> None:
        """Remember that what was begun of this meeting is done everywhere."""
        with self._lock:
            done = self._unfinished.pop(meeting, set())
            self._erased.setdefault(meeting, set()).update(done)
            self._save()

    def data(self) -> bytes:
        """The list as it stands in its file."""
        held = {UNFINISHED: _sorted(self._unfinished), ERASED: _sorted(self._erased)}
        return json.dumps(held, sort_keys=True, indent=1).encode()

    def _save(self) -> None:
        disk.write_whole(self._path, self.data())


def _sorted(held: dict[str, set[int]]) -> dict[str, Sequence[int]]:
    return {name: sorted(found) for name, found in held.items()}


def _read(path: Path) -> dict[str, dict[str, list[int]]]:
    """What the file holds; nothing when it is absent or cannot be read: the lines themselves say
    which of them were erased, and the talk which were wiped."""
    try:
        held = json.loads(path.read_bytes())
        return {name: dict(held[name]) for name in (UNFINISHED, ERASED)}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {UNFINISHED: {}, ERASED: {}}
