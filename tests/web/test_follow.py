"""Following the room: what one says, the others see at once, each role only its own view."""

import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from telvertel.journal.journal import Journal
from telvertel.meeting import events as e
from telvertel.telling import Telling
from telvertel.web import follow
from telvertel.web.gate import Gate
from telvertel.web.sessions import PHONE, Sessions, cookie
from telvertel.web.ticket import ticket
from tests.meeting import lasting
from tests.meeting import saying as s

HOST = "http://127.0.0.1:8501"
KEY = b"geheim"


class Drawing:
    """A scene that says for whom it was drawn, and counts how often it was."""

    def __init__(self):
        self.drawn = []
        self.fails = False
        self.looks_back = False  # then the scene holds agreements of the meetings before

    def __call__(self, meeting, language, role, side):
        self.drawn.append((meeting.sequence, language, role, side))
        if self.fails:
            raise ValueError("kapot")
        notes = [note.text for note in meeting.notes]
        drawn = {"role": role.value, "language": language, "notes": notes}
        return drawn | {"drawing": len(self.drawn)} if self.looks_back else drawn


@pytest.fixture
def telling(tmp_path):
    journal = Journal.open(tmp_path / "journal")
    telling = Telling(journal)
    for body in s.OPEN:
        telling.say(s.saying(body))
    yield telling
    journal.close()


@pytest.fixture
def drawing():
    return Drawing()


@pytest.fixture
def client(telling, drawing):
    app = Starlette(routes=follow.routes(telling, KEY, drawing))
    with TestClient(app, base_url=HOST) as client:
        yield client


@contextmanager
def following(client, role=e.Role.wall, meeting=s.MEETING, lang="nl", hours=1.0, **headers):
    """A socket that has shown its ticket, as the first thing it says."""
    made = ticket(KEY, s.MEETING, role, None, hours)
    address = f"ws://127.0.0.1:8501/api/follow?meeting={meeting}&lang={lang}"
    with client.websocket_connect(address, headers={"origin": HOST, **headers}) as socket:
        socket.send_json({"ticket": made})
        yield socket


def test_every_message_says_what_time_it_is_at_the_server(client, monkeypatch):
    monkeypatch.setattr(follow, "HEARTBEAT", 0.05)
    with following(client) as wall:
        for _ in range(2):
            at = datetime.fromisoformat(wall.receive_json()["at"])
            assert abs(datetime.now(UTC) - at) < timedelta(seconds=5)


def test_a_follower_gets_the_scene_at_once_and_again_after_every_line(client, telling):
    with following(client) as wall:
        first = wall.receive_json()
        assert first["sequence"] == 3
        assert first["scene"] == {"role": "wall", "language": "nl", "notes": []}
        telling.say(s.saying(s.note()))
        told = wall.receive_json()
        assert told["sequence"] == 4
        assert told["scene"]["notes"] == ["Het team was klein."]


def test_a_line_said_by_one_stands_with_another_within_a_moment(client, telling):
    with following(client) as one, following(client) as other:
        one.receive_json(), other.receive_json()
        before = time.monotonic()
        telling.say(s.saying(s.note()))
        assert one.receive_json()["scene"] == other.receive_json()["scene"]
        assert time.monotonic() - before < 1.0


def test_the_scene_is_computed_once_for_all_who_look_alike(client, telling, drawing):
    sockets = [following(client) for _ in range(8)]
    opened = [socket.__enter__() for socket in sockets]
    for wall in opened:
        wall.receive_json()
    telling.say(s.saying(s.note()))
    for wall in opened:
        assert wall.receive_json()["sequence"] == 4
    for socket in sockets:
        socket.__exit__(None, None, None)
    assert [one[0] for one in drawing.drawn] == [3, 4]


def test_each_role_and_language_gets_its_own_view_and_no_other(client, telling):
    looks = [(e.Role.wall, "nl"), (e.Role.wall, "en"), (e.Role.facilitator, "nl")]
    sockets = [following(client, role, lang=lang) for role, lang in looks]
    opened = [socket.__enter__() for socket in sockets]
    for round_ in range(2):
        for (role, lang), socket in zip(looks, opened, strict=True):
            scene = socket.receive_json()["scene"]
            assert (scene["role"], scene["language"]) == (role.value, lang)
        if round_ == 0:
            telling.say(s.saying(s.note()))
    for socket in sockets:
        socket.__exit__(None, None, None)


def test_many_lines_at_once_arrive_as_few_messages_and_the_last_state_is_whole(client, telling):
    with following(client) as wall:
        wall.receive_json()

        def speak():
            for number in range(20):
                telling.say(s.saying(s.note(f"Regel {number}", note=f"n{number}")))

        thread = threading.Thread(target=speak)
        thread.start()
        messages = [wall.receive_json()]
        while messages[-1]["sequence"] < 23:
            messages.append(wall.receive_json())
        thread.join()
        sequences = [one["sequence"] for one in messages]
        assert sequences == sorted(set(sequences))
        assert len(messages[-1]["scene"]["notes"]) == 20


def test_a_line_in_another_meeting_wakes_nobody(client, telling, drawing):
    with following(client) as wall:
        wall.receive_json()
        elsewhere = s.saying(s.PLAN).model_copy(update={"meeting": "elders-1"})
        telling.say(elsewhere)
        telling.say(s.saying(s.note()))
        assert wall.receive_json()["sequence"] == 4
    assert len(drawing.drawn) == 2


@pytest.mark.parametrize("changed", ["vorig-1", "eerst-1"])
def test_a_change_in_a_meeting_before_is_seen_by_who_looks_back_on_it(
    client, telling, drawing, changed
):
    def earlier(body, meeting):
        telling.say(s.saying(body).model_copy(update={"meeting": meeting}))

    for meeting, before in (("eerst-1", None), ("vorig-1", "eerst-1")):
        plan = s.PLAN.model_copy(update={"previous": before})
        for body in (plan, *s.OPEN[1:], s.agreement("oud")):
            earlier(body, meeting)
    telling.say(s.saying(s.PLAN.model_copy(update={"previous": "vorig-1"})))
    drawing.looks_back = True
    with following(client) as wall:
        assert wall.receive_json()["sequence"] == 4
        earlier(e.AgreementPulledBack(agreement="oud", reason="Dubbel."), changed)
        assert wall.receive_json()["sequence"] == 4
    with following(client) as wall:
        wall.receive_json()
    assert len(drawing.drawn) == 2


def test_what_is_set_for_the_municipality_in_another_meeting_is_seen_here_too(
    client, telling, drawing
):
    drawing.looks_back = True
    with following(client) as wall:
        wall.receive_json()
        for body in (s.PLAN, lasting.principles("nabij")):
            telling.say(s.saying(body).model_copy(update={"meeting": "rivierstede-2"}))
        assert wall.receive_json()["scene"]["drawing"] == 2


def test_what_changes_nothing_of_what_one_sees_is_not_told_again(client, telling):
    with following(client) as wall:
        wall.receive_json()
        telling.say(s.saying(e.Parked(parked="p1", text="Voor later")))
        telling.say(s.saying(s.note()))
        assert wall.receive_json()["sequence"] == 5


def test_signs_of_life_come_too_when_all_that_is_said_changes_nothing(client, telling, monkeypatch):
    monkeypatch.setattr(follow, "HEARTBEAT", 0.2)
    with following(client) as wall:
        wall.receive_json()
        for number in range(6):
            telling.say(s.saying(e.Parked(parked=f"p{number}", text="Voor later")))
            time.sleep(0.05)
        assert wall.receive_json()["ping"]


def test_a_sign_of_life_comes_when_nothing_is_said(client, monkeypatch):
    monkeypatch.setattr(follow, "HEARTBEAT", 0.05)
    with following(client) as wall:
        wall.receive_json()
        assert wall.receive_json()["ping"]


def test_a_scene_that_fails_leaves_the_last_picture_and_the_next_one_comes(
    client, telling, drawing
):
    with following(client) as wall:
        wall.receive_json()
        drawing.fails = True
        telling.say(s.saying(s.note(note="n1")))
        while len(drawing.drawn) < 2:
            time.sleep(0.01)
        drawing.fails = False
        telling.say(s.saying(s.note(note="n2")))
        assert wall.receive_json()["sequence"] == 5


def test_a_scene_that_failed_is_drawn_again_though_nothing_more_is_said(
    client, telling, drawing, monkeypatch, caplog
):
    monkeypatch.setattr(follow, "GLANCE", 0.05)
    monkeypatch.setattr(follow, "AGAIN", 0.05)
    with following(client) as wall:
        wall.receive_json()
        drawing.fails = True
        telling.say(s.saying(s.note(note="n1")))
        for _ in range(3000):
            if len(drawing.drawn) >= 4:
                break
            time.sleep(0.01)
        drawing.fails = False
        assert wall.receive_json()["sequence"] == 4
    assert caplog.text.count("a scene could not be drawn") == 1


def test_a_line_that_woke_nobody_is_seen_at_the_next_glance(client, telling, monkeypatch):
    monkeypatch.setattr(follow, "GLANCE", 0.05)
    with following(client) as wall:
        wall.receive_json()
        monkeypatch.setattr(follow.Room, "_shows", lambda *_: 1 / 0)
        telling.say(s.saying(s.note(note="n1")))
        assert wall.receive_json()["sequence"] == 4


def test_a_ticket_that_ends_ends_the_following(client, monkeypatch):
    monkeypatch.setattr(follow, "HEARTBEAT", 0.05)
    with following(client, hours=1.2 / 3600) as wall:
        wall.receive_json()
        with pytest.raises(WebSocketDisconnect) as end:
            while True:
                assert wall.receive_json()["ping"]
        assert end.value.code == 1008


@pytest.mark.parametrize(
    "wrong",
    [
        {"meeting": "ander-gesprek"},
        {"hours": -1},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
def test_who_has_no_right_to_follow_gets_nothing(client, drawing, wrong):
    with pytest.raises(WebSocketDisconnect) as end, following(client, **wrong) as wall:
        wall.receive_json()
    assert end.value.code == 1008
    assert drawing.drawn == []


@pytest.fixture
def phone(telling, drawing, tmp_path, monkeypatch):
    """A phone on the laptop itself: its sessions, its own one, and a client with its cookie."""
    monkeypatch.setattr(follow, "HEARTBEAT", 0.05)
    sessions = Sessions(tmp_path / "secret")
    token, session = sessions.begin(e.Role.provider, None, s.MEETING)
    app = Starlette(
        routes=follow.routes(telling, KEY, drawing, sessions=sessions),
        middleware=[Middleware(Gate, sessions=lambda: sessions)],
    )
    with TestClient(app, base_url=HOST, client=("127.0.0.1", 50000)) as client:
        client.cookies.set(cookie(PHONE, False), token)
        yield sessions, session, client


def test_a_phone_follows_by_its_session_and_as_nobody_else(phone):
    _, _, client = phone
    address = f"ws://127.0.0.1:8501/api/follow?meeting={s.MEETING}"
    with client.websocket_connect(address, headers={"origin": HOST}) as socket:
        socket.send_json({})
        assert socket.receive_json()["scene"]["role"] == "provider"
    for other in ("ander-gesprek", ""):
        address = f"ws://127.0.0.1:8501/api/follow?meeting={other}"
        with client.websocket_connect(address, headers={"origin": HOST}) as socket:
            socket.send_json({"ticket": ""})
            with pytest.raises(WebSocketDisconnect):
                socket.receive_json()


def test_a_phone_that_is_sent_out_hears_nothing_more(phone):
    sessions, session, client = phone
    address = f"ws://127.0.0.1:8501/api/follow?meeting={s.MEETING}"
    with client.websocket_connect(address, headers={"origin": HOST}) as socket:
        socket.send_json({})
        socket.receive_json()
        sessions.end(session.id)
        with pytest.raises(WebSocketDisconnect) as end:
            while True:
                assert "scene" not in socket.receive_json()
    assert end.value.code == 1008


@pytest.mark.parametrize("first", ['{"ticket": "geraden"}', "[]", "geen json", '{"ticket": 5}'])
def test_a_first_word_that_is_no_ticket_ends_it(client, drawing, first):
    address = f"ws://127.0.0.1:8501/api/follow?meeting={s.MEETING}"
    with client.websocket_connect(address, headers={"origin": HOST}) as socket:
        socket.send_text(first)
        with pytest.raises(WebSocketDisconnect) as end:
            socket.receive_json()
    assert end.value.code == 1008 and drawing.drawn == []


def test_a_socket_that_says_nothing_is_closed(client, monkeypatch):
    monkeypatch.setattr(follow, "FIRST_WORDS", 0.05)
    address = f"ws://127.0.0.1:8501/api/follow?meeting={s.MEETING}"
    with (
        client.websocket_connect(address, headers={"origin": HOST}) as socket,
        pytest.raises(WebSocketDisconnect),
    ):
        socket.receive_json()


def test_what_a_follower_sends_is_read_and_left(client, telling):
    with following(client) as wall:
        wall.receive_json()
        wall.send_text('{"kind": "sealed"}')
        wall.send_bytes(b"\x00")
        telling.say(s.saying(s.note()))
        assert wall.receive_json()["sequence"] == 4


def test_the_scene_can_be_asked_for_without_a_socket(client):
    made = ticket(KEY, s.MEETING, e.Role.wall, None, 1)
    address = f"/api/scene?meeting={s.MEETING}&lang=en"
    told = client.get(address, headers={"x-telvertel-ticket": made}).json()
    assert datetime.fromisoformat(told.pop("at"))
    assert told == {"sequence": 3, "scene": {"role": "wall", "language": "en", "notes": []}}
    assert client.get(address).status_code == 403


def test_a_scene_that_cannot_be_drawn_is_said_in_a_sentence(client, drawing):
    drawing.fails = True
    made = ticket(KEY, s.MEETING, e.Role.wall, None, 1)
    headers = {"x-telvertel-ticket": made}
    answer = client.get(f"/api/scene?meeting={s.MEETING}", headers=headers)
    assert answer.status_code == 503 and answer.json()["reason"].endswith(".")
