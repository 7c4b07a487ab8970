"""The memory of all meetings: what was said is on disk before anybody is told that it was kept.

One file of lines per meeting is the truth (``lines``); DuckDB holds the same events for questions
across meetings (``mirror``); at start each repairs the other (``repair``).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from telvertel.journal import backup, chained, disk, erasing, pack, repair
from telvertel.journal.drafts import Drafts
from telvertel.journal.erase_list import NAME as ERASE_LIST
from telvertel.journal.erase_list import EraseList, Gone
from telvertel.journal.lines import BEFORE_THE_FIRST, Line, cut_tail, read, written
from telvertel.journal.mirror import Mirror
from telvertel.journal.record import Record, event_of, sequence_of
from telvertel.journal.repair import Repair, RepairKind
from telvertel.journal.troubles import JournalTrouble, NotSaved, PackFault, PackRefused
from telvertel.meeting.events import AFTER_SEAL, Event, Happening, Saying, Sealed

log = logging.getLogger(__name__)

LOCK = "journal.lock"

Listener = Callable[[str, Event], None]


@dataclass(frozen=True)
class Verification:
    """Whether the file of a meeting still is what was written to it."""

    meeting: str
    lines: int  # intact lines from the beginning
    check_code: str
    intact: bool  # the chain holds to the last line that was acknowledged
    seal_holds: bool | None  # the code in the seal equals the chain before it; None if not sealed
    erased: int = 0  # lines of which the texts were erased; the chain takes their kept hash


def code_of(head: str) -> str:
    """The check code as people compare it: 8 signs of the head of the chain."""
    return head[:8].upper()


def _now() -> datetime:
    return datetime.now(UTC)


class Journal:
    """Open with ``Journal.open``; safe to use from any thread of one process."""

    def __init__(self, folder: Path, hold: disk.Hold, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.repairs: tuple[Repair, ...] = ()
        self.drafts = Drafts(folder / "drafts", now)
        self._hold = hold
        self._now = now
        self._records: dict[str, Record] = {}
        self._records_lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._mirror = Mirror(folder / "journal.duckdb", now)
        self._erase_list = EraseList(folder / ERASE_LIST)

    @classmethod
    def open(cls, folder: Path, *, now: Callable[[], datetime] = _now) -> Journal:
        """The journal in a folder, made when absent; JournalInUse when another program has it,
        NotWritable or NoRoom when the folder does not take a line."""
        folder = Path(folder)
        with _told(folder):
            disk.make_folder(folder)
            hold = disk.Hold(folder / LOCK)
            try:
                journal = cls(folder, hold, now)
                journal._start()
            except BaseException:
                hold.release()
                raise
        return journal

    @staticmethod
    def must_be_free(folder: Path) -> None:
        """JournalInUse when another program has the journal of this folder; opens nothing."""
        with _told(folder):
            if folder.is_dir():
                disk.Hold(folder / LOCK).release()

    # What is said, and who hears of it.

    def append(self, saying: Saying) -> Event:
        """Store a saying and give its event; NotSaved when the disk refuses. A retry (the same
        ``op``) gives the event that is there already."""
        record = self._record(saying.meeting)
        with record.turn:
            known = record.said(saying)
            if known is not None:
                return known
            event, line = record.add(saying, self._now())
            self._mirrored([line])
        self._tell(event)
        return event

    def said(self, saying: Saying) -> Event | None:
        """The event of this saying when it is stored already, else None."""
        return self._record(saying.meeting).said(saying)

    def since(self, meeting: str, sequence: int = 0) -> tuple[Event, ...]:
        """Events of a meeting after a sequence number, in order; empty for an unknown meeting."""
        record = self._records.get(meeting)
        return record.since(sequence) if record else ()

    def meetings(self) -> tuple[str, ...]:
        """Ids of all meetings of which something was said, in order of id."""
        with self._records_lock:
            return tuple(sorted(name for name, one in self._records.items() if not one.empty))

    def across(self, kind: str) -> tuple[Event, ...]:
        """All events of one kind over all meetings, by meeting and sequence."""
        texts = self._mirror.lines_of_kind(kind)
        if texts is not None:
            return tuple(event_of(text) for text in texts)
        events = (event for meeting in self.meetings() for event in self.since(meeting))
        return tuple(event for event in events if event.body.kind == kind)

    @contextmanager
    def turn(self, meeting: str) -> Iterator[None]:
        """Nobody else adds to this meeting meanwhile: for deciding and then appending."""
        with self._record(meeting).turn:
            yield

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Call ``callback(meeting, event)`` after every append, on the thread that appended, so it
        must be quick; the order between threads is not promised. The answer stops it."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    # Proof.

    def check_code(self, meeting: str) -> str:
        """8 signs of the chain up to the last line; equal for everybody with the same lines."""
        record = self._records.get(meeting)
        return code_of(record.head if record else BEFORE_THE_FIRST)

    def verify(self, meeting: str) -> Verification:
        """Read the file again and follow its chain."""
        record = self._record(meeting)
        with record.turn:
            head = record.head
            found = read(record.path.read_bytes() if record.path.exists() else b"")
        return Verification(
            meeting=meeting,
            lines=len(found.lines),
            check_code=code_of(found.head),
            intact=not found.tail and found.head == head and _honest(found.lines),
            seal_holds=_seal_holds(found.lines),
            erased=sum(line.erased for line in found.lines),
        )

    # Erasing.

    def erase(self, meeting: str, asked: Gone | Collection[int]) -> None:
        """Take the texts of these events out of every file of this installation and out of memory;
        that they were said, when and by whom stays, and so does the check code. Of the meetings
        that follow on this one the same words go wherever they are a whole field; not those of what
        merely expired.

        Done when this returns. NotSaved when the disk refuses: then ``repairs`` says so, and it is
        tried again at the next start. The event that asked for it is in the journal already.
        """
        try:
            with self.turn(meeting):
                self._erase_list.begin(meeting, Gone.of(asked))
                self._finish_erasing(meeting)
        except (OSError, NotSaved) as trouble:
            self.repairs += (self._waits(meeting),)
            raise trouble if isinstance(trouble, NotSaved) else NotSaved(trouble) from trouble

    def wiped(self, meeting: str) -> Gone:
        """What was ever written in lines of the talk, and of its silent rounds, that were wiped."""
        return erasing.wiped(self._record(meeting).lines())

    def gone(self, meeting: str) -> Gone:
        """What of a meeting has no text any more: wiped, asked for, or expired."""
        return self._erase_list.of(meeting)

    def _finish_erasing(self, meeting: str) -> None:
        """One step after the other; after a crash in between all of them are done again."""
        gone = self._erase_list.of(meeting)
        before = self._record(meeting).lines()
        words = erasing.gone_words(before, gone)
        wiped = (one for one in before if sequence_of(one.text) in gone.sequences)
        bodies = (event_of(line.text).body for line in wiped)
        notes = {one.note for one in bodies if hasattr(one, "note")}
        # This meeting last: once its lines are without their texts nobody knows what to look for.
        later = chained.after(meeting, self._previous()) if words else ()
        for name in later:
            with self.turn(name):
                self._take_out(name, self._erase_list.of(name), words, notes)
        self._take_out(meeting, gone, words, notes)
        self._mirror.forget_set_aside()
        self._erase_list.finish(meeting)

    def _take_out(
        self, meeting: str, gone: Gone, words: Collection[str], notes: Collection[str]
    ) -> None:
        """Take these events and words out of every file of one meeting, the drafts first."""
        self.drafts.forget(meeting, words, notes)
        record = self._record(meeting)
        before = record.lines()
        lines = erasing.applied(before, gone, words)
        if lines != list(before) or gone:
            record.rewrite(lines)
            self._mirror.erase(meeting, lines)
        erasing.scrub(self.folder, meeting, gone, words)

    def _previous(self) -> dict[str, str]:
        """Meeting → the one before it, of those that name one and that this version can read."""
        found = {}
        for name in self.meetings():
            with suppress(JournalTrouble):
                found |= chained.previous_of(self.since(name))
        return found

    def _going(self, meeting: str) -> set[str]:
        """Words that still wait to be erased, of meetings before this one."""
        waiting = [
            one for one in self._erase_list.meetings() if self._erase_list.is_unfinished(one)
        ]
        if not waiting:
            return set()
        previous = self._previous()
        return {
            text
            for one in waiting
            if meeting in chained.after(one, previous)
            for text in erasing.gone_words(self._record(one).lines(), self._erase_list.of(one))
        }

    def _waits(self, meeting: str) -> Repair:
        gone = self._erase_list.of(meeting)
        count = len(gone.sequences | gone.expired) + len(gone.parts)
        return Repair(RepairKind.erasing_waits, meeting, count)

    # Copies elsewhere.

    def pack(
        self,
        meeting: str,
        path: Path,
        extra: Mapping[str, bytes] | None = None,
        unfit: Mapping[int, Collection[str]] | None = None,
    ) -> None:
        """One meeting as a .zip, without the words that were for the talk alone; ``extra`` are
        further files to put in, by name, ``unfit`` are texts to leave out, by sequence."""
        found = read(self._raw(meeting))
        lines = erasing.without_texts(erasing.without_private(found.lines), unfit or {})
        raw = b"".join(written(line) for line in lines)
        code = code_of(found.head)
        disk.write_whole(Path(path), pack.packed(meeting, raw, code, extra or {}))

    def unpack(self, path: Path) -> str:
        """Take in a packed meeting and give its id; PackRefused leaves everything as it was.

        What is here already may be the same or the beginning of it; another course is refused. What
        was erased here comes back without its texts; what was wiped there is erased here too.
        """
        found = pack.unpacked(Path(path).read_bytes())
        record = self._record(found.meeting)
        with record.turn:
            here = record.lines()
            if [one.hash for one in here] != [one.hash for one in found.lines[: len(here)]]:
                raise PackRefused(PackFault.differs)
            gone = self._erase_list.of(found.meeting) | erasing.wiped(found.lines)
            new = erasing.applied(found.lines[len(here) :], gone)
            if new:
                record.put(new)
                self._mirrored(new)
            if gone:
                self.erase(found.meeting, gone)
        if new:
            self._tell(event_of(new[-1].text))
        return found.meeting

    def back_up(self, folder: Path, also: Sequence[Path] = ()) -> Path:
        """All lines, and the files in ``also``, under a new name in ``folder``; older copies go
        after a week. Nobody waits for it: lines that come meanwhile are in the next one."""
        files = {f"{name}.jsonl": self._raw(name) for name in self.meetings()}
        files |= {f"ook/{one.name}": one.read_bytes() for one in also}
        files[ERASE_LIST] = self._erase_list.data()
        at = self._now()
        gone = {name: self._erase_list.of(name) for name in self._erase_list.meetings()}
        try:
            made = backup.write(Path(folder), files, at)
            backup.tidy(Path(folder), at)
            backup.erase(Path(folder), gone, self._previous(), files[ERASE_LIST])
            backup.remember(self.folder, made)
        except OSError as cause:
            raise NotSaved(cause) from cause
        return made

    def erase_in_copies(self) -> None:
        """Take what has to be gone out of the copies where the last one was put, when that place is
        there; a stick that is away now follows at the next copy."""
        last = backup.last(self.folder)
        folder = Path(last).parent
        if last and folder.is_dir():
            gone = {name: self._erase_list.of(name) for name in self._erase_list.meetings()}
            backup.erase(folder, gone, self._previous(), self._erase_list.data())

    def close(self) -> None:
        """Let go of all files; the folder may be opened by another program after this."""
        for record in self._records.values():
            record.close()
        self.drafts.close()
        self._mirror.close()
        self._hold.release()

    # Start.

    def _start(self) -> None:
        repairs = self._mirror.open()
        chains = self._mirror.chains()
        files = {path.stem: path for path in sorted(self.folder.glob("*.jsonl"))}
        for meeting in sorted({*files, *chains}):
            path = files.get(meeting, self.folder / f"{meeting}.jsonl")
            repairs += self._mend(meeting, path, chains.get(meeting, []))
        if not self._mirror.opened:
            repairs += self._refill()
        if repair.leaves_a_gap(repairs):
            made = backup.last(self.folder)
            kind = RepairKind.last_backup if made else RepairKind.no_backup
            repairs.append(Repair(kind, kept_as=made))
        self._drop_drafts_of_sealed()
        repairs += self._erase_what_waits()
        self.repairs = tuple(dict.fromkeys(repairs))

    def _mend(self, meeting: str, path: Path, held: list[tuple[int, str]]) -> list[Repair]:
        """Bring lines and database of one meeting together; what has to be said about it.

        ``held`` is the chain the database has: (sequence, hash as written).
        """
        found = read(path.read_bytes() if path.exists() else b"")
        hashes = [hash_ for _, hash_ in held]
        if not found.tail and [line.token for line in found.lines[: len(held)]] == hashes:
            self._records[meeting] = Record(path, found)
            self._mirror.add(found.lines[len(held) :])  # normal after a kill: not told
            return []
        restored = repair.restorable(found, self._mirror.lines(meeting) if held else [])
        kept = cut_tail(path, found, self._now()).name if found.tail else ""
        record = self._records[meeting] = Record(path, found)
        record.put(restored)
        lines = record.lines()
        if [line.token for line in lines] != hashes:
            self._mirror.replace(meeting, lines)
        return repair.told(meeting, found, restored, held, kept)

    def _erase_what_waits(self) -> list[Repair]:
        """Finish what a crash or a full disk left, and erase again what came back from a copy."""
        repairs = []
        for meeting in self.meetings():
            gone = self._erase_list.of(meeting)
            lines = self._records[meeting].lines()
            if erasing.has_wipes(lines):
                gone |= erasing.wiped(lines)
            try:
                late = erasing.late(lines, gone) if gone else 0
                if not late and not self._erase_list.is_unfinished(meeting):
                    continue
                self.erase(meeting, gone)
            except JournalTrouble:
                repairs.append(self._waits(meeting))
            else:
                if late:
                    repairs.append(Repair(RepairKind.erased_late, meeting, late))
        return repairs

    def _drop_drafts_of_sealed(self) -> None:
        # A power cut between sealing and dropping must not leave drafts behind.
        for meeting in self.drafts.meetings():
            # A meeting of a newer version keeps its drafts, and nothing else shut.
            with suppress(JournalTrouble):
                if any(isinstance(event.body, Sealed) for event in self.since(meeting)):
                    self.drafts.drop(meeting)

    # One meeting.

    def _record(self, meeting: str) -> Record:
        with self._records_lock:
            if meeting not in self._records:
                self._records[meeting] = Record(self.folder / f"{meeting}.jsonl")
            return self._records[meeting]

    def _raw(self, meeting: str) -> bytes:
        """The file of a meeting as it may leave this installation: without what has to be gone."""
        gone = self._erase_list.of(meeting)
        return erasing.without(self._record(meeting).raw(), gone, self._going(meeting))

    def _mirrored(self, lines: Sequence[Line]) -> None:
        """Put acknowledged lines in the database too; they are safe already."""
        self._mirror.add(lines)
        if self._mirror.due:
            self._refill()

    def _refill(self) -> list[Repair]:
        return self._mirror.refill({name: one.raw for name, one in list(self._records.items())})

    def _tell(self, event: Event) -> None:
        for callback in tuple(self._listeners):
            try:
                callback(event.meeting, event)
            except Exception as trouble:  # noqa: BLE001
                # The line is on disk: whoever said it may not hear that it was not kept.
                log.error("a listener failed: %s", type(trouble).__name__)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the disk refuses while a journal is opened, as trouble for people."""
    try:
        yield
    except OSError as cause:
        trouble = disk.trouble_of(cause, folder)
        if trouble is None:
            raise
        raise trouble from cause


def _seal_holds(lines: Sequence[Line]) -> bool | None:
    last = len(lines) - 1
    while last >= 0 and isinstance(_body(lines[last]), AFTER_SEAL):
        last -= 1
    body = _body(lines[last]) if last >= 0 else None
    if not isinstance(body, Sealed):
        return None
    before = lines[last - 1].hash if last else BEFORE_THE_FIRST
    return body.check_code == code_of(before)


def _body(line: Line) -> Happening:
    return event_of(line.text).body


def _honest(lines: Sequence[Line]) -> bool:
    return all(erasing.is_honest(line) for line in lines if line.erased)
