"""How the app is put together: frame, our own routes, gate, and what happens at start and stop.

Nothing heavy is imported here: the server answers at once, and while the browser fetches the page
a thread imports what the first run needs and opens the installation. Together that is what keeps
the first paint within 1.3 times that of an empty app.
"""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from telvertel import home
from telvertel.screen import mishap
from telvertel.web import login
from telvertel.web.beyond import beyond
from telvertel.web.gate import Gate
from telvertel.web.passphrase import Passphrase
from telvertel.web.sessions import Sessions, sessions_in

FRAME = str(Path(__file__).with_name("frame.py"))

TRY_LATER = 1013  # the WebSocket code for it

_ready = Event()


def is_ready() -> bool:
    """Whether the house stands open; until then a page says that it is being opened."""
    return _ready.is_set()


def trouble_of_opening() -> tuple[str, dict[str, str]] | None:
    """Open the house, or wait until it is; sentence and facts when it cannot be opened."""
    from telvertel.installation import installation
    from telvertel.screen import faults

    try:
        installation()
    except Exception as trouble:
        told = faults.told(trouble, home())
        if told is None:
            raise
        return told
    _ready.set()
    return None


def routes() -> list[BaseRoute]:
    joining = [Route("/meedoen", _page_for_phones), Mount("/meedoen", app=_ours)]
    return [Mount("/api", app=_ours), *joining, *login.routes(_sessions, _passphrase)]


def middleware() -> list[Middleware]:
    """The gate has its sessions at once, while the rest of the house is still being opened."""
    return [Middleware(Gate, sessions=_sessions, chosen=lambda: _passphrase().chosen())]


async def _page_for_phones(request: Request) -> Response:
    from telvertel.web.join import page

    return await page(request)


def _sessions() -> Sessions:
    return sessions_in(home() / "secret")


def _passphrase() -> Passphrase:
    return Passphrase(home() / "secret")


async def _ours(scope: Scope, receive: Receive, send: Send) -> None:
    """Our own routes, put together when the first of them is asked for."""
    if not is_ready() and await to_thread.run_sync(trouble_of_opening):
        await _shut(scope, receive, send)
        return
    routes = await to_thread.run_sync(_api)
    # The routes name their whole path; the mount has taken the first part of it off.
    await routes({**scope, "root_path": "", "path": scope["path"]}, receive, send)


async def _shut(scope: Scope, receive: Receive, send: Send) -> None:
    """Nothing can be kept or shown now: the page says why, what asks by itself tries again."""
    if scope["type"] == "websocket":
        await receive()  # the request to connect
        await send({"type": "websocket.close", "code": TRY_LATER})
    else:
        await PlainTextResponse("", 503)(scope, receive, send)


def _api() -> Router:
    from telvertel.screen.api import api

    return api()


def _prepare() -> None:
    """Import what the first page needs, open the installation, draw a first picture.

    Streamlit collects garbage after every script run; with these modules frozen a text-only rerun
    takes 30 instead of 106 ms (measured on 1.67).
    """
    if trouble_of_opening():
        return  # the first page says it, in a sentence

    # The whole first, as everybody else imports it: two threads that come to its parts in another
    # order leave one of them with half a module.
    import altair  # noqa: F401
    import altair.vegalite.v6.schema.channels  # noqa: F401
    import pandas  # noqa: F401
    import pyarrow  # noqa: F401
    import streamlit.elements.vega_charts  # noqa: F401

    from telvertel.installation import installation
    from telvertel.screen import selfcheck
    from telvertel.wall import picture

    _api()
    picture.warm_up()
    gc.collect()
    gc.freeze()
    selfcheck.look(installation())
    _keep_time()


_daily: Any = None


def _keep_time() -> None:
    """From here on what is due goes once a day, and the log is written to the data folder."""
    global _daily
    from telvertel.installation import installation
    from telvertel.retention.daily import Daily
    from telvertel.screen import cached

    installation().warehouse.when_gone(cached.forget)
    _daily = Daily(installation()).begin()


def _tell_streamlit() -> None:
    """Options that depend on the gate: who is in comes from it, and under which name we are known.

    Without an identity per cookie one anonymous browser session could take over another.
    """
    from streamlit import config

    config.set_option("server.trustedUserHeaders", {"x-tv-sid": "sid", "x-tv-role": "role"})
    opened = beyond()
    if opened:
        hosts = [opened.host, *config.get_option("server.allowedHosts")]
        config.set_option("server.allowedHosts", hosts)
        config.set_option("browser.serverAddress", opened.host)


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    mishap.hush()
    _tell_streamlit()
    Thread(target=_prepare, daemon=True).start()
    yield
    from telvertel.installation import forget

    if _daily is not None:
        _daily.end()
    forget()
