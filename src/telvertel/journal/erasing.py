"""Texts that have to be gone: which ones, and out of every file that may hold them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from telvertel.journal import disk, record
from telvertel.journal.erase_list import NAME as NAME
from telvertel.journal.erase_list import NOTHING, Gone
from telvertel.journal.lines import Line, read, whole, written
from telvertel.journal.record import erased, event_of, sequence_of, words_of
from telvertel.journal.troubles import JournalTooNew
from telvertel.meeting.events import LineWiped, RoundClosed, RoundLineWiped
from telvertel.meeting.lasting import Visibility
from telvertel.meeting.subject import ERASED

# The kinds of a happening, and the kinds whose texts are those of the line.
WIPES = LineWiped.model_fields["kind"].default
WIPES_OF_ROUND = RoundLineWiped.model_fields["kind"].default
WRITES = ("note_written", "note_revised")
ROUND = RoundClosed.model_fields["kind"].default


def wiped(lines: Iterable[Line]) -> Gone:
    """All that was ever written in lines of the talk that were wiped since, and the lines of silent
    rounds that were.

    Read from the JSON: a line that this version cannot read holds up nobody else's erasing.
    """
    facts = (json.loads(line.text) for line in lines)
    bodies = [(one["sequence"], one["body"]) for one in facts]
    gone = {body["note"] for _, body in bodies if body["kind"] == WIPES}
    rounds = {body["round"]: number for number, body in bodies if body["kind"] == ROUND}
    of_rounds = [body for _, body in bodies if body["kind"] == WIPES_OF_ROUND]
    return Gone(
        frozenset(
            number for number, body in bodies if body["kind"] in WRITES and body["note"] in gone
        ),
        frozenset(
            (rounds[body["round"]], body["line"]) for body in of_rounds if body["round"] in rounds
        ),
    )


def has_wipes(lines: Iterable[Line]) -> bool:
    """Whether anything was wiped; a quick look, before any line is parsed."""
    return any(WIPES in line.text for line in lines)  # the kind of the other one ends the same


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


def without_texts(lines: Iterable[Line], unfit: Mapping[int, Collection[str]]) -> list[Line]:
    """The lines of a meeting for somebody else without these texts, by sequence. Hashes stay."""
    if not unfit:
        return list(lines)
    return [erased(line, unfit.get(sequence_of(line.text), ())) for line in lines]


def private(lines: Iterable[Line]) -> set[int]:
    """Sequences of all that was written in lines of the talk that are for the talk alone, as was
    said of them last."""
    facts = (json.loads(line.text) for line in lines)
    written = [(one["sequence"], one["body"]) for one in facts if one["body"]["kind"] in WRITES]
    last = {body["note"]: body["visibility"] for _, body in written if body.get("visibility")}
    return {number for number, body in written if last.get(body["note"]) == Visibility.talk}


def applied(lines: Iterable[Line], gone: Gone, before: Collection[str] = ()) -> list[Line]:
    """The lines, those that have to be gone without their texts.

    The same words go wherever they are a whole field in the meeting: a line of a silent round that
    was taken over, something that was parked first, an agreement or a summary made of a line. So do
    ``before``, words that were wiped in a meeting before it. A field that merely contains them
    among other words stays: it was written anew, and what of it would have to go only people can
    say. What goes because its time is over takes nothing along.
    """
    lines = list(lines)
    words = gone_words(lines, gone).union(before)
    fields = [json.dumps(text, ensure_ascii=False)[1:-1] for text in words]
    whole_lines = gone.sequences | gone.expired
    return [
        erased(line)
        if sequence_of(line.text) in whole_lines and not _is_done(line)
        else erased(line, words)
        if any(one in line.text for one in fields)
        else line
        for line in lines
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


def gone_words(lines: Iterable[Line], gone: Gone) -> set[str]:
    """The words that go wherever they are a whole field: what lines still say that have to be gone,
    of those that this version can read. What expired is not among them."""
    places = {sequence for sequence, _ in gone.parts}
    found: set[str] = set()
    for line in lines:
        sequence = sequence_of(line.text)
        if sequence in gone.sequences and not _is_done(line):
            found |= words_of(line)
        elif sequence in places and not _is_done(line):
            found |= _said_at(line, [at for number, at in gone.parts if number == sequence])
    return found


def _said_at(line: Line, places: Collection[int]) -> set[str]:
    """What stands at these places of a silent round."""
    body = event_of(line.text).body
    said = body.lines if isinstance(body, RoundClosed) else ()
    return {said[at].text for at in places if at < len(said)} - {ERASED}


def late(lines: Iterable[Line], gone: Gone) -> int:
    """How many lines still hold a text that has to be gone; JournalTooNew when one of them cannot
    be read, so that nobody can say."""
    whole_lines = gone.sequences | gone.expired
    return sum(
        bool(words_of(line))
        if (sequence := sequence_of(line.text)) in whole_lines
        else bool(_said_at(line, [at for number, at in gone.parts if number == sequence]))
        for line in lines
        if sequence_of(line.text) in whole_lines | {number for number, _ in gone.parts}
    )


def without(raw: bytes, gone: Gone, before: Collection[str] = ()) -> bytes:
    """The bytes of a file of lines with the texts of what has to be gone, and the words of
    ``before``, taken out."""
    if not gone and not before:
        return raw
    found = read(raw)
    return b"".join(written(line) for line in applied(found.lines, gone, before)) + found.tail


def scrub(folder: Path, meeting: str, gone: Gone = NOTHING, before: Collection[str] = ()) -> None:
    """Take these texts out of what was set aside of a meeting, or left half by a crash.

    What cannot be read there goes as a whole: it may hold a part of them.
    """
    for path in folder.glob(f"{meeting}.jsonl?*"):
        kept = applied(whole(path.read_bytes()), gone, before)
        if kept:
            disk.write_whole(path, b"".join(written(line) for line in kept))
        else:
            path.unlink()
    disk.flush_folder(folder)
