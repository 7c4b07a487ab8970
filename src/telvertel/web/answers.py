"""How our own routes answer: JSON that no cache keeps, and who may ask."""

from __future__ import annotations

from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse

from telvertel.meeting.events import Role
from telvertel.web.sessions import Session, session_of
from telvertel.web.ticket import Ticket, read_ticket
from telvertel.wording.words import words

TICKET = "x-telvertel-ticket"
# A header of our own: a page elsewhere can send it only after asking, and is never granted that.
OURS = "x-telvertel"


class Refused(Exception):
    """A request that is not answered, with the status and the key of its sentence."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status, self.key = status, key

    def answer(self, language: str) -> JSONResponse:
        return told(self.status, self.key, language)


def told(status: int, key: str, language: str, **more: Any) -> JSONResponse:
    """A refusal: ``code`` for the program, ``reason`` for the person."""
    code = key.rpartition(".")[2]
    return JSONResponse({"code": code, "reason": words(language)(key), **more}, status)


def language_of(connection: HTTPConnection) -> str:
    """The language that was asked for in the address; anything unknown is Dutch."""
    return words(connection.query_params.get("lang", "nl")).language


def check_origin(connection: HTTPConnection) -> None:
    """A browser that says where its page came from must come from us."""
    origin = connection.headers.get("origin")
    if origin is not None and not is_ours(origin, connection.headers.get("host", "")):
        raise Refused(403, "web.other_origin")


async def body_of(request: Request, largest: int) -> bytes:
    """The body, read no further than allowed; Refused when its kind or origin is not ours."""
    check_origin(request)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused(415, "web.not_json")
    if request.headers.get(OURS) != "1":
        raise Refused(403, "web.other_origin")
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > largest:
            raise Refused(413, "web.too_large")
    return raw


def is_ours(origin: str, host: str) -> bool:
    """Whether an Origin header names the host that was asked; the gate has checked that host."""
    scheme, _, place = origin.partition("://")
    return scheme in ("http", "https") and bool(place) and place == host


def admitted(connection: HTTPConnection, secret: bytes, text: str, meeting: str) -> Ticket:
    """The ticket of who asks, when it is good for this meeting; else Refused.

    A participant's phone has no ticket: its session says as much. A facilitator's session says
    nothing by itself, so that the page for phones on the same laptop never speaks as the desk.
    """
    ticket = read_ticket(secret, text) if text else _of_session(session_of(connection))
    if ticket is None or not ticket.admits(meeting):
        raise Refused(403, "web.no_ticket")
    return ticket


def _of_session(session: Session | None) -> Ticket | None:
    if session is None or session.role is Role.facilitator:
        return None
    return Ticket(session.meeting, session.role, session.side, session.until)
