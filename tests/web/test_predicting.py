"""What a side expects, sent from the desk or from a phone: numbers as people type them."""

import pytest

from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.web.ticket import ticket
from telvertel.wording import numbers
from telvertel.wording.words import words
from tests.meeting import saying as s
from tests.web import test_lines
from tests.web.test_lines import post

client, key = test_lines.client, test_lines.key


@pytest.fixture(name="telling")
def predicting(tmp_path):
    """A meeting that is open and in which both sides predict first."""
    for one in test_lines.telling.__wrapped__(tmp_path):
        one.say(s.saying(s.PLAN.model_copy(update={"predict": True})))
        yield one


def prediction(value="", op="op-12345678", side="provider", **more):
    body = {"kind": "prediction_given", "item": "uitval", "side": side, "value": value}
    return {"op": op, "meeting": s.MEETING, "body": {**body, "direction": "up"}, **more}


def given(telling, side=e.Side.provider):
    return telling.meeting(s.MEETING).predictions["uitval", side]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("12,5", "nl", 12.5),
        ("1.200", "nl", 1200),
        (" 45 % ", "nl", 45),
        ("€ 1.200,50", "nl", 1200.5),
        ("-3", "nl", -3),
        ("12.5", "en", 12.5),
        ("1,200", "en", 1200),
        ("", "nl", None),
    ],
)
def test_a_number_is_read_in_the_language_of_who_typed_it(
    client, key, telling, text, language, value
):
    assert post(client, key, prediction(text, lang=language)).status_code == 200
    assert given(telling).value == value


@pytest.mark.parametrize("text", ["12.5", "veel", "1e5", "nan", "1.2.3", "12,5,6", "oneindig", "½"])
def test_what_is_no_number_is_refused_in_words_and_nothing_is_kept(client, key, telling, text):
    answer = post(client, key, prediction(text))
    assert answer.status_code == 422
    assert answer.json()["reason"].startswith("Dit is niet als getal te lezen.")
    assert telling.meeting(s.MEETING).predictions == {}


def test_the_refusal_speaks_the_language_of_who_typed(client, key):
    answer = post(client, key, prediction("twelve", lang="en"))
    assert answer.json()["reason"].startswith("This cannot be read as a number.")


@pytest.mark.parametrize("value", [0, 45, 12.5, 1234.56])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_number_that_is_filled_in_again_is_read_as_the_same(value, language):
    w = words(language)
    assert numbers.read_typed(numbers.typed(value, w), w) == value


def test_a_phone_of_a_side_predicts_for_its_own_side_until_the_newest_points_are_seen(
    client, key, telling
):
    assert given_by(client, key, "41", "provider").status_code == 200
    refused = given_by(client, key, "41", "municipality", op="op-22345678")
    assert (refused.status_code, refused.json()["code"]) == (409, "other_side")
    telling.say(s.saying(e.Shown(view="item", item="uitval", stage=Stage.recognise)))
    late = given_by(client, key, "50", "provider", op="op-32345678")
    assert (late.status_code, late.json()["code"]) == (409, "newest_points_seen")
    assert given(telling).value == 41


def test_two_devices_of_a_side_are_both_kept_and_the_last_one_hears_of_it(client, key, telling):
    base = telling.meeting(s.MEETING).sequence
    first = given_by(client, key, "41", "provider", base=base, device="een")
    second = given_by(client, key, "55", "provider", op="op-22345678", base=base, device="twee")
    assert (first.json()["conflict"], second.json()["conflict"]) == (False, True)
    bodies = [event.body for event in telling.journal.since(s.MEETING, base)]
    assert [one.value for one in bodies] == [41, 55]


def given_by(client, key, text, side, **more):
    made = ticket(key, s.MEETING, e.Role.provider, e.Side.provider, 1)
    told = prediction(text, side=side, **more)
    return post(client, key, told, **{"x-telvertel-ticket": made})
