"""What the wall may show, and what it may not."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import pytest

from telvertel.charts.theme import text_width
from telvertel.meeting import events as e
from telvertel.meeting.stages import STAGES, Stage, norms_may_show
from telvertel.meeting.state import AgreedBefore
from telvertel.wall import pictures
from telvertel.wall.desk import desk
from telvertel.wall.desk_steps import steps
from telvertel.wall.lines import MOST, ROOM, SMALLEST, lines_of, rows_of
from telvertel.wall.recorded import WIDTH
from telvertel.wall.scene import scene
from tests.wall.conftest import frozen, note

PROVIDER, MUNICIPALITY = e.Side.provider, e.Side.municipality
TARGET = {"kind": "ambition", "since": "2026KW01", "until": None, "value": 12345.0, "low": None,
          "high": None, "set_by": "raad", "set_on": "2025-01-01", "reason": "plan"}  # fmt: skip


def at(stage):
    return e.Shown(view="item", item="wait", stage=stage)


def words_of(drawn):
    return json.dumps(drawn, ensure_ascii=False)


def test_an_empty_story_shows_as_empty_on_both_sides(told):
    drawn = scene(told(at("explain")), "nl")
    assert [voice["empty"] for voice in drawn["voices"]] == ["nog niet verteld"] * 2


def test_both_sides_have_a_place_of_the_same_kind_provider_first(told):
    drawn = scene(told(note("a", "Wij zagen het aankomen", PROVIDER), at("explain")), "nl")
    assert [voice["name"] for voice in drawn["voices"]] == ["De Oever", "Rivierstede"]
    assert drawn["voices"][0].keys() == drawn["voices"][1].keys()


def test_a_line_stands_under_the_side_that_said_it_with_its_number(told):
    meeting = told(note("a", "Eerste", PROVIDER, "2026KW01"), note("b", "Tweede", MUNICIPALITY))
    drawn = scene(told(*[n.written for n in meeting.notes], at("explain")), "nl")
    assert drawn["voices"][0]["lines"][0]["number"] == 1
    assert drawn["voices"][1]["lines"][0]["text"] == "Tweede"


def test_a_line_that_was_pulled_back_is_gone_from_the_wall_and_keeps_its_number(told):
    meeting = told(
        note("a", "Niet zo bedoeld", PROVIDER),
        note("b", "Wel zo bedoeld", PROVIDER),
        e.LinePulledBack(note="a"),
        at("explain"),
    )
    drawn = scene(meeting, "nl")
    assert "Niet zo bedoeld" not in words_of(drawn)
    assert [line["number"] for line in drawn["voices"][0]["lines"]] == [2]


def test_no_more_lines_than_fit_and_the_rest_is_counted(told):
    lines = [note(f"n{n}", f"Regel {n}", PROVIDER) for n in range(9)]
    voice = scene(told(*lines, at("explain")), "nl")["voices"][0]
    assert len(voice["lines"]) == MOST
    assert voice["lines"][-1]["text"] == "Regel 8"
    assert voice["more"] == "en nog 5 regels"


def test_the_picture_is_larger_while_little_was_said(told):
    def units(*said):
        return scene(told(*said, at("explain")), "nl")["picture_units"]

    few = [note(f"n{n}", f"Regel {n}", PROVIDER) for n in range(3)]
    many = [note(f"n{n}", f"Regel {n}", PROVIDER) for n in range(6)]
    assert units() > units(*few) > units(*many)


def test_a_long_line_takes_the_place_of_two(told):
    long = "Twee behandelaren vertrokken en de vacatures bleven lang open"
    lines = [note(f"n{n}", long, PROVIDER) for n in range(4)]
    voice = scene(told(*lines, at("explain")), "nl")["voices"][0]
    assert 2 * len(voice["lines"]) + 1 == ROOM["slim"] - 1


def test_a_text_of_forty_five_letters_stands_on_one_line(told):
    assert lines_of("Het contract kwam er, het tarief kwam te laat", 2) == 1
    assert lines_of("Het contract kwam er, maar het tarief kwam te laat", 2) == 2


def test_lines_are_counted_by_the_width_of_their_words():
    """Three columns: 52 letters take two lines, and no more are asked for them."""
    assert lines_of("Ouders zeggen: bel ons, ook als er niets te melden is", 3) == 2
    assert rows_of("a " * 21, 690) == 1 and rows_of("m" * 200, 690) == math.ceil(200 * 33.2 / 690)
    assert rows_of("", 690) == rows_of("kort", 690) == 1


def agreement(number, **more):
    return e.AgreementMade(
        agreement=f"afspraak-{number}", item="wait", side=PROVIDER, then_text="we bellen", **more
    )


def test_beside_an_agreement_the_picture_takes_the_height_that_is_left_and_does_not_jump(told):
    def units(*said):
        drawn = scene(told(*said, at("improve")), "nl")
        return drawn["picture_units"]

    late = [
        note(f"n{number}", "Wij bellen elke week").model_copy(update={"stage": Stage.improve})
        for number in range(3)
    ]
    needs = {"needs_from_municipality": "Ruimte om in te huren", "if_text": "een kind wacht " * 6}
    assert units() > units(agreement(1)) > units(agreement(1), agreement(2, **needs)) >= 8
    assert units(agreement(1), *late) == units(agreement(1)) > 10
    deep = e.RoomSet(screen_height_m=1.2, farthest_seat_m=8.0)
    assert units(agreement(1), deep) < units(agreement(1))


def test_what_was_recorded_takes_its_line_from_the_picture_and_not_from_the_questions(told):
    answered = [
        e.ReflectionAnswered(item="wait", question=one, answer="partly", text="Vooral de jongsten")
        for one in e.Reflection
    ]
    before, after = (
        scene(told(*answered, *said, at("appraise")), "nl")["picture_units"]
        for said in ((), (agreement(1),))
    )
    assert after < before


@pytest.mark.parametrize("stage", STAGES)
def test_the_target_is_hidden_until_waarderen(told, stage):
    drawn = scene(told(frozen(norms=(TARGET,)), at(stage)), "nl")
    without = scene(told(frozen(), at(stage)), "nl")
    assert "12345" not in words_of(drawn)  # a norm is only ever in the picture
    pictures_differ = drawn["picture"] != without["picture"]
    assert pictures_differ == norms_may_show(stage)


NO_TARGET = {**TARGET, "value": None, "absent": True, "set_by": "gemeenteraad"}


@pytest.mark.parametrize("stage", STAGES)
def test_that_there_is_deliberately_no_target_is_told_at_waarderen_only(told, stage):
    drawn = scene(told(frozen(norms=(NO_TARGET,)), at(stage)), "nl")
    line = "Bewust geen streefwaarde: plan (gemeenteraad, 1 januari 2025)"
    assert (line in words_of(drawn)) == (stage is Stage.appraise)


def test_of_a_long_reason_who_decided_and_when_stay_on_the_wall(told):
    long = "omdat niemand van tevoren kan weten hoe lang hulp nodig zal zijn, en dat ook niet hoeft"
    drawn = scene(told(frozen(norms=({**NO_TARGET, "reason": long},)), at("appraise")), "nl")
    assert text_width(drawn["recorded"], SMALLEST) <= WIDTH
    assert drawn["recorded"].endswith("… (gemeenteraad, 1 januari 2025)")


def test_before_waarderen_the_same_picture_serves_with_and_without_weighing_words(told):
    recognise, appraise = (scene(told(at(s)), "nl") for s in ("explain", "appraise"))
    assert recognise["picture"] != appraise["picture"]
    assert "appraisal" not in recognise
    assert appraise["appraisal"]["weighing"] is None


@pytest.mark.parametrize("stage", ["recognise", "explain"])
@pytest.mark.parametrize("letters", [10, 60, 200])
def test_what_was_just_said_is_always_on_the_wall(told, stage, letters):
    prepared = e.StoryPrepared(
        item="wait",
        side=PROVIDER,
        field="wall_line",
        text="Een voorbereide regel van twee keer " * 2,
    )
    said = note("z", "a" * letters, PROVIDER)
    both = note("y", "Wij zien dit samen", None)
    voice = scene(told(prepared, note("x", "Eerder gezegd", PROVIDER), both, said, at(stage)), "nl")
    assert voice["voices"][0]["lines"][-1]["text"] == "a" * letters


def test_the_question_stage_has_no_chart_and_says_what_the_figure_does_not_say(told):
    drawn = scene(told(at("question")), "nl")
    assert drawn["picture"] is None
    assert drawn["says_not"].endswith(".")


def test_a_line_of_verbeteren_stands_on_the_wall_with_its_number_and_who_said_it(told):
    late = note("a", "Wij bellen elke week").model_copy(update={"stage": Stage.improve})
    drawn = scene(told(late, at("improve")), "nl")
    assert [(one["number"], one["text"]) for one in drawn["said"]] == [(1, "Wij bellen elke week")]
    assert drawn["said"][0]["name"]
    assert scene(told(note("b", "Eerder gezegd"), at("improve")), "nl")["said"] == []


def test_on_a_disputed_figure_the_wall_refuses_to_weigh_and_shows_no_target(told):
    raised = e.FigureDisputed(
        dispute="d", item="wait", side="provider", dispute_kind="count", text="Anders geteld",
        owner="Informatieadviseur", due=date(2027, 1, 15),
    )  # fmt: skip
    for stage in ("appraise", "improve"):
        meeting = told(raised, at(stage))
        key = scene(meeting, "nl")["picture"]
        assert pictures.SHELF._recipes[key].norms == ()
    appraisal = scene(told(raised, at("appraise")), "nl")["appraisal"]
    assert appraisal["reflections"] == []
    assert appraisal["refused"]["owner"] == "Wie zoekt het uit: Informatieadviseur"
    assert appraisal["refused"]["due"] == "Vóór: 15 januari 2027"


def test_nobody_weighs_a_disputed_figure_and_the_chip_says_who_disputes_it(told):
    dispute = e.FigureDisputed(
        dispute="d", item="wait", side=PROVIDER, dispute_kind="count", text="Bij ons staat 51"
    )
    drawn = scene(told(dispute, at("appraise")), "nl")
    assert drawn["dispute"].startswith("Betwist door De Oever")
    assert drawn["appraisal"]["disputed"]


def test_the_sentence_the_room_agreed_on_becomes_the_title_only_after_weighing(told):
    weighing = e.WeighingGiven(
        item="wait",
        outcome="not_met_valued",
        reasons="Vacatures",
        municipality_share="Laat besloten",
        title="Wachten duurt langer dan we willen",
    )
    assert scene(told(weighing, at("recognise")), "nl")["title"] != weighing.title
    assert scene(told(weighing, at("appraise")), "nl")["title"] == weighing.title


def test_a_missing_owner_is_shown_as_missing(told):
    made = e.AgreementMade(agreement="a", item="wait", then_text="bellen we binnen een week")
    drawn = scene(told(made, at("improve")), "nl")
    assert drawn["agreements"][0]["who"] == "nog van niemand"


def test_the_wall_gets_no_text_of_a_hint_a_draft_or_a_tally(told):
    drawn = scene(told(at("explain")), "nl")
    only_at_the_desk = {"hints", "tally", "coverage", "steps", "held", "parked", "been", "offer"}
    assert not only_at_the_desk & drawn.keys()
    assert only_at_the_desk <= desk(told(at("explain")), "nl")["desk"].keys()


def test_the_scene_carries_no_figure_only_the_key_of_a_picture(told):
    drawn = words_of(scene(told(at("recognise")), "nl"))
    for figure in ("20.0", "30.0", "200", '"value"', '"numerator"'):
        assert figure not in drawn


def test_english_is_complete(told):
    meeting = told(note("a", "x", PROVIDER), at("explain"))
    assert scene(meeting, "en")["voices"][1]["empty"] == "not told yet"


def test_the_steps_walk_through_the_whole_meeting_and_back_to_where_it_was(told):
    meeting = told(e.ClientVoiceGiven(text="Ik wil niet weten wie, ik wil weten wanneer"))
    views = [one.view.value for one in steps(meeting, None)]
    assert views == [
        "welcome",
        "agenda",
        "client_voice",
        "reserves",
        *["item"] * 5,
        *["closing"] * 2,
    ]
    shown = told(at("explain"))
    order = steps(shown, None)
    assert order[desk(shown, "nl")["desk"]["step"]].stage is Stage.explain


def test_a_hint_never_blocks_but_says_that_the_municipality_has_no_share(told):
    made = e.AgreementMade(agreement="a", item="wait", then_text="x", side=PROVIDER, who="beleid")
    hints = desk(told(made, at("improve")), "nl")["desk"]["hints"]
    assert "De gemeente heeft nog geen aandeel in de afspraken." in hints


def test_beside_an_agreement_the_picture_begins_a_year_before_it(told):
    meeting = told(frozen())
    key = pictures.key_of(meeting, "wait", None, "nl", "low", from_day=date(2026, 4, 1))
    assert key != pictures.key_of(meeting, "wait", None, "nl", "low")
    drawn = pictures.SHELF.svg(key)
    assert "2026 K2" in drawn and "2026 K1" not in drawn


def test_what_was_agreed_before_stands_in_the_picture_from_waarderen_on_and_not_earlier(told):
    before = AgreedBefore(("waiting_time",), date(2026, 4, 1), "2026KW04")
    meeting = replace(told(frozen()), agreed_before=(before,))

    def drawn(stage: Stage) -> str:
        return pictures.SHELF.svg(pictures.key_of(meeting, "wait", stage, "nl", "wide"))

    for stage in (Stage.recognise, Stage.explain):
        assert "afspraak" not in drawn(stage)
    assert "afspraak" in drawn(Stage.appraise) and "nog te vroeg" in drawn(Stage.appraise)


def test_before_the_opening_no_code_stands_in_the_place_of_a_name(told):
    drawn = scene(told(e.Shown(view="agenda"), opened=False), "nl")
    assert drawn["items"][0]["question"] == "het onderwerp staat er bij het openen"
    assert "waiting_time" not in str(drawn["items"])
