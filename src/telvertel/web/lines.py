"""Our own route for words: what is typed is posted here and acknowledged once it is on disk.

It stands outside Streamlit, so it checks everything itself: origin, content type, a header of our
own, and a signed ticket that says which meeting, which role and which side. Who speaks comes from
the ticket, never from the body.
"""

from __future__ import annotations

import json
from typing import Any

from anyio import to_thread
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from telvertel.journal.troubles import NotSaved, SaidOtherwise
from telvertel.looking import TextConcern, concerns
from telvertel.meeting import events as e
from telvertel.meeting import policies
from telvertel.meeting.subject import texts
from telvertel.telling import Telling, TextRefused
from telvertel.wall.expected import can_be
from telvertel.wall.standing import with_standing
from telvertel.web.answers import (
    TICKET,
    Refused,
    admitted,
    body_of,
    check_origin,
    language_of,
    told,
)
from telvertel.web.proposals import with_proposals
from telvertel.web.ticket import Ticket
from telvertel.web.typed import with_number
from telvertel.wording import numbers
from telvertel.wording.words import words

# No figure comes in from a browser: what is frozen was released at the server. Opening freezes, so
# it happens here as well: a meeting never is open without its figures. What came out of a silent
# round is put together from what was written in it.
MADE_HERE = (e.FiguresFrozen, e.MeetingOpened, e.RoundClosed)
# All that somebody who came in with a code may say here; lines of a silent round go elsewhere.
FROM_PHONES = (e.PredictionGiven,)
LARGEST = 64_000  # bytes of a body; a field holds 20,000 characters at most


class Message(BaseModel):
    """What a browser sends: something said, or a draft of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    op: str
    meeting: str
    body: e.Happening | None = None
    draft: dict[str, str] | None = None  # field and text
    base: int | None = None
    overruled: tuple[str, ...] = Field(default=(), max_length=20)  # kinds of concern set aside
    device: str = ""
    lang: str = "nl"

    def saying(self, ticket: Ticket) -> e.Saying:
        """What it says, by whom the ticket says it is."""
        return e.Saying(
            op=self.op,
            meeting=self.meeting,
            role=ticket.role,
            side=ticket.side,
            device=self.device,
            base=self.base,
            body=e.Drafted(**self.draft) if self.draft is not None else self.body,
        )


def routes(telling: Telling, secret: bytes) -> list[BaseRoute]:
    """POST /api/lines to say something, GET /api/lines to read what was said."""

    async def post(request: Request) -> JSONResponse:
        try:
            raw = await body_of(request, LARGEST)
            ticket, message = _read(request, secret, raw)
        except Refused as refusal:
            return refusal.answer(language_of(request))
        # In a thread: waiting for the disk must not keep anybody else waiting.
        return await to_thread.run_sync(_say, telling, ticket, message)

    async def get(request: Request) -> JSONResponse:
        meeting = request.query_params.get("meeting", "")
        try:
            check_origin(request)
            ticket = admitted(request, secret, request.headers.get(TICKET, ""), meeting)
            since = _number(request.query_params.get("since", "0"))
            if not request.headers.get(TICKET):
                return JSONResponse({"sequence": 0, "events": []})  # phones have their scene
        except Refused as refusal:
            return refusal.answer(language_of(request))
        return await to_thread.run_sync(_held, telling, ticket, meeting, since)

    return [
        Route("/api/lines", post, methods=["POST"]),
        Route("/api/lines", get, methods=["GET"]),
    ]


def _read(request: Request, secret: bytes, raw: bytes) -> tuple[Ticket, Message]:
    """Ticket and message; a body is looked into only when its ticket is good."""
    try:
        meeting = json.loads(raw).get("meeting", "")
    except (ValueError, AttributeError, RecursionError):
        raise Refused(422, "web.invalid") from None
    ticket = admitted(request, secret, request.headers.get(TICKET, ""), str(meeting))
    try:
        message = Message.model_validate_json(with_number(raw))
        saying = message.saying(ticket)
    except (ValidationError, TypeError):
        raise Refused(422, "web.invalid") from None
    if isinstance(saying.body, MADE_HERE) or None not in (message.body, message.draft):
        raise Refused(422, "web.invalid")
    if not request.headers.get(TICKET) and not isinstance(saying.body, FROM_PHONES):
        raise Refused(403, "refusals.facilitator_only")
    if not request.headers.get(TICKET):
        # On the record, and no facilitator looks first: a phone sets no concern aside.
        message = message.model_copy(update={"overruled": ()})
    return ticket, message


def _say(telling: Telling, ticket: Ticket, message: Message) -> JSONResponse:
    """Say it and tell how that went; the last step before a person reads "Opgeslagen"."""
    saying = message.saying(ticket)
    if not can_be(telling.meeting(saying.meeting), saying.body):
        return told(422, "prediction.out_of_reach", message.lang)
    try:
        saying = with_standing(telling.meeting(saying.meeting), _looked_at(saying, message))
        latest = telling.meeting(saying.meeting).sequence
        event = telling.say(saying, message.overruled)
    except TextRefused as refusal:
        return _concerned(saying.body, refusal.concerns, message.lang)
    except policies.NotAllowed as refusal:
        return told(409, f"refusals.{refusal.reason}", message.lang)
    except SaidOtherwise:
        return told(409, "journal.said_otherwise", message.lang)
    except NotSaved:
        return told(507, "journal.not_saved", message.lang)
    other = telling.overtaken(saying)
    return JSONResponse(
        {
            "sequence": event.sequence,
            "at_text": numbers.clock(event.at, words(message.lang), seconds=True),
            "repeat": event.sequence <= latest and not isinstance(event.body, e.Drafted),
            "conflict": other is not None,
            # Of the same subject, so this writer may read it: a side writes on its own only.
            "other": texts(other.body) if other else {},
            "theirs": _whole(other.body) if other else None,
        }
    )


def _whole(body: e.Happening) -> dict[str, Any] | None:
    """What another phone of the same side expected, with its choices: a person picks one."""
    return body.model_dump(mode="json") if isinstance(body, e.PredictionGiven) else None


def _looked_at(saying: e.Saying, message: Message) -> e.Saying:
    """The saying with what was set aside written in it; TextRefused when something was not.

    Drafts are not looked at: they stand at the desk only, and names come and go while typing.
    """
    if isinstance(saying.body, e.Drafted):
        return saying
    found = concerns(saying.body)
    standing = [
        one for one in found if one.stays_out or one.concern.kind.value not in message.overruled
    ]
    if standing:
        raise TextRefused(tuple(standing))
    if not isinstance(saying.body, e.NoteWritten):
        return saying
    overruled = tuple(dict.fromkeys(one.concern.kind.value for one in found))
    body = saying.body.model_copy(update={"overruled": overruled})
    return saying.model_copy(update={"body": body})


def _concerned(body: e.Happening, found: tuple[TextConcern, ...], language: str) -> JSONResponse:
    """422 when something has to go, 428 when a person may decide. With each text a proposal to take
    over, where there is one."""
    w = words(language)
    stays_out = [one for one in found if one.stays_out]
    answer = {
        "code": "text_concern",
        "concerns": [
            {
                "kind": one.concern.kind.value,
                "field": one.field,
                "found": one.concern.found_shortened,
                "sentence": w(f"concerns.{one.concern.kind}.found"),
                "suggestion": w(f"concerns.{one.concern.kind}.rewrite"),
            }
            for one in stays_out or found
        ],
        **with_proposals(texts(body), (one.field for one in found), w),
    }
    return JSONResponse(answer, 422 if stays_out else 428)


def _held(telling: Telling, ticket: Ticket, meeting: str, since: int) -> JSONResponse:
    """What was said after ``since`` as far as this role may see it; drafts for the desk only."""
    state = telling.meeting(meeting)
    events = [
        event.model_dump(mode="json")
        for event in telling.journal.since(meeting, since)
        if policies.can_see(state, event, ticket.role, ticket.side)
    ]
    at_desk = ticket.role is e.Role.facilitator
    answer: dict[str, Any] = {"sequence": state.sequence, "events": events}
    return JSONResponse(answer | ({"drafts": telling.drafts(meeting)} if at_desk else {}))


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise Refused(422, "web.invalid")
    return int(text)
