"""What a browser is told with every answer: what it may load, and in which language the page is."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Scope, Send

from telvertel.web.rights import PARTS
from telvertel.wording.words import LANGUAGES

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
YEAR = "max-age=31536000"
KEPT_BY_BROWSERS = "/static/"  # names with a hash of their content
PAGE = b'<html lang="en"'  # hard-coded in Streamlit
HEAD_ENDS = b"</head>"
# Streamlit's own buttons on a chart give a picture or its specification without title, source,
# status and what is disputed, and no setting takes them away. *Downloaden* gives them whole.
OWN_WAYS_OUT = ("Download as PNG", "Copy Vega-Lite spec")
HIDDEN = "".join(
    f'[data-testid="stElementToolbarButton"]:has([aria-label^="{one}"]){{display:none}}'
    for one in OWN_WAYS_OUT
)


# A tertiary button is bare text in Streamlit: underlined it looks like what it is, to be pressed.
UNDERLINED = (
    '[data-testid="stBaseButton-tertiary"] p'
    "{text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:1px}"
)
# Streamlit makes what it is about to draw anew pale; a room would see its wall fade. How the keys
# of such a part begin (screen/parts):
WALLS = ("wall-", "still-")
NEVER_PALE = "".join(f'[class*="st-key-{key}"]{{opacity:1!important}}' for key in WALLS)
STYLE = HIDDEN + UNDERLINED + NEVER_PALE


def asks_for_page(scope: Scope) -> bool:
    """Whether this is the document itself; a report in HTML that is fetched stays as it is."""
    accepts = Headers(scope=scope).get("accept", "")
    part = scope["path"].startswith(PARTS)
    return scope["method"] == "GET" and "text/html" in accepts and not part


def language_of_page(scope: Scope) -> str:
    """What the address asks for (``taal``), else Dutch."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("taal", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def uncompressed(scope: Scope) -> dict[str, Any]:
    """The same request, asking for an answer as plain text that has not been sent before."""
    left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    headers = [pair for pair in scope["headers"] if pair[0] not in left_out]
    return {**scope, "headers": headers}


def guarded(send: Send, path: str, *, tls_only: bool = False, cookie: str = "") -> Send:
    """Send with our headers on it; ``cookie`` is the value of one that is given along."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            if not path.startswith(KEPT_BY_BROWSERS):
                headers["cache-control"] = "no-store"
            if tls_only:
                headers["strict-transport-security"] = YEAR
            if cookie:
                headers.append("set-cookie", cookie)
        await send(message)

    return told


class Page:
    """Holds the document back until it is whole, says in which language it is, hides the ways out
    of a chart that are not ours, underlines the buttons that are bare text, keeps a wall from
    fading."""

    def __init__(self, send: Send, language: str) -> None:
        self._send = send
        self._language = language
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
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
        style = f"<style>{STYLE}</style>".encode()
        page = page.replace(HEAD_ENDS, style + HEAD_ENDS, 1)
        headers = MutableHeaders(scope=start)
        if "content-length" in headers:
            headers["content-length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})
