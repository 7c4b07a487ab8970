"""Voorspel eerst: who may say what it expects, until when, and who may read it."""

import pytest

from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed, can_see, check_say
from telvertel.meeting.stages import Stage
from telvertel.meeting.subject import overtaken, subject
from tests.meeting import saying as s

F, M, P, R, W = (
    e.Role.facilitator,
    e.Role.municipality,
    e.Role.provider,
    e.Role.reader,
    e.Role.wall,
)
PREDICTS = (s.PLAN.model_copy(update={"predict": True}), *s.OPEN[1:])
SEEN = (*PREDICTS, e.Shown(view="item", item="uitval", stage=Stage.recognise))


def expects(side=e.Side.provider, **more):
    return e.PredictionGiven(item="uitval", side=side, **more)


def surprise(side=e.Side.provider, **more):
    return e.SurpriseTold(item="uitval", side=side, **more)


def answer(state, body, role=F):
    try:
        check_say(s.after(*state), s.saying(body, role))
    except NotAllowed as refusal:
        return refusal.reason.value
    return "yes"


@pytest.mark.parametrize(
    ("role", "side", "expected"),
    [
        (F, e.Side.provider, "yes"),
        (F, e.Side.municipality, "yes"),
        (P, e.Side.provider, "yes"),
        (P, e.Side.municipality, "other_side"),
        (M, e.Side.municipality, "yes"),
        (M, e.Side.provider, "other_side"),
        (W, e.Side.provider, "watching_only"),
        (R, e.Side.provider, "watching_only"),
    ],
)
def test_a_side_predicts_for_itself_only(role, side, expected):
    assert answer(PREDICTS, expects(side, value=41), role) == expected


@pytest.mark.parametrize("role", [F, P])
@pytest.mark.parametrize("stage", ["recognise", "explain", "appraise", "improve"])
def test_once_the_newest_points_were_seen_nobody_predicts_any_more(role, stage):
    seen = (*PREDICTS, e.Shown(view="item", item="uitval", stage=stage))
    assert answer(seen, expects(value=41), role) == "newest_points_seen"
    back = (*seen, e.Shown(view="item", item="uitval", stage="predict"))
    assert answer(back, expects(value=41), role) == "newest_points_seen"
    other = e.PredictionGiven(item="wachttijd", side="provider", value=41)
    assert answer(seen, other, role) == "yes"


def test_nobody_is_surprised_before_the_newest_points_were_seen():
    assert answer(PREDICTS, surprise(surprised=True)) == "newest_points_unseen"
    assert answer(SEEN, surprise(surprised=True), P) == "yes"
    assert answer(SEEN, surprise(e.Side.municipality), P) == "other_side"


def test_before_the_opening_nothing_is_predicted():
    assert answer(s.PLANNED, expects(value=41)) == "not_open"


def test_the_last_prediction_of_a_side_holds_and_the_gap_waits_for_both():
    meeting = s.after(*PREDICTS, expects(value=41), expects(value=45), *SEEN[len(PREDICTS) :])
    assert meeting.predictions["uitval", e.Side.provider].value == 45
    agreed = (surprise(show_gap=True), surprise(e.Side.municipality, show_gap=True))
    states = [s.after(*SEEN, *agreed[:number]) for number in (0, 1, 2)]
    assert [one.gap_agreed("uitval") for one in states] == [False, False, True]
    assert not s.after(*SEEN, *agreed, surprise(show_gap=False)).gap_agreed("uitval")


@pytest.mark.parametrize("body", [expects(value=41), surprise(surprised=True)])
def test_what_a_side_expected_is_its_own_until_both_agree_the_sealing_included(body):
    event = e.Event(**dict(s.saying(body)), sequence=9, at="2026-11-22T13:00:00Z")
    agreed = (surprise(show_gap=True), surprise(e.Side.municipality, show_gap=True))
    end = s.SEALED[3:]

    def read(*said):
        state = s.after(*SEEN, *said)
        sides = ((F, None), (P, e.Side.provider), (M, e.Side.municipality), (W, None), (R, None))
        return [can_see(state, event, role, side) for role, side in sides]

    assert read() == [True, True, False, False, False]
    assert read(*end) == [True, True, False, False, False]
    assert read(*agreed) == [True, True, True, False, False]
    assert read(*agreed, *end) == [True, True, True, False, True]


def test_two_devices_of_one_side_overtake_each_other_and_both_stay_in_the_history():
    first = e.Event(
        **dict(s.saying(expects(value=41), P, device="telefoon")),
        sequence=5,
        at="2026-11-22T13:00:00Z",
    )
    second = s.saying(expects(value=55), P, device="laptop", base=4)
    assert overtaken(second, [first]) is first
    other_side = s.saying(expects(e.Side.municipality, value=55), M, device="laptop", base=4)
    assert overtaken(other_side, [first]) is None
    assert subject(surprise()) != subject(surprise(e.Side.municipality))
