"""The app itself, over real sockets: what Streamlit leaves open is closed by the gate in front.

Run again with every upgrade of Streamlit: seventeen facts about it (S1 to S17), as far as they can
be asked of a running server.
"""

import asyncio
import json
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import websockets
from streamlit import config

from telvertel.selfcheck.findings import SHIPPED
from telvertel.web.passphrase import Passphrase
from telvertel.web.ticket import secret, ticket
from tests.browser.demo import copied_to
from tests.browser.server import ROOT, Server
from tests.meeting import saying as s

PAGE = {"accept": "text/html"}
TELVERTEL = (sys.executable, "-c", "from telvertel.cli import app; app()")
ASKED = """
import json
from streamlit import config
from telvertel.selfcheck.findings import SHIPPED
print(json.dumps({name: config.get_option(name) for name in SHIPPED}))
"""
CANARY = "Kanariepietje-7351"
WORDS = f"vier losse gewone {CANARY}"


def own_address():
    """An address of this machine that is not loopback; None when it has none."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.connect(("192.0.2.1", 9))  # sends nothing
            found = one.getsockname()[0]
    except OSError:
        return None
    return None if found.startswith(("127.", "0.")) else found


class Anywhere(Server):
    """The app as somebody starts it who has not read how: on every address of the machine."""

    def start(self):
        os.environ["STREAMLIT_SERVER_ADDRESS"] = "0.0.0.0"
        try:
            return super().start()
        finally:
            del os.environ["STREAMLIT_SERVER_ADDRESS"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home = tmp_path_factory.mktemp("probes") / "home"
    one = Anywhere(copied_to(home, tmp_path_factory)).start()
    yield one
    one.kill()


@pytest.fixture
def outside(server):
    """Somebody on this machine without a session."""
    with httpx.Client(base_url=server.address, timeout=60) as one:
        yield one


@pytest.fixture
def inside(server):
    """Somebody who asked for the page, and so is in."""
    with httpx.Client(base_url=server.address, timeout=60) as one:
        assert one.get("/", headers=PAGE).status_code == 200
        yield one


def stream(server, cookie="", path="/_stcore/stream", **headers):
    """The status with which a socket is opened or refused."""

    async def knock():
        place = f"ws://127.0.0.1:{server.port}{path}"
        origin = headers.pop("origin", None)
        more = {**headers, **({"cookie": cookie} if cookie else {})}
        try:
            async with websockets.connect(place, origin=origin, additional_headers=more):
                return 101
        except websockets.InvalidStatus as refusal:
            return refusal.response.status_code

    return asyncio.run(knock())


def cookies(client):
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def test_s1_another_machine_gets_nothing_however_the_app_was_started(server):
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address beside loopback")
    place = f"http://{address}:{server.port}"
    for host in (f"127.0.0.1:{server.port}", "localhost", f"{address}:{server.port}"):
        for path in ("/", "/meedoen", "/_stcore/health", "/_stcore/metrics", "/api/lines"):
            answer = httpx.get(place + path, headers={**PAGE, "host": host}, timeout=60)
            assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_s2_a_socket_needs_our_host_our_origin_and_a_session(server, inside):
    held = cookies(inside)
    assert stream(server, held, origin=server.address) == 101
    assert stream(server, "", origin=server.address) == 403
    assert stream(server, held) == 403
    assert stream(server, held, origin="http://evil.example") == 403
    assert stream(server, held, origin="null") == 403
    assert stream(server, "telvertel=geraden", origin=server.address) == 403


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/metrics", "/static/x.js"])
def test_s3_another_host_is_answered_nowhere(inside, path):
    assert inside.get(path, headers={"host": "evil.example"}).status_code == 403


def test_s4_a_file_under_media_is_not_given_by_its_name_alone(outside, inside):
    assert outside.get("/media/0123456789abcdef.csv").status_code == 403
    assert inside.get("/media/0123456789abcdef.csv").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/agent/openapi.json"),
        ("POST", "/_stcore/agent/interact"),
        ("POST", "/_stcore/agent/mcp"),
        ("GET", "/_stcore/script-health-check"),
    ],
)
def test_s5_s13_who_is_connected_and_driving_the_app_are_closed_to_everybody(
    outside, inside, method, path
):
    for client in (outside, inside):
        answer = client.request(method, path, headers={"origin": str(client.base_url).rstrip("/")})
        assert answer.status_code == 403 and not answer.content


@pytest.mark.parametrize(
    "path", ["/_stcore/host-config", "/_stcore/upload_file/a/b", "/component/x/y", "/regie"]
)
def test_without_a_session_only_what_says_nothing_is_given(outside, path):
    assert outside.get(path).status_code == 403
    assert outside.put(path).status_code == 403


def test_what_is_open_is_open(outside):
    assert outside.get("/_stcore/health").status_code == 200
    assert outside.get("/favicon.png").status_code == 200
    assert "telvertel" not in str(outside.cookies)


def test_s6_s12_s13_the_options_we_ship_are_the_options_that_hold():
    """Read in a process of its own, as the app reads them."""
    told = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == SHIPPED


def test_every_option_we_ship_is_still_known_to_streamlit():
    for name in SHIPPED:
        config.get_option(name)  # raises for a name that is gone


def test_s8_s10_streamlit_hears_who_is_in_from_the_gate_only(server):
    source = (ROOT / "src" / "telvertel" / "screen" / "door.py").read_text(encoding="utf-8")
    assert '{"x-tv-sid": "sid", "x-tv-role": "role"}' in source
    shipped = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "trustedUserHeaders" not in shipped  # in code, where the gate is in place


def test_s9_nobody_is_let_in_by_a_cookie_of_streamlit():
    for place in ("src", "pages"):
        for path in (ROOT / place).rglob("*.py"):
            assert not re.search(r"st\.(login|user)\b", path.read_text(encoding="utf-8")), path


def test_s16_s17_what_people_typed_is_never_read_as_markup():
    for path in (ROOT / "src" / "telvertel").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        written = r"(inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\("
        assert not re.search(written, text), path.name


def test_a_page_says_what_a_browser_may_load(inside):
    headers = inside.get("/regie", headers=PAGE).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_nothing_of_what_people_say_or_ask_for_is_in_the_log(server, inside):
    """A start, pages, lines, drafts, refusals and mistakes, all with the same word in them."""
    shown = ticket(secret(server.home / "secret"), "*", s.e.Role.facilitator, None, 1)
    ours = {"x-telvertel": "1", "x-telvertel-ticket": shown, "origin": server.address}
    inside.get(f"/regie?gesprek={CANARY}&taal={CANARY}", headers=PAGE)
    inside.get(f"/{CANARY}", headers={"host": f"{CANARY}.example"})
    inside.get(f"/media/{CANARY}.csv")
    inside.get(f"/api/picture/{CANARY}", headers=ours)
    inside.get(f"/api/scene?meeting={CANARY}", headers=ours)
    for body in (s.note(f"{CANARY} is ziek"), s.PLAN.model_copy(update={"title": CANARY})):
        line = {"op": CANARY, "meeting": CANARY.lower(), "body": body.model_dump(mode="json")}
        inside.post("/api/lines", json=line, headers=ours)
    draft = {"op": "d", "meeting": "a", "draft": {"field": "note", "text": CANARY}}
    inside.post("/api/lines", json=draft, headers=ours)
    inside.post("/api/lines", content=f'{{"{CANARY}', headers={**ours, "content-type": "text/x"})
    stream(server, cookies(inside), origin=f"http://{CANARY}.example")
    stream(server, cookies(inside), f"/api/follow?meeting={CANARY}", origin=server.address)
    log = server.log.read_text(errors="replace")
    assert log, "the server says at least where it is"
    assert CANARY.lower() not in log.lower()
    assert shown not in log and not any(token in log for token in inside.cookies.values())


# Open beyond the laptop: a certificate, a passphrase, TLS.


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A certificate for laptop.example and localhost that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "c.pem", folder / "k.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=laptop.example", "-out", str(made[0]), "-keyout", str(made[1])]
    command += ["-addext", "subjectAltName=DNS:laptop.example,DNS:localhost"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except OSError:
        pytest.skip("no openssl to make a certificate with")
    return made


def telvertel(*words, home, **more):
    command = [*TELVERTEL, *words, "--home", str(home)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
        check=False, **more,
    )  # fmt: skip


@pytest.fixture
def demo(tmp_path, tmp_path_factory):
    """A laptop with the demo on it."""
    return copied_to(tmp_path / "demo", tmp_path_factory)


def serve(home, pair, *more, name="laptop.example", demo="1"):
    certificate, key = pair
    return telvertel(
        *("serve", "--host-name", name, "--certificate", str(certificate), "--key", str(key)),
        *more,
        home=home,
        env={**os.environ, "TELVERTEL_DEMO": demo},
    )


def test_without_certificate_or_key_nothing_is_opened(demo, tmp_path, pair):
    for words in (("serve",), ("serve", "--certificate", str(pair[0]))):
        told = telvertel(*words, home=demo)
        assert told.returncode == 2 and "certificaat" in told.stderr
    told = serve(demo, (pair[0], tmp_path / "weg.pem"))
    assert told.returncode == 2 and "weg.pem" in told.stderr


def test_a_certificate_that_browsers_refuse_is_refused_first(demo, pair):
    assert "niet voor ander.example" in serve(demo, pair, name="ander.example").stderr
    assert "horen niet bij elkaar" in serve(demo, (pair[0], pair[0])).stderr
    assert "ondertekent zichzelf" in serve(demo, pair).stderr
    assert "--host-name" in serve(demo, pair, name="").stderr


def test_without_a_passphrase_nothing_is_opened(demo, pair):
    told = serve(demo, pair, "--self-signed")
    assert told.returncode == 2 and "wachtzin" in told.stderr


def test_a_certificate_that_signs_itself_is_for_invented_people_only(tmp_path, pair):
    told = serve(tmp_path, pair, "--self-signed", demo="0")
    assert told.returncode == 2 and "fictieve voorbeeld" in told.stderr


class Opened(Server):
    """``telvertel serve`` with a certificate."""

    def __init__(self, home, pair):
        super().__init__(home)
        self.pair = pair

    @property
    def address(self):
        return f"https://localhost:{self.port}"

    def start(self):
        certificate, key = (str(one) for one in self.pair)
        command = [*TELVERTEL, "serve", "--self-signed"]
        command += ["--host-name", "laptop.example", "--certificate", certificate, "--key", key]
        command += ["--port", str(self.port), "--home", str(self.home)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(300):
            try:
                if (
                    httpx.get(
                        f"{self.address}/_stcore/health", verify=False, timeout=60
                    ).status_code
                    == 200
                ):
                    return self
            except httpx.TransportError:
                pass
            assert self.process.poll() is None, self.log.read_text()
            asyncio.run(asyncio.sleep(0.2))
        raise AssertionError(self.log.read_text())


@pytest.fixture(scope="module")
def opened(tmp_path_factory, pair):
    home = copied_to(tmp_path_factory.mktemp("opened") / "home", tmp_path_factory)
    Passphrase(home / "secret").choose(WORDS)
    one = Opened(home, pair).start()
    yield one
    one.kill()


def test_open_beyond_the_laptop_the_passphrase_lets_in_over_tls_and_nothing_else_does(opened):
    with httpx.Client(base_url=opened.address, verify=False, timeout=60) as client:
        asked = client.get("/regie", headers=PAGE)
        assert asked.headers["location"].startswith("/inloggen")
        assert client.get("/media/a").status_code == 403
        assert client.get("/_stcore/metrics").status_code == 403
        ours = {"origin": opened.address}
        wrong = client.post("/inloggen", data={"wachtzin": CANARY + " mis"}, headers=ours)
        assert wrong.status_code == 403
        answer = client.post("/inloggen", data={"wachtzin": WORDS}, headers=ours)
        assert answer.status_code == 303
        page = client.get("/regie", headers=PAGE)
        assert page.status_code == 200 and "<script" in page.text
        assert client.get("/_stcore/host-config").status_code == 200
        assert client.get("/_stcore/metrics").status_code == 403
        client.get(f"/regie?gesprek={CANARY}", headers=PAGE)
        held = cookies(client)
    assert held.startswith("__Host-telvertel=")
    assert wss(opened, held) == 101 and wss(opened, "") == 403
    assert wss(opened, held, f"/_stcore/stream?{CANARY}") == 101
    log = opened.log.read_text(errors="replace")
    assert CANARY not in log and held.partition("=")[2] not in log


def wss(server, held, path="/_stcore/stream"):
    import ssl

    known = ssl.create_default_context(cafile=str(server.pair[0]))
    known.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN

    async def knock():
        place = f"wss://localhost:{server.port}{path}"
        more = {"cookie": held} if held else {}
        try:
            async with websockets.connect(
                place, ssl=known, origin=server.address, additional_headers=more
            ):
                return 101
        except websockets.InvalidStatus as refusal:
            return refusal.response.status_code

    return asyncio.run(knock())


def test_who_speaks_plainly_to_a_server_with_tls_is_not_answered(opened):
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{opened.port}/")


def test_another_machine_reaches_the_login_of_an_open_laptop_under_its_name_only(opened):
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address beside loopback")
    place = f"https://{address}:{opened.port}"
    named = {**PAGE, "host": f"laptop.example:{opened.port}"}
    with httpx.Client(verify=False, timeout=60) as client:
        assert client.get(f"{place}/inloggen", headers=named).status_code == 200
        assert client.get(f"{place}/", headers=named).status_code == 303
        assert client.get(f"{place}/inloggen", headers=PAGE).status_code == 403


def test_only_the_owner_reads_what_is_secret(opened):
    if os.name != "posix":
        pytest.skip("file modes are of POSIX")
    assert stat.S_IMODE(opened.home.stat().st_mode) == 0o700
    for path in Path(opened.home / "secret").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
