"""Silent rounds from phones: a line or a position comes in, and the round is closed here.

Who writes is known for as long as it takes to see that they may; what is kept has no name on it.
A round ends in one event with everything at once, made at the server. Lines that ask for a second
look wait until the facilitator has given it; those that are left out were never in the journal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar
from uuid import uuid4

from anyio import to_thread
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from telvertel.journal.rounds import Kept, RoundFull, Rounds, RoundStopped, Written
from telvertel.journal.troubles import NotSaved
from telvertel.meeting import anonymous
from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed, Refusal
from telvertel.meeting.state import Round
from telvertel.privacy.text import Concern, look
from telvertel.telling import Telling
from telvertel.web.answers import TICKET, Refused, admitted, body_of, language_of, told
from telvertel.web.join import Joining, cookie_of
from telvertel.web.proposals import with_proposals
from telvertel.web.sessions import Session, id_of
from telvertel.web.ticket import Ticket
from telvertel.wording.words import words

LARGEST = 8_000  # bytes of a body


MOST_EACH = 200  # lines of one device in one round: a bound against flooding, not on thoughts
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=e.ROUND_LINE)
]


class Given(BaseModel):
    """What a phone sends to a running round: a line, or where somebody stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meeting: str
    round: str = Field(max_length=64)
    op: str = Field(default="", max_length=64)
    text: Line | None = None
    anyway: tuple[str, ...] = Field(default=(), max_length=20)  # kinds of concern seen and kept
    position: e.Position | None = None


class Closing(BaseModel):
    """The facilitator ends a round; ``through`` names the waiting lines that may be shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meeting: str
    round: str = Field(max_length=64)
    through: tuple[str, ...] | None = Field(default=None, max_length=500)


class Doubtful(Exception):
    """A line may point at a person: its writer looks again, or has to leave something out."""

    def __init__(self, found: Sequence[Concern]) -> None:
        super().__init__(", ".join(one.kind.value for one in found))
        self.found = tuple(found)

    @property
    def stays_out(self) -> bool:
        return any(one.hard for one in self.found)


class Enough(Exception):
    """One device wrote more than fits a round of people."""


class Silence:
    """The silent rounds of all meetings; safe to use from any thread."""

    def __init__(self, telling: Telling, rounds: Rounds, joining: Joining) -> None:
        self._telling, self._rounds, self._joining = telling, rounds, joining
        # How much came from each session, in memory only and forgotten with the round.
        self._from: Counter[tuple[str, str]] = Counter()
        telling.listen(self._heard)
        joining.on_coming_anew(self._came_anew)
        for meeting in rounds.meetings():
            self._tidy(meeting)

    def write(self, given: Given, side: e.Side, device: str) -> None:
        """Keep a line of somebody of a side; on disk when this returns.

        Raises Doubtful, Enough, NotAllowed when no such round takes lines, or NotSaved.
        """
        self._running(given.meeting, given.round, e.RoundKind.lines)
        found = look(given.text)
        if any(one.hard or one.kind.value not in given.anyway for one in found):
            raise Doubtful([one for one in found if one.hard] or found)
        if self._from[given.meeting, device] >= MOST_EACH:
            raise Enough
        self._from[given.meeting, device] += 1
        line = Written(side.value, given.text, bool(found))
        with _only_while_it_runs():
            self._rounds.write(given.meeting, given.round, given.op, line)

    def stand(self, given: Given, side: e.Side, voter: str) -> None:
        """Keep where somebody stands; the last answer of each device holds."""
        self._running(given.meeting, given.round, e.RoundKind.positions)
        self._from[given.meeting, voter] += 1
        with _only_while_it_runs():
            self._rounds.stand(given.meeting, given.round, voter, side, given.position)

    def close(self, meeting: str, round_: str, through: Sequence[str] | None = None) -> bool:
        """End a round with everything at once; False when lines wait for a second look first.

        Nothing more is taken in from the first call on. Without a look at what waits (``through``
        None) nothing is shown yet.
        """
        running = self._running(meeting, round_)
        kept = self._rounds.stop(meeting, round_)
        waiting = [one for one in kept.lines if one.waits]
        if waiting and through is None:
            return False
        body = self._outcome(meeting, running, kept, through or ())
        saying = e.Saying(op=uuid4().hex, meeting=meeting, role=e.Role.facilitator, body=body)
        self._telling.say(saying)
        return True

    def facts(self, meeting: str, language: str) -> dict[str, Any] | None:
        """How far the running round is; None when none runs."""
        running = self._telling.meeting(meeting).open_round()
        if running is None:
            return None
        kept = self._rounds.of(meeting)
        if kept is None or kept.round != running.id:
            kept = Kept(running.id, "")
        counts = kept.counts()
        return {
            "round": running.id,
            "count": sum(counts.values()),
            "needed": anonymous.needed(counts.values()),
            "few": self._few(meeting, running),
            "stopped": kept.stopped,
            "waiting": self._waiting(kept, language) if kept.stopped else [],
        }

    def _waiting(self, kept: Kept, language: str) -> list[dict[str, Any]]:
        """What the facilitator looks at before it is shown; known only when nobody writes."""
        w = words(language)
        return [
            {
                "id": one.id,
                "text": one.text,
                "why": [w(f"concerns.{found.kind}.found") for found in look(one.text)],
            }
            for one in dict.fromkeys(one for one in kept.lines if one.waits)
        ]

    def _running(self, meeting: str, round_: str, kind: e.RoundKind | None = None) -> Round:
        state = self._telling.meeting(meeting)
        running = state.open_round()
        if state.sealed_at or running is None or running.id != round_:
            raise NotAllowed(Refusal.round_closed)
        if kind is not None and running.opened.round_kind is not kind:
            raise NotAllowed(Refusal.round_closed)
        return running

    def _outcome(
        self, meeting: str, running: Round, kept: Kept, through: Sequence[str]
    ) -> e.RoundClosed:
        if running.opened.round_kind is e.RoundKind.positions:
            stands = [(e.Side(side), e.Position(one)) for side, one in kept.stands.values()]
            return anonymous.stood(running.id, stands)
        shown = [one for one in kept.lines if not one.waits or one.id in through]
        lines = [e.RoundLine(side=one.side or None, text=one.text) for one in shown]
        off = len(kept.lines) - len(shown)
        return anonymous.told(running.id, lines, self._phones(meeting), off)

    def _phones(self, meeting: str) -> dict[e.Side, int]:
        """Side → how many phones are there, or have answered in this round."""
        wrote = {session for name, session in self._from if name == meeting}
        return self._joining.phones(meeting, wrote)

    def _few(self, meeting: str, running: Round) -> bool:
        """Whether lines are from so few that others may guess whose they are. Positions of so few
        are not shown at all."""
        asks_lines = running.opened.round_kind is e.RoundKind.lines
        return asks_lines and sum(self._phones(meeting).values()) < anonymous.LEAST

    def _came_anew(self, before: Session) -> None:
        """Who comes in again chooses anew, so that nobody stands in two places."""
        self._rounds.forget(before.meeting, before.id)

    def _heard(self, meeting: str, event: e.Event) -> None:
        if isinstance(event.body, (e.RoundClosed, e.Sealed)):
            self._rounds.drop(meeting)
            for known in [one for one in self._from if one[0] == meeting]:
                del self._from[known]

    def _tidy(self, meeting: str) -> None:
        """Remove what a crash left of a round that was closed."""
        kept, running = self._rounds.of(meeting), self._telling.meeting(meeting).open_round()
        if kept and (running is None or running.id != kept.round):
            self._rounds.drop(meeting)


class _only_while_it_runs:
    """Turn the store's own refusals into the one that people know."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, trouble: Any, _: Any) -> None:
        if isinstance(trouble, RoundFull):
            raise NotAllowed(Refusal.round_full) from trouble
        if isinstance(trouble, RoundStopped):
            raise NotAllowed(Refusal.round_closed) from trouble


def routes(secret: bytes, silence: Silence) -> list[BaseRoute]:
    """POST /api/rounds to take part, POST /api/rounds/close to end it."""

    async def give(request: Request) -> JSONResponse:
        language = language_of(request)
        try:
            ticket, given = await _read(request, secret, Given)
            if ticket.side is None or (given.text is None) == (given.position is None):
                raise Refused(422, "web.invalid")
        except Refused as refusal:
            return refusal.answer(language)
        voter = id_of(cookie_of(request) or request.headers.get(TICKET, ""))
        return await to_thread.run_sync(_give, silence, given, ticket.side, voter, language)

    async def close(request: Request) -> JSONResponse:
        language = language_of(request)
        try:
            ticket, closing = await _read(request, secret, Closing)
            if ticket.role is not e.Role.facilitator:
                raise Refused(403, "refusals.facilitator_only")
        except Refused as refusal:
            return refusal.answer(language)
        return await to_thread.run_sync(_close, silence, closing, language)

    return [
        Route("/api/rounds", give, methods=["POST"]),
        Route("/api/rounds/close", close, methods=["POST"]),
    ]


M = TypeVar("M", Given, Closing)


async def _read(request: Request, secret: bytes, kind: type[M]) -> tuple[Ticket, M]:
    raw = await body_of(request, LARGEST)
    try:
        message = kind.model_validate_json(raw)
    except ValidationError:
        raise Refused(422, "web.invalid") from None
    ticket = admitted(request, secret, request.headers.get(TICKET, ""), message.meeting)
    return ticket, message


def _give(silence: Silence, given: Given, side: e.Side, voter: str, language: str) -> JSONResponse:
    """Keep it and say so; nothing in the answer tells when or as which."""
    try:
        if given.position is not None:
            silence.stand(given, side, voter)
        else:
            silence.write(given, side, voter)
    except Doubtful as doubt:
        return _doubted(doubt, given.text or "", language)
    except Enough:
        return told(429, "rounds.enough", language)
    except NotAllowed as refusal:
        return told(409, f"refusals.{refusal.reason}", language)
    except NotSaved:
        return told(507, "journal.not_saved", language)
    return JSONResponse({"kept": True})


def _doubted(doubt: Doubtful, text: str, language: str) -> JSONResponse:
    """422 when something has to go, 428 when the writer may decide."""
    w = words(language)
    concerns = [
        {
            "kind": one.kind.value,
            "sentence": w(f"concerns.{one.kind}.found"),
            "suggestion": w(f"concerns.{one.kind}.rewrite"),
        }
        for one in doubt.found
    ]
    answer = {"code": "text_concern", "concerns": concerns}
    answer |= with_proposals({"text": text}, ["text"], w)
    return JSONResponse(answer, 422 if doubt.stays_out else 428)


def _close(silence: Silence, closing: Closing, language: str) -> JSONResponse:
    try:
        closed = silence.close(closing.meeting, closing.round, closing.through)
    except NotAllowed as refusal:
        return told(409, f"refusals.{refusal.reason}", language)
    except NotSaved:
        return told(507, "journal.not_saved", language)
    return JSONResponse({"closed": closed})
