"""A year of talks: what spoke for each principle, what kinds of figures were discussed, and what
the figures ask of a provider.

Pure. Over sealed meetings; nothing is counted per provider, for the question is what the talks left
out, not who.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from telvertel.indicators.definition import Indicator, Kind
from telvertel.indicators.period import PERIODS_PER_YEAR
from telvertel.meeting import events as e
from telvertel.meeting.foundations import coverage
from telvertel.meeting.state import Meeting
from telvertel.meeting.told import sealed

YEAR = timedelta(days=396)  # a yearly talk is seldom held on the very same day


def begin_of(until: date) -> date:
    """The first day of the year up to a day."""
    return until - YEAR


def of_year(meetings: Iterable[Meeting], until: date) -> tuple[Meeting, ...]:
    """The sealed meetings of the year up to a day, the newest first."""
    return tuple(one for one in sealed(meetings) if begin_of(until) <= one.plan.held_on <= until)


@dataclass(frozen=True)
class Covered:
    """What spoke for a principle over a year of talks."""

    principle: str
    indicators: tuple[str, ...] = ()
    stories: int = 0
    agreements: int = 0


def covered(
    meetings: Sequence[Meeting], principles_of: Callable[[Meeting], dict[str, tuple[str, ...]]]
) -> tuple[Covered, ...]:
    """Every principle that held in one of the meetings, those of the newest meeting first."""
    found: dict[str, Covered] = {}
    for meeting in meetings:
        for one in coverage(meeting, principles_of(meeting)):
            before = found.get(one.principle, Covered(one.principle))
            named = (meeting.item(item).indicator for item in one.items)
            found[one.principle] = Covered(
                one.principle,
                tuple(dict.fromkeys((*before.indicators, *named))),
                before.stories + len(one.notes),
                before.agreements + len(one.agreements),
            )
    return tuple(found.values())


def balance(
    meetings: Iterable[Meeting], kind_of: Callable[[str], Kind | None]
) -> dict[Kind, tuple[str, ...]]:
    """Kind → the indicators of it that were discussed; every kind is there, in its own order."""
    talked = dict.fromkeys(
        item.indicator
        for meeting in meetings
        for item in meeting.agenda
        if meeting.discussed(item.id)
    )
    return {kind: tuple(one for one in talked if kind_of(one) is kind) for kind in Kind}


@dataclass(frozen=True)
class Judged:
    """What a room said of a figure: does it tell how our young people fare? (M21)"""

    indicator: str
    said: e.IndicatorJudged
    meeting: Meeting


def judged(meetings: Iterable[Meeting]) -> tuple[Judged, ...]:
    """Every answer, in order of the meetings given and of their agendas."""
    return tuple(
        Judged(item.indicator, meeting.judged[item.id], meeting)
        for meeting in meetings
        for item in meeting.agenda
        if item.id in meeting.judged
    )


def minutes_a_year(card: Indicator) -> int:
    """What a figure asks of one provider: its estimate per delivery, as often as it comes."""
    return card.burden_minutes * PERIODS_PER_YEAR[card.grain]


def asked_in_vain(cards: Iterable[Indicator], meetings: Sequence[Meeting]) -> tuple[Indicator, ...]:
    """Figures that cost a provider time and that none of these meetings talked about, the most
    time first: what could be dropped (M65)."""
    talked = {
        item.indicator
        for meeting in meetings
        for item in meeting.agenda
        if meeting.discussed(item.id)
    }
    costly = [card for card in cards if card.burden_minutes and card.id not in talked]
    return tuple(sorted(costly, key=lambda card: -minutes_a_year(card)))
