"""Taking part by phone: who may come in, what they may then do, and how it ends."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from telvertel.journal.journal import Journal
from telvertel.journal.rounds import Rounds
from telvertel.meeting import events as e
from telvertel.telling import Telling
from telvertel.web import follow, join, lines, rounds
from telvertel.web.beside import Beside
from telvertel.web.gate import Gate
from telvertel.web.join import Joining
from telvertel.web.rounds import Silence
from telvertel.web.sessions import Sessions
from telvertel.web.ticket import secret, ticket
from telvertel.wording.words import words
from tests.meeting import saying as s

HOST = "http://127.0.0.1:8501"
OURS = {"x-telvertel": "1"}
NL = words("nl")
WITH_PHONES = s.PLAN.model_copy(update={"phones": True})


class House:
    """A meeting with phones, our routes behind the gate, and people at their phones."""

    def __init__(self, folder):
        self.folder = folder
        self.journal = Journal.open(folder / "journal")
        self.telling = Telling(self.journal)
        self.sessions = Sessions(folder / "secret")
        self.key = secret(folder / "secret")
        self.joining = Joining(self.telling, self.sessions)
        self.silence = Silence(self.telling, Rounds(folder / "rounds"), self.joining)
        beside = Beside(self.telling, self.joining, self.silence)
        self.app = Starlette(
            routes=[
                Route("/meedoen", join.page),
                *join.routes(self.telling, self.key, self.joining),
                *rounds.routes(self.key, self.silence),
                *lines.routes(self.telling, self.key),
                *follow.routes(self.telling, self.key, self._scene, beside, sessions=self.sessions),
            ],
            middleware=[Middleware(Gate, sessions=lambda: self.sessions)],
        )

    def _scene(self, meeting, language, role, side):
        return {"role": role.value, "side": side and side.value}

    def say(self, *bodies):
        for body in bodies:
            self.telling.say(s.saying(body))

    def browser(self):
        return TestClient(self.app, base_url=HOST, client=("127.0.0.1", 50000))

    def phone(self, side="provider", name=""):
        one = self.browser()
        code = (self.joining.code(s.MEETING) or self.joining.renew(s.MEETING)).token
        answer = come(one, code, side, name)
        assert answer.status_code == 200, answer.text
        return one

    def desk(self):
        one = self.browser()
        one.get("/regie", headers={"accept": "text/html", "sec-fetch-mode": "navigate"})
        one.headers["x-telvertel-ticket"] = ticket(self.key, s.MEETING, e.Role.facilitator, None, 1)
        return one


def come(browser, code, side="provider", name=""):
    body = {"code": code, "side": side, "name": name}
    return browser.post("/meedoen/kom", json=body, headers=OURS)


@pytest.fixture
def house(tmp_path):
    one = House(tmp_path)
    one.say(WITH_PHONES, *s.OPEN[1:])
    yield one
    one.journal.close()


def test_the_page_stands_for_everybody_and_holds_no_script_of_its_own(house):
    page = house.browser().get("/meedoen", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert NL("join.texts.title") in page.text
    assert "unsafe-eval" not in page.headers["content-security-policy"]
    scripts = [part.partition(">")[0] for part in page.text.split("<script")[1:]]
    assert scripts == [' type="module" src="/meedoen/phone.js"']
    assert " on" not in page.text.partition("<body")[0]


@pytest.mark.parametrize("name", ["phone.js", "phone.css", "room.js", "wall.js", "wall.css"])
def test_its_files_come_from_here(house, name):
    assert house.browser().get(f"/meedoen/{name}").status_code == 200


@pytest.mark.parametrize("name", ["page.html", "..%2fjoin.py", "lines.py", "x.js", ".js"])
def test_no_other_file_comes_along(house, name):
    assert house.browser().get(f"/meedoen/{name}").status_code in (403, 404)


def test_who_has_the_code_is_in_for_one_side_of_one_meeting(house):
    code = house.joining.renew(s.MEETING)
    phone = house.browser()
    assert phone.get("/meedoen/ik").status_code == 403
    assert (
        come(phone, f"{code.pin[:3]} {code.pin[3:]}", "municipality", "inkoop").status_code == 200
    )
    me = phone.get("/meedoen/ik").json()
    assert (me["meeting"], me["role"], me["side"]) == (s.MEETING, "municipality", "municipality")
    assert me["you"] == NL("join.you_for", side="Rivierstede (fictief)", name=" (inkoop)")


def test_the_cookie_is_for_the_browser_alone(house):
    answer = come(house.browser(), house.joining.renew(s.MEETING).token)
    given = answer.headers["set-cookie"].lower()
    assert "httponly" in given and "samesite=strict" in given
    assert house.joining.codes.of(s.MEETING).token not in answer.text + given


def test_a_wrong_code_and_too_many_are_told_in_a_sentence(house):
    house.joining.renew(s.MEETING)
    pin = house.joining.code(s.MEETING).pin
    wrong = f"{(int(pin) + 1) % 1_000_000:06d}"
    browser = house.browser()
    found = [come(browser, wrong) for _ in range(6)]
    assert [one.status_code for one in found] == [403] * 5 + [429]
    assert found[0].json()["reason"] == "Code klopt niet of is verlopen."
    assert found[5].json()["reason"] == (
        "Te veel pogingen. Vraag de gespreksleider om een nieuwe code."
    )


def test_phones_are_off_until_somebody_switches_them_on(tmp_path):
    house = House(tmp_path)
    house.say(*s.OPEN)
    assert house.joining.renew(s.MEETING) is None
    code = house.joining.codes.renew(s.MEETING)  # as if there were one
    assert come(house.browser(), code.token).status_code == 403
    house.journal.close()


@pytest.mark.parametrize(
    "body",
    [
        {"code": "123456", "side": "facilitator"},
        {"code": "123456", "side": "wall"},
        {"code": "123456", "side": "provider", "role": "facilitator"},
        {"side": "provider"},
        [],
    ],
)
def test_nobody_comes_in_as_something_else(house, body):
    house.joining.renew(s.MEETING)
    answer = house.browser().post("/meedoen/kom", json=body, headers=OURS)
    assert answer.status_code == 422


def test_a_role_is_no_place_for_a_number(house):
    code = house.joining.renew(s.MEETING)
    assert come(house.browser(), code.token, name="bel 06-12345678").status_code == 422
    assert house.joining.people(s.MEETING) == ()


def test_a_page_elsewhere_cannot_let_anybody_in(house):
    code = house.joining.renew(s.MEETING)
    for headers in ({}, {**OURS, "origin": "http://kwaad.example"}):
        body = {"code": code.token, "side": "provider"}
        assert house.browser().post("/meedoen/kom", json=body, headers=headers).status_code == 403


def follows(phone, meeting):
    """The first thing a phone is told after it said that it has no ticket."""
    address = f"ws://127.0.0.1:8501/api/follow?meeting={meeting}"
    with phone.websocket_connect(address, headers={"origin": HOST}) as socket:
        socket.send_json({"ticket": ""})
        return socket.receive_json()


def test_a_phone_follows_its_own_side_and_nothing_of_the_desk(house):
    told = follows(house.phone("municipality"), s.MEETING)
    assert told["scene"] == {"role": "municipality", "side": "municipality"}


def test_a_phone_is_in_no_other_meeting(house):
    with pytest.raises(WebSocketDisconnect):
        follows(house.phone(), "ander-gesprek")


@pytest.mark.parametrize(
    "body",
    [
        s.note(),
        s.confirmed(e.Side.provider),
        s.story(),
        s.dispute(),
        e.Shown(view=e.View.welcome),
        e.Parked(parked="p1", text="Later"),
    ],
    ids=lambda one: one.kind,
)
def test_a_phone_says_nothing_of_the_desk_and_nothing_of_the_invited(house, body):
    phone, before = house.phone(), house.telling.meeting(s.MEETING).sequence
    message = {"op": "12345678", "meeting": s.MEETING, "body": body.model_dump(mode="json")}
    assert phone.post("/api/lines", json=message, headers=OURS).status_code == 403
    assert house.telling.meeting(s.MEETING).sequence == before


def test_a_phone_says_what_its_own_side_expects_and_not_the_other(house):
    house.say(WITH_PHONES.model_copy(update={"predict": True}))
    phone = house.phone()
    for side, status in (("provider", 200), ("municipality", 409)):
        body = {"kind": "prediction_given", "item": "uitval", "side": side, "direction": "up"}
        message = {"op": f"verwacht-{side}", "meeting": s.MEETING, "body": body}
        assert phone.post("/api/lines", json=message, headers=OURS).status_code == status
    assert list(house.telling.meeting(s.MEETING).predictions) == [("uitval", e.Side.provider)]


def expects(phone, why, op="verwacht-1", **more):
    body = {"kind": "prediction_given", "item": "uitval", "side": "provider", "why": why}
    message = {"op": op, "meeting": s.MEETING, "body": body, **more}
    return phone.post("/api/lines", json=message, headers=OURS)


def test_nobody_predicts_in_a_meeting_that_does_not_predict_first(house):
    answer = expects(house.phone(), "Het loopt op")
    assert (answer.status_code, answer.json()["reason"]) == (409, NL("refusals.not_predicting"))


def test_a_doubtful_expectation_is_rewritten_on_a_phone_and_never_sent_anyway(house):
    house.say(WITH_PHONES.model_copy(update={"predict": True}))
    text = "Van die drie jongeren wachten er twee"
    assert expects(house.phone(), text, overruled=["small_group"]).status_code == 428
    assert house.telling.meeting(s.MEETING).predictions == {}


def test_the_second_phone_of_a_side_gets_back_what_the_first_expected(house):
    house.say(WITH_PHONES.model_copy(update={"predict": True}))
    base = house.telling.meeting(s.MEETING).sequence
    expects(house.phone(), "De wachtlijst groeit", base=base, device="een")
    told = expects(house.phone(), "Het wordt rustiger", "verwacht-2", base=base, device="twee")
    assert told.json()["conflict"]
    assert told.json()["theirs"]["why"] == "De wachtlijst groeit"


def test_who_watches_says_nothing(house):
    phone = house.phone("reader")
    body = {"kind": "prediction_given", "item": "uitval", "side": "provider", "direction": "up"}
    message = {"op": "12345678", "meeting": s.MEETING, "body": body}
    assert phone.post("/api/lines", json=message, headers=OURS).status_code == 409


def test_a_phone_reads_no_journal(house):
    answer = house.phone().get(f"/api/lines?meeting={s.MEETING}")
    assert answer.json() == {"sequence": 0, "events": []}


def test_the_facilitator_sees_who_takes_part_and_may_remove_somebody(house):
    phone = house.phone("provider", "teamleider")
    (one,) = house.joining.people(s.MEETING)
    assert (one.side, one.name) == (e.Side.provider, "teamleider")
    body = {"meeting": s.MEETING, "action": "remove", "session": one.id}
    assert house.desk().post("/api/joining", json=body, headers=OURS).status_code == 200
    assert phone.get("/meedoen/ik").status_code == 403


def test_a_phone_arranges_nothing(house):
    phone = house.phone()
    code = house.joining.code(s.MEETING)
    for action in ("renew", "remove"):
        body = {"meeting": s.MEETING, "action": action, "session": ""}
        assert phone.post("/api/joining", json=body, headers=OURS).status_code == 403
    assert house.joining.code(s.MEETING).pin == code.pin


def test_one_browser_that_comes_in_again_is_one_person(house):
    phone = house.phone("provider")
    for _ in range(2):
        assert come(phone, house.joining.code(s.MEETING).token, "provider").status_code == 200
    assert len(house.joining.people(s.MEETING)) == 1


def test_a_wrong_code_puts_nobody_out(house):
    phone = house.phone("provider")
    assert come(phone, "000000").status_code == 403
    assert phone.get("/meedoen/ik").status_code == 200


def test_only_phones_that_follow_now_or_answered_count(house):
    phone = house.phone("provider")
    (one,) = house.joining.people(s.MEETING)
    assert house.joining.phones(s.MEETING) == {}
    assert house.joining.phones(s.MEETING, {one.id}) == {e.Side.provider: 1}
    address = f"ws://127.0.0.1:8501/api/follow?meeting={s.MEETING}"
    with phone.websocket_connect(address, headers={"origin": HOST}) as socket:
        socket.send_json({"ticket": ""})
        socket.receive_json()
        assert house.joining.phones(s.MEETING) == {e.Side.provider: 1}


def test_who_leaves_is_out(house):
    phone = house.phone()
    assert phone.post("/meedoen/weg", json={}, headers=OURS).status_code == 204
    assert house.joining.people(s.MEETING) == ()
    assert phone.get("/meedoen/ik").status_code == 403


def test_everybody_is_out_when_phones_are_switched_off(house):
    phone = house.phone()
    house.say(s.PLAN)
    assert phone.get("/meedoen/ik").status_code == 403
    assert house.joining.code(s.MEETING) is None


def test_everybody_is_out_when_the_meeting_is_sealed(house):
    phone = house.phone()
    house.say(s.note(), *(s.confirmed(side) for side in e.Side))
    house.telling.seal(s.MEETING)
    assert phone.get("/meedoen/ik").status_code == 403


def test_a_restart_keeps_phones_in_and_forgets_the_code(house):
    phone = house.phone()
    house.joining = Joining(house.telling, Sessions(house.folder / "secret"))
    assert phone.get("/meedoen/ik").status_code == 200
    assert house.joining.code(s.MEETING) is None


def beside(house, role):
    view = follow.View(s.MEETING, "nl", role, None)
    return Beside(house.telling, house.joining, house.silence)(view, HOST)


def test_the_wall_shows_a_code_only_when_it_is_meant_to(house):
    house.joining.renew(s.MEETING)
    assert beside(house, e.Role.wall) is None
    house.say(e.Shown(view=e.View.join))
    how = beside(house, e.Role.wall)["join"]
    assert how["code"].replace(" ", "") == house.joining.code(s.MEETING).pin
    assert how["address"] == "127.0.0.1:8501/meedoen"


def test_the_wall_says_so_when_no_phone_can_reach_the_address(house, monkeypatch):
    house.say(e.Shown(view=e.View.join))
    assert beside(house, e.Role.wall)["join"]["here_only"]
    monkeypatch.setenv("TELVERTEL_BEYOND", "laptop.gemeente.nl:8501")
    assert not beside(house, e.Role.wall)["join"]["here_only"]


def test_the_wall_never_shows_a_code_that_no_longer_holds(house):
    house.say(e.Shown(view=e.View.join))
    assert beside(house, e.Role.wall)["join"]["code"]


@pytest.mark.parametrize("role", [e.Role.municipality, e.Role.provider, e.Role.reader])
def test_a_phone_is_never_told_the_code_nor_how_many_wrote(house, role):
    house.say(e.Shown(view=e.View.join))
    house.joining.renew(s.MEETING)
    assert beside(house, role) is None
