"""Minutes: what of a meeting goes into its report, in which order. No layout, no clock, no disk.

The four building blocks (purpose and values, frameworks, data, dialogue) are the headings. Data
says which figures were talked about; under dialogue each figure stands with its story, so that
counting and telling are read together.
"""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Meeting
from telvertel.report.agreed import agreements, answers, reviews
from telvertel.report.annex import definitions, history, tables
from telvertel.report.data import data
from telvertel.report.document import (
    Block,
    Facts,
    Line,
    Minutes,
    Paragraph,
    Piece,
    Section,
    Tone,
    said,
)
from telvertel.report.grounds import frameworks, purpose
from telvertel.report.legible import legible
from telvertel.report.naming import within
from telvertel.report.open_ends import open_ends
from telvertel.report.people import people_of
from telvertel.report.sources import sources
from telvertel.report.told import dialogue
from telvertel.wording import numbers
from telvertel.wording.words import Words, words


class NothingPlanned(ValueError):
    """A meeting that was never planned has no title, no sides and no date: no minutes either."""


def minutes(meeting: Meeting, previous: Meeting | None, language: str) -> Minutes:
    """The minutes of a planned meeting; ``previous`` is where the reviewed agreements were made."""
    if meeting.plan is None:
        raise NothingPlanned(meeting.id)
    w = words(language)
    meeting, previous = for_minutes(meeting), previous and for_minutes(previous)
    told = Minutes(
        meeting=meeting.id,
        language=w.language,
        title=meeting.plan.title,
        kicker=w("minutes.kicker"),
        chips=_chips(meeting, w),
        status=_status(meeting, w),
        goal=meeting.plan.goal,
        foot=_foot(meeting.plan, w),
        opening=_opening(meeting, meeting.plan, w),
        sections=(
            _summary(meeting, previous, w),
            purpose(meeting, w),
            frameworks(meeting, w),
            data(meeting, w),
            dialogue(meeting, previous, w),
            open_ends(meeting, w),
            _annex(meeting, w),
        ),
        dated=meeting.plan.held_on.isoformat(),
    )
    return legible(told)


def _status(meeting: Meeting, w: Words) -> str:
    if meeting.check_code:
        return w("minutes.status.sealed", code=meeting.check_code)
    return w("minutes.status.concept")


def _chips(meeting: Meeting, w: Words) -> Line:
    chips = [
        _status(meeting, w),
        w("minutes.purpose_chip", purpose=within(meeting.plan.purpose, w)),
    ]
    if meeting.plan.fictional:
        chips.append(w("minutes.fictional"))
    return tuple(Piece(chip, Tone.chip) for chip in chips)


def _foot(plan: e.MeetingPlanned, w: Words) -> str:
    parties = w.join((plan.municipality_name, *plan.provider_names))
    key = "minutes.foot_fictional" if plan.fictional else "minutes.foot"
    return w(key, parties=parties, day=numbers.day(plan.held_on, w))


def _opening(meeting: Meeting, plan: e.MeetingPlanned, w: Words) -> tuple[Block, ...]:
    rows = [
        (w("minutes.opening.municipality"), said(plan.municipality_name)),
        (_provider_label(plan, w), said(w.join(plan.provider_names))),
        (w("minutes.opening.when"), said(_when(plan, w))),
        *people_of(meeting, w),
        *_confirmed(meeting, w),
        *_let_through(meeting, w),
    ]
    goal = plan.goal or w("minutes.opening.no_goal")
    tone = Tone.lead if plan.goal else Tone.missing
    return (Paragraph(said(goal), tone), Facts(tuple(rows)))


def _provider_label(plan: e.MeetingPlanned, w: Words) -> str:
    if plan.consortium:
        return w("minutes.opening.consortium")
    return w("minutes.opening.provider", count=len(plan.provider_names))


def _when(plan: e.MeetingPlanned, w: Words) -> str:
    return w(
        "minutes.opening.moment",
        day=numbers.day(plan.held_on, w),
        time=numbers.clock(plan.starts_at, w),
        minutes=plan.minutes,
    )


def _confirmed(meeting: Meeting, w: Words) -> tuple[tuple[str, Line], ...]:
    """How each side confirmed; nothing as long as nobody did."""
    lines = [_how(side, confirmed, w) for side, confirmed in meeting.confirmations.items()]
    return ((w("minutes.opening.confirmation"), said("; ".join(lines))),) if lines else ()


def _let_through(meeting: Meeting, w: Words) -> tuple[tuple[str, Line], ...]:
    """How many texts were kept although the check doubted them; nothing when there were none."""
    count = meeting.set_aside()
    told = said(w("minutes.opening.set_aside", count=count))
    return ((w("minutes.opening.set_aside_label"), told),) if count else ()


def _how(side: e.Side, confirmed: e.Confirmed, w: Words) -> str:
    how = within(confirmed.how, w)
    if not confirmed.by:
        return w("minutes.opening.confirmed", side=w.of(side), how=how)
    return w("minutes.opening.confirmed_by", side=w.of(side), how=how, by=confirmed.by)


def _summary(meeting: Meeting, previous: Meeting | None, w: Words) -> Section:
    return Section(
        anchor="summary",
        title=w("minutes.summary.title"),
        parts=(
            agreements(meeting, w),
            *reviews(meeting, previous, w),
            *answers(meeting, w),
        ),
    )


def _annex(meeting: Meeting, w: Words) -> Section:
    return Section(
        anchor="annex",
        title=w("minutes.annex.title"),
        blocks=(Paragraph(said(w("minutes.annex.lead")), Tone.quiet),),
        parts=(
            definitions(meeting, w),
            *sources(meeting, w),
            tables(meeting, w),
            *history(meeting, w),
        ),
        annex=True,
    )
