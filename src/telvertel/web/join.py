"""Deelnemen: the light page that a phone opens, and how somebody comes in and leaves.

No Streamlit: a page, a style sheet and a few modules from files, which draw what the room sees with
the very code of the wall. What comes in is one cookie of one session, of one side of one meeting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Literal

from anyio import to_thread
from jinja2 import Environment, FileSystemLoader
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

import telvertel
from telvertel import home
from telvertel.journal.periods import DEFAULTS, PeriodsUnreadable, periods
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.text import NOT_IN_A_NAME, look
from telvertel.telling import Telling
from telvertel.wall.naming import side_name
from telvertel.web.answers import TICKET, Refused, admitted, body_of, language_of, told
from telvertel.web.beyond import beyond
from telvertel.web.codes import Code, CodeRefused, Codes, TooManyTries
from telvertel.web.sessions import (
    PHONE,
    Session,
    Sessions,
    cookie,
    end_cookie,
    session_of,
    set_cookie,
)
from telvertel.wording.words import LANGUAGES, words

PLACE = "/meedoen"
HOURS = 4.0
LARGEST = 4_000  # bytes of a body
FILES = (
    Path(__file__).with_name("phone"),
    Path(telvertel.__file__).parent / "screen" / "parts" / "assets",
)
_FILE = re.compile(r"[a-z_]+\.(js|css)")
ROLES = {
    "municipality": e.Role.municipality,
    "provider": e.Role.provider,
    "reader": e.Role.reader,
}


class Asked(BaseModel):
    """What somebody fills in to take part."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(min_length=1, max_length=64)
    side: str
    name: str = Field(default="", max_length=40)
    lang: str = "nl"


class Told(BaseModel):
    """What the facilitator does about it: a new code, or somebody out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meeting: str
    action: Literal["renew", "remove"]
    session: str = Field(default="", max_length=16)


class Joining:
    """Who may come in by phone, with which code, and who is in."""

    def __init__(self, telling: Telling, sessions: Sessions, codes: Codes | None = None) -> None:
        self._telling, self._sessions = telling, sessions
        self.codes = codes or Codes()
        self._forgetting: list[Callable[[Session], None]] = []
        telling.listen(self._heard)

    def is_open(self, meeting: str) -> bool:
        """Whether phones are part of this meeting, now."""
        if self._sessions.is_stopped():
            return False
        state = self._telling.meeting(meeting)
        return bool(state.plan and state.plan.phones and state.sealed_at is None)

    def code(self, meeting: str) -> Code | None:
        return self.codes.of(meeting) if self.is_open(meeting) else None

    def renew(self, meeting: str) -> Code | None:
        return self.codes.renew(meeting) if self.is_open(meeting) else None

    def join(
        self, asked: Asked, address: str, before: Session | None = None
    ) -> tuple[str, Session]:
        """Let somebody in: the token for their cookie, and the session.

        One browser is one person: the session it had ``before`` ends.
        """
        meeting = self.codes.use(asked.code, address)
        if not self.is_open(meeting):
            raise CodeRefused
        begun = self._sessions.begin(ROLES[asked.side], None, meeting, HOURS, asked.name.strip())
        if before is not None:
            self._sessions.end(before.id)
            for forget in self._forgetting:
                forget(before)
        return begun

    def on_coming_anew(self, forget: Callable[[Session], None]) -> None:
        """Hear of the session that somebody had before they came in again."""
        self._forgetting.append(forget)

    def people(self, meeting: str) -> tuple[Session, ...]:
        """Who takes part, in the order in which they came in."""
        return tuple(one for one in self._sessions.standing(meeting) if one.role in ROLES.values())

    def phones(self, meeting: str, answered: Collection[str] = ()) -> dict[e.Side, int]:
        """Side → how many phones take part for it: they follow now, or have ``answered``."""
        here = [
            one for one in self.people(meeting) if one.id in answered or self._sessions.follows(one)
        ]
        sides = [one.side for one in here if one.side]
        return {side: sides.count(side) for side in set(sides)}

    def remove(self, meeting: str, session: str) -> None:
        if session in [one.id for one in self.people(meeting)]:
            self._sessions.end(session)

    def _heard(self, meeting: str, event: e.Event) -> None:
        """A phone's session ends with the meeting, and when phones are switched off."""
        ended = isinstance(event.body, e.Sealed)
        off = isinstance(event.body, e.MeetingPlanned) and not event.body.phones
        if ended or off:
            self.codes.end(meeting)
            self._sessions.end_all(meeting)


def routes(telling: Telling, secret: bytes, joining: Joining) -> list[BaseRoute]:
    """The files of the page; coming in, who one is, and leaving."""

    async def file(request: Request) -> Response:
        return _file(request.path_params["name"])

    async def come(request: Request) -> Response:
        language = language_of(request)
        try:
            asked = await _asked(request)
            return await to_thread.run_sync(_come, request, joining, asked)
        except Refused as refusal:
            return refusal.answer(language)
        except CodeRefused:
            return told(403, "join.wrong_code", language)
        except TooManyTries:
            return told(429, "join.too_many_tries", language)

    async def me(request: Request) -> Response:
        session = phone_of(request)
        if session is None:
            return told(403, "join.not_in", language_of(request))
        return JSONResponse(_me(telling.meeting(session.meeting), session, language_of(request)))

    async def leave(request: Request) -> Response:
        try:
            await body_of(request, LARGEST)
        except Refused as refusal:
            return refusal.answer(language_of(request))
        session = phone_of(request)
        if session is not None:
            await to_thread.run_sync(joining.remove, session.meeting, session.id)
        gone = Response(status_code=204)
        end_cookie(gone, is_secure(request), PHONE)
        return gone

    async def arrange(request: Request) -> Response:
        language = language_of(request)
        try:
            asked = await _arranged(request, secret)
        except Refused as refusal:
            return refusal.answer(language)
        await to_thread.run_sync(_arrange, joining, asked)
        return JSONResponse({})

    return [
        Route("/api/joining", arrange, methods=["POST"]),
        Route(f"{PLACE}/", page, methods=["GET"]),
        Route(f"{PLACE}/kom", come, methods=["POST"]),
        Route(f"{PLACE}/ik", me, methods=["GET"]),
        Route(f"{PLACE}/weg", leave, methods=["POST"]),
        Route(f"{PLACE}/{{name}}", file, methods=["GET"]),
    ]


async def page(request: Request) -> Response:
    """The page itself, which knows nobody: it stands before the house is open."""
    return HTMLResponse(_page(request))


def is_secure(connection: HTTPConnection) -> bool:
    return connection.url.scheme in ("https", "wss")


def phone_of(connection: HTTPConnection) -> Session | None:
    """Who takes part by phone from this browser; a facilitator is none."""
    session = session_of(connection)
    return session if session is not None and session.role in ROLES.values() else None


def cookie_of(connection: HTTPConnection) -> str:
    """The token that this browser takes part with; empty without one."""
    return connection.cookies.get(cookie(PHONE, is_secure(connection)), "")


def address_of(code: Code, place: str) -> tuple[str, str]:
    """Where to go, as people type it, and as the QR code holds it: the code as a fragment, so
    that it stands in no log. ``place`` is this server as who asks for it reached it."""
    opened = beyond()
    root = opened.address if opened else place
    return f"{root.partition('://')[2]}{PLACE}", f"{root}{PLACE}#c={code.token}"


def _come(request: Request, joining: Joining, asked: Asked) -> Response:
    address = request.client.host if request.client else ""
    token, session = joining.join(asked, address, phone_of(request))
    answer = JSONResponse({"meeting": session.meeting})
    set_cookie(answer, token, is_secure(request), PHONE)
    return answer


async def _asked(request: Request) -> Asked:
    raw = await body_of(request, LARGEST)
    try:
        asked = Asked.model_validate_json(raw)
    except ValidationError:
        raise Refused(422, "web.invalid") from None
    if asked.side not in ROLES:
        raise Refused(422, "web.invalid")
    if any(one.kind in NOT_IN_A_NAME for one in look(asked.name)):
        raise Refused(422, "join.no_number_in_role")
    return asked.model_copy(update={"code": _plain(asked.code)})


async def _arranged(request: Request, secret: bytes) -> Told:
    raw = await body_of(request, LARGEST)
    try:
        asked = Told.model_validate_json(raw)
    except ValidationError:
        raise Refused(422, "web.invalid") from None
    ticket = admitted(request, secret, request.headers.get(TICKET, ""), asked.meeting)
    if ticket.role is not e.Role.facilitator:
        raise Refused(403, "refusals.facilitator_only")
    return asked


def _arrange(joining: Joining, asked: Told) -> None:
    if asked.action == "renew":
        joining.renew(asked.meeting)
    else:
        joining.remove(asked.meeting, asked.session)


def _plain(code: str) -> str:
    """Six digits may be typed and pasted with spaces or a dash between them."""
    digits = re.sub(r"[\s-]", "", code)
    return digits if digits.isdecimal() else code


def _me(meeting: Meeting, session: Session, language: str) -> dict[str, Any]:
    """Who somebody is in this meeting, in words."""
    w = words(language)
    side = side_name(meeting, session.side, w) if session.side else ""
    key = "join.you_for" if side else "join.you_watch"
    return {
        "meeting": meeting.id,
        "title": meeting.plan.title,
        "role": session.role.value,
        "side": session.side.value if session.side else None,
        "you": w(key, side=side, name=f" ({session.name})" if session.name else ""),
    }


_PAGES = Environment(loader=FileSystemLoader(FILES[0]), autoescape=True)


def _page(request: Request) -> str:
    asked = request.query_params.get("taal", LANGUAGES[0])
    w = words(asked)
    other = next(one for one in LANGUAGES if one != w.language)
    texts = {**w.table("join.texts"), "who_reads": w("join.who_reads", count=_days_kept())}
    return _PAGES.get_template("page.html").render(
        language=w.language,
        other=other,
        texts=texts,
        words=json.dumps(
            {"language": w.language, "longest": e.ROUND_LINE, **texts}, ensure_ascii=False
        ),
    )


def _days_kept() -> int:
    """How long what somebody writes is kept after the talk."""
    try:
        return periods(home()).notes_days
    except PeriodsUnreadable:
        return DEFAULTS.notes_days


def _file(name: str) -> Response:
    """One of the files of the page, by its bare name; 404 for anything else."""
    if _FILE.fullmatch(name):
        for folder in FILES:
            if (folder / name).is_file():
                return FileResponse(folder / name)
    return Response(status_code=404)
