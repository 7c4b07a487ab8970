"""A correction request: one page that asks who delivered a disputed figure to find out.

It holds what is needed for that and nothing about anybody: a text in which somebody could be
recognised is left to the minutes. The figure stays as it was counted until a new delivery.
"""

from __future__ import annotations

import re

from telvertel.meeting import events as e
from telvertel.meeting.state import Dispute, Meeting
from telvertel.privacy.text import look
from telvertel.report.dispute import dispute_rows
from telvertel.report.document import Facts, Line, Minutes, Paragraph, Piece, Points, Tone, said
from telvertel.report.legible import legible
from telvertel.wall.disputes import card_in, counted, disputed_by, figure_name, period_name
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words, words


def request(meeting: Meeting, dispute: Dispute, language: str) -> Minutes:
    """The request about one dispute of a planned meeting, its own or one that came along."""
    w = words(language)
    raised_in = dispute.raised_in or meeting
    plan = raised_in.plan
    status = w("dispute.correction.status")
    chips = [status, *([w("minutes.fictional")] if plan.fictional else [])]
    parties = w.join((plan.municipality_name, *plan.provider_names))
    made = Minutes(
        meeting=raised_in.id,
        language=w.language,
        title=_title(meeting, dispute, w),
        kicker=w("dispute.correction.kicker"),
        chips=tuple(Piece(one, Tone.chip) for one in chips),
        status=status,
        goal="" if look(plan.goal) else plan.goal,
        foot=w("minutes.foot", parties=parties, day=numbers.day(plan.held_on, w)),
        opening=(
            Paragraph(said(_asked(meeting, dispute, w)), Tone.lead),
            Facts(tuple(_rows(meeting, dispute, w))),
            Paragraph(said(w("dispute.stays")), Tone.strong),
            Paragraph(said(w("dispute.correction.answer"))),
            Points(tuple(said(w(f"dispute.correction.answer_{one}")) for one in ANSWERS)),
            Paragraph(said(w("dispute.correction.no_records")), Tone.quiet),
        ),
        sections=(),
        dated=plan.held_on.isoformat(),
    )
    return legible(made)


ANSWERS = ("corrected", "definition", "stands")  # what the deliverer can answer


def _title(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    name, period = figure_name(meeting, dispute, w), period_name(dispute, w)
    return w("dispute.correction.title", name=name, period=period)


def _asked(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    """Who is asked: who delivered the figure, when that is known; both when it disputes its own."""
    found = counted(meeting, dispute, w)
    raised_in = dispute.raised_in or meeting
    facts = {
        "day": numbers.day(raised_in.plan.held_on, w),
        "side": disputed_by(meeting, dispute, w),
    }
    if not found or not found[1]:
        return w("dispute.correction.asked", **facts)
    if _is_own(raised_in, dispute, found[1]):
        return _asked_of_both(raised_in, dispute, facts, w)
    return w("dispute.correction.asked_of", source=found[1], **facts)


def _is_own(raised_in: Meeting, dispute: Dispute, source: str) -> bool:
    """Whether the figure came from the very side that disputes it, and from nobody else here."""
    plan, side = raised_in.plan, dispute.raised.side
    names = {e.Side.municipality: (plan.municipality_name,), e.Side.provider: plan.provider_names}
    named = {one for one, called in names.items() if any(_names(source, name) for name in called)}
    return named == {side}


def _names(source: str, name: str) -> bool:
    """Whether a source names this party; a remark between brackets is no part of its name."""
    plain = name.partition("(")[0].strip()
    return bool(re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", source, re.IGNORECASE))


def _asked_of_both(raised_in: Meeting, dispute: Dispute, facts: dict[str, str], w: Words) -> str:
    """Who disputes its own delivery finds out itself, and lets the other side know."""
    own = dispute.raised.side
    other = next(side_name(raised_in, one, w) for one in e.Side if one is not own)
    facts |= {"other": other, "both": w.join((facts["side"], other))}
    if dispute.raised.due is None:
        return w("dispute.correction.asked_of_both", **facts)
    due = numbers.day(dispute.raised.due, w)
    return w("dispute.correction.asked_of_both_before", due=due, **facts)


def _rows(meeting: Meeting, dispute: Dispute, w: Words) -> list[tuple[str, Line]]:
    """The figure and its definition, then the dispute as in the minutes, then the meeting."""
    card, plan = card_in(meeting, dispute), (dispute.raised_in or meeting).plan
    rows = [(w("dispute.correction.figure"), said(figure_name(meeting, dispute, w)))]
    if card:
        rows.append((w("minutes.definitions.definition"), said(card.prose(w.language).definition)))
    rows.append((w("dispute.correction.kind"), said(w.of(dispute.raised.dispute_kind))))
    rows += [(label, _without_people(line, w)) for label, line in dispute_rows(meeting, dispute, w)]
    told = w("dispute.correction.meeting_of", title=plan.title, day=numbers.day(plan.held_on, w))
    return [*rows, (w("dispute.correction.meeting"), _without_people(said(told), w))]


def _without_people(line: Line, w: Words) -> Line:
    """The line, or that it is in the minutes when somebody could be recognised in it."""
    if any(look(piece.text) for piece in line):
        return said(w("dispute.correction.left_out"), Tone.quiet)
    return line
