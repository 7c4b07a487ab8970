"""Telling in the minutes: per item both voices, disputes, the weighing and what was agreed.

Each figure stands with its story here: first what was counted, then what was told (M01, M44).
"""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra, Strength
from telvertel.meeting.standing import heard
from telvertel.meeting.state import Meeting, Note
from telvertel.report.agreed import item_agreements
from telvertel.report.counted import counted, group_called
from telvertel.report.differing import differences_of
from telvertel.report.dispute import dispute_box
from telvertel.report.document import (
    Block,
    Box,
    Entry,
    Facts,
    Line,
    Paragraph,
    Piece,
    Section,
    Tone,
    Voice,
    Voices,
    said,
)
from telvertel.report.grounds import SIDES, reflection_rows
from telvertel.report.items import (
    anchor_of,
    discussed,
    disputed_chips,
    note_anchor,
    number_of,
    question_of,
)
from telvertel.report.learned import learned, mishap_lines, under_a_line
from telvertel.report.naming import within
from telvertel.report.predicted import predicted
from telvertel.report.rounds import silent_rounds
from telvertel.wall.naming import principle_name, side_name
from telvertel.wall.positions import told_of
from telvertel.wording import numbers
from telvertel.wording.words import Words


def dialogue(meeting: Meeting, previous: Meeting | None, w: Words) -> Section:
    """The fourth building block: a part per item that was talked about, then what was learned."""
    items = discussed(meeting)
    lead = w("minutes.dialogue.lead") if items else w("minutes.dialogue.none")
    return Section(
        anchor="dialogue",
        title=w("minutes.dialogue.title"),
        blocks=(Paragraph(said(lead), Tone.quiet), *_heard(meeting, w)),
        parts=(
            *(_item(meeting, item, w) for item in items),
            *learned(meeting, previous, w),
        ),
    )


def _heard(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """From whose position was spoken, and from whose not yet (M11)."""
    there = heard(meeting)
    if not there or not meeting.has(Extra.perspectives):
        return ()
    one, other = (
        w.join(within(who, w) for who in e.Perspective if (who in there) is was)
        for was in (True, False)
    )
    told = w("minutes.heard.told", names=one)
    return (Paragraph(said(f"{told} {w('minutes.heard.not', names=other)}" if other else told)),)


def _item(meeting: Meeting, item: e.AgendaItem, w: Words) -> Section:
    """Figure and story of one item, in that order."""
    anchor = anchor_of(meeting, item)
    figure = Section(f"{anchor}-figure", w("minutes.told.figure"), counted(meeting, item, w))
    story = Section(f"{anchor}-story", w("minutes.told.story"), _story(meeting, item, w))
    title = f"{number_of(meeting, item)} {question_of(meeting, item, w)}"
    return Section(anchor, title, _headline(meeting, item, w), (figure, story))


def _headline(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """The sentence the room agreed on, and the chip when a figure is disputed."""
    weighing = meeting.weighings.get(item.id)
    sentence = said(weighing.title) if weighing and weighing.title else ()
    line = (*sentence, *disputed_chips(meeting, item, w))
    return (Paragraph(line, Tone.strong),) if line else ()


def _story(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    blocks: list[Block] = [*predicted(meeting, item, w)]
    blocks.append(Voices(tuple(_voice(meeting, item, side, w) for side in SIDES)))
    together = _entries(meeting, item, None, w)
    if together:
        blocks.append(Voices((Voice(w("wall.together"), together, ""),)))
    blocks += silent_rounds(meeting, item, w)
    anchor = anchor_of(meeting, item)
    blocks += [dispute_box(meeting, one, anchor, w) for one in meeting.open_disputes(item.id)]
    blocks += differences_of(meeting, item.indicator, w)
    wrong = mishap_lines(meeting, {item.indicator}, w)
    blocks += under_a_line("minutes.mishap.title", wrong, w)
    blocks.append(_weighing(meeting, item, w))
    return tuple(blocks)


def _voice(meeting: Meeting, item: e.AgendaItem, side: e.Side, w: Words) -> Voice:
    """What one side brought, and what it said in the talk; an empty place stays in sight."""
    prepared = tuple(
        Entry("", None, _field_name(field, w), text)
        for field in e.StoryField
        if (text := meeting.story(item.id, side).get(field))
    )
    told = _entries(meeting, item, side, w)
    empty = w("wall.not_told_yet")
    return Voice(side_name(meeting, side, w), prepared + told, empty, side.value)


def _field_name(field: e.StoryField, w: Words) -> str:
    if field is e.StoryField.wall_line:
        return w("minutes.told.wall_line")
    return w.of(field)


def _entries(
    meeting: Meeting, item: e.AgendaItem, side: e.Side | None, w: Words
) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            note_anchor(meeting, item, note.number),
            note.number,
            w.of(note.written.note_kind),
            note.text,
            _details(meeting, note, w),
            bool(note.written.period),
            tuple(told_of(meeting, note.id, w)),
        )
        for note in meeting.notes_of(item.id)
        if note.written.side is side
    )


def _details(meeting: Meeting, note: Note, w: Words) -> Line:
    """Where a note is pinned, from whose position it speaks, what it rests on."""
    written = note.written
    parts = [
        written.period and numbers.period(written.period, w),
        written.group and group_called(meeting, written.item, written.group, w),
        written.perspective and w("minutes.note.from", perspective=within(written.perspective, w)),
        written.basis and w("minutes.note.basis", basis=within(written.basis, w)),
        _reason(written, w),
        written.evidence and w("minutes.note.evidence", text=written.evidence),
        written.theme and within(written.theme, w),
        *(principle_name(meeting, one, w) for one in written.principles),
        written.follow_up
        and w("minutes.note.follow_up", day=numbers.day(written.follow_up, w, "short")),
        _standing(written, w),
    ]
    text = " · ".join(part for part in parts if part)
    return said(text, Tone.quiet) if text else ()


def _reason(written: e.NoteWritten, w: Words) -> str:
    if not written.reason_tag:
        return ""
    reason = w("minutes.note.reason", reason=within(written.reason_tag, w))
    if not written.reason_side:
        return reason
    return w("minutes.note.reason_at", reason=reason, side=within(written.reason_side, w))


def _standing(written: e.NoteWritten, w: Words) -> str:
    """What could be said of the pinned point at that moment."""
    key = f"reading.standing.{written.reading}"
    return w("minutes.note.reading", reading=w(key)) if written.reading and w.has(key) else ""


def _weighing(meeting: Meeting, item: e.AgendaItem, w: Words) -> Block:
    """The judgement of people with its reasons and share, the reflections, what was agreed."""
    weighing = meeting.weighings.get(item.id)
    rows: list[tuple[str, Line]] = []
    if weighing:
        rows += [
            (w("minutes.weighing.reasons"), said(weighing.reasons)),
            (w("minutes.weighing.municipality_share"), said(weighing.municipality_share)),
        ]
    rows += _strength(weighing, w)
    rows += reflection_rows(meeting, item.id, w)
    rows.append((w("minutes.told.agreements"), item_agreements(meeting, item, w)))
    blocks = (Facts(tuple(rows)),)
    if weighing:
        title = (
            Piece(w("minutes.weighing.title") + " ", Tone.quiet),
            Piece(w.of(weighing.outcome), Tone.strong),
        )
        return Box(title, blocks, anchor=f"{anchor_of(meeting, item)}-weighing")
    reason = "on_dispute" if meeting.open_disputes(item.id) else "none"
    return Box(said(w(f"minutes.weighing.{reason}"), Tone.missing), blocks)


def _strength(weighing: e.WeighingGiven | None, w: Words) -> tuple[tuple[str, Line], ...]:
    """How strong the conclusion is, on the whole scale (M69)."""
    if weighing is None or weighing.strength is None:
        return ()
    return ((w("minutes.weighing.strength"), strength_line(weighing.strength, w)),)


def strength_line(strength: Strength, w: Words) -> Line:
    scale = " · ".join(within(one, w) for one in Strength)
    told = w("minutes.weighing.scale", scale=scale)
    return (Piece(w.of(strength), Tone.strong), Piece(f" {told}", Tone.quiet))
