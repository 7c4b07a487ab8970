"""What outlasts a meeting, on the wall: said plainly, missing where it is missing, of no side's
making."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.stages import STAGES
from telvertel.wall.closing import TAKEN
from telvertel.wall.phone import phone
from telvertel.wall.scene import PART_OF, scene
from tests.meeting import saying as s
from tests.meeting.lasting import clash, difference, moved, point, precondition, series, talk
from tests.wall.conftest import PLAN, note

KINDS = la.PreconditionKind


def shown(view, **more):
    return e.Shown(view=view, **more)


def drawn(*said, **more):
    return scene(talk("een", *said, **more), "nl")


# --- reserves, differences, mishaps ---


def test_both_sides_hold_back_at_equal_size_and_silence_stays_visible():
    said = la.ReserveStated(side="provider", text="Wij zijn bang voor het tarief.")
    columns = drawn(said, shown("reserves"))["columns"]
    assert [one["told"] for one in columns] == [True, False]
    assert columns[1]["text"] == "nog niet verteld"


def test_two_readings_stand_beside_each_other_with_what_would_convince_both():
    agreed = difference(owner="beleid", due=date(2027, 2, 1))
    told = drawn(agreed, shown("difference", about="d1"))
    assert [one["text"] for one in told["columns"]] == [
        "Er is meer vraag.",
        "Er wordt langer geholpen.",
    ]
    assert told["settling"]["question"] == "Welk gegeven zou ons overtuigen?"
    assert told["settling"]["who"] == "beleid zoekt het uit, vóór 1 februari 2027"


def test_a_difference_that_was_settled_says_what_the_figure_showed():
    told = drawn(difference(settled="De duur bleef gelijk."), shown("difference", about="d1"))
    assert told["settling"]["settled"] == "De duur bleef gelijk."
    assert told["settling"]["who"] == ""


def test_what_went_wrong_names_no_side():
    said = la.MishapNoted(mishap="m1", text="Twee gezinnen hoorden niets.", learned="Zelf bellen.")
    told = drawn(said, shown("mishap", about="m1"))
    assert [one["name"] for one in told["columns"]] == ["Wat ging mis", "Wat we ervan leren"]
    assert not {"side", "sides", "count"} & told.keys()


# --- learning points ---


def learning(*said, about="l1"):
    return drawn(*said, shown("learning", about=about))


def test_a_learning_point_shows_its_seven_steps_with_the_present_one_marked():
    told = learning(point(), moved(la.Securing.shared), moved(la.Securing.decided))
    assert [one["id"] for one in told["steps"]] == list(la.Securing)
    assert [one["id"] for one in told["steps"] if one["now"]] == ["decided"]
    assert [one["id"] for one in told["steps"] if one["been"]] == ["raised", "shared", "decided"]


def test_a_learning_point_without_key_person_or_route_says_so():
    facts = {one["name"]: one["text"] for one in learning(point())["facts"]}
    assert facts["Sleutelfiguur"] == "nog geen sleutelfiguur"
    assert facts["Route"] == "nog geen route"


def test_the_route_stands_with_its_document_and_date():
    noted = point(route="purchasing", target_document="Bestek 2028", due=date(2027, 9, 1))
    assert learning(noted)["facts"][0][
        "text"
    ] == "Inkoop · Bestek 2028 · " + "1 september 2027".replace(" ", "\u00a0")


def test_how_long_a_point_is_open_stands_beside_it_and_not_on_its_first_day():
    talks = [
        talk("een", point()),
        talk("twee", day=90),
        talk("drie", shown("learning", about="l1"), day=180),
    ]
    assert learning(point())["age"] == ""
    assert scene(series(*talks), "nl")["age"] == "al 2 gesprekken open"


def test_a_pilot_shows_what_nobody_looked_at_yet_for_making_it_regular():
    pilot = learning(point(pilot=True, ready=(KINDS.law,)))["pilot"]
    assert [one["name"] for one in pilot["kinds"] if one["ready"]] == ["Wet"]
    assert len(pilot["kinds"]) == len(KINDS)
    assert learning(point())["pilot"] is None


def test_of_many_points_open_for_long_the_oldest_four_stand_and_the_rest_is_counted():
    many = [point(f"l{n}", f"Punt {n}") for n in range(6)]
    talks = [
        talk("een", *many),
        talk("twee", day=1),
        talk("drie", day=2),
        talk("vier", shown("learning"), day=3),
    ]
    told = scene(series(*talks), "nl")
    assert [one["text"] for one in told["points"]] == ["Punt 0", "Punt 1", "Punt 2", "Punt 3"]
    assert told["more"] == "en nog 2 leerpunten"


# --- the end of the talk ---


def test_what_goes_to_purchasing_and_policy_comes_with_its_route_purchasing_first():
    said = (
        point("l1", "Beleid", route="policy"),
        point("l2", "Inkoop", route="purchasing"),
        point("l3"),
    )
    told = drawn(*said, shown("closing", about=TAKEN))
    assert [one["text"] for one in told["points"]] == ["Inkoop", "Beleid"]


def test_without_learning_points_the_end_is_one_screen_with_both_questions():
    told = drawn(shown("closing", about=TAKEN), without=(la.Extra.learning,))
    assert len(told["questions"]) == 2


def test_the_end_says_who_was_not_heard_unless_nobody_keeps_it():
    told = drawn(shown("closing"))
    assert not any(one["heard"] for one in told["heard"]["voices"])
    assert drawn(shown("closing"), without=(la.Extra.perspectives,))["heard"] is None


# --- frameworks and the tree ---


def frameworks(**facts):
    one = la.Framework(id="b", name="Budget", framework_kind="financial", **facts)
    held = la.FrameworksSet(frameworks=(one,), valid_from=date(2026, 1, 1), reason="Raad")
    return drawn(held, shown("frameworks"))["rows"][0]


def test_outside_a_framework_is_a_fact_with_the_distance():
    row = frameworks(limit=4_000_000, value=4_200_000, unit="€")
    assert (row["margin"], row["margin_word"]) == ("€ 200.000", "buiten het kader")


def test_a_framework_nobody_filled_in_is_unknown_and_neither_inside_nor_outside():
    row = frameworks(limit=4_000_000)
    assert (row["value"], row["margin_word"], row["outside"]) == ("onbekend", "", False)


def test_a_principle_without_figure_or_story_is_flagged_quietly():
    told = drawn(shown("principles"))
    (branch,) = told["branches"]
    assert len(branch["principles"]) == 6
    assert {one["figures"] for one in branch["principles"]} == {"nog geen cijfer"}
    assert {one["stories"] for one in branch["principles"]} == {"nog geen verhaal"}


# --- what the room may not see ---


PRIVATE = "Dit blijft tussen ons"
EVERY_VIEW = [
    *[e.Shown(view=one, item="wait") for one in e.View if one is not e.View.item],
    *[e.Shown(view="item", item="wait", stage=one) for one in STAGES],
]


@pytest.mark.parametrize("at", EVERY_VIEW, ids=lambda one: f"{one.view} {one.stage or ''}")
def test_a_line_that_is_for_the_talk_alone_is_on_no_screen(told, at):
    private = note("a", PRIVATE, e.Side.provider, visibility="talk", reason_tag="staff")
    opened = e.RoundOpened(
        round="r", item="wait", round_kind="positions", question="Waar?", note="a"
    )
    meeting = told(private, opened, at)
    wall = scene(meeting, "nl")
    assert PRIVATE not in json.dumps(wall, ensure_ascii=False)
    assert PRIVATE not in json.dumps(phone(meeting, wall, "nl", None), ensure_ascii=False)


def test_after_a_second_yes_the_line_is_there(told):
    private = note("a", PRIVATE, e.Side.provider, visibility="talk")
    meeting = told(
        private, la.LineProjected(note="a"), e.Shown(view="item", item="wait", stage="explain")
    )
    assert PRIVATE in json.dumps(scene(meeting, "nl"), ensure_ascii=False)
    sealed = replace(meeting, sealed_at=meeting.said_at)
    assert PRIVATE not in json.dumps(scene(sealed, "nl"), ensure_ascii=False)


@pytest.mark.parametrize("view", PART_OF)
def test_a_part_that_is_off_is_not_drawn_and_the_talk_stays_where_it_is(told, view):
    at = e.Shown(view="item", item="wait", stage="explain")
    plan = PLAN.model_copy(update={"without": (PART_OF[view],)})
    plain = PLAN.model_copy(update={"plain": True})
    expected = "neutral" if view is e.View.reserves else "item"
    for one in (plan, plain):
        assert scene(told(one, at, e.Shown(view=view)), "nl")["view"] == expected


def test_a_reason_stands_with_its_line_and_on_whose_side_it_lies(told):
    said = note(
        "a",
        "De vacatures bleven open",
        e.Side.provider,
        reason_tag="staff",
        reason_side="municipality",
    )
    voice = scene(told(said, e.Shown(view="item", item="wait", stage="explain")), "nl")["voices"][0]
    assert voice["lines"][0]["reason"] == "personeel · kant van de gemeente"


def test_how_many_preconditions_clash_stands_beside_the_figure_once_people_explain(told):
    said = (
        precondition("p1", indicator="waiting_time"),
        precondition("p2", bearing="gives_room"),
        clash("p1", "p2"),
    )
    at = e.Shown(view="item", item="wait", stage="explain")
    early = e.Shown(view="item", item="wait", stage="recognise")
    assert scene(told(*said, at), "nl")["clashes"] == "2 botsende randvoorwaarden"
    assert scene(told(*said, early), "nl")["clashes"] == ""
    assert scene(told(at), "nl")["clashes"] == ""


def test_how_strong_a_conclusion_is_stands_as_four_words_with_one_marked(told):
    weighing = e.WeighingGiven(
        item="wait",
        outcome="met",
        reasons="Zo is het",
        municipality_share="Tarief",
        strength="pattern",
    )
    at = e.Shown(view="item", item="wait", stage="appraise")
    scale = scene(told(weighing, at), "nl")["appraisal"]["weighing"]["strength"]
    assert [one["name"] for one in scale] == ["signaal", "aanwijzing", "patroon", "vastgesteld"]
    assert [one["name"] for one in scale if one["now"]] == ["patroon"]


def test_a_principle_is_told_when_something_was_said_at_a_figure_that_names_it(told):
    said = note("a", "Eerst belde niemand", e.Side.provider)
    tree = scene(told(said, e.Shown(view="principles")), "nl")
    rows = [row for branch in tree["branches"] for row in branch["principles"]]
    via = [row for row in rows if row["counted"]]
    assert via and all(row["told"] and row["stories"].startswith("via ") for row in via)
    assert not any(row["told"] for row in rows if not row["counted"])


def test_what_was_recorded_while_people_explain_stands_in_one_line_the_newest(told):
    at = e.Shown(view="item", item="wait", stage="explain")
    learned = point(text="Bellen helpt", indicator="waiting_time")
    assert scene(told(at), "nl")["recorded"] == ""
    assert scene(told(s.agreement(item="wait"), at), "nl")["recorded"].startswith("Afspraak 1 vast")
    condition = {"if_text": "het stokt", "then_text": "belt de gemeente"}
    whole = s.agreement(item="wait").model_copy(update=condition)
    said = scene(told(whole, at), "nl")["recorded"]
    assert said == "Afspraak 1 vastgelegd: als het stokt, dan belt de gemeente"
    both = told(s.agreement(item="wait"), learned, at)
    assert scene(both, "nl")["recorded"] == "Leerpunt: Bellen helpt"
    early = e.Shown(view="item", item="wait", stage="recognise")
    assert scene(told(learned, early), "nl")["recorded"] == ""
