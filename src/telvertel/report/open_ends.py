"""What stays open after a meeting: questions, parked points, stages and disputes."""

from __future__ import annotations

from datetime import date

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting, Note
from telvertel.report.differing import other_differences
from telvertel.report.dispute import dispute_box
from telvertel.report.document import Block, Line, Paragraph, Piece, Points, Section, Tone, said
from telvertel.report.items import (
    anchor_of,
    discussed,
    note_anchor,
    number_of,
    question_of,
    stages_left,
)
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def open_ends(meeting: Meeting, w: Words) -> Section:
    """Each kind under its own line; one sentence when nothing is open."""
    kinds = (
        ("questions", _questions(meeting, w)),
        ("parked", _parked(meeting, w)),
        ("unfinished", _unfinished(meeting, w)),
        ("look_again", _look_again(meeting, w)),
    )
    blocks: list[Block] = []
    for name, lines in kinds:
        if lines:
            blocks += [Paragraph(said(w(f"minutes.open.{name}"), Tone.strong)), Points(lines)]
    blocks += [*_held(meeting, w), *_disputes(meeting, w), *other_differences(meeting, w)]
    if not blocks:
        blocks.append(Paragraph(said(w("minutes.open.none"))))
    return Section("open", w("minutes.open.title"), tuple(blocks))


def _questions(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    lines = []
    for item in discussed(meeting):
        for note in meeting.notes_of(item.id):
            if note.written.note_kind is e.NoteKind.question:
                whose = side_name(meeting, note.written.side, w)
                place = _place(meeting, item, note, w)
                lines.append((Piece(note.text), Piece(f" {whose}, ", Tone.quiet), place))
    return tuple(lines)


def _parked(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    lines = []
    for one in meeting.open_parked():
        item = meeting.item(one.item)
        where = question_of(meeting, item, w) if item else ""
        facts = ", ".join(part for part in (side_name(meeting, one.side, w), where) if part)
        lines.append((Piece(one.text), Piece(f" {facts}", Tone.quiet)))
    return tuple(lines)


def _unfinished(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    """Items that were talked about but did not come to every stage."""
    lines = []
    for item in discussed(meeting):
        left = stages_left(meeting, item)
        if left:
            number = Piece(number_of(meeting, item), to=anchor_of(meeting, item))
            stages = w.join(w.of(stage) for stage in left)
            lines.append((number, Piece(f" {question_of(meeting, item, w)} "), Piece(stages)))
    return tuple(lines)


def _look_again(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    """When somebody wants to see whether a line holds: a day, and which lines (M16)."""
    due: dict[date, list[Piece]] = {}
    for item in discussed(meeting):
        for note in meeting.notes_of(item.id):
            if note.written.follow_up:
                due.setdefault(note.written.follow_up, []).append(_place(meeting, item, note, w))
    return tuple(
        (
            Piece(numbers.day(day, w, "short"), Tone.strong),
            *(one for place in due[day] for one in (Piece(" "), place)),
        )
        for day in sorted(due)
    )


def _place(meeting: Meeting, item: e.AgendaItem, note: Note, w: Words) -> Piece:
    place = w("minutes.note_place", item=number_of(meeting, item), number=note.number)
    return Piece(place, Tone.quiet, note_anchor(meeting, item, note.number))


def _held(meeting: Meeting, w: Words) -> list[Block]:
    """How many lines were set aside and not decided about; never what they say."""
    held = len(meeting.held())
    return [Paragraph(said(w("minutes.open.held", count=held)))] if held else []


def _disputes(meeting: Meeting, w: Words) -> list[Block]:
    """Disputes about figures that were not talked about; the others stand with their item."""
    told = [one.id for one in discussed(meeting)]
    return [
        dispute_box(meeting, one, "open", w)
        for one in meeting.open_disputes()
        if not any(one.is_about(item) for item in told)
    ]
