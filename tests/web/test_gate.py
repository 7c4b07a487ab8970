"""The gate: we answer to our own name only, and a browser loads nothing from elsewhere."""

from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from telvertel.web.document import OWN_WAYS_OUT, STYLE
from telvertel.web.gate import Gate
from telvertel.web.sessions import Sessions

HOST = "http://127.0.0.1:8501"
STREAM = "ws://127.0.0.1:8501/_stcore/stream"
PAGE = '<!doctype html><html lang="en"><head></head><body>' + "x" * 2000 + "</body></html>"


async def talk(socket):
    await socket.accept()
    await socket.send_text("dag")
    await socket.close()


def behind(sessions, *middleware) -> TestClient:
    """A client on this machine that has asked for the page, and so is in."""
    app = Starlette(
        routes=[
            Route("/", lambda request: HTMLResponse(PAGE)),
            Route("/data", lambda request: Response(b"{}", headers={"cache-control": "public"})),
            Route("/media/minutes.html", lambda request: HTMLResponse(PAGE)),
            Route("/static/app.js", lambda request: PlainTextResponse("1")),
            Route("/_stcore/health", lambda request: PlainTextResponse("ok")),
            Route("/_stcore/metrics", lambda request: PlainTextResponse("sessions 3")),
            Route("/_stcore/agent/interact", lambda request: PlainTextResponse("driven")),
            WebSocketRoute("/_stcore/stream", talk),
        ],
        middleware=[Middleware(Gate, sessions=lambda: sessions), *middleware],
    )
    client = TestClient(app, base_url=HOST, client=("127.0.0.1", 50000))
    assert client.get("/", headers={"accept": "text/html"}).status_code == 200
    return client


@pytest.fixture
def sessions(tmp_path):
    return Sessions(tmp_path)


@pytest.fixture
def client(sessions):
    return behind(sessions)


@pytest.mark.parametrize("path", ["/", "/data", "/static/app.js", "/_stcore/health"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8501", 200),
        ("localhost:8501", 200),
        ("localhost", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example:8501", 403),
        ("127.0.0.1@evil.example", 403),
        ("", 403),
    ],
)
def test_only_our_own_name_is_answered_on_every_path(client, path, host, status):
    assert client.get(path, headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (HOST, 200),
        ("http://evil.example", 403),
        ("http://127.0.0.1:9999", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_a_page_from_elsewhere_gets_no_answer(client, origin, status):
    assert client.get("/data", headers={"origin": origin}).status_code == status


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://evil.example"}, {"origin": HOST, "host": "evil.example"}],
)
def test_a_socket_without_our_origin_is_closed_before_it_opens(client, headers):
    with (
        pytest.raises(WebSocketDisconnect) as end,
        client.websocket_connect(STREAM, headers=headers),
    ):
        pass
    assert end.value.code == 1008


def test_our_own_socket_opens(client):
    with client.websocket_connect(STREAM, headers={"origin": HOST}) as socket:
        assert socket.receive_text() == "dag"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact"])
def test_who_is_connected_and_driving_the_app_are_closed(client, path):
    assert client.get(path).status_code == 403
    assert client.get(path, headers={"origin": HOST}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/data", "/static/app.js", "/_stcore/metrics"])
def test_every_answer_says_what_a_browser_may_load(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    for rule in (
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
    ):
        assert rule in policy
    assert "unsafe-eval" not in policy and "http" not in policy and "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_nothing_is_kept_by_a_browser_but_the_parts_of_the_app(client):
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get("/data").headers["cache-control"] == "no-store"
    assert client.get("/static/app.js").headers.get("cache-control") != "no-store"


@pytest.mark.parametrize("middleware", [(), (Middleware(GZipMiddleware),)])
@pytest.mark.parametrize(
    ("address", "language"),
    [("/", "nl"), ("/?taal=nl", "nl"), ("/?taal=en", "en"), ('/?taal="><script>', "nl")],
)
def test_the_page_says_in_which_language_it_is(sessions, middleware, address, language):
    client = behind(sessions, *middleware)
    answer = client.get(address, headers={"accept": "text/html", "accept-encoding": "gzip"})
    told = answer.text.replace(f"<style>{STYLE}</style>", "")
    assert told == PAGE.replace('lang="en"', f'lang="{language}"')
    assert len(answer.content) == int(answer.headers["content-length"])


def test_a_chart_leaves_the_page_by_no_button_of_the_framework(client):
    page = client.get("/", headers={"accept": "text/html"}).text
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert style == STYLE and "display:none" in style
    assert all(f'[aria-label^="{one}"]' in style for one in OWN_WAYS_OUT)
    built = Path(streamlit.__file__).parent / "static" / "static" / "js"
    (chart,) = built.glob("ArrowVegaLiteChart*.js")  # after an upgrade they may be called otherwise
    assert all(one in chart.read_text(encoding="utf-8") for one in OWN_WAYS_OUT)


def test_what_is_asked_as_a_page_and_is_none_comes_as_it_is(client):
    assert client.get("/data", headers={"accept": "text/html"}).content == b"{}"


def test_a_report_in_english_stays_in_english(client):
    assert client.get("/media/minutes.html", headers={"accept": "text/html"}).text == PAGE
