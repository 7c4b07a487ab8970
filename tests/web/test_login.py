"""Coming in by passphrase on a server that is open beyond the laptop; and getting in unasked on the
laptop itself."""

import os
import time
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from telvertel.meeting.events import Role
from telvertel.web import beyond, login
from telvertel.web.gate import LOCAL_HOURS, Gate
from telvertel.web.passphrase import LONGEST, SHORTEST, Passphrase, PassphraseRefused
from telvertel.web.sessions import Sessions
from telvertel.web.tries import WINDOW, Tries
from telvertel.wording.words import Words

LAPTOP, HERE = "https://laptop.example:8443", "http://127.0.0.1:8501"
WORDS = "vier losse gewone woorden"
PAGE = {"accept": "text/html"}


@pytest.fixture
def passphrase(tmp_path, monkeypatch):
    monkeypatch.setattr("telvertel.web.passphrase.COST", {"n": 2**4, "r": 1, "p": 1})
    one = Passphrase(tmp_path)
    one.choose(WORDS)
    return one


@pytest.fixture
def sessions(tmp_path):
    return Sessions(tmp_path)


@pytest.fixture
def come(sessions, passphrase, monkeypatch):
    """Come from an address, to the laptop itself or to one that is open beyond it."""
    monkeypatch.setenv(beyond.NAME, "laptop.example:8443")
    tries = Tries()

    def client(address="192.0.2.7", base=LAPTOP, **more):
        routes = login.routes(lambda: sessions, lambda: passphrase, tries)
        routes.append(Route("/{rest:path}", lambda request: PlainTextResponse("binnen")))
        gate = Middleware(Gate, sessions=lambda: sessions, chosen=passphrase.chosen, **more)
        app = Starlette(routes=routes, middleware=[gate])
        return TestClient(app, base_url=base, client=(address, 50000), follow_redirects=False)

    return client


@pytest.fixture
def here(come):
    """Somebody on the laptop itself, which is open to nobody else."""

    def client(address="127.0.0.1", base=HERE):
        return come(address, base, opened=lambda: None)

    return client


def try_in(client, words=WORDS, on="/", **headers):
    headers = {"origin": LAPTOP, **headers}
    address = f"/inloggen?naar={quote(on, safe='')}"
    return client.post(address, data={"wachtzin": words}, headers=headers)


def test_who_asks_for_a_page_is_asked_for_the_passphrase_and_then_comes_where_they_wanted(come):
    client = come()
    asked = client.get("/regie?gesprek=oever-2026", headers=PAGE)
    assert asked.status_code == 303
    form = client.get(asked.headers["location"], headers=PAGE)
    assert form.status_code == 200 and "<script" not in form.text
    assert 'autocomplete="current-password"' in form.text
    answer = client.post(
        asked.headers["location"], data={"wachtzin": WORDS}, headers={"origin": LAPTOP}
    )
    assert answer.headers["location"] == "/regie?gesprek=oever-2026"
    given = answer.headers["set-cookie"]
    assert given.startswith("__Host-telvertel=")
    for rule in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert rule in given
    assert client.get("/regie", headers=PAGE).text == "binnen"
    assert WORDS not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    "place", ["https://evil.example", "//evil.example", "/\\evil.example", "x", "/a\nb", ""]
)
def test_nobody_is_sent_elsewhere_after_logging_in(come, place):
    assert try_in(come(), on=place).headers["location"] == "/"


@pytest.mark.parametrize("words", ["", "fout geraden zin", WORDS.upper(), WORDS + "x", "x" * 3000])
def test_another_passphrase_lets_nobody_in(come, words):
    client = come()
    answer = try_in(client, words)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert client.get("/", headers=PAGE).status_code == 303


def test_accents_are_the_same_however_a_keyboard_makes_them(passphrase):
    passphrase.choose("een geheim cafe\u0301 aan zee")
    assert passphrase.matches("een geheim caf\u00e9 aan zee ")


def test_five_wrong_tries_of_an_address_are_enough_and_others_may_go_on(come):
    one = come("192.0.2.1")
    for _ in range(5):
        assert try_in(one, "fout").status_code == 403
    refused = try_in(one)
    assert refused.status_code == 429
    assert f"over {round(WINDOW / 60)} minuten" in refused.text
    assert try_in(come("192.0.2.2")).status_code == 303


def test_ten_thousand_guesses_let_nobody_in_and_the_one_at_the_laptop_still_comes_in(come):
    for number in range(60):
        try_in(come(f"192.0.2.{number}"), "fout")
    assert try_in(come("192.0.2.200")).status_code == 429
    assert try_in(come("127.0.0.1")).status_code == 303
    tries = Tries()
    allowed = sum(tries.take(f"10.0.{n // 250}.{n % 250}") for n in range(10_000))
    assert allowed == 50


def test_tries_are_given_back_after_ten_minutes_and_after_the_right_one():
    now = [0.0]
    tries = Tries(now=lambda: now[0])
    assert [tries.take("a") for _ in range(6)] == [True] * 5 + [False]
    now[0] = 601
    assert tries.take("a")
    for _ in range(4):
        tries.take("a")
    tries.forgive("a")
    assert tries.take("a")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"content-type": "text/plain"},
    ],
)
def test_a_form_of_another_page_is_not_a_try(come, headers):
    answer = try_in(come(), **headers)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert come().post("/inloggen", data={"wachtzin": WORDS}).status_code == 403


def test_logging_out_ends_the_session_and_clears_the_device(come, sessions):
    client = come()
    try_in(client)
    cookies = dict(client.cookies)
    assert client.get("/uitloggen", headers=PAGE).status_code == 200  # asks first
    assert client.get("/regie", headers=PAGE).text == "binnen"
    assert client.post("/uitloggen").status_code == 403
    answer = client.post("/uitloggen", headers={"origin": LAPTOP})
    assert '"storage"' in answer.headers["clear-site-data"]
    again = come()
    again.cookies.update(cookies)
    assert again.get("/regie", headers=PAGE).status_code == 303


def test_who_logged_in_before_another_passphrase_was_chosen_logs_in_again(come, passphrase):
    client = come()
    try_in(client)
    passphrase.choose("een heel andere wachtzin")
    assert client.get("/regie", headers=PAGE).status_code == 303
    assert try_in(client).status_code == 403
    assert try_in(client, "een heel andere wachtzin").status_code == 303


def test_a_passphrase_that_was_chosen_while_the_clock_was_ahead_lets_nobody_older_in(
    come, passphrase, tmp_path
):
    client = come()
    try_in(client)
    passphrase.choose("een heel andere wachtzin")
    later = time.time() + 86_400
    os.utime(tmp_path / "passphrase.json", (later, later))
    assert client.get("/regie", headers=PAGE).status_code == 303


def test_a_clock_that_was_set_back_locks_nobody_out(come, tmp_path):
    later = time.time() + 86_400
    os.utime(tmp_path / "passphrase.json", (later, later))
    client = come()
    try_in(client)
    assert client.get("/regie", headers=PAGE).text == "binnen"


@pytest.mark.parametrize(
    ("words", "reason"),
    [("kort", "too_short"), ("x" * 201, "too_long"), ("aaaaaaaaaaaaaaaa", "too_plain")],
)
def test_a_passphrase_that_is_easy_to_guess_is_refused(tmp_path, words, reason):
    one = Passphrase(tmp_path)
    with pytest.raises(PassphraseRefused) as refusal:
        one.choose(words)
    assert refusal.value.reason == f"gate.passphrase.{reason}"
    told = Words("nl")(refusal.value.reason, **refusal.value.facts)
    assert str({"too_short": SHORTEST, "too_long": LONGEST}.get(reason, "")) in told
    assert not one.is_set() and not one.matches(words) and not one.matches("")


def test_the_passphrase_is_nowhere_on_disk(tmp_path, passphrase):
    for path in tmp_path.iterdir():
        assert WORDS.encode() not in path.read_bytes()


def test_on_the_laptop_itself_a_page_brings_its_session_and_nothing_else_does(here):
    client = here()
    assert client.get("/media/abc").status_code == 403
    assert client.get("/", headers={"accept": "*/*"}).status_code == 403
    answer = client.get("/regie", headers=PAGE)
    assert answer.text == "binnen"
    given = answer.headers["set-cookie"]
    assert given.startswith("telvertel-8501=") and "Secure" not in given
    assert client.get("/media/abc").text == "binnen"
    assert "set-cookie" not in client.get("/regie", headers=PAGE).headers


def test_a_session_of_the_laptop_lasts_a_long_day(here, sessions):
    client = here()
    client.get("/", headers=PAGE)
    session = sessions.of(client.cookies["telvertel-8501"])
    assert session.role is Role.facilitator
    assert session.until - session.begun_at == LOCAL_HOURS * 3600


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_cannot_bring_somebody_in_unseen(here, site):
    client = here()
    answer = client.get("/regie?gesprek=a", headers={**PAGE, "sec-fetch-site": site})
    assert answer.status_code == 200 and "set-cookie" not in answer.headers
    assert 'href="/regie?gesprek=a"' in answer.text and "binnen" not in answer.text
    framed = {**PAGE, "sec-fetch-dest": "iframe", "sec-fetch-site": "none"}
    assert client.get("/regie", headers=framed).status_code == 403


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.3", "172.17.0.1", "testclient", "::2"])
@pytest.mark.parametrize("path", ["/", "/meedoen", "/static/app.js", "/_stcore/health"])
def test_another_machine_gets_nothing_of_a_laptop_that_is_not_open(here, address, path):
    answer = here(address).get(path, headers=PAGE)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert "eigen laptop" in answer.text


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.1.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_known_by_its_address(here, address):
    assert here(address).get("/", headers=PAGE).text == "binnen"


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "via", "x-real-ip"])
def test_a_proxy_on_this_machine_brings_nobody_in(here, header):
    assert here().get("/", headers={**PAGE, header: "127.0.0.1"}).status_code == 403


def test_open_beyond_the_laptop_nobody_is_answered_without_tls(come):
    plain = "http://laptop.example:8443"
    assert come(base=plain).get("/", headers=PAGE).status_code == 403
    assert come(base=plain).get("/meedoen", headers=PAGE).status_code == 403


def test_tls_is_asked_for_under_our_own_name_and_never_under_that_of_others(come):
    named = come().get("/inloggen", headers=PAGE)
    assert named.headers["strict-transport-security"] == "max-age=31536000"
    local = come("127.0.0.1", "https://localhost:8443").get("/inloggen", headers=PAGE)
    assert local.status_code == 200 and "strict-transport-security" not in local.headers


def test_a_laptop_that_is_open_asks_the_passphrase_of_itself_as_well(come):
    answer = come("127.0.0.1", "https://127.0.0.1:8443").get("/", headers=PAGE)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/inloggen")
