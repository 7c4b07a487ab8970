"""Small happenings that outlast a meeting, and the meetings of a series, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.following import with_carried
from telvertel.meeting.state import Meeting, meeting
from tests.meeting import saying as s

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def point(learning="l1", text="Aanmelden kan op één plek.", **more) -> la.LearningPointNoted:
    return la.LearningPointNoted(learning=learning, text=text, **more)


def moved(to, learning="l1", text="In het overleg besproken.") -> la.LearningPointMoved:
    return la.LearningPointMoved(learning=learning, to=to, text=text)


def precondition(name="p1", **more) -> la.PreconditionNoted:
    facts = {
        "precondition_kind": la.PreconditionKind.contract,
        "text": "Vast aantal uren per traject.",
        "bearing": la.Bearing.obstructs,
    }
    return la.PreconditionNoted(precondition=name, **(facts | more))


def clash(one="p1", other="p2", relation=la.Relation.clashes, name="c1", **more) -> la.ClashNoted:
    return la.ClashNoted(clash=name, one=one, other=other, relation=relation, **more)


def difference(name="d1", **more) -> la.DifferenceAgreed:
    facts = {
        "provider_reading": "Er is meer vraag.",
        "municipality_reading": "Er wordt langer geholpen.",
        "datum": "De duur per leeftijd.",
    }
    return la.DifferenceAgreed(difference=name, **(facts | more))


def wish(name="w1", drops="De maandlijst", **more) -> la.WishNoted:
    return la.WishNoted(wish=name, text="Hoe gaat het een jaar later?", drops=drops, **more)


def principles(*names, valid_from=date(2026, 1, 1), reason="Vastgesteld in de raad."):
    ones = tuple(la.Principle(id=name, name=name.title()) for name in names)
    return la.PrinciplesSet(principles=ones, valid_from=valid_from, reason=reason)


def talk(id_: str, *bodies, day: int = 0, open_: bool = True, agenda=s.AGENDA, **plan) -> Meeting:
    """One meeting in which this was said; ``day`` counts days after the first."""
    held_on = s.PLAN.held_on + timedelta(days=day)
    frame = s.PLAN.model_copy(update={"held_on": held_on, **plan})
    said = (frame, agenda, *((e.MeetingOpened(),) if open_ else ()), *bodies)
    at = NOON + timedelta(days=day)
    return meeting(
        id_,
        [
            e.Event(
                **(dict(s.saying(body)) | {"meeting": id_}),
                sequence=number,
                at=at + timedelta(seconds=number),
            )
            for number, body in enumerate(said, start=1)
        ],
    )


def series(*talks: Meeting) -> Meeting:
    """The last of these meetings with what the ones before it brought along, oldest first."""
    return with_carried(talks[-1], tuple(reversed(talks[:-1])), talks)
