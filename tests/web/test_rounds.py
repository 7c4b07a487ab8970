"""A silent round over the web: kept before it is acknowledged, shown all at once, by nobody."""

from __future__ import annotations

import json
import random
import time
from uuid import uuid4

import pytest

from telvertel.journal.rounds import Rounds
from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed
from telvertel.wall.rounds import at_desk
from telvertel.wall.scene import scene
from telvertel.web.beside import Beside
from telvertel.web.follow import View
from telvertel.web.rounds import Silence
from telvertel.wording.words import words
from tests.meeting import saying as s
from tests.web.test_join import HOST, OURS, WITH_PHONES, House, come, follow

R = "ronde-1"
NL = words("nl")
LINES = e.RoundOpened(round=R, item="uitval", round_kind=e.RoundKind.lines, question="Waarom?")
POSITIONS = e.RoundOpened(
    round=R, item="uitval", round_kind=e.RoundKind.positions, question="Waar staat u?", note="n1"
)


@pytest.fixture
def house(tmp_path):
    one = House(tmp_path)
    one.say(WITH_PHONES, *s.OPEN[1:], s.note("De wachtlijst bij de toegang"))
    yield one
    one.journal.close()


@pytest.fixture
def lines(house):
    house.say(LINES)
    return house


@pytest.fixture
def positions(house):
    house.say(POSITIONS)
    return house


def write(phone, text, op="", anyway=()):
    message = {"meeting": s.MEETING, "round": R, "op": op or uuid4().hex, "text": text}
    return phone.post("/api/rounds", json=message | {"anyway": list(anyway)}, headers=OURS)


def stand(phone, position):
    message = {"meeting": s.MEETING, "round": R, "position": position}
    return phone.post("/api/rounds", json=message, headers=OURS)


def close(house, through=None):
    message = {"meeting": s.MEETING, "round": R, "through": through}
    return house.desk().post("/api/rounds/close", json=message, headers=OURS)


def closed(house):
    return house.telling.meeting(s.MEETING).rounds[-1].closed


def seen(house):
    """What the wall draws of the round."""
    house.say(e.Shown(view=e.View.round, item="uitval", round=R))
    return scene(house.telling.meeting(s.MEETING), "nl")


def test_lines_of_both_sides_come_in_one_event_with_nothing_of_their_writers(lines):
    for side in ("provider", "municipality"):
        for text in ("zorg", "aanloop", "midden"):
            assert write(lines.phone(side), f"{text} van {side}").json() == {"kept": True}
    assert closed(lines) is None
    assert close(lines).json() == {"closed": True}
    assert [one.text for one in closed(lines).lines if one.side is e.Side.provider] == [
        "aanloop van provider",
        "midden van provider",
        "zorg van provider",
    ]
    last = lines.journal.since(s.MEETING)[-1]
    assert (last.author, last.device, last.side, last.role) == ("", "", None, e.Role.facilitator)


def test_a_line_survives_a_restart_before_the_round_is_closed(lines):
    phone = lines.phone()
    for text in ("een", "twee", "drie"):
        write(phone, text)
    lines.silence = Silence(lines.telling, Rounds(lines.folder / "rounds"), lines.joining)
    lines.silence.close(s.MEETING, R)
    assert sorted(one.text for one in closed(lines).lines) == ["drie", "een", "twee"]


def test_a_retry_counts_once(lines):
    phone = lines.phone()
    for _ in range(2):
        write(phone, "een", op="zelfde-op")
    assert lines.silence.facts(s.MEETING, "nl")["count"] == 1


def test_one_person_may_write_several_lines(lines):
    phone = lines.phone()
    for text in ("een", "twee", "drie"):
        write(phone, text)
    close(lines)
    assert len(closed(lines).lines) == 3


def test_with_too_few_lines_nothing_is_shown_and_the_facilitator_knew(lines):
    write(lines.phone(), "alleen ik")
    assert lines.silence.facts(s.MEETING, "nl")["needed"] == 2
    close(lines)
    assert (closed(lines).lines, closed(lines).left_out) == ((), 1)
    assert seen(lines)["told"] == NL("rounds.too_few")
    assert "alleen ik" not in json.dumps(seen(lines))
    assert "alleen ik" not in (lines.folder / "journal").joinpath(f"{s.MEETING}.jsonl").read_text()


def test_nothing_of_what_is_written_is_known_anywhere_while_the_round_runs(lines):
    write(lines.phone(), "geheime gedachte")
    meeting = lines.telling.meeting(s.MEETING)
    told = [
        seen(lines),
        at_desk(meeting, "nl"),
        lines.silence.facts(s.MEETING, "nl"),
        [event.model_dump(mode="json") for event in lines.journal.since(s.MEETING)],
    ]
    assert "geheime" not in json.dumps(told)


def test_after_the_end_nothing_of_the_round_is_left_but_its_event(lines):
    for text in ("een", "twee", "drie"):
        write(lines.phone(), text)
    close(lines)
    assert list((lines.folder / "rounds").iterdir()) == []


def test_what_comes_too_late_is_said_so_and_not_swallowed(lines):
    phone = lines.phone()
    for text in ("een", "twee", "drie"):
        write(phone, text)
    close(lines)
    late = write(phone, "te laat")
    assert (late.status_code, late.json()["reason"]) == (409, NL("refusals.round_closed"))


def test_a_bsn_never_leaves_the_phone(lines):
    answer = write(lines.phone(), "Het gaat om 999990019", anyway=["bsn"])
    assert answer.status_code == 422
    assert lines.silence.facts(s.MEETING, "nl")["count"] == 0


def test_a_line_that_may_point_at_somebody_is_sent_only_knowingly(lines):
    phone, text = lines.phone(), "Van die drie jongeren wachten er twee"
    first = write(phone, text)
    kinds = [one["kind"] for one in first.json()["concerns"]]
    assert (first.status_code, kinds) == (428, ["small_group"])
    assert write(phone, text, anyway=kinds).status_code == 200


def doubtful(house):
    phone = house.phone()
    for text in ("een gedachte", "nog een gedachte", "een derde"):
        write(phone, text)
    write(phone, "Van die drie jongeren wachten er twee", anyway=["small_group"])


def test_a_doubtful_line_waits_at_the_desk_and_the_others_with_it(lines):
    doubtful(lines)
    assert lines.silence.facts(s.MEETING, "nl")["waiting"] == []  # nobody reads while others write
    assert close(lines).json() == {"closed": False}
    (one,) = lines.silence.facts(s.MEETING, "nl")["waiting"]
    assert one["text"] == "Van die drie jongeren wachten er twee"
    assert write(lines.phone(), "te laat").status_code == 409
    assert closed(lines) is None


def test_what_the_facilitator_leaves_out_was_never_in_the_journal(lines):
    doubtful(lines)
    close(lines)
    assert close(lines, through=[]).json() == {"closed": True}
    assert closed(lines).left_out == 1
    assert "jongeren" not in (lines.folder / "journal").joinpath(f"{s.MEETING}.jsonl").read_text()


def test_what_the_facilitator_lets_through_stands_among_the_others(lines):
    doubtful(lines)
    close(lines)
    (one,) = lines.silence.facts(s.MEETING, "nl")["waiting"]
    close(lines, through=[one["id"]])
    assert (len(closed(lines).lines), closed(lines).left_out) == (4, 0)


def test_positions_are_one_per_phone_and_the_last_one_holds(positions):
    provider = [positions.phone("provider") for _ in range(3)]
    municipality = [positions.phone("municipality") for _ in range(3)]
    for phone in provider:
        assert stand(phone, "disagree").status_code == 200
        stand(phone, "agree")
    for phone in municipality:
        stand(phone, "unknown")
    close(positions)
    assert {(one.side, one.position, one.count) for one in closed(positions).positions} == {
        (e.Side.provider, e.Position.agree, 3),
        (e.Side.municipality, e.Position.unknown, 3),
    }


def test_who_comes_in_again_does_not_stand_in_two_places(positions):
    phone = positions.phone("provider")
    stand(phone, "agree")
    come(phone, positions.joining.code(s.MEETING).token, "municipality")
    stand(phone, "disagree")
    assert positions.silence.facts(s.MEETING, "nl")["count"] == 1


def test_a_full_round_says_that_it_is_full(lines, monkeypatch):
    monkeypatch.setattr("telvertel.journal.rounds.MOST", 1)
    write(lines.phone(), "een")
    answer = write(lines.phone(), "twee")
    assert (answer.status_code, answer.json()["reason"]) == (409, NL("refusals.round_full"))


def test_a_round_can_be_closed_after_phones_were_switched_off(lines):
    doubtful(lines)
    close(lines)
    lines.say(WITH_PHONES.model_copy(update={"phones": False}))
    beside = Beside(lines.telling, lines.joining, lines.silence)
    told = beside(View(s.MEETING, "nl", e.Role.facilitator, None), HOST)
    (one,) = told["running"]["waiting"]
    assert close(lines, through=[one["id"]]).json() == {"closed": True}
    assert len(closed(lines).lines) == 4


def few_told(house, role):
    told = Beside(house.telling, house.joining, house.silence)(
        View(s.MEETING, "nl", role, None), HOST
    )
    return told.get("written", told)["few"]


@pytest.mark.parametrize("role", [e.Role.wall, e.Role.facilitator, e.Role.provider])
def test_with_fewer_than_three_phones_nobody_is_promised_that_it_cannot_be_guessed(lines, role):
    assert few_told(lines, role)
    for _ in range(3):
        write(lines.phone(), "een gedachte")
    assert not few_told(lines, role)


def test_the_wall_promises_nothing_of_its_own_with_fewer_than_three_phones(lines):
    assert "is te raden wie wat schreef" in seen(lines)["few"]


def test_the_wall_shows_every_position_of_both_sides_and_no_majority(positions):
    for side in ("provider", "municipality"):
        for position in ("agree", "agree", "disagree"):
            stand(positions.phone(side), position)
    close(positions)
    columns = seen(positions)["columns"]
    assert [one["name"] for one in columns] == ["De Brug (fictief)", "Rivierstede (fictief)"]
    assert [[one["count"] for one in side["stands"]] for side in columns] == [[2, 0, 1, 0]] * 2


def test_two_positions_are_not_shown(positions):
    for position in ("agree", "disagree"):
        stand(positions.phone(), position)
    close(positions)
    assert (closed(positions).positions, closed(positions).left_out) == ((), 2)


def test_a_line_is_no_position_and_a_position_no_line(house):
    house.say(LINES)
    assert stand(house.phone(), "agree").status_code == 409
    message = {"meeting": s.MEETING, "round": R, "op": "12345678", "text": "a", "position": "agree"}
    assert house.phone().post("/api/rounds", json=message, headers=OURS).status_code == 422


@pytest.mark.parametrize("text", ["", "   ", "\n", "x" * 601])
def test_a_line_without_words_or_without_end_is_no_line(lines, text):
    assert write(lines.phone(), text).status_code == 422
    assert lines.silence.facts(s.MEETING, "nl")["count"] == 0


def test_one_device_cannot_fill_a_round(lines, monkeypatch):
    monkeypatch.setattr("telvertel.web.rounds.MOST_EACH", 3)
    flood, other = lines.phone(), lines.phone()
    assert [write(flood, f"regel {n}").status_code for n in range(4)] == [200, 200, 200, 429]
    assert write(other, "ik ook nog").status_code == 200


def test_who_watches_writes_nothing(lines):
    assert write(lines.phone("reader"), "mag dit").status_code == 422


def test_who_is_not_in_writes_nothing(lines):
    assert write(lines.browser(), "mag dit").status_code in (401, 403)


def test_a_phone_closes_no_round(lines):
    message = {"meeting": s.MEETING, "round": R, "through": []}
    answer = lines.phone().post("/api/rounds/close", json=message, headers=OURS)
    assert answer.status_code == 403


def test_nobody_says_from_a_browser_what_came_out_of_a_round(lines):
    body = e.RoundClosed(round=R, lines=(e.RoundLine(side=None, text="verzonnen"),))
    message = {"op": "12345678", "meeting": s.MEETING, "body": body.model_dump(mode="json")}
    assert lines.desk().post("/api/lines", json=message, headers=OURS).status_code == 422


def test_a_round_that_was_never_opened_cannot_be_closed(house):
    with pytest.raises(NotAllowed):
        house.silence.close(s.MEETING, R)


def test_a_meeting_is_sealed_once_its_round_is_closed_and_nothing_of_it_is_left(lines):
    write(lines.phone(), "nog onderweg")
    lines.say(*(s.confirmed(side) for side in e.Side))
    with pytest.raises(NotAllowed, match="round_running"):
        lines.telling.seal(s.MEETING)
    close(lines)
    lines.say(*(s.confirmed(side) for side in e.Side))
    lines.telling.seal(s.MEETING)
    assert list((lines.folder / "rounds").iterdir()) == []


def test_a_restart_clears_what_a_crash_left_of_a_closed_round(lines):
    write(lines.phone(), "een")
    left = (lines.folder / "rounds" / f"{s.MEETING}.json").read_bytes()
    close(lines)
    (lines.folder / "rounds" / f"{s.MEETING}.json").write_bytes(left)
    Silence(lines.telling, Rounds(lines.folder / "rounds"), lines.joining)
    assert list((lines.folder / "rounds").iterdir()) == []


def test_thirty_lines_wake_nobody_and_the_wall_hears_the_count(lines):
    """The scene is drawn anew for what is said, not for each line of a silent round."""
    drawn = []
    lines._scene = lambda *_: drawn.append(1) or {"drawn": len(drawn)}
    app_scene = lines._scene
    from starlette.applications import Starlette
    from starlette.testclient import TestClient

    from telvertel.web.ticket import ticket

    beside = Beside(lines.telling, lines.joining, lines.silence)
    routes = follow.routes(lines.telling, lines.key, app_scene, beside)
    with TestClient(Starlette(routes=routes), base_url=HOST) as client:
        address = f"ws://127.0.0.1:8501/api/follow?meeting={s.MEETING}"
        with client.websocket_connect(address, headers={"origin": HOST}) as wall:
            wall.send_json({"ticket": ticket(lines.key, s.MEETING, e.Role.wall, None, 1)})
            assert wall.receive_json()["scene"] == {"drawn": 1}
            assert wall.receive_json()["beside"]["written"]["count"] == 0
            phones = [lines.phone() for _ in range(5)]
            for number in range(30):
                write(random.choice(phones), f"regel {number}")
            before = time.monotonic()
            count = 0
            while count < 30 and time.monotonic() - before < 5:
                told = wall.receive_json()
                count = told.get("beside", {}).get("written", {}).get("count", count)
            assert count == 30
    assert len(drawn) == 1
