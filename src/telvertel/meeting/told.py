"""What was told in meetings that were sealed: the agreed stories of a figure, over the years.

Pure. Only what both sides had before them when the meeting was sealed is in it: no drafts, nothing
that was pulled back or was for the talk alone, and of a meeting that is still going on nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from telvertel.meeting import events as e
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Agreement, Dispute, Meeting, Note


class ToldKind(StrEnum):
    """What sort of telling it is, in the order in which a talk goes."""

    fact = "fact"
    explanation = "explanation"
    precondition = "precondition"
    experience = "experience"
    question = "question"
    dispute = "dispute"
    weighing = "weighing"
    agreement = "agreement"


@dataclass(frozen=True)
class Told:
    """One thing told, with the meeting and the agenda item it belongs to (None: the whole talk).

    ``review`` is the answer that a later sealed meeting gave to an agreement, if there is one.
    """

    kind: ToldKind
    said: Note | Agreement | Dispute | e.WeighingGiven
    meeting: Meeting
    item: e.AgendaItem | None
    review: e.AgreementReviewed | None = None

    @property
    def indicator(self) -> str | None:
        return self.item.indicator if self.item else None

    @property
    def side(self) -> e.Side | None:
        """Whose it is; None when it was said together or by neither side."""
        match self.said:
            case Note():
                return self.said.written.side
            case Agreement():
                return self.said.made.side
            case Dispute():
                return self.said.raised.side
        return None

    @property
    def period(self) -> str | None:
        """The period it is pinned to; None when it is about the whole series, as an agreement and
        a weighing are, or when the key it holds is of no period."""
        match self.said:
            case Note():
                found = self.said.written.period
            case Dispute():
                found = self.said.raised.period
            case _:
                found = None
        return found if e.is_period(found) else None

    @property
    def texts(self) -> tuple[str, ...]:
        """Every word of people in it, the first thing first; empty texts left out."""
        return tuple(text for text in _texts(self) if text.strip())


def sealed(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """The meetings that were sealed, the newest first, as their minutes hold them."""
    known = [for_minutes(one) for one in meetings if one.plan and one.sealed_at]
    return tuple(sorted(known, key=lambda one: (one.plan.held_on, one.id), reverse=True))


def told(meetings: Iterable[Meeting]) -> tuple[Told, ...]:
    """Everything told, newest meeting first; within it by agenda item, then as the talk went."""
    known = sealed(meetings)
    reviews = {name: one for meeting in reversed(known) for name, one in meeting.reviews.items()}
    settled = {(one.raised_in, one.dispute): one for m in known for one in m.settled_before}
    return tuple(
        one
        for meeting in known
        for item in (*meeting.agenda, None)
        for one in _of_item(meeting, item, reviews, settled)
    )


def discussed(meetings: Iterable[Meeting], indicator: str) -> tuple[tuple[Meeting, str], ...]:
    """Sealed meetings in which the indicator was talked about, with the item, newest first."""
    return tuple(
        (meeting, item.id)
        for meeting in sealed(meetings)
        for item in meeting.agenda
        if item.indicator == indicator and meeting.discussed(item.id)
    )


def found(everything: Iterable[Told], search: str) -> tuple[Told, ...]:
    """What holds every word that is looked for, without regard to capitals and accents."""
    words = _plain(search).split()
    return tuple(
        one for one in everything if all(word in _plain(" ".join(one.texts)) for word in words)
    )


def _of_item(
    meeting: Meeting,
    item: e.AgendaItem | None,
    reviews: dict[str, e.AgreementReviewed],
    settled: dict[tuple[str | None, str], e.DisputeSettled],
) -> Iterator[Told]:
    name = item.id if item else None
    for note in meeting.notes_of(name) if name else ():
        yield Told(ToldKind(note.written.note_kind.value), note, meeting, item)
    for dispute in meeting.disputes:
        if dispute.raised.item == name:
            later = settled.get((meeting.id, dispute.id))
            said = replace(dispute, settled=later.text) if later else dispute
            yield Told(ToldKind.dispute, said, meeting, item)
    if name in meeting.weighings:
        yield Told(ToldKind.weighing, meeting.weighings[name], meeting, item)
    for agreement in meeting.standing_agreements():
        if agreement.made.item == name:
            review = reviews.get(agreement.id)
            yield Told(ToldKind.agreement, agreement, meeting, item, review)


def _texts(one: Told) -> tuple[str, ...]:
    match one.said:
        case Note():
            return (one.said.text,)
        case Agreement(made=made):
            result = one.review.result if one.review else ""
            needs = made.needs_from_municipality
            return (made.then_text, made.if_text, made.who, made.expected_effect, needs, result)
        case Dispute(raised=raised):
            return (raised.text, raised.own_source, one.said.settled or "")
        case e.WeighingGiven():
            return (one.said.title, one.said.reasons, one.said.municipality_share)


def _plain(text: str) -> str:
    """Small letters without accents: who looks for "coordinator" finds "coördinator"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
