"""Saying something over the web: what is answered, and what is refused before anybody looks."""

import json
import resource

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from telvertel.journal.journal import Journal
from telvertel.meeting import events as e
from telvertel.telling import Telling
from telvertel.web import lines
from telvertel.web.ticket import secret, ticket
from telvertel.wording.words import words
from tests.meeting import saying as s

HOST = "http://127.0.0.1:8501"
BSN = "999990019"


@pytest.fixture
def telling(tmp_path):
    journal = Journal.open(tmp_path / "journal")
    telling = Telling(journal)
    for body in s.OPEN:
        telling.say(s.saying(body))
    yield telling
    journal.close()


@pytest.fixture
def key(tmp_path):
    return secret(tmp_path / "secret")


@pytest.fixture
def client(telling, key):
    return TestClient(Starlette(routes=lines.routes(telling, key)), base_url=HOST)


def post(client, key, message, role=e.Role.facilitator, **more):
    headers = {
        "content-type": "application/json",
        "x-telvertel": "1",
        "x-telvertel-ticket": ticket(key, s.MEETING, role, None, 1),
        "origin": HOST,
        **more,
    }
    headers = {name: value for name, value in headers.items() if value is not None}
    content = message if isinstance(message, bytes) else json.dumps(message)
    return client.post("/api/lines", content=content, headers=headers)


def said(body, op="op-12345678", **more) -> dict:
    return {"op": op, "meeting": s.MEETING, "body": body.model_dump(mode="json"), **more}


def test_a_line_is_acknowledged_with_its_time_once_it_is_on_disk(client, key, telling):
    answer = post(client, key, said(s.note()))
    assert answer.status_code == 200
    told = answer.json()
    assert told["sequence"] == 4 and told["repeat"] is False and told["conflict"] is False
    hours, minutes, seconds = told["at_text"].split(":")
    assert len(hours) == len(minutes) == len(seconds) == 2
    assert telling.journal.verify(s.MEETING).lines == 4


def test_the_same_message_sent_again_is_answered_as_a_repeat(client, key, telling):
    first = post(client, key, said(s.note())).json()
    again = post(client, key, said(s.note())).json()
    assert again["repeat"] is True and again["sequence"] == first["sequence"]
    assert len(telling.meeting(s.MEETING).notes) == 1


def test_another_text_under_the_same_operation_is_not_acknowledged(client, key):
    post(client, key, said(s.note()))
    answer = post(client, key, said(s.note("Iets anders.")))
    assert answer.status_code == 409 and answer.json()["code"] == "said_otherwise"


def test_who_speaks_comes_from_the_ticket_and_never_from_the_body(client, key):
    message = said(s.confirmed(e.Side.provider)) | {"role": "facilitator"}
    assert post(client, key, message).status_code == 422
    answer = post(client, key, said(s.confirmed(e.Side.provider)), role=e.Role.municipality)
    assert answer.status_code == 409
    assert answer.json()["reason"] == words("nl")("refusals.other_side")


def test_a_bsn_is_not_kept_as_a_draft_either(client, key, telling):
    def draft(op, text):
        said = {"op": op, "meeting": s.MEETING, "draft": {"field": "regel", "text": text}}
        return post(client, key, said)

    assert draft("op-00000001", "Het gaat om 9999").status_code == 200
    assert draft("op-00000002", "Het gaat om 999900006").status_code == 422
    assert not telling.drafts(s.MEETING).get("regel")
    kept = [path.read_bytes() for path in telling.journal.folder.rglob("*") if path.is_file()]
    assert not any(b"999900006" in held for held in kept)


def test_a_draft_is_kept_and_only_the_desk_gets_it_back(client, key, telling):
    draft = {"op": "op-12345678", "meeting": s.MEETING, "draft": {"field": "regel", "text": "Er z"}}
    assert post(client, key, draft).status_code == 200
    assert telling.drafts(s.MEETING) == {"regel": "Er z"}
    assert get(client, key).json()["drafts"] == {"regel": "Er z"}
    assert "drafts" not in get(client, key, e.Role.provider).json()


@pytest.mark.parametrize("role", [e.Role.municipality, e.Role.provider])
def test_a_side_never_writes_over_what_is_typed_at_the_desk(client, key, telling, role):
    telling.draft(s.saying(e.Drafted(field="regel", text="Er z")))
    draft = {"op": "op-12345678", "meeting": s.MEETING, "draft": {"field": "regel", "text": "weg"}}
    answer = post(client, key, draft, role)
    assert answer.status_code == 409 and answer.json()["code"] == "facilitator_only"
    assert telling.drafts(s.MEETING) == {"regel": "Er z"}


def test_a_meeting_is_not_opened_from_a_browser_without_its_figures(tmp_path, key):
    telling = Telling(Journal.open(tmp_path / "gepland"))
    for body in s.PLANNED:
        telling.say(s.saying(body))
    client = TestClient(Starlette(routes=lines.routes(telling, key)), base_url=HOST)
    assert post(client, key, said(e.MeetingOpened())).status_code == 422
    assert telling.meeting(s.MEETING).opened_at is None


def get(client, key, role=e.Role.facilitator, since=0, meeting=s.MEETING):
    headers = {"x-telvertel-ticket": ticket(key, s.MEETING, role, None, 1)}
    return client.get(f"/api/lines?meeting={meeting}&since={since}", headers=headers)


def test_a_browser_that_was_away_asks_only_for_what_is_new(client, key):
    post(client, key, said(s.note()))
    told = get(client, key, since=3).json()
    assert [event["sequence"] for event in told["events"]] == [4]
    assert told["sequence"] == 4


def test_a_side_does_not_get_the_story_of_the_other_before_the_opening(tmp_path, key):
    telling = Telling(Journal.open(tmp_path / "eerder"))
    for body in (*s.PLANNED, s.story(e.Side.provider), s.story(e.Side.municipality)):
        telling.say(s.saying(body))
    client = TestClient(Starlette(routes=lines.routes(telling, key)), base_url=HOST)

    def sides(role):
        events = get(client, key, role).json()["events"]
        return {one["body"]["side"] for one in events if one["body"]["kind"] == "story_prepared"}

    assert sides(e.Role.provider) == {"provider"}
    assert sides(e.Role.municipality) == {"municipality"}
    assert sides(e.Role.facilitator) == {"provider", "municipality"}
    assert sides(e.Role.wall) == sides(e.Role.reader) == set()
    telling.say(s.saying(e.MeetingOpened()))
    assert sides(e.Role.provider) == {"provider", "municipality"}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"x-telvertel": None}, 403),
        ({"x-telvertel-ticket": "verzonnen.ticket"}, 403),
        ({"x-telvertel-ticket": None}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"origin": None}, 200),
    ],
)
def test_a_page_from_elsewhere_cannot_say_anything(client, key, telling, change, status):
    assert post(client, key, said(s.note()), **change).status_code == status
    assert len(telling.meeting(s.MEETING).notes) == (1 if status == 200 else 0)


def test_a_preflight_is_never_granted(client):
    answer = client.options("/api/lines", headers={"origin": "http://evil.example"})
    assert answer.status_code == 405
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_ticket_of_yesterday_or_for_another_meeting_is_refused(client, key, hours):
    meeting = s.MEETING if hours < 0 else "ander-gesprek"
    other = ticket(key, meeting, e.Role.facilitator, None, hours)
    answer = post(client, key, said(s.note()), **{"x-telvertel-ticket": other})
    assert answer.status_code == 403 and answer.json()["reason"]


@pytest.mark.parametrize("role", [e.Role.wall, e.Role.reader])
def test_the_ticket_of_the_wall_or_a_reader_can_never_write(client, key, telling, role):
    for body in (s.note(), s.weighing(), e.Shown(view=e.View.neutral), s.story()):
        assert post(client, key, said(body), role).status_code == 409
    draft = {"op": "op-12345678", "meeting": s.MEETING, "draft": {"field": "x", "text": "y"}}
    assert post(client, key, draft, role).status_code == 409
    assert telling.meeting(s.MEETING).sequence == 3


@pytest.mark.parametrize(
    "message",
    [
        b"geen json",
        b"[]",
        b"[" * 30_000,
        b'{"meeting": 3}',
        {"op": "op-12345678", "meeting": s.MEETING},
        {"op": "kort", "meeting": s.MEETING, "draft": {"field": "x", "text": "y"}},
        {"op": "op-12345678", "meeting": s.MEETING, "draft": {"field": "x"}},
        {"op": "op-12345678", "meeting": s.MEETING, "body": {"kind": "iets_nieuws"}},
        said(s.note()) | {"draft": {"field": "x", "text": "y"}},
        said(e.FiguresFrozen(item="uitval", card={}, figures=({"verzonnen": 3},))),
        said(e.MeetingOpened()),
    ],
)
def test_what_makes_no_sense_is_refused_and_stores_nothing(client, key, telling, message):
    assert post(client, key, message).status_code in (403, 422)
    assert telling.meeting(s.MEETING).sequence == 3


def test_half_a_letter_is_refused_not_stored(client, key, telling):
    raw = json.dumps(said(s.note("X"))).replace('"X"', '"\\ud800"').encode()
    assert post(client, key, raw).status_code == 422
    assert telling.meeting(s.MEETING).sequence == 3


def test_a_body_that_is_too_large_is_refused(client, key):
    assert post(client, key, said(s.note("x" * 19_000))).status_code == 200
    assert post(client, key, b" " * 64_001).status_code == 413


def test_a_full_disk_is_said_and_the_same_message_is_stored_later(client, key, telling):
    size = (telling.journal.folder / f"{s.MEETING}.jsonl").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, hard))
    try:
        answer = post(client, key, said(s.note()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert answer.status_code == 507
    assert answer.json()["reason"] == words("nl")("journal.not_saved")
    assert post(client, key, said(s.note())).status_code == 200


def test_a_citizen_number_is_refused_even_when_somebody_sets_it_aside(client, key, telling):
    for overruled in ([], ["bsn"]):
        answer = post(client, key, said(s.note(f"Dat was {BSN}."), overruled=overruled))
        assert answer.status_code == 422
        (concern,) = answer.json()["concerns"]
        assert concern["kind"] == "bsn" and BSN not in json.dumps(answer.json())
    assert telling.meeting(s.MEETING).notes == ()


def test_a_line_about_a_child_is_asked_about_and_the_answer_is_recorded(client, key, telling):
    line = s.note("Bel moeder op 06-12345678.")
    asked = post(client, key, said(line))
    assert asked.status_code == 428
    (concern,) = asked.json()["concerns"]
    assert concern["kind"] == "phone" and concern["sentence"] and concern["suggestion"]
    assert telling.meeting(s.MEETING).notes == ()
    assert post(client, key, said(line, overruled=["phone"])).status_code == 200
    (note,) = telling.meeting(s.MEETING).notes
    assert note.written.overruled == ("phone",)


def test_with_a_concern_comes_a_rewriting_to_take_over(client, key):
    line = s.note("Kevin (14) uit Almere wacht nog.")
    told = post(client, key, said(line)).json()
    assert told["proposals"] == {
        "text": "Een jongere van 12–17 jaar uit een plaats in de buurt wacht nog."
    }
    assert told["take_over"] and told["misses"]
    assert post(client, key, said(s.note(told["proposals"]["text"]), op="op-voorstel")).is_success


def test_a_form_has_a_rewriting_for_each_of_its_fields(client, key):
    agreed = s.agreement().model_copy(update={"who": "Bel 06-12345678", "reason": "Kevin (14)."})
    told = post(client, key, said(agreed)).json()
    assert set(told["proposals"]) == {"who", "reason"}


def test_what_is_set_aside_in_a_form_is_kept_beside_it(client, key, telling):
    agreed = s.agreement().model_copy(update={"reason": "Bel 06-12345678"})
    assert post(client, key, said(agreed, overruled=["phone"])).is_success
    (look,) = telling.meeting(s.MEETING).looked
    assert (look.body.field, look.body.concerns, look.body.second) == ("reason", ("phone",), False)


def test_setting_one_concern_aside_does_not_set_another_aside(client, key):
    line = s.note("Bel moeder op 06-12345678 of mail moeder@example.nl.")
    answer = post(client, key, said(line, overruled=["phone"]))
    assert answer.status_code == 428
    assert "email" in [one["kind"] for one in answer.json()["concerns"]]


def test_a_line_cannot_claim_that_its_concerns_were_set_aside(client, key, telling):
    assert post(client, key, said(s.note(overruled=("phone",)))).status_code == 200
    assert telling.meeting(s.MEETING).notes[0].written.overruled == ()


def test_two_devices_writing_the_same_weighing_are_both_kept_and_told(client, key, telling):
    first = said(s.weighing(), op="op-laptop-1", base=3, device="laptop")
    second = said(
        s.weighing().model_copy(update={"reasons": "Het team was klein."}),
        op="op-telefoon-1",
        base=3,
        device="telefoon",
    )
    assert post(client, key, first).json()["conflict"] is False
    told = post(client, key, second).json()
    assert told["conflict"] is True
    assert told["other"]["reasons"] == "Nog te kort."  # so that both can be shown
    reasons = [
        event.body.reasons
        for event in telling.journal.since(s.MEETING)
        if isinstance(event.body, e.WeighingGiven)
    ]
    assert reasons == ["Nog te kort.", "Het team was klein."]


def test_what_a_wiped_line_said_is_served_to_nobody_not_even_to_the_desk(client, key, tmp_path):
    """Also while it could not be erased yet, because the disk was full."""
    for body in (s.note("Zo zei Sannemijn het."), e.LineHeld(note="n1")):
        assert post(client, key, said(body, op=f"op-{body.kind}")).status_code == 200
    draft = {"op": "op-kladje-1", "meeting": s.MEETING, "draft": {"field": "x", "text": "x" * 9000}}
    post(client, key, draft)  # too large to be written once more
    size = (tmp_path / "journal" / f"{s.MEETING}.jsonl").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1000, hard))
    try:
        assert post(client, key, said(e.LineWiped(note="n1"), op="op-gewist-1")).status_code == 200
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert b"Sanne" in (tmp_path / "journal" / f"{s.MEETING}.jsonl").read_bytes()
    for role in e.Role:
        headers = {"x-telvertel-ticket": ticket(key, s.MEETING, role, None, 1)}
        read = client.get(f"/api/lines?meeting={s.MEETING}", headers=headers)
        assert "Sanne" not in read.text
        if role is e.Role.facilitator:
            assert [one["body"]["kind"] for one in read.json()["events"]][-1] == "line_wiped"
