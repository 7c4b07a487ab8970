"""The annex: the cards and figures as they were that day, and what was corrected since."""

from __future__ import annotations

from math import ceil

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting, Note
from telvertel.privacy.display import threshold
from telvertel.report.agreed import agreement_anchor
from telvertel.report.counted import figures_table
from telvertel.report.document import (
    Block,
    Facts,
    Line,
    Paragraph,
    Piece,
    Points,
    Section,
    Tone,
    said,
)
from telvertel.report.items import (
    anchor_of,
    card_of,
    discussed,
    name_of,
    note_anchor,
    number_of,
    prose_of,
)
from telvertel.report.naming import within
from telvertel.wall.naming import principle_name
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import Words

COLUMNS = 8  # periods side by side on a page, at most


def definitions(meeting: Meeting, w: Words) -> Section:
    """The card of each figure that was talked about, as it was frozen."""
    parts = tuple(
        Section(
            f"{anchor_of(meeting, item)}-card",
            f"{number_of(meeting, item)} {name_of(meeting, item, w)}",
            (Facts(_card_rows(meeting, item, w)),),
        )
        for item in discussed(meeting)
        if card_of(meeting, item)
    )
    return Section("definitions", w("minutes.definitions.title"), parts=parts)


def _card_rows(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[tuple[str, Line], ...]:
    card, prose = card_of(meeting, item), prose_of(meeting, item, w)
    told = [(name, prose[name]) for name in ("definition", "says", "says_not")]
    kept = [(name, str(card[name])) for name in ("source", "recorded_by", "owner", "version")]
    principles = w.join(principle_name(meeting, one, w) for one in card.get("principles", ()))
    rows = [*told, ("principles", principles), *kept]
    return tuple((w(f"minutes.definitions.{name}"), said(text)) for name, text in rows if text)


def tables(meeting: Meeting, w: Words) -> Section:
    """All periods of each figure that was talked about, in display strings."""
    parts = tuple(
        Section(
            f"{anchor_of(meeting, item)}-table",
            f"{number_of(meeting, item)} {name_of(meeting, item, w)}",
            _tables(meeting, item, w),
        )
        for item in discussed(meeting)
        if item.id in meeting.frozen
    )
    rounded = Paragraph(said(w("minutes.tables.rounded", threshold=threshold())), Tone.quiet)
    return Section("tables", w("minutes.tables.title"), (rounded,), parts)


def _tables(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """A table per stretch of periods that fits the page, own series first."""
    blocks: list[Block] = []
    for series in frozen_figures(meeting, item.id):
        source = w("wall.source", source=series.source)
        blocks.append(Paragraph(said(source), Tone.quiet))
        for stretch in stretches(sorted(set(series.frame["period"]))):
            blocks.append(figures_table(meeting, item, series, stretch, source, w))
    return tuple(blocks)


def stretches(periods: list[str]) -> list[list[str]]:
    """As few stretches as fit the page, of as equal length as can be, so that columns line up."""
    if not periods:
        return []
    number = ceil(len(periods) / COLUMNS)
    length = ceil(len(periods) / number)
    return [periods[start : start + length] for start in range(0, len(periods), length)]


def history(meeting: Meeting, w: Words) -> tuple[Section, ...]:
    """Corrections, lines taken back or wiped (never their words) and settled disputes."""
    lines = (
        *_revised_notes(meeting, w),
        *_revised_agreements(meeting, w),
        *_taken_back(meeting, w),
        *_wiped(meeting, w),
        *_settled(meeting, w),
    )
    if not lines:
        return ()
    return (Section("history", w("minutes.history.title"), (Points(lines),)),)


def _revised_notes(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    lines = []
    for item in discussed(meeting):
        for note in meeting.notes_of(item.id):
            if note.earlier_texts:
                place = w("minutes.note_place", item=number_of(meeting, item), number=note.number)
                anchor = note_anchor(meeting, item, note.number)
                lines.append((Piece(place, Tone.strong, anchor), Piece(": " + _earlier(note, w))))
    return tuple(lines)


def _earlier(note: Note, w: Words) -> str:
    """That it was changed, never what stood there: it may be just what had to go."""
    return w("minutes.history.earlier", count=len(note.earlier_texts))


def _revised_agreements(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    return tuple(
        (
            Piece(_numbered(one.number, w), Tone.strong, agreement_anchor(one)),
            Piece(": " + _why(one.corrections, w)),
        )
        for one in meeting.standing_agreements()
        if one.corrections
    )


def _numbered(number: int, w: Words) -> str:
    return w("minutes.agreements.numbered", number=number)


def _why(reasons: tuple[str, ...], w: Words) -> str:
    said_reasons = [one for one in reasons if one]
    if not said_reasons:
        return w("minutes.history.corrected", count=len(reasons))
    return w("minutes.history.corrected_why", count=len(reasons), why="; ".join(said_reasons))


def _taken_back(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    lines = sum(note.pulled_back and not note.wiped for note in meeting.notes)
    counted = [said(w("minutes.history.lines_taken_back", count=lines))] if lines else []
    gone = [_numbered(one.number, w) for one in meeting.agreements if one.pulled_back]
    if gone:
        text = w("minutes.history.agreements_taken_back", count=len(gone), which=w.join(gone))
        counted.append(said(text))
    return tuple(counted)


def _wiped(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    """How many lines were wiped, and when; that is all that is left of them."""
    at = [note.wiped_at for note in meeting.notes if note.wiped_at]
    if not at:
        return ()
    times = w.join(dict.fromkeys(numbers.clock(one, w) for one in sorted(at)))
    return (said(w("minutes.history.lines_wiped", count=len(at), times=times)),)


def _settled(meeting: Meeting, w: Words) -> tuple[Line, ...]:
    """Disputes that were settled in this meeting, those of earlier meetings first."""
    earlier = {(one.raised_in, one.dispute): one.text for one in meeting.settled_before}
    came = [(one, earlier.get((one.raised_in.id, one.id))) for one in meeting.carried]
    own = [(one, one.settled) for one in meeting.disputes]
    return tuple(
        said(
            w(
                "minutes.history.settled",
                kind=within(one.raised.dispute_kind, w),
                text=one.raised.text,
                outcome=outcome,
            )
        )
        for one, outcome in (*came, *own)
        if outcome is not None
    )
