"""Silent rounds in the minutes: what came out of them at their item, nothing of who wrote it.

A line that was taken over into the talk stands there as a note and is not said twice; when that
note left the talk, or was changed, what was written in the round is not told here either. Of a
wiped line nothing is left here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting, Note, Round
from telvertel.meeting.subject import ERASED
from telvertel.report.document import (
    Block,
    Box,
    Entry,
    Line,
    Paragraph,
    Piece,
    Tone,
    Voice,
    Voices,
    said,
)
from telvertel.report.grounds import SIDES
from telvertel.report.items import note_anchor
from telvertel.wall.naming import side_name
from telvertel.wall.rounds import left_out
from telvertel.wording.words import Words


@dataclass(frozen=True)
class Outcome:
    """One closed round: the lines that are told here, and the notes that others became."""

    round: Round
    lines: tuple[e.RoundLine, ...]
    taken: tuple[Note, ...]

    @property
    def closed(self) -> e.RoundClosed:
        return self.round.closed


def outcomes(meeting: Meeting, item_id: str) -> tuple[Outcome, ...]:
    """The closed rounds of an item about which there is something to tell, the first one first.

    A round of positions on an explanation that left the talk went with it.
    """
    return tuple(
        _outcome(meeting, one)
        for one in meeting.rounds
        if one.opened.item == item_id and one.closed and _stands(meeting, one) and _came(one.closed)
    )


def _stands(meeting: Meeting, one: Round) -> bool:
    note = meeting.note(one.opened.note)
    return one.opened.round_kind is e.RoundKind.lines or (note is not None and note.stands)


def _came(closed: e.RoundClosed) -> bool:
    return bool(closed.lines or closed.positions or closed.left_out)


def _outcome(meeting: Meeting, one: Round) -> Outcome:
    notes = meeting.notes_of(one.opened.item, every=True)
    written = {line.text for line in one.closed.lines}
    became = [note for note in notes if written & {note.text, *note.earlier_texts}]
    known = {ERASED, *(text for note in became for text in (note.text, *note.earlier_texts))}
    lines = tuple(line for line in one.closed.lines if line.text not in known)
    return Outcome(one, lines, tuple(note for note in became if note.stands))


def silent_rounds(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """A block per round; positions that were shown stand under their explanation instead."""
    return tuple(
        _block(meeting, item, one, w)
        for one in outcomes(meeting, item.id)
        if not one.closed.positions
    )


def _block(meeting: Meeting, item: e.AgendaItem, came: Outcome, w: Words) -> Box:
    question = came.round.opened.question
    title = (Piece(w("minutes.round.title") + " ", Tone.quiet), Piece(question, Tone.strong))
    if came.round.opened.round_kind is e.RoundKind.positions:
        return Box(title, _too_few_chose(meeting, item, came, w))
    voices = (Voices(_columns(meeting, came, w)),) if came.lines else ()
    return Box(title, (*voices, *_beside(meeting, item, came, w)))


def _columns(meeting: Meeting, came: Outcome, w: Words) -> tuple[Voice, ...]:
    """Both sides at equal width, or one column when they stood together."""
    together = any(line.side is None for line in came.closed.lines)
    return tuple(_voice(meeting, came, side, w) for side in ((None,) if together else SIDES))


def _voice(meeting: Meeting, came: Outcome, side: e.Side | None, w: Words) -> Voice:
    entries = tuple(
        Entry("", None, "", line.text) for line in came.lines if side in (None, line.side)
    )
    wrote = any(line.side is side for line in came.closed.lines)
    empty = w("minutes.round.moved" if wrote else "minutes.round.nothing")
    return Voice(side_name(meeting, side, w), entries, empty, side.value if side else "")


def _beside(meeting: Meeting, item: e.AgendaItem, came: Outcome, w: Words) -> tuple[Paragraph, ...]:
    """Under the lines: which became notes, and how many were left out."""
    told = [w(key)] if (key := _nothing_told(came)) else []
    told += [text] if (text := left_out(came.closed, w)) else []
    quiet = Paragraph(said(" ".join(told)), Tone.quiet)
    if not came.taken:
        return (quiet,) if told else ()
    taken = Paragraph(_taken(meeting, item, came.taken, w), Tone.quiet)
    return (taken, quiet) if told else (taken,)


def _nothing_told(came: Outcome) -> str:
    """Why no line stands here, as a key; empty when one does, or became a note."""
    if not came.closed.lines:
        return "rounds.too_few"
    return "" if came.lines or came.taken else "minutes.round.moved"


def _taken(meeting: Meeting, item: e.AgendaItem, notes: Iterable[Note], w: Words) -> Line:
    line: Line = (Piece(w("minutes.round.taken")),)
    for at, note in enumerate(notes):
        line = (*line, Piece(", " if at else " "), _place(meeting, item, note, w))
    return line


def _place(meeting: Meeting, item: e.AgendaItem, note: Note, w: Words) -> Piece:
    anchor = note_anchor(meeting, item, note.number)
    return Piece(w("minutes.round.note", number=note.number), Tone.quiet, anchor)


def _too_few_chose(
    meeting: Meeting, item: e.AgendaItem, came: Outcome, w: Words
) -> tuple[Paragraph, ...]:
    about = _place(meeting, item, meeting.note(came.round.opened.note), w)
    count = w("minutes.round.choices_left_out", count=came.closed.left_out)
    told = Paragraph(said(f"{w('rounds.too_few')} {count}"), Tone.quiet)
    return (Paragraph((Piece(w("minutes.round.about") + " "), about), Tone.quiet), told)
