"""The gate in front of everything: which names we answer to, who may call, and who is in.

Plain ASGI, outermost, so that Streamlit's own routes stand behind it too. On this laptop alone
(loopback) nobody logs in: who asks for a page gets a session with it. What keeps other pages and
other programs out is the Host and the Origin a browser has to send, and the cookie that nothing
outside has. Another machine is answered only over TLS, when ``telvertel serve`` opened this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from telvertel.meeting.events import Role
from telvertel.web import light
from telvertel.web.answers import is_ours, told
from telvertel.web.beyond import Beyond, beyond
from telvertel.web.document import (
    Page,
    asks_for_page,
    guarded,
    language_of_page,
    uncompressed,
)
from telvertel.web.rights import JOIN, LOGIN, Door, admits, door
from telvertel.web.sessions import FACILITATOR, PHONE, Session, Sessions, cookie, set_cookie
from telvertel.web.ticket import EVERY_MEETING
from telvertel.wording.words import words

LOOPBACK = frozenset(("127.0.0.1", "localhost"))
# Nobody logs in on the laptop itself, so a session that ends there protects nothing; a wall that
# went dark in a long day would harm.
LOCAL_HOURS = 12.0
OURS = b"x-tv-"  # headers by which Streamlit hears who is in; from outside they are stripped
BY_WAY_OF = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
REFUSED = 1008  # the WebSocket code for "not allowed"


@dataclass(frozen=True)
class Caller:
    """Who stands at the gate: from where, over what, and with which session."""

    near: bool  # a program on this machine
    secure: bool
    session: Session | None


class Gate:
    """ASGI middleware; ``sessions`` gives those of this installation when they are needed,
    ``chosen`` the mark of its passphrase: who logged in with another one is out."""

    def __init__(
        self,
        app: ASGIApp,
        sessions: Callable[[], Sessions],
        chosen: Callable[[], str] = lambda: "",
        opened: Callable[[], Beyond | None] = beyond,
    ) -> None:
        self.app = app
        self._sessions = sessions
        self._chosen = chosen
        self._opened = opened()
        self._hosts = LOOPBACK | ({self._opened.host} if self._opened else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = _stripped(scope)
        if not self._names_us(scope):
            await _refuse(scope, receive, send, PlainTextResponse("", 403))
            return
        behind, caller = door(scope["path"]), self._caller(scope)
        if not caller.near and not (self._opened and caller.secure):
            answer = _page_about(scope, "elsewhere", 403)
            await _refuse(scope, receive, send, answer)
        elif admits(behind, caller.session.role if caller.session else None):
            await self._pass(scope, receive, send, caller.session)
        elif behind is Door.desk and _navigates(scope):
            await self._at_the_door(scope, receive, send, caller)
        else:
            await _refuse(scope, receive, send, self._no(scope, behind))

    def _names_us(self, scope: Scope) -> bool:
        """Whether the request names this server, and comes from a page of ours."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if _name(host).lower() not in self._hosts or len(headers.getlist("host")) != 1:
            return False
        if origin is None:
            # Every browser says where a WebSocket comes from; who does not is no page of ours.
            return scope["type"] == "http"
        return is_ours(origin, host)

    def _caller(self, scope: Scope) -> Caller:
        secure = _is_secure(scope)
        return Caller(_is_near(scope), secure, self._session(scope, secure))

    def _session(self, scope: Scope, secure: bool) -> Session | None:
        """The session this address is about; a browser may hold a facilitator's and a phone's."""
        cookies = HTTPConnection(scope).cookies
        at_desk = cookies.get(cookie(FACILITATOR, secure, _port(scope)), "")
        at_phone = cookies.get(cookie(PHONE, secure), "")
        is_desk = door(scope["path"]) is Door.desk
        tokens = (at_desk, at_phone) if is_desk else (at_phone, at_desk)
        found = (self._sessions().of(one) for one in tokens if one)
        return next((one for one in found if one and self._still_in(one)), None)

    def _still_in(self, session: Session) -> bool:
        if self._opened is None or session.role is not Role.facilitator:
            return True
        return session.chosen == self._chosen()

    async def _at_the_door(
        self, scope: Scope, receive: Receive, send: Send, caller: Caller
    ) -> None:
        """Somebody who asks for a page of the app and is not in, or not for this page."""
        if caller.session is not None:
            answer: Response = RedirectResponse(JOIN, 303)
        elif self._opened:
            answer = RedirectResponse(f"{LOGIN}?naar={quote(_place(scope), safe='')}", 303)
        elif not _comes_by_itself(scope):
            answer = _page_about(scope, "from_elsewhere", 200, on=_place(scope))
        else:
            await self._let_in(scope, receive, send)
            return
        await _refuse(scope, receive, send, answer)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """On the laptop itself: a session along with the page."""
        token, session = await to_thread.run_sync(
            self._sessions().begin, Role.facilitator, None, EVERY_MEETING, LOCAL_HOURS
        )
        given = Response()
        set_cookie(given, token, False, FACILITATOR, _port(scope))
        await self._pass(scope, receive, send, session, given.headers["set-cookie"])

    async def _pass(
        self, scope: Scope, receive: Receive, send: Send, session: Session | None, given: str = ""
    ) -> None:
        """On to the app, which hears who is in."""
        scope = _known(scope, session)
        if scope["type"] == "websocket":
            await self.app(scope, self._while_in(session, receive, send), send)
            return
        # Never for "localhost": a browser would ask every other program on it for TLS as well.
        named = self._opened is not None and self._opened.host == _name(_host(scope)).lower()
        out = guarded(send, scope["path"], tls_only=named and _is_secure(scope), cookie=given)
        if asks_for_page(scope):
            page = Page(out, language_of_page(scope))
            await self.app(uncompressed(scope), receive, page.send)
        else:
            await self.app(scope, receive, out)

    def _while_in(self, session: Session | None, receive: Receive, send: Send) -> Receive:
        """Nothing more is heard of a socket whose session was ended: somebody logged out, or was
        sent out. One whose time is over may finish what it is at; it does not come back."""
        if session is None:
            return receive

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and self._was_ended(session):
                await send({"type": "websocket.close", "code": REFUSED})
                return {"type": "websocket.disconnect", "code": REFUSED}
            self._sessions().used(session)
            return message

        return heard

    def _was_ended(self, session: Session) -> bool:
        return not self._still_in(session) or self._sessions().was_ended(session)

    def _no(self, scope: Scope, behind: Door) -> Response:
        """401 when asking for the page anew brings a session, else 403."""
        if behind is Door.room:
            return told(403 if self._opened else 401, "gate.no_session", language_of_page(scope))
        return PlainTextResponse("", 403)


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "websocket":
        await receive()  # the request to connect
        await send({"type": "websocket.close", "code": REFUSED})
        return
    await answer(scope, receive, guarded(send, scope["path"]))


def _stripped(scope: Scope) -> Scope:
    """The request without headers that only the gate may write, and without anybody known yet."""
    headers = [pair for pair in scope["headers"] if not pair[0].lower().startswith(OURS)]
    return {**scope, "headers": headers, "telvertel.session": None}


def _known(scope: Scope, session: Session | None) -> Scope:
    """The request with who is in, for our routes and for Streamlit."""
    if session is None:
        return scope
    who = [(b"x-tv-sid", session.id.encode()), (b"x-tv-role", session.role.value.encode())]
    return {**scope, "headers": [*scope["headers"], *who], "telvertel.session": session}


def _is_near(scope: Scope) -> bool:
    """Whether the other end is this machine. A Host can be forged, an address on loopback not; a
    proxy on this machine that passes others on says so."""
    ends = (scope.get("client"), scope.get("server"))
    headers = Headers(scope=scope)
    passed_on = any(name in headers for name in BY_WAY_OF)
    return not passed_on and all(one is not None and _is_loopback(one[0]) for one in ends)


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback


def _is_secure(scope: Scope) -> bool:
    return scope["scheme"] in ("https", "wss")


def _port(scope: Scope) -> int | None:
    server = scope.get("server")
    return server[1] if server else None


def _host(scope: Scope) -> str:
    return Headers(scope=scope).get("host", "")


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def _navigates(scope: Scope) -> bool:
    """Whether a person asks for a page of the app, in a window of its own."""
    if scope["type"] != "http" or not asks_for_page(scope):
        return False
    return Headers(scope=scope).get("sec-fetch-dest", "document") == "document"


def _comes_by_itself(scope: Scope) -> bool:
    """Typed, kept as a bookmark, or from a page of ours; a program that is no browser says none."""
    return Headers(scope=scope).get("sec-fetch-site", "none") in ("none", "same-origin")


def _place(scope: Scope) -> str:
    """The address that was asked for, on this server; two slashes would name another one."""
    query = scope["query_string"].decode("latin-1")
    place = "/" + scope["path"].lstrip("/\\")
    return quote(place, safe="/-._~") + (f"?{query}" if query else "")


def _page_about(scope: Scope, subject: str, status: int, on: str = "") -> Response:
    if scope["type"] == "websocket":
        return Response(status_code=status)
    w = words(language_of_page(scope))
    body = light.paragraph(w(f"gate.{subject}.text"))
    if on:
        body += light.link(w(f"gate.{subject}.on"), on)
    return light.page(w, w(f"gate.{subject}.title"), body, status)
