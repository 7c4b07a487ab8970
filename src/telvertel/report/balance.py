"""What sort of figures a talk was about, what the room says of them, and which it would rather have
(M21–M23, M49)."""

from __future__ import annotations

from collections import Counter

from telvertel.indicators.definition import Kind
from telvertel.meeting import events as e
from telvertel.meeting.lasting import WishNoted
from telvertel.meeting.standing import wishes
from telvertel.meeting.state import Meeting
from telvertel.report.document import (
    Block,
    Line,
    Paragraph,
    Piece,
    Points,
    Tone,
    said,
    under,
)
from telvertel.report.items import card_of, discussed
from telvertel.wording import numbers
from telvertel.wording.words import Words


def kinds(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """How many figures of each kind were talked about; kinds that were not are named too."""
    found = Counter(
        Kind(card["kind"]) for item in discussed(meeting) if (card := card_of(meeting, item))
    )
    if not found:
        return ()
    told = w.join(
        w("minutes.data.kind", kind=w.of(one), number=found[one])
        for one in Kind
        if found[one] or one is not Kind.signpost
    )
    return (Paragraph(said(w("minutes.data.kinds", kinds=told))),)


def tells(meeting: Meeting, item: e.AgendaItem, w: Words) -> Line:
    """What the room answered to: does this figure tell how our young people fare?"""
    judged = meeting.judged.get(item.id)
    if judged is None:
        return said(w("minutes.data.not_asked"), Tone.quiet)
    answer = said(w.of(judged.tells), Tone.strong)
    return (*answer, Piece(". " + judged.text)) if judged.text else answer


def wished(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """Figures one would like to have, with their burden and what can go instead."""
    here = {k.body.wish for k in meeting.kept if isinstance(k.body, WishNoted)}
    lines = tuple(
        _wish(one, w)
        for one in wishes(meeting, every=True)
        if not one.settled.strip() or one.wish in here
    )
    return (Paragraph(said(w("minutes.wish.title"))), Points(lines)) if lines else ()


def _wish(one: WishNoted, w: Words) -> Line:
    return (Piece(one.text),) + under(
        one.what_for and w("minutes.wish.what_for", text=one.what_for),
        one.how_obtained and w("minutes.wish.how", text=one.how_obtained),
        one.how_often,
        _burden(one, w),
        one.drops and w("minutes.wish.drops", text=one.drops),
        one.owner and w("minutes.wish.owner", who=one.owner),
        one.settled.strip() and w("minutes.wish.settled", text=one.settled),
    )


def _burden(one: WishNoted, w: Words) -> str:
    if one.minutes is None:
        return w("minutes.wish.burden_unknown")
    return w("minutes.wish.burden", minutes=numbers.number(one.minutes, w))
