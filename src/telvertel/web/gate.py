"""The gate in front of everything: which names we answer to, who may call, what a browser may load.

Plain ASGI, outermost, so that Streamlit's own routes stand behind it too. On this laptop alone
(loopback) nobody logs in; what keeps other pages out is the Host and the Origin they have to send.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from telvertel.web.answers import is_ours
from telvertel.wording.words import LANGUAGES

LOOPBACK = ("127.0.0.1", "localhost")

# Open in Streamlit without any login: who is connected and for how long, and driving the app.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")

# Streamlit's own page holds one inline script of 41 bytes (prerenderReady). Blocking it does no
# harm either; after an upgrade that changes it, the browser merely says so.
INLINE = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
# The app, its charts and our own parts run under this, without unsafe-eval and without anything
# from outside.
CONTENT = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' {INLINE}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
KEPT_BY_BROWSERS = "/static/"  # names with a hash of their content
PARTS = ("/static/", "/media/", "/component/", "/_stcore/", "/app/", "/api/")
PAGE = b'<html lang="en"'  # hard-coded in Streamlit
REFUSED = 1008  # the WebSocket code for "not allowed"


class Gate:
    """ASGI middleware; ``hosts`` are the names of this server without a port."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not self._admits(scope):
            await _refuse(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        elif _asks_for_page(scope):
            page = _Page(send, _language(scope))
            await self.app(_uncompressed(scope), receive, page.send)
        else:
            await self.app(scope, receive, _guarded(send, scope["path"]))

    def _admits(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if _name(host) not in self.hosts or len(headers.getlist("host")) != 1:
            return False
        if origin is None:
            # Every browser says where a WebSocket comes from; who does not is no page of ours.
            return scope["type"] == "http" and not scope["path"].startswith(CLOSED)
        return is_ours(origin, host) and not scope["path"].startswith(CLOSED)


class _Page:
    """Holds the document back until it is whole, and says in which language it is."""

    def __init__(self, send: Send, language: str) -> None:
        self._send = send
        self._language = language
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            _add_headers(message, "/")
            if not MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                await self._send(message)
                self._start = None
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        page = self._body.replace(PAGE, f'<html lang="{self._language}"'.encode(), 1)
        headers = MutableHeaders(scope=start)
        if "content-length" in headers:
            headers["content-length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})


def _guarded(send: Send, path: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            _add_headers(message, path)
        await send(message)

    return guarded


def _add_headers(start: Message, path: str) -> None:
    headers = MutableHeaders(scope=start)
    for name, value in HEADERS.items():
        headers[name] = value
    if not path.startswith(KEPT_BY_BROWSERS):
        headers["cache-control"] = "no-store"


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()  # the request to connect
        await send({"type": "websocket.close", "code": REFUSED})
        return
    await PlainTextResponse("", 403)(scope, receive, _guarded(send, scope["path"]))


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def _asks_for_page(scope: Scope) -> bool:
    """Whether this is the document itself; a report in HTML that is fetched stays as it is."""
    accepts = Headers(scope=scope).get("accept", "")
    part = scope["path"].startswith(PARTS)
    return scope["method"] == "GET" and "text/html" in accepts and not part


def _uncompressed(scope: Scope) -> dict[str, Any]:
    """The same request, asking for an answer as plain text that has not been sent before."""
    left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    headers = [pair for pair in scope["headers"] if pair[0] not in left_out]
    return {**scope, "headers": headers}


def _language(scope: Scope) -> str:
    """What the address asks for (``taal``), else Dutch."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("taal", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]
