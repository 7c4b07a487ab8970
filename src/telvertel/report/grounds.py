"""The first two building blocks: what it is all for, and the frameworks it has to stay within."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report.document import (
    Block,
    Box,
    Entry,
    Facts,
    Line,
    Paragraph,
    Piece,
    Points,
    Section,
    Tone,
    Voice,
    Voices,
    said,
)
from telvertel.report.frame import frameworks_card, has_board, preconditions_board
from telvertel.report.items import discussed, name_of, norms_of, note_anchor, number_of
from telvertel.report.norms import norm_line
from telvertel.report.principled import principles, reserves
from telvertel.wall.naming import side_name
from telvertel.wording.words import Words

SIDES = (e.Side.provider, e.Side.municipality)  # the order of the wall, left and right


def purpose(meeting: Meeting, w: Words) -> Section:
    """Goal, client voice, reserves, vision and principles, and both closing lines."""
    goal = meeting.plan.goal
    line = said(goal, Tone.strong) if goal else said(w("minutes.opening.no_goal"), Tone.missing)
    blocks: list[Block] = [Facts(((w("minutes.purpose.goal"), line),))]
    blocks += [_client_voice(meeting, w), *reserves(meeting, w), *principles(meeting, w)]
    rows = reflection_rows(meeting, None, w)
    if rows:
        blocks.append(Box(said(w("minutes.purpose.reflection")), (Facts(rows),)))
    title = said(w("wall.asks_title"))
    blocks.append(Box(title, (_closing(meeting, "asks_of_me", w),), anchor="asks"))
    return Section("purpose", w("minutes.purpose.title"), tuple(blocks))


def _client_voice(meeting: Meeting, w: Words) -> Block:
    voice = meeting.client_voice
    if voice is None:
        return Paragraph(said(w("minutes.purpose.no_client_voice")), Tone.missing)
    line: Line = (Piece(voice.text, Tone.quote),)
    if voice.source:
        line = (*line, Piece(" — " + voice.source, Tone.quiet))
    return Paragraph(line, Tone.quote)


def reflection_rows(meeting: Meeting, item: str | None, w: Words) -> tuple[tuple[str, Line], ...]:
    """The reflection questions with their answers, then those without; empty when none has one."""
    given = {question: meeting.reflections.get((item, question)) for question in e.Reflection}
    if not any(given.values()):
        return ()
    asked = {question: w(f"wall.reflection.{question.value}") for question in given}
    rows = [(asked[one], _answer(answer, w)) for one, answer in given.items() if answer]
    open_ = " ".join(asked[one] for one, answer in given.items() if answer is None)
    if open_:
        rows.append((w("minutes.weighing.not_answered"), said(open_, Tone.missing)))
    return tuple(rows)


def _answer(answer: e.ReflectionAnswered, w: Words) -> Line:
    line: Line = (Piece(w.of(answer.answer), Tone.strong),)
    return (*line, Piece(". " + answer.text)) if answer.text else line


def _closing(meeting: Meeting, question: str, w: Words) -> Voices:
    """One line per side, side by side."""
    return Voices(
        tuple(
            Voice(
                side_name(meeting, side, w),
                _closing_entry(meeting.closing.get((question, side), "")),
                w("wall.not_told_yet"),
                side.value,
            )
            for side in SIDES
        )
    )


def _closing_entry(text: str) -> tuple[Entry, ...]:
    return (Entry("", None, "", text),) if text.strip() else ()


def frameworks(meeting: Meeting, w: Words) -> Section:
    """Frameworks with their margin, limits that were in sight, preconditions, what goes further."""
    limits = tuple(
        (Piece(name_of(meeting, item, w) + ". "), *norm_line(meeting, item, norm, w))
        for item in discussed(meeting)
        for norm in norms_of(meeting, item)
        if norm["kind"] == "framework_limit"
    )
    blocks = list(frameworks_card(meeting, w))
    if limits:
        blocks += [Paragraph(said(w("minutes.frameworks.limits"))), Points(limits)]
    elif not blocks:
        blocks.append(Paragraph(said(w("minutes.frameworks.no_limits"))))
    blocks += preconditions_board(meeting, w)
    named = () if has_board(meeting) else _preconditions(meeting, w)
    if named:
        blocks += [Paragraph(said(w("minutes.frameworks.preconditions"))), Points(named)]
    title = said(w("wall.to_policy_title"))
    blocks.append(Box(title, (_closing(meeting, "to_policy", w),), anchor="to-policy"))
    return Section("frameworks", w("minutes.frameworks.title"), tuple(blocks))


def _preconditions(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    """Notes that named a precondition, each leading to where it was said."""
    lines = []
    for item in discussed(meeting):
        for note in meeting.notes_of(item.id):
            if note.written.note_kind is e.NoteKind.precondition:
                place = w("minutes.note_place", item=number_of(meeting, item), number=note.number)
                anchor = note_anchor(meeting, item, note.number)
                lines.append((Piece(note.text + " "), Piece(place, Tone.quiet, anchor)))
    return tuple(lines)
