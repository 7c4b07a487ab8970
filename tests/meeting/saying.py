"""Small happenings and meetings for the tests about who may say what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting, meeting

MEETING = "rivierstede-1"
PLAN = e.MeetingPlanned(
    title="Gesprek",
    municipality="GM9901",
    municipality_name="Rivierstede (fictief)",
    providers=("99000001",),
    provider_names=("De Brug (fictief)",),
    held_on=date(2026, 11, 22),
)
AGENDA = e.AgendaSet(
    items=(
        e.AgendaItem(id="uitval", indicator="dropout", scope={}, minutes=15),
        e.AgendaItem(id="wachttijd", indicator="waiting", scope={}, minutes=15),
    )
)


def note(text="Het team was klein.", note="n1", item="uitval", **more) -> e.NoteWritten:
    return e.NoteWritten(
        note=note,
        item=item,
        stage=Stage.explain,
        note_kind=e.NoteKind.explanation,
        text=text,
        **more,
    )


def weighing(item="uitval") -> e.WeighingGiven:
    return e.WeighingGiven(
        item=item, outcome=e.Outcome.too_early, reasons="Nog te kort.", municipality_share="Geld."
    )


def agreement(id_="a1", item="uitval") -> e.AgreementMade:
    return e.AgreementMade(agreement=id_, item=item, then_text="dan bellen wij.")


def dispute(side=e.Side.provider, item="uitval") -> e.FigureDisputed:
    return e.FigureDisputed(
        dispute="d1",
        item=item,
        side=side,
        dispute_kind=e.DisputeKind.count,
        text="Wij tellen meer.",
    )


def review(result="Er wordt nu gebeld.") -> e.AgreementReviewed:
    return e.AgreementReviewed(
        agreement="oud", made_in="vorig", kept=e.Answer.yes, helped=e.Helped.partly, result=result
    )


def story(side=e.Side.provider, text="Wij zien meer vraag.", item="uitval") -> e.StoryPrepared:
    return e.StoryPrepared(item=item, side=side, field=e.StoryField.why, text=text)


def confirmed(side, how=e.Confirmation.confirmed) -> e.Confirmed:
    return e.Confirmed(side=side, how=how)


def saying(body, role=e.Role.facilitator, side=None, op="", **more) -> e.Saying:
    if role in (e.Role.municipality, e.Role.provider):
        side = e.Side(role.value)
    return e.Saying(op=op or uuid4().hex, meeting=MEETING, role=role, side=side, body=body, **more)


def after(*bodies) -> Meeting:
    """The meeting after these happenings, all said by the facilitator."""
    at = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
    return meeting(
        MEETING,
        [
            e.Event(**dict(saying(body)), sequence=number, at=at)
            for number, body in enumerate(bodies, start=1)
        ],
    )


PLANNED = (PLAN, AGENDA)
OPEN = (*PLANNED, e.MeetingOpened())
SEALED = (
    *OPEN,
    confirmed(e.Side.municipality),
    confirmed(e.Side.provider),
    e.Sealed(check_code="0123ABCD"),
)
