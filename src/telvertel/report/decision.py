"""A weighing as a note of its own, one page: the figure as it was talked about, the reasons, both
shares, and what people made of it. The figure itself stays what it was (M02, M03)."""

from __future__ import annotations

from dataclasses import replace

from telvertel.meeting import events as e
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Meeting
from telvertel.report.counted import picture_of
from telvertel.report.data import newest_told
from telvertel.report.document import (
    Block,
    Facts,
    Line,
    Minutes,
    Paragraph,
    Piece,
    Points,
    Section,
    Tone,
    said,
)
from telvertel.report.firm import firmness, newest_row
from telvertel.report.grounds import reflection_rows
from telvertel.report.items import disputed_chips, name_of, norms_of, question_of
from telvertel.report.legible import legible
from telvertel.report.naming import within
from telvertel.report.norms import norm_line
from telvertel.report.told import strength_line
from telvertel.wall.naming import side_name
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import Words, words


def weighed(meeting: Meeting) -> tuple[e.AgendaItem, ...]:
    """Items with a weighing, in order of the agenda."""
    return tuple(one for one in meeting.agenda if one.id in meeting.weighings)


def note(meeting: Meeting, item: e.AgendaItem, language: str) -> Minutes:
    """The decision note of one weighed item of a planned meeting."""
    w, meeting = words(language), for_minutes(meeting)
    weighing, plan = meeting.weighings[item.id], meeting.plan
    parties = w.join((plan.municipality_name, *plan.provider_names))
    status = _status(meeting, w)
    made = Minutes(
        meeting=meeting.id,
        language=w.language,
        title=question_of(meeting, item, w),
        kicker=w("decision.kicker"),
        chips=_chips(meeting, status, w),
        status=status,
        goal=plan.goal,
        foot=w("minutes.foot", parties=parties, day=numbers.day(plan.held_on, w)),
        opening=_opening(meeting, item, weighing, w),
        sections=(_figure(meeting, item, w), _weighing(meeting, item, weighing, w)),
        dated=plan.held_on.isoformat(),
    )
    return legible(made)


def _status(meeting: Meeting, w: Words) -> str:
    if meeting.check_code:
        return w("minutes.status.sealed", code=meeting.check_code)
    return w("minutes.status.concept")


def _chips(meeting: Meeting, status: str, w: Words) -> Line:
    fictional = [w("minutes.fictional")] if meeting.plan.fictional else []
    return tuple(Piece(one, Tone.chip) for one in (status, *fictional))


def _opening(
    meeting: Meeting, item: e.AgendaItem, weighing: e.WeighingGiven, w: Words
) -> tuple[Block, ...]:
    """What people made of it, in one line and in their own sentence."""
    outcome = Paragraph(said(w.of(weighing.outcome)), Tone.lead)
    line = said(weighing.title, Tone.strong) if weighing.title else ()
    line = (*line, *disputed_chips(meeting, item, w))
    return (outcome, *((Paragraph(line),) if line else ()))


def _figure(meeting: Meeting, item: e.AgendaItem, w: Words) -> Section:
    """The picture of the day with its newest state, norm and source; and that it stays as it is."""
    figures = frozen_figures(meeting, item.id)
    rows = [(w("decision.figure"), said(name_of(meeting, item, w)))]
    picture: tuple[Block, ...] = ()
    if figures:
        own, newest = figures[0], newest_row(figures[0])
        # Without the numbers of lines that are not told here.
        picture = (picture_of(replace(meeting, notes=()), item, figures, w),)
        rows.append((w("decision.state"), said(newest_told(own, newest, w))))
        firm = "; ".join(part for part in (own.source, newest and firmness(newest, w)) if part)
        rows.append((w("decision.source"), said(firm)))
    rows += [
        (w("minutes.counted.norm"), norm_line(meeting, item, norm, w))
        for norm in norms_of(meeting, item)
    ]
    unchanged = Paragraph(said(w("decision.unchanged")), Tone.quiet)
    blocks = (*picture, Facts(tuple(rows)), unchanged)
    return Section("figure", w("decision.figure_title"), blocks)


def _weighing(meeting: Meeting, item: e.AgendaItem, weighing: e.WeighingGiven, w: Words) -> Section:
    rows = [
        (w("minutes.weighing.reasons"), said(weighing.reasons)),
        (w("minutes.weighing.municipality_share"), said(weighing.municipality_share)),
    ]
    if weighing.strength:
        rows.append((w("minutes.weighing.strength"), strength_line(weighing.strength, w)))
    rows += reflection_rows(meeting, item.id, w)
    rows.append((w("minutes.opening.confirmation"), _confirmed(meeting, w)))
    blocks: tuple[Block, ...] = (Facts(tuple(rows)), *_reasons(meeting, item, w))
    return Section("weighing", w("decision.weighing_title"), blocks)


def _confirmed(meeting: Meeting, w: Words) -> Line:
    """Who said that this is how it was; by role."""
    told = [_who(meeting, side, one, w) for side, one in meeting.confirmations.items()]
    return said("; ".join(told)) if told else said(w("decision.not_confirmed"), Tone.missing)


def _who(meeting: Meeting, side: e.Side, one: e.Confirmed, w: Words) -> str:
    facts = {"side": side_name(meeting, side, w), "how": within(one.how, w)}
    if not one.by:
        return w("minutes.opening.confirmed", **facts)
    return w("minutes.opening.confirmed_by", by=one.by, **facts)


def _reasons(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """What was named in the talk as a reason, and on whose side it lies (M04, M05)."""
    lines = tuple(
        (Piece(_tagged(one.written, w) + ": ", Tone.strong), Piece(one.text))
        for one in meeting.notes_of(item.id)
        if one.written.reason_tag
    )
    if not lines:
        return ()
    return (Paragraph(said(w("decision.named")), Tone.strong), Points(lines))


def _tagged(written: e.NoteWritten, w: Words) -> str:
    tag = w.of(written.reason_tag)
    side = written.reason_side
    return w("minutes.note.reason_at", reason=tag, side=within(side, w)) if side else tag
