"""The flow of a word: what somebody says is checked, kept, and folded into the meeting.

Looking at the text comes first (``concerns``), then who may say it now (``policies``), then the
journal; only what is on disk is part of the meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from uuid import uuid4

from telvertel import looking
from telvertel.journal.erase_list import Gone
from telvertel.journal.journal import Journal, Listener
from telvertel.journal.troubles import NotSaved
from telvertel.looking import Place, TextConcern, concerns
from telvertel.meeting import policies
from telvertel.meeting.events import (
    AgreementReviewed,
    Drafted,
    Event,
    LineWiped,
    NoteWritten,
    Role,
    RoundLineWiped,
    Saying,
    Sealed,
    TextPassed,
)
from telvertel.meeting.following import along, with_carried
from telvertel.meeting.policies import NotAllowed, Refusal
from telvertel.meeting.state import Meeting, after
from telvertel.meeting.subject import overtaken
from telvertel.privacy.text import look


def _shares(one: Meeting, other: Meeting) -> bool:
    """Whether two planned meetings are of the same municipality."""
    return one.plan is not None and one.plan.municipality == other.plan.municipality


class TextRefused(Exception):
    """A text holds what may never be kept; nothing was stored."""

    def __init__(self, concerns: tuple[TextConcern, ...]) -> None:
        super().__init__(", ".join(one.concern.kind.value for one in concerns))
        self.concerns = concerns


class Telling:
    """Everything said in all meetings of one journal; safe to use from any thread."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._folded: dict[str, Meeting] = {}
        self._erasures = 0  # how many times a text was erased
        # Meeting → up to where it was looked at, and whether a text keeps it inside.
        self._looked: dict[str, tuple[tuple[int, int], bool]] = {}

    def say(self, saying: Saying, overruled: Collection[str] = ()) -> Event:
        """Keep what is said. On disk when this returns; else NotAllowed, TextRefused or NotSaved.

        A retry gives the event that is there, whatever the meeting came to since. ``overruled`` are
        the kinds of concern that somebody set aside; that is kept as an event of its own.
        """
        if isinstance(saying.body, Drafted):
            return self.draft(saying)
        with self.journal.turn(saying.meeting):
            known = self.journal.said(saying)
            if known is not None:
                return known
            self._check(saying)
            event = self.journal.append(saying)
            if overruled:
                self._keep_overruling(event, frozenset(overruled))
                self._forget_draft(event)
            if isinstance(saying.body, LineWiped | RoundLineWiped):
                self._erase_wiped(saying.meeting)
        if isinstance(saying.body, Sealed):
            self.journal.drafts.drop(saying.meeting)
        return event

    def seal(self, meeting: str, *, op: str | None = None, author: str = "") -> Event:
        """Close the meeting for good with the check code of all that was said up to here."""
        with self.journal.turn(meeting):
            policies.check_seal(self.meeting(meeting))
            body = Sealed(check_code=self.journal.check_code(meeting))
            said = Saying(
                op=op or uuid4().hex,
                meeting=meeting,
                role=Role.facilitator,
                author=author,
                body=body,
            )
            return self.say(said)

    def overtaken(self, saying: Saying) -> Event | None:
        """What somebody else wrote about the same subject since ``saying.base``, if anything."""
        if saying.base is None:
            return None
        return overtaken(saying, self.journal.since(saying.meeting, saying.base))

    def meeting(self, meeting: str) -> Meeting:
        """The meeting as it stands, with what earlier ones of its series left and what its
        municipality set; an unknown one is empty."""
        state = self._fold(meeting)
        if state.plan is None:
            return state
        same = (one for one in map(self._fold, self.journal.meetings()) if _shares(one, state))
        return with_carried(state, self.series(state), same)

    def _fold(self, meeting: str) -> Meeting:
        """What the events of one meeting add up to. Only what is new is folded."""
        erasures = self._erasures
        state = self._folded.get(meeting) or Meeting(meeting)
        for event in self.journal.since(meeting, state.sequence):
            state = after(state, event)
        # Two threads may fold the same events; the state with fewer must not come last, nor one
        # from before an erasing.
        newest = state.sequence >= self._folded.get(meeting, state).sequence
        if newest and state.sequence and erasures == self._erasures:
            self._folded[meeting] = state
        return state

    def erase(self, meeting: str, asked: Gone | Collection[int]) -> None:
        """Take the texts of these events out of everything that is kept; see ``Journal.erase``."""
        try:
            self.journal.erase(meeting, asked)
        finally:
            self._erasures += 1
            self._folded.clear()  # the same words go out of the meetings that follow

    def series(self, meeting: Meeting) -> tuple[Meeting, ...]:
        """The meetings before this one, newest first."""
        return along(meeting, self._fold)

    def meetings(self) -> tuple[Meeting, ...]:
        """All meetings, by id."""
        folded = [self._fold(one) for one in self.journal.meetings()]
        shared: dict[str, list[Meeting]] = {}
        for one in folded:
            if one.plan and one.founded_here:
                shared.setdefault(one.plan.municipality, []).append(one)
        return tuple(
            with_carried(one, self.series(one), shared.get(one.plan.municipality, ()))
            if one.plan
            else one
            for one in folded
        )

    def draft(self, saying: Saying) -> Event:
        """Keep text that is still being typed; the last one of a field holds.

        A BSN is not kept, not even for a moment: TextRefused, and the field is empty again.
        """
        policies.check_draft(self.meeting(saying.meeting), saying, self.drafts(saying.meeting))
        found = (TextConcern("text", one) for one in look(saying.body.text))
        never = tuple(one for one in found if one.stays_out)
        if never:
            empty = saying.body.model_copy(update={"text": ""})
            self.journal.drafts.add(saying.model_copy(update={"body": empty}))
            raise TextRefused(never)
        return self.journal.drafts.add(saying)

    def drafts(self, meeting: str) -> dict[str, str]:
        """Field → text that was typed and not said yet."""
        return self.journal.drafts.texts(meeting)

    def typed(self, meeting: str) -> dict[str, tuple[str, str]]:
        """Field → the operation of its draft, and from which device."""
        return self.journal.drafts.typed(meeting)

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Hear of every event once it is kept; see ``Journal.listen``."""
        return self.journal.listen(callback)

    def places(self, meeting: str) -> tuple[Place, ...]:
        """Every text of a meeting, as it stands, in which somebody may be recognised."""
        return looking.places(self._fold(meeting), self.journal.since(meeting, 0))

    def check_leaving(self, meeting: str) -> None:
        """NotAllowed while a text keeps the meeting inside: of it goes nothing out of the house.
        So does a text of an earlier meeting of the series, for what lasts is told again."""
        state = self._fold(meeting)
        if any(self._waits(one) for one in (state, *along(state, self._fold))):
            raise NotAllowed(Refusal.texts_wait)

    def _waits(self, meeting: Meeting) -> bool:
        """Whether a text of it keeps it inside; looked at once for all that was said up to now."""
        at = (meeting.sequence, self._erasures)
        known = self._looked.get(meeting.id)
        if known is None or known[0] != at:
            known = (at, bool(looking.waiting(meeting, self.journal.since(meeting.id, 0))))
            self._looked[meeting.id] = known
        return known[1]

    def unfit(self, meeting: str) -> dict[int, set[str]]:
        """Sequence → texts that a copy of the whole meeting may not hold."""
        return looking.unfit(self._fold(meeting), self.journal.since(meeting, 0))

    def _keep_overruling(self, event: Event, overruled: frozenset[str]) -> None:
        """One event per field; a line of the talk has it written in itself. After a crash before it
        the text waits for a second look like any other."""
        if isinstance(event.body, NoteWritten):
            return
        fields: dict[str, list[str]] = {}
        for one in concerns(event.body):
            if one.concern.kind.value in overruled:
                fields.setdefault(one.field, []).append(one.concern.kind.value)
        for number, (field, kinds) in enumerate(fields.items()):
            told = tuple(dict.fromkeys(kinds))
            body = TextPassed(said=event.sequence, field=field, concerns=told)
            self.journal.append(
                Saying(
                    op=f"{event.op[:50]}-passed-{number}",
                    meeting=event.meeting,
                    role=event.role,
                    side=event.side,
                    author=event.author,
                    device=event.device,
                    body=body,
                )
            )

    def _forget_draft(self, event: Event) -> None:
        """The words that were let through stand in the line; a draft of them would be another copy,
        that no desk shows. A full disk only postpones it, until the next line or the seal."""
        if isinstance(event.body, NoteWritten):
            with suppress(NotSaved):
                self.journal.drafts.is_said(event.meeting, event.body.text)

    def _erase_wiped(self, meeting: str) -> None:
        """Erase what wiped lines said. The line is off the wall for good already: when the disk
        refuses, erasing waits for the next start, and ``journal.repairs`` says so."""
        with suppress(NotSaved):
            self.erase(meeting, self.journal.wiped(meeting))

    def _check(self, saying: Saying) -> None:
        policies.check_say(self.meeting(saying.meeting), saying)
        if isinstance(saying.body, AgreementReviewed):
            policies.check_made_in(self.meeting(saying.body.made_in), saying.body)
        code = getattr(saying.body, "check_code", None)
        if code is not None and code != self.journal.check_code(saying.meeting):
            raise NotAllowed(Refusal.wrong_check_code)
        if isinstance(saying.body, Sealed):
            self.check_leaving(saying.meeting)
        never = tuple(one for one in concerns(saying.body) if one.stays_out)
        if never:
            raise TextRefused(never)
