"""What a municipality could share: every told line that passes the stripping. Pure.

A learning point and a line that was marked public go along unless somebody says no; a line of the
parties goes along only when somebody says yes.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from telvertel.exchange.beginnings import is_role
from telvertel.exchange.sheet import Line, LineKind
from telvertel.exchange.stripping import Names, Stays, is_doubtful, names_of, why_stays
from telvertel.meeting.foundations import DEFAULT_PRINCIPLES
from telvertel.meeting.lasting import Visibility
from telvertel.meeting.register import Registered, register
from telvertel.meeting.state import Agreement, Meeting, Note
from telvertel.meeting.told import Told, told

NOTES = (LineKind.explanation, LineKind.precondition, LineKind.experience)


@dataclass(frozen=True)
class Offer:
    """A line that may go, whether it goes by itself, and a name that a choice can hold on to."""

    line: Line
    by_itself: bool

    @property
    def name(self) -> str:
        return hashlib.sha256(self.line.model_dump_json().encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Offered:
    """The lines that may go, in order of telling, and how many stay here and why."""

    offers: tuple[Offer, ...]
    kept: Counter[Stays] = field(default_factory=Counter)


def offered(
    meetings: Sequence[Meeting],
    called: Iterable[str],
    indicators: Iterable[str],
    inside: Collection[str] = (),
    areas: Iterable[str] = (),
) -> Offered:
    """Everything told in sealed meetings. ``called`` are the names of parties in the figures,
    ``indicators`` the cards of which another municipality knows the name, ``inside`` the meetings
    of which nothing may leave; their names are taken out all the same. ``areas`` are the names of
    districts and neighbourhoods."""
    known, cards = names_of([*called, *names_in(meetings)], areas), frozenset(indicators)
    leaving = [one for one in meetings if one.id not in inside]
    every = (*_learning(register(leaving), cards), *_told(told(leaving), cards))
    found: dict[str, Offer] = {}
    kept: Counter[Stays] = Counter()
    for offer in every:
        reason = _reason(offer.line, known)
        if reason:
            kept[reason] += 1
        else:
            found.setdefault(offer.name, offer)
    return Offered(tuple(found.values()), kept)


def is_own(lines: Sequence[Line], found: Offered) -> bool:
    """Whether most of these lines were told here: then the sheet was made by this municipality."""
    here = {_words_of(one.line) for one in found.offers}
    return 2 * sum(_words_of(one) in here for one in lines) > len(lines)


def _words_of(line: Line) -> tuple[str, ...]:
    """What stays the same of a line when more comes of it."""
    return line.kind.value, line.if_text, line.text, str(line.year)


def names_in(meetings: Iterable[Meeting]) -> Iterator[str]:
    """Every name that these meetings call somebody or something by, codes included."""
    for one in meetings:
        plan = one.plan
        if plan:
            yield from (plan.municipality, plan.municipality_name, plan.partnership)
            yield from (*plan.providers, *plan.provider_names)
        yield from (person.name for person in one.people)
        yield from (made for body in _bodies(one) for made in _called_in(body))


# Fields in which people write who does something: often a name, and of a team or a house as well.
_WHO = ("who", "owner", "team", "commissioner", "accounts_to", "financier", "key_role",
        "key_department", "who_can_change", "escalate_to", "by", "role")  # fmt: skip
_CAPITAL = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿ][^\W\d_]+")


def _bodies(meeting: Meeting) -> Iterator[Any]:
    """Everything of a meeting that says who does something."""
    yield from (one.made for one in meeting.agreements)
    yield from (one.raised for one in meeting.disputes)
    yield from (one.body for one in meeting.kept)
    yield from meeting.confirmations.values()
    yield from meeting.people
    for one in meeting.founded_here:
        yield from getattr(one.body, "frameworks", ())


def _called_in(body: Any) -> Iterator[str]:
    """Every word in them with a capital, but for what a role or a department is called."""
    for field_ in _WHO:
        for word in _CAPITAL.findall(getattr(body, field_, "") or ""):
            if not is_role(word):
                yield word


def _reason(line: Line, known: Names) -> Stays | None:
    return next((found for one in line.texts if (found := why_stays(one, known))), None)


def _learning(points: Iterable[Registered], cards: frozenset[str]) -> Iterator[Offer]:
    for one in points:
        noted = one.point.noted
        line = Line(
            kind=LineKind.learning,
            text=noted.text,
            more=noted.meaning,
            year=one.point.raised_on.year,
            indicator=noted.indicator if noted.indicator in cards else None,
            level=noted.level,
            route=noted.route,
            sectors=noted.sectors,
            status=one.point.status,
            strength=noted.strength,
            themes=noted.themes,
            principles=_shared(noted.principles),
        )
        yield Offer(line, by_itself=not any(map(is_doubtful, line.texts)))


def _told(everything: Iterable[Told], cards: frozenset[str]) -> Iterator[Offer]:
    for one in everything:
        facts = {
            "year": one.meeting.plan.held_on.year,
            "indicator": one.indicator if one.indicator in cards else None,
        }
        if isinstance(one.said, Agreement):
            yield Offer(_agreement(one, facts), by_itself=False)
        elif isinstance(one.said, Note) and one.kind.value in NOTES:
            public = one.said.written.visibility is Visibility.public
            yield Offer(_note(one.said, LineKind(one.kind.value), facts), by_itself=public)


def _note(note: Note, kind: LineKind, facts: dict) -> Line:
    said = note.written
    return Line(
        kind=kind,
        text=note.text,
        basis=said.basis,
        reason=said.reason_tag,
        themes=(said.theme,) if said.theme else (),
        principles=_shared(said.principles),
        **facts,
    )


def _agreement(one: Told, facts: dict) -> Line:
    made, review = one.said.made, one.review
    return Line(
        kind=LineKind.agreement,
        text=made.then_text,
        if_text=made.if_text,
        more=review.result if review else "",
        agreement_kind=made.agreement_kind,
        themes=made.themes,
        principles=_shared(made.principles),
        kept=review.kept if review else None,
        helped=review.helped if review else None,
        **facts,
    )


def _shared(principles: Iterable[str]) -> tuple[str, ...]:
    """The principles that everybody knows; a name that a municipality made up could be its own."""
    return tuple(one for one in DEFAULT_PRINCIPLES if one in principles)
