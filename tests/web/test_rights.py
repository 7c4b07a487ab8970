"""The rights table: who may reach which address, by HTTP and by WebSocket, here and from elsewhere.

The addresses and what is expected stand here once more, apart from the code: a change there that
opens a door shows up as a difference.
"""

from itertools import product

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from telvertel.meeting.events import Role
from telvertel.web.beyond import Beyond
from telvertel.web.gate import Gate
from telvertel.web.sessions import FACILITATOR, PHONE, Sessions, cookie

HERE, LAPTOP = "http://127.0.0.1:8501", "https://laptop.example:8443"
NOBODY = None
WHO = (NOBODY, *Role)
PHONES = (Role.municipality, Role.provider, Role.reader, Role.wall)

# What everybody may have who may reach this server at all.
OPEN = (
    "/_stcore/health",
    "/static/js/index.js",
    "/favicon.png",
    "/manifest.json",
    "/meedoen",
    "/meedoen/",
    "/meedoen/kom",
    "/inloggen",
)
# What everybody may have who is in: their ticket or session says which meeting and which role.
ROOM = ("/api/follow", "/api/scene", "/api/picture/abc", "/api/lines", "/api/rounds")
# The facilitator's.
DESK = (
    "/",
    "/regie",
    "/beamer",
    "/voorbereiden",
    "/gegevens",
    "/verkennen",
    "/zelfcontrole",
    "/iets-nieuws",
    "/uitloggen",
    "/_stcore/stream",
    "/_stcore/host-config",
    "/_stcore/upload_file/abc/def",
    "/_stcore/bidi-components/telvertel.desk/desk.js",
    "/_stcore/healthy",
    "/media/0123abcd.csv",
    "/component/telvertel/index.html",
    "/app/static/x.png",
    "/api/",
    "/api/anders",
    "/api/linesandmore",
    "/meedoenden",
    "/inloggen/x",
    "/static/%2E%2E/media/0123abcd.csv",
    "/static/%2F..%2F_stcore/stream",
    "/meedoen/%2E%2E%2Fmedia/0123abcd.csv",
    "//_stcore/metrics",
    "/static/%5Cmedia",
    "/static/x%00",
)
# Nobody's, also with every cookie.
CLOSED = (
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/script-health-check",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
)
ADDRESSES = (*OPEN, *ROOM, *DESK, *CLOSED)


def expected(address: str, who: Role | None) -> bool:
    if address in OPEN:
        return True
    if address in ROOM:
        return who is not NOBODY
    return address in DESK and who is Role.facilitator


async def anything(request):
    return PlainTextResponse(request.headers.get("x-tv-role", "-"))


async def talk(socket):
    await socket.accept()
    await socket.send_text(socket.headers.get("x-tv-role", "-"))
    await socket.close()


@pytest.fixture(scope="module")
def sessions(tmp_path_factory):
    return Sessions(tmp_path_factory.mktemp("secret"))


@pytest.fixture(scope="module")
def tokens(sessions):
    return {role: sessions.begin(role, None, "oever-2026")[0] for role in Role}


def client_of(sessions, tokens, who, base, opened, address):
    methods = ["GET", "POST", "PUT", "DELETE"]
    routes = [
        Route("/{rest:path}", anything, methods=methods),
        WebSocketRoute("/{rest:path}", talk),
    ]
    gate = Middleware(Gate, sessions=lambda: sessions, opened=lambda: opened)
    client = TestClient(
        Starlette(routes=routes, middleware=[gate]),
        base_url=base,
        client=(address, 50000),
        follow_redirects=False,
    )
    if who is not NOBODY:
        secure = base.startswith("https")
        kind = FACILITATOR if who is Role.facilitator else PHONE
        port = 8501 if kind == FACILITATOR else None
        client.headers["cookie"] = f"{cookie(kind, secure, port)}={tokens[who]}"
    return client


@pytest.fixture(scope="module", params=["here", "beyond"])
def come(request, sessions, tokens):
    """How somebody comes: on the laptop itself, or from elsewhere to one that is open beyond it."""
    if request.param == "here":
        return lambda who: client_of(sessions, tokens, who, HERE, None, "127.0.0.1"), HERE
    opened = Beyond("laptop.example", 8443)
    return lambda who: client_of(sessions, tokens, who, LAPTOP, opened, "192.0.2.7"), LAPTOP


@pytest.mark.parametrize(("address", "who"), list(product(ADDRESSES, WHO)))
def test_an_address_answers_who_may_have_it_and_nobody_else(come, address, who):
    client, origin = come[0](who), come[1]
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = client.request(method, origin + address, headers={"origin": origin})
        assert (answer.status_code == 200) is expected(address, who), method
        if answer.status_code == 200 and who is not NOBODY:
            assert answer.text == who.value


@pytest.mark.parametrize(("address", "who"), list(product(ADDRESSES, WHO)))
def test_a_socket_opens_for_who_may_have_it_and_for_nobody_else(come, address, who):
    client, origin = come[0](who), come[1]
    place = origin.replace("http", "ws", 1) + address
    try:
        with client.websocket_connect(place, headers={"origin": origin}) as socket:
            assert socket.receive_text() == (who.value if who else "-")
            assert expected(address, who)
    except WebSocketDisconnect as end:
        assert end.code == 1008 and not expected(address, who)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("address", ["/_stcore/stream", "/api/follow"])
def test_no_socket_opens_without_saying_where_it_comes_from(come, address, who):
    client, origin = come[0](who), come[1]
    place = origin.replace("http", "ws", 1) + address
    with pytest.raises(WebSocketDisconnect) as end, client.websocket_connect(place):
        pass
    assert end.value.code == 1008


@pytest.mark.parametrize("who", PHONES)
@pytest.mark.parametrize("address", ["/", "/regie", "/gegevens?gesprek=oever-2026"])
def test_a_phone_that_asks_for_a_page_of_the_facilitator_is_sent_to_its_own(come, address, who):
    answer = come[0](who).get(come[1] + address, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/meedoen")


@pytest.mark.parametrize("forged", ["x-tv-role", "X-TV-Sid", "x-tv-anything"])
def test_nobody_says_who_they_are_by_a_header(come, forged):
    client, origin = come[0](Role.reader), come[1]
    for address in ("/meedoen", "/api/lines"):
        answer = client.get(origin + address, headers={forged: "facilitator"})
        assert answer.text == "reader"
    nobody = come[0](NOBODY)
    assert nobody.get(origin + "/meedoen", headers={forged: "facilitator"}).text == "-"


@pytest.mark.parametrize("role", [Role.facilitator, Role.provider])
def test_a_socket_of_who_was_sent_out_is_closed_at_the_next_word(tmp_path, role):
    sessions = Sessions(tmp_path)
    token, session = sessions.begin(role, None, "oever-2026")

    async def echo(socket):
        await socket.accept()
        async for word in socket.iter_text():
            await socket.send_text(word)

    routes = [WebSocketRoute("/api/follow", echo)]
    gate = Middleware(Gate, sessions=lambda: sessions, opened=lambda: None)
    app = Starlette(routes=routes, middleware=[gate])
    client = TestClient(app, base_url=HERE, client=("127.0.0.1", 50000))
    headers = {"origin": HERE, "cookie": f"{cookie(PHONE, False)}={token}"}
    with client.websocket_connect("ws://127.0.0.1:8501/api/follow", headers=headers) as socket:
        socket.send_text("dag")
        assert socket.receive_text() == "dag"
        sessions.end(session.id)
        socket.send_text("nog iets")
        with pytest.raises(WebSocketDisconnect) as end:
            socket.receive_text()
    assert end.value.code == 1008


def test_a_facilitator_who_tries_the_page_for_phones_stays_the_facilitator(sessions, tokens):
    client = client_of(sessions, tokens, Role.facilitator, HERE, None, "127.0.0.1")
    client.headers["cookie"] += f"; {cookie(PHONE, False)}={tokens[Role.reader]}"
    assert client.get("/regie").text == "facilitator"
    assert client.get("/meedoen").text == client.get("/api/lines").text == "reader"
