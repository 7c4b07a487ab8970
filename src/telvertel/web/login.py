"""Logging in and out by passphrase, on light pages of our own: only on a server that is open beyond
the laptop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from telvertel.meeting.events import Role
from telvertel.web import light
from telvertel.web.answers import is_ours
from telvertel.web.beyond import is_open_beyond
from telvertel.web.document import language_of_page
from telvertel.web.passphrase import Passphrase
from telvertel.web.rights import LOGIN, LOGOUT
from telvertel.web.sessions import FACILITATOR, Sessions, end_cookie, session_of, set_cookie
from telvertel.web.ticket import EVERY_MEETING
from telvertel.web.tries import WINDOW, Tries
from telvertel.wording.words import Words, words

LARGEST = 4000  # bytes of a form
HERE = ("127.0.0.1", "::1")
# Words that are not at the server yet stand in the store of the browser; the page says so first.
CLEARED = '"cache", "cookies", "storage"'


def routes(
    sessions: Callable[[], Sessions],
    passphrase: Callable[[], Passphrase],
    tries: Tries | None = None,
) -> list[BaseRoute]:
    """GET and POST /inloggen and /uitloggen."""
    tries = tries or Tries()

    async def login(request: Request) -> Response:
        w = words(language_of_page(request.scope))
        on = _own_place(request.query_params.get("naar", "/"))
        if not is_open_beyond():
            return RedirectResponse("/", 303)
        if request.method == "GET":
            return _asking(w, on)
        return await _tried(request, w, on)

    async def _tried(request: Request, w: Words, on: str) -> Response:
        given = await _given(request)
        address = request.client.host if request.client else ""
        if given is None:
            return _asking(w, on, "other_page", 403)
        if not tries.take(address, counts_for_all=address not in HERE):
            return _asking(w, on, "too_many", 429)
        chosen = passphrase().chosen()  # before: who chooses another meanwhile, means this one too
        if not await to_thread.run_sync(passphrase().matches, given):
            return _asking(w, on, "wrong", 403)
        tries.forgive(address)
        begin = partial(sessions().begin, chosen=chosen)
        token, _ = await to_thread.run_sync(begin, Role.facilitator, None, EVERY_MEETING)
        answer = RedirectResponse(on, 303)
        set_cookie(answer, token, True, FACILITATOR)
        return answer

    async def logout(request: Request) -> Response:
        w = words(language_of_page(request.scope))
        session = session_of(request)
        if not is_open_beyond() or session is None:
            return RedirectResponse("/", 303)
        if request.method == "GET":
            return _leaving(w)
        if not _from_our_page(request):
            return _leaving(w, "other_page", 403)
        await to_thread.run_sync(sessions().end, session.id)
        answer = _left(w)
        end_cookie(answer, True, FACILITATOR)
        answer.headers["clear-site-data"] = CLEARED
        return answer

    methods = ["GET", "POST"]
    return [Route(LOGIN, login, methods=methods), Route(LOGOUT, logout, methods=methods)]


def _asking(w: Words, on: str, trouble: str = "", status: int = 200) -> Response:
    action = f"{LOGIN}?taal={w.language}&naar={quote(on, safe='')}"
    minutes = round(WINDOW / 60)
    body = light.said(w(f"gate.login.{trouble}", minutes=minutes)) if trouble else ""
    body += light.paragraph(w("gate.login.intro"))
    body += (
        f'<form method="post" action="{escape(action)}">'
        f'<label for="wachtzin">{escape(w("gate.login.passphrase"))}</label>'
        '<input id="wachtzin" name="wachtzin" type="password" autocomplete="current-password" '
        'required autofocus spellcheck="false" autocapitalize="none">'
        f'<button type="submit">{escape(w("gate.login.enter"))}</button></form>'
    )
    body += light.paragraph(w("gate.login.lost"), quiet=True)
    return light.page(w, w("gate.login.title"), body, status)


def _leaving(w: Words, trouble: str = "", status: int = 200) -> Response:
    body = light.said(w(f"gate.login.{trouble}")) if trouble else ""
    body += light.paragraph(w("gate.logout.text")) + (
        f'<form method="post" action="{LOGOUT}?taal={w.language}">'
        f'<button type="submit">{escape(w("gate.logout.leave"))}</button></form>'
        f'<p><a href="/?taal={w.language}">{escape(w("gate.logout.stay"))}</a></p>'
    )
    return light.page(w, w("gate.logout.title"), body, status)


def _left(w: Words) -> Response:
    body = light.paragraph(w("gate.logout.done"))
    body += light.link(w("gate.logout.again"), f"{LOGIN}?taal={w.language}")
    return light.page(w, w("gate.logout.done_title"), body)


async def _given(request: Request) -> str | None:
    """The passphrase of the form; None when it was not sent by our own page."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if not _from_our_page(request) or kind != "application/x-www-form-urlencoded":
        return None
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > LARGEST:
            return None
    form = parse_qs(raw.decode("utf-8", "replace"), max_num_fields=5)
    return form.get("wachtzin", [""])[0]


def _from_our_page(request: Request) -> bool:
    return is_ours(request.headers.get("origin", ""), request.headers.get("host", ""))


def _own_place(place: str) -> str:
    """A place on this server; anything else is the beginning."""
    parts = urlsplit(place)
    if parts.scheme or parts.netloc or not place.startswith("/") or place.startswith(("//", "/\\")):
        return "/"
    return place if place.isprintable() and "\\" not in place else "/"
