"""Silent rounds and positions on the wall, and what a phone is told of all of it."""

from __future__ import annotations

import json

import pytest

from telvertel.meeting import events as e
from telvertel.wall.phone import phone
from telvertel.wall.rounds import CUT, LETTERS, ROWS, at_desk
from telvertel.wall.scene import scene
from tests.wall.conftest import PLAN, note

A, G = e.Side.provider, e.Side.municipality
SHOWN = e.Shown(view="round", item="wait", round="r")


def opened(kind="lines", **more):
    return e.RoundOpened(round="r", item="wait", round_kind=kind, question="Waarom?", **more)


def closed(*lines, left_out=0):
    told = tuple(e.RoundLine(side=side, text=text) for side, text in lines)
    return e.RoundClosed(round="r", lines=told, left_out=left_out)


def counts(*told):
    positions = tuple(e.PositionCount(side=one, position=p, count=n) for one, p, n in told)
    return e.RoundClosed(round="r", positions=positions)


def at(stage, **more):
    return e.Shown(view="item", item="wait", stage=stage, **more)


def test_while_it_runs_the_wall_shows_the_question_and_the_time_and_no_line(told):
    drawn = scene(told(opened(seconds=120), SHOWN), "nl")
    assert (drawn["title"], drawn["state"], drawn["seconds"]) == ("Waarom?", "running", 120)
    assert "columns" not in drawn


def test_all_lines_come_at_once_provider_left(told):
    drawn = scene(told(opened(), closed((A, "a"), (A, "b"), (G, "c")), SHOWN), "nl")
    assert [(one["name"], one["lines"]) for one in drawn["columns"]] == [
        ("De Oever", ["a", "b"]),
        ("Rivierstede", ["c"]),
    ]


def test_lines_of_a_small_side_stand_together_in_one_column(told):
    drawn = scene(told(opened(), closed((None, "a"), (None, "b"), (None, "c")), SHOWN), "nl")
    assert [(one["name"], len(one["lines"])) for one in drawn["columns"]] == [
        ("Uit de zaal, zonder naam", 3)
    ]


def test_what_does_not_fit_on_one_screen_is_on_the_next(told):
    many = [(A, f"gedachte {n:02d}") for n in range(ROWS + 3)]
    after = [opened(), closed(*many), SHOWN]
    first = scene(told(*after), "nl")
    second = scene(told(*after, e.Shown(view="round", item="wait", round="r:2")), "nl")
    assert (first["place"], second["place"]) == ("1 van 2", "2 van 2")
    shown = [one["columns"][0]["lines"] for one in (first, second)]
    assert [text for page in shown for text in page] == [text for _, text in many]


def test_a_very_long_line_leaves_room_for_the_others(told):
    drawn = scene(told(opened(), closed((A, "x" * LETTERS * 9), (A, "b"), (A, "c")), SHOWN), "nl")
    assert drawn["place"] == ""
    assert CUT < 9


@pytest.mark.parametrize("text", ["r:9", "r:x", "r:", "r:-1", "r:0"])
def test_a_screen_that_is_not_there_is_the_nearest_one(told, text):
    after = [opened(), closed((A, "a"), (A, "b"), (A, "c"))]
    shown = e.Shown(view="round", item="wait", round=text)
    assert scene(told(*after, shown), "nl")["columns"][0]["lines"] == ["a", "b", "c"]


def test_a_line_that_was_taken_over_and_taken_off_leaves_the_screen_of_its_round_too(told):
    after = [opened(), closed((A, "a"), (A, "b"), (A, "c")), note("n1", "b"), SHOWN]
    drawn = scene(told(*after, e.LineHeld(note="n1")), "nl")
    assert drawn["columns"][0]["lines"] == ["a", "c"]


def test_too_few_lines_are_told_as_such_and_their_number_only_at_the_desk(told):
    meeting = told(opened(), closed(left_out=2), at("explain"), SHOWN)
    drawn = scene(meeting, "nl")
    assert drawn["state"] == "nothing"
    assert at_desk(meeting, "nl")["last"]["left_out"] == "2 regels zijn niet getoond."


def test_an_unknown_round_is_a_calm_screen(told):
    drawn = scene(told(e.Shown(view="round", item="wait", round="weg")), "nl")
    assert drawn["state"] == "none"


def test_both_sides_stand_under_an_explanation_with_one_word_each(told):
    meeting = told(
        note("n1", "De toegang"),
        e.PositionTaken(note="n1", side=A, position="agree"),
        at("explain"),
    )
    (one,) = scene(meeting, "nl")["spreads"]
    assert one == {"number": 1, "sides": ["De Oever: eens", "Rivierstede: nog niet gezegd"]}


def test_the_spread_of_the_phones_is_counts_in_words_for_both_sides(told):
    meeting = told(
        note("n1", "De toegang"),
        opened("positions", note="n1"),
        counts((A, "agree", 5), (A, "unknown", 1), (G, "disagree", 3)),
        at("explain"),
    )
    (one,) = scene(meeting, "nl")["spreads"]
    assert one["sides"] == ["De Oever: eens 5 · weet niet 1", "Rivierstede: oneens 3"]


def test_what_a_side_says_aloud_after_its_phones_chose_holds_and_the_other_way_round(told):
    aloud = e.PositionTaken(note="n1", side=A, position="disagree")
    asked = [opened("positions", note="n1"), counts((A, "agree", 3), (G, "agree", 4))]
    after = told(note("n1", "De toegang"), *asked, aloud, at("explain"))
    (one,) = scene(after, "nl")["spreads"]
    assert one["sides"] == ["De Oever: oneens", "Rivierstede: eens 4"]
    before = told(note("n1", "De toegang"), aloud, *asked, at("explain"))
    (one,) = scene(before, "nl")["spreads"]
    assert one["sides"] == ["De Oever: eens 3", "Rivierstede: eens 4"]


def test_what_one_side_says_aloud_stands_beside_what_both_chose_together(told):
    after = told(
        note("n1", "De toegang"),
        opened("positions", note="n1"),
        counts((None, "agree", 3)),
        e.PositionTaken(note="n1", side=A, position="disagree"),
        at("explain"),
    )
    (one,) = scene(after, "nl")["spreads"]
    assert one["sides"] == ["Samen: eens 3", "De Oever: oneens"]


def test_positions_leave_with_the_line_they_are_about(told):
    meeting = told(
        note("n1", "De toegang"),
        e.PositionTaken(note="n1", side=A, position="agree"),
        e.LineHeld(note="n1"),
        at("explain"),
    )
    assert scene(meeting, "nl")["spreads"] == []
    assert "De toegang" not in json.dumps(at_desk(meeting, "nl"))


def test_the_positions_take_their_room_from_the_picture_and_not_from_the_words(told):
    said = [note(f"n{n}", "Een verklaring van een regel", A) for n in range(2)]
    without = scene(told(*said, at("explain")), "nl")
    taken = [e.PositionTaken(note=f"n{n}", side=A, position="agree") for n in range(2)]
    with_them = scene(told(*said, *taken, at("explain")), "nl")
    assert with_them["picture_units"] < without["picture_units"]
    assert len(with_them["voices"][0]["lines"]) == 2


def asks(meeting, side=A):
    return phone(meeting, scene(meeting, "nl"), "nl", side)["phone"]["asks"]


def test_a_phone_is_asked_for_a_line_whatever_the_wall_shows(told):
    asked = asks(told(at("explain"), opened()))
    assert (asked["kind"], asked["question"], asked["note"]) == ("lines", "Waarom?", "")


def test_a_phone_sees_the_explanation_it_takes_a_position_on(told):
    asked = asks(told(note("n1", "De toegang"), opened("positions", note="n1")))
    assert (asked["kind"], asked["note"]) == ("positions", "De toegang")


def test_who_watches_is_asked_nothing(told):
    assert asks(told(opened()), side=None) is None


def test_a_closed_round_asks_nothing_more(told):
    assert asks(told(opened(), closed(), at("explain"))) is None


def predicting(*more):
    return [
        PLAN.model_copy(update={"predict": True}),
        e.PredictionGiven(item="wait", side=G, direction="up", value=33.0, why="geheim"),
        at("predict"),
        *more,
    ]


def test_at_voorspel_a_phone_is_asked_what_its_side_expects_and_hears_nothing_of_the_other(told):
    meeting = told(*predicting())
    assert (asks(meeting)["kind"], asks(meeting)["given"]) == ("prediction", None)
    assert asks(meeting, G)["given"]["why"] == "geheim"
    told_to_a = phone(meeting, scene(meeting, "nl"), "nl", A)
    assert "geheim" not in json.dumps(told_to_a)


def test_once_the_newest_points_were_seen_nobody_predicts_any_more(told):
    assert asks(told(*predicting(at("recognise"), at("predict")))) is None


@pytest.mark.parametrize("view", ["neutral", "join", "wall_test", "definition", "round"])
def test_a_phone_is_still_asked_what_it_expects_while_the_wall_looks_aside(told, view):
    meeting = told(*predicting(e.Shown(view=view, item="wait")))
    assert asks(meeting)["kind"] == "prediction"


def test_who_listens_hears_what_is_on_the_wall(told):
    meeting = told(at("explain"))
    headline = phone(meeting, scene(meeting, "nl"), "nl", A)["phone"]["headline"]
    assert headline.startswith("Verklaren: ")
