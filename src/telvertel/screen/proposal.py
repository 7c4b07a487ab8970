"""The proposed agenda: every card that has figures for these sides, with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telvertel.freezing import scope_of
from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import PERIODS_PER_YEAR, Grain, containing, read
from telvertel.meeting import agenda
from telvertel.meeting import events as e
from telvertel.meeting.agenda import Candidate, Proposed
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Mark, Released
from telvertel.screen import cached, room, session
from telvertel.screen.grounds import grounds, past_of

GRAINS = tuple(PERIODS_PER_YEAR)  # from fine to coarse


def proposal(meeting: Meeting) -> tuple[Proposed, ...]:
    """The proposed agenda of a meeting; kept for the session until anything it rests on changes."""
    version = room.house().warehouse.current
    said = tuple((one.id, one.sequence) for one in room.meetings() if one.id != meeting.id)
    language = session.language()
    # What was said of learning points between two meetings was said in this one.
    here = len(meeting.kept)
    name = f"proposal.{meeting.id}.{version}.{meeting.plan!r}.{said!r}.{here}.{language}"
    if session.kept("proposal.name") != name:
        session.keep("proposal.name", name)
        session.keep("proposal", agenda.propose(list(candidates(meeting))))
    return session.kept("proposal")


def candidates(meeting: Meeting) -> Iterator[Candidate]:
    """Every card that has a figure for these sides, with what there is to say for it."""
    w, past = session.spoken(), past_of(meeting)
    for card in room.house().catalogue.cards.values():
        found = figures_of(meeting, card)
        if found is not None:
            query, released = found
            scope = scope_of(_item(card, query), meeting.plan)
            why = tuple(grounds(meeting, card, scope, released, past, w))
            yield Candidate(card.id, card.kind, why)


def scope_for(plan: e.MeetingPlanned, card: Indicator) -> dict[str, str]:
    """The scope of a card on this agenda: its providers, in the grain the card can bear.

    What is not known of these providers alone is asked of the whole municipality.
    """
    grain = max(plan.grain, card.grain, key=GRAINS.index)
    query = {"gm": plan.municipality, "grain": grain.value, "providers": ",".join(plan.providers)}
    for name in ("since", "until"):
        if getattr(plan, name):
            query[name] = containing(read(getattr(plan, name)).start, grain).id
    return query


def figures_of(meeting: Meeting, card: Indicator) -> tuple[dict[str, str], Released] | None:
    """Scope and figures of a card for these sides; None when there is not one figure."""
    own = scope_for(meeting.plan, card)
    for query in (own, own | {"providers": ""}):
        released = _released(meeting, card, query)
        if released is not None and (released.frame["mark"] != Mark.missing).any():
            return query, released
    return None


def _item(card: Indicator, query: dict[str, str]) -> e.AgendaItem:
    return e.AgendaItem(id=card.id, indicator=card.id, scope=query, minutes=1)


def _released(meeting: Meeting, card: Indicator, query: dict[str, str]) -> Released | None:
    version = room.house().warehouse.current
    scope = scope_of(_item(card, query), meeting.plan)
    return cached.released(version, card.id, scope) if version else None


def as_items(meeting: Meeting, proposed: Sequence[Proposed]) -> tuple[e.AgendaItem, ...]:
    """The chosen ones as agenda items, all with the same number of minutes."""
    chosen = [one for one in proposed if one.chosen]
    each = agenda.minutes_each(meeting.plan.minutes, len(chosen))
    return tuple(as_item(meeting, one, each) for one in chosen)


def as_item(meeting: Meeting, one: Proposed, minutes: int) -> e.AgendaItem:
    """One proposed indicator as an agenda item of these sides."""
    found = figures_of(meeting, room.card(one.indicator))
    return e.AgendaItem(
        id=free_id(one.indicator, meeting),
        indicator=one.indicator,
        scope=found[0] if found else scope_for(meeting.plan, room.card(one.indicator)),
        minutes=minutes,
        reason=one.ground.reason,
        reason_text=one.ground.text,
    )


def free_id(indicator: str, meeting: Meeting) -> str:
    """The indicator's own id, numbered when it is on the agenda more than once."""
    taken = {item.id for item in meeting.agenda}
    number = 2
    name = indicator
    while name in taken:
        name, number = f"{indicator}-{number}", number + 1
    return name


def coarser(grain: Grain) -> tuple[Grain, ...]:
    """The grains a card can be shown in: its own and the coarser ones."""
    return GRAINS[GRAINS.index(grain) :]
