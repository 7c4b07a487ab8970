"""Looking at the texts of a meeting: what a happening says of persons, and what still has to be
looked at by a second pair of eyes before the meeting is sealed or anything of it goes out.

A hard concern that stands keeps everything inside, and so does one child with a name, an age, a
place or an address, also when it was set aside at the desk: there it was let on the wall, by one
person in a hurry. Two look before it goes: one from each side, or a privacy officer and one more.
The other soft ones go along; who looked at them is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from telvertel.days import day_of
from telvertel.meeting import events as e
from telvertel.meeting.lasting import Visibility
from telvertel.meeting.state import Looked, Meeting
from telvertel.meeting.subject import names, organisations, subject, texts
from telvertel.privacy.pointing import points_at_one
from telvertel.privacy.text import NOT_IN_A_NAME, Concern, ConcernKind, look

NEVER_SAID = (ConcernKind.bsn,)  # nobody can set these aside
# Who does or decides something: a role, or the name of a colleague. A child is never asked for.
OF_WHO = ("who", "owner", "by", "key_role", "who_can_change", "escalate_to", "role")


@dataclass(frozen=True)
class TextConcern:
    """Something in one field of a happening that may point at a person."""

    field: str
    concern: Concern

    @property
    def stays_out(self) -> bool:
        """Whether it cannot be set aside, not even by the facilitator."""
        return self.concern.kind in NEVER_SAID


def concerns(body: e.Happening, *, today: date | None = None) -> tuple[TextConcern, ...]:
    """What a second look finds in the free texts of a happening; empty when nothing is found."""
    found = [
        TextConcern(field, one)
        for field, text in texts(body).items()
        for one in look(text, today=today)
        if not (one.kind is ConcernKind.name and field.split(".")[0] in OF_WHO)
    ]
    called = {**names(body), **organisations(body)}
    found += [
        TextConcern(field, one)
        for field, text in called.items()
        for one in look(text, today=today)
        if one.kind in NOT_IN_A_NAME
    ]
    return tuple(found)


@dataclass(frozen=True)
class Place:
    """One text of a meeting, as it stands, in which somebody may be recognised."""

    event: e.Event
    field: str
    text: str
    found: tuple[Concern, ...]
    looks: tuple[Looked, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether two people have to look before it goes."""
        return any(one.hard for one in self.found) or points_at_one(self.text, self.found)

    @property
    def seconds(self) -> tuple[Looked, ...]:
        """The second looks that saw all that is found in it now, in order."""
        kinds = {one.kind.value for one in self.found}
        return tuple(
            one for one in self.looks if one.body.second and kinds <= set(one.body.concerns)
        )

    @property
    def passed(self) -> bool:
        """Whether those looked that have to: of what holds nothing up one is enough."""
        if not self.holds:
            return bool(self.seconds)
        return any(_are_two(a.body, b.body) for a, b in combinations(self.seconds, 2))

    @property
    def waits(self) -> bool:
        """Whether the meeting cannot leave the house because of it."""
        return self.stays_out or (self.holds and not self.passed)

    @property
    def stays_out(self) -> bool:
        """Whether no look can let it pass."""
        return any(one.kind in NEVER_SAID for one in self.found)


def _are_two(one: e.TextPassed, other: e.TextPassed) -> bool:
    """Two roles, one from each side of the table, or one of them the privacy officer."""
    asked = {one.looks_for, other.looks_for}
    across = None not in asked and len(asked) == 2
    return across and one.by.strip().casefold() != other.by.strip().casefold()


def places(meeting: Meeting, events: Iterable[e.Event]) -> tuple[Place, ...]:
    """Every text of a meeting in which somebody may be recognised, in order of saying; what was
    rewritten, taken back or dropped since is not among them."""
    return tuple(
        one
        for event, fields in _standing(meeting, events)
        for one in _places(meeting, event)
        if one.field in fields
    )


def waiting(meeting: Meeting, events: Iterable[e.Event]) -> tuple[Place, ...]:
    """The texts that keep this meeting inside."""
    return tuple(one for one in places(meeting, events) if one.waits)


def unfit(meeting: Meeting, events: Iterable[e.Event]) -> dict[int, set[str]]:
    """Sequence → texts that a copy of the whole journal may not hold: what two people should look
    at and did not, also in what was rewritten or taken back."""
    found: dict[int, set[str]] = {}
    for event in events:
        for one in _places(meeting, event):
            if one.waits:
                found.setdefault(event.sequence, set()).add(one.text)
    return found


def _places(meeting: Meeting, event: e.Event) -> Iterator[Place]:
    """By field; the year in which it was said decides which dates are of long ago."""
    by_field: dict[str, list[Concern]] = {}
    for one in concerns(event.body, today=day_of(event.at)):
        by_field.setdefault(one.field, []).append(one.concern)
    said = {**texts(event.body), **names(event.body), **organisations(event.body)}
    for field, found in by_field.items():
        looks = (
            one
            for one in meeting.looked
            if (one.body.said, one.body.field) == (event.sequence, field)
        )
        yield Place(event, field, said[field], tuple(found), tuple(looks))


def _standing(
    meeting: Meeting, events: Iterable[e.Event]
) -> Iterator[tuple[e.Event, frozenset[str]]]:
    """Events with the fields of them that still hold, in order of saying."""
    last: dict[tuple[object, str], dict[str, e.Event]] = {}  # by what it is about and its kind
    for event in events:
        body = event.body
        about = subject(body) or event.sequence
        key = (about, _kind(body))
        if not isinstance(body, e.NoteRevised):
            last.pop(key, None)
        held = last.setdefault(key, {})
        if isinstance(body, e.NoteRevised) and body.evidence is not None:
            held.pop("evidence", None)
        held |= dict.fromkeys(_fields(body), event)
        if isinstance(body, e.FiguresFrozen):
            # A note of a row stays in every copy, under the digest of its figures: also in one of
            # figures that were frozen anew since.
            notes = [field for field in held if field.startswith("figures.")]
            last[event.sequence, "notes"] = {field: held.pop(field) for field in notes}
    found: dict[int, tuple[e.Event, set[str]]] = {}
    for held in last.values():
        for field, event in held.items():
            if not _gone(meeting, event.body):
                found.setdefault(event.sequence, (event, set()))[1].add(field)
    yield from ((event, frozenset(fields)) for _, (event, fields) in sorted(found.items()))


def _fields(body: e.Happening) -> Iterator[str]:
    yield from (*texts(body), *names(body), *organisations(body))


def _kind(body: e.Happening) -> str:
    """A rewriting stands in the place of what it rewrites."""
    first = {e.NoteRevised: e.NoteWritten, e.AgreementRevised: e.AgreementMade}
    return first.get(type(body), type(body)).__name__


def _gone(meeting: Meeting, body: e.Happening) -> bool:
    """Whether it is in nothing that leaves: taken back, wiped, dropped, or for the talk alone."""
    if getattr(body, "dropped", False):
        return True
    if isinstance(body, e.NoteWritten | e.NoteRevised):
        note = meeting.note(body.note)
        private = note is not None and note.written.visibility is Visibility.talk
        return note is None or note.pulled_back or note.wiped or private
    if isinstance(body, e.AgreementMade | e.AgreementRevised):
        made = body.to if isinstance(body, e.AgreementRevised) else body
        return any(one.id == made.agreement and one.pulled_back for one in meeting.agreements)
    return False
