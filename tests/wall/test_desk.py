"""What only the desk gets: what waits for a decision, where the wall was, and the time there is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting import state
from telvertel.wall.desk import desk, standing
from telvertel.wall.scene import scene
from tests.wall.conftest import ITEM, PLAN, frozen, note

PROVIDER = e.Side.provider
EXPLAIN = e.Shown(view="item", item="wait", stage="explain")
NEUTRAL = e.Shown(view="neutral", item="wait")
CARD = e.Shown(view="definition", item="wait")
OTHER = e.AgendaItem(id="leave", indicator="dropout", scope={}, minutes=15)
LAST = e.AgendaItem(id="cost", indicator="cost", scope={}, minutes=2)
TOO_FAR = note("n1", "Dit ging te ver", PROVIDER)


def seen(meeting, language="nl"):
    return desk(meeting, language)["desk"]


def at_moments(*told):
    """Fold (minutes after 14:00 on the day of the talk, happening) pairs into a meeting."""
    start = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)  # 14:00 in the Netherlands
    numbers = count(1)
    return state.meeting(
        "rivierstede",
        [
            e.Event(
                sequence=(number := next(numbers)),
                op=f"op-{number:06d}",
                meeting="rivierstede",
                role="facilitator",
                at=start + timedelta(minutes=minutes),
                body=body,
            )
            for minutes, body in told
        ],
    )


def planned(items=(ITEM, OTHER, LAST)):
    return (-600, PLAN), (-500, e.AgendaSet(items=items)), (-400, frozen())


def test_a_held_line_waits_at_the_desk_and_is_nowhere_else(told):
    meeting = told(TOO_FAR, EXPLAIN, NEUTRAL, e.LineHeld(note="n1"))
    assert [one["text"] for one in seen(meeting)["held"]] == ["Dit ging te ver"]
    assert seen(meeting)["lines"] == []
    assert "te ver" not in json.dumps(scene(meeting, "nl"))


def test_a_line_that_is_put_back_or_rewritten_is_decided_about(told):
    restored = told(TOO_FAR, EXPLAIN, e.LineHeld(note="n1"), e.LineRestored(note="n1"))
    rewritten = told(
        TOO_FAR,
        EXPLAIN,
        e.LineHeld(note="n1"),
        e.NoteRevised(note="n1", text="Milder gezegd", restores=True),
    )
    for meeting, words in ((restored, "Dit ging te ver"), (rewritten, "Milder gezegd")):
        assert seen(meeting)["held"] == []
        assert [one["text"] for one in seen(meeting)["lines"]] == [words]


def test_a_line_that_is_rewritten_where_it_was_not_seen_held_stays_held(told):
    meeting = told(
        TOO_FAR, EXPLAIN, e.LineHeld(note="n1"), e.NoteRevised(note="n1", text="Nog verder")
    )
    assert [one["text"] for one in seen(meeting)["held"]] == ["Nog verder"]
    assert "Nog verder" not in json.dumps(scene(meeting, "nl"))


def test_who_wipes_a_line_hears_where_else_its_words_stand(told):
    made = e.AgreementMade(agreement="a1", item="wait", then_text="Dus: dit ging te ver.")
    apart = (TOO_FAR, EXPLAIN, e.LineHeld(note="n1"))
    assert seen(told(*apart))["held"][0]["also"] == ""
    assert seen(told(made, *apart))["held"][0]["also"] == (
        "Dezelfde woorden staan ook in afspraak 1. Haal die ook weg."
    )


def test_of_a_wiped_line_only_its_number_is_left(told):
    meeting = told(TOO_FAR, EXPLAIN, e.LineHeld(note="n1"), e.LineWiped(note="n1"))
    line = seen(meeting)["lines"][0]
    assert (line["number"], line["text"], line["wiped"]) == (1, "", True)
    assert seen(meeting)["held"] == []


def test_looking_aside_leaves_the_talk_its_lines_and_its_forms_where_they_were(told):
    before, aside = told(TOO_FAR, EXPLAIN), told(TOO_FAR, EXPLAIN, NEUTRAL)
    assert standing(before) == standing(aside)
    for name in ("step", "lines", "periods", "clock"):
        assert seen(before)[name] == seen(aside)[name]
    assert (seen(before)["aside"], seen(aside)["aside"]) == ("", "Even niet")


def test_the_calm_screen_returns_to_what_was_on_the_wall_also_to_a_card(told):
    assert seen(told(EXPLAIN, NEUTRAL))["back"]["stage"] == "explain"
    assert seen(told(EXPLAIN, CARD, NEUTRAL))["back"]["view"] == "definition"
    assert seen(told(EXPLAIN, CARD))["back"]["stage"] == "explain"
    assert seen(told(NEUTRAL))["back"]["view"] == "welcome"


def test_the_strip_names_the_last_screens_and_marks_the_one_on_the_wall(told):
    recognise = e.Shown(view="item", item="wait", stage="recognise")
    strip = seen(told(recognise, EXPLAIN, CARD, recognise))["been"]
    names = [one["name"] for one in strip]
    assert names == ["1 · Verklaren", "1 · Wat dit cijfer is", "1 · Herkennen"]
    assert [one["now"] for one in strip] == [False, False, True]


def test_a_screen_of_an_item_that_left_the_agenda_is_no_place_to_go_back_to(told):
    meeting = told(e.Shown(view="agenda"), EXPLAIN, e.AgendaSet(items=(OTHER,)))
    assert [one["name"] for one in seen(meeting)["been"]] == ["Agenda"]


def test_when_it_was_last_saved_comes_with_the_room_in_dutch_time():
    meeting = at_moments(*planned(), (12.5, e.MeetingOpened()))
    assert seen(meeting)["saved"]["time"] == "14:12:30"
    assert seen(meeting)["saved"]["day"] == "22-11-2026"


def test_what_is_parked_stands_on_top_when_its_stage_has_come(told):
    def park(name, stage, item="wait"):
        return e.Parked(parked=name, text=name, item=item, side=PROVIDER, stage=stage)

    points = (park("los", None, None), park("nu", "appraise"), park("later", "improve"))
    appraise = e.Shown(view="item", item="wait", stage="appraise")
    parked = seen(told(*points, appraise))["parked"]
    assert [(one["id"], one["now"]) for one in parked] == [
        ("nu", True),
        ("later", False),
        ("los", False),
    ]
    assert parked[0]["about"] == "1 · Waarderen · De Oever"
    settled = told(*points, appraise, e.ParkedSettled(parked="nu"))
    assert [one["id"] for one in seen(settled)["parked"]] == ["later", "los"]


def test_time_is_counted_from_when_the_stage_began_whatever_was_shown_beside_it():
    meeting = at_moments(
        *planned(), (0, e.MeetingOpened()), (10, EXPLAIN), (12, CARD), (13, NEUTRAL)
    )
    back = at_moments(*planned(), (0, e.MeetingOpened()), (10, EXPLAIN), (12, CARD), (14, EXPLAIN))
    for one in (meeting, back):
        assert seen(one)["clock"]["since"].startswith("2026-11-22T13:10")


def test_two_minutes_more_are_for_the_stage_that_is_on():
    told = (*planned(), (0, e.MeetingOpened()), (10, EXPLAIN))
    before = seen(at_moments(*told))
    choice = before["gives"][0]
    assert choice["minutes"] == {"wait": 17, "leave": 13}
    after = seen(at_moments(*told, (13, e.MinutesSet(minutes=choice["minutes"]))))
    assert after["clock"]["seconds"] == before["clock"]["seconds"] + 120


def test_only_items_to_come_with_minutes_to_miss_are_asked_and_nobody_is_the_last_choice():
    gives = seen(at_moments(*planned(), (0, e.MeetingOpened()), (10, EXPLAIN)))["gives"]
    assert [one["minutes"] for one in gives] == [{"wait": 17, "leave": 13}, {"wait": 17}]
    assert gives[-1]["name"] == "van niemand: we lopen uit"


@pytest.mark.parametrize("minutes", [0, 2])
def test_a_start_in_time_asks_nothing(minutes):
    assert seen(at_moments(*planned(), (minutes, e.MeetingOpened())))["offer"] is None


FULL = (ITEM, OTHER, e.AgendaItem(id="use", indicator="use", scope={}, minutes=30))


def test_after_a_late_start_the_minutes_can_be_divided_anew_and_the_plan_is_shown_first():
    opened = (*planned(FULL), (8, e.MeetingOpened()))
    offer = seen(at_moments(*opened))["offer"]
    assert offer["text"] == "U begon 8 minuten later. Verdeel de minuten opnieuw"
    assert sum(offer["minutes"].values()) == 90 - 8 - 27
    assert offer["plan"][0].endswith(f"15 → {offer['minutes']['wait']}")
    taken = (*opened, (9, e.MinutesSet(minutes=offer["minutes"])))
    assert seen(at_moments(*taken))["offer"] is None


def test_when_an_item_begins_with_less_time_left_than_planned_that_is_said():
    question = e.Shown(view="item", item="leave", stage="question")
    told = (*planned(FULL), (0, e.MeetingOpened()), (12, EXPLAIN), (40, question))
    offer = seen(at_moments(*told))["offer"]
    assert offer["text"].startswith("Er zijn nog 50 minuten")
    assert offer["minutes"].keys() == {"leave", "use"}
    recognise = e.Shown(view="item", item="leave", stage="recognise")
    assert seen(at_moments(*told, (42, recognise)))["offer"] is None


def test_a_talk_on_another_day_than_planned_has_no_end_to_be_in_time_for():
    opened = (*planned(FULL), (24 * 60 + 30, e.MeetingOpened()))
    assert seen(at_moments(*opened, (24 * 60 + 31, e.Shown(view="welcome"))))["offer"] is None


def test_english_is_complete():
    meeting = at_moments(
        *planned(FULL),
        (9, e.MeetingOpened()),
        (9, TOO_FAR),
        (9, e.LineHeld(note="n1")),
        (9, e.Parked(parked="p", text="x", item="wait")),
        (9, e.Shown(view="welcome")),
    )
    assert seen(meeting, "en")["offer"]["text"].startswith("You started 9 minutes later")
    assert seen(meeting, "en")["parked"][0]["about"] == "1 · parked · Together"


PRIVATE = note("n1", "Onze bestuurder twijfelt", PROVIDER, visibility="talk")
REASON = note("n1", "De indicatie kwam laat", PROVIDER, reason_side="municipality")


def test_a_line_for_the_talk_alone_stays_at_the_desk_until_the_second_yes(told):
    meeting = told(EXPLAIN, PRIVATE)
    assert seen(meeting)["lines"][0]["private"] is True
    assert "twijfelt" not in json.dumps(scene(meeting, "nl"))
    after = told(EXPLAIN, PRIVATE, la.LineProjected(note="n1"))
    line = seen(after)["lines"][0]
    assert (line["private"], line["talk_only"]) == (False, True)
    assert "twijfelt" in json.dumps(scene(after, "nl"))


def test_a_reason_of_the_municipality_asks_what_the_municipality_does_until_it_is_agreed(told):
    before = seen(told(EXPLAIN, REASON))
    assert before["lines"][0]["asks_municipality"] is True
    assert (
        "Er ligt een reden bij de gemeente; een afspraak van de gemeente past daarbij."
        in (before["hints"])
    )
    answer = e.AgreementMade(
        agreement="a1", item="wait", then_text="we bellen", side="municipality", note="n1"
    )
    after = seen(told(EXPLAIN, REASON, answer))
    assert after["lines"][0]["asks_municipality"] is False
    assert not [one for one in after["hints"] if "reden bij de gemeente" in one]


def test_each_line_asks_for_another_perspective_that_was_not_heard(told):
    asked = [
        seen(told(EXPLAIN, *lines))["unheard"]["perspective"]
        for lines in ((), (note("n1", "Eén"),), (note("n1", "Eén"), note("n2", "Twee")))
    ]
    assert asked == ["young_person", "parent", "professional"]
    spoken = seen(told(EXPLAIN, note("n1", "Wij wachtten lang", perspective="parent")))
    assert spoken["unheard"]["perspective"] != "parent"
    assert [one["name"] for one in spoken["coverage"] if one["heard"]] == ["Ouder"]


def test_what_can_stand_beside_the_talk_is_offered_once_there_is_something_to_show(told):
    point = la.PreconditionNoted(precondition="p1", precondition_kind="law", text="De wet.")
    two = [
        la.DifferenceAgreed(difference=name, provider_reading="Zo.", municipality_reading="Zus.",
                            datum="De duur.")
        for name in ("d1", "d2")
    ]  # fmt: skip
    names = [one["name"] for one in seen(told(EXPLAIN, point, *two))["beside"]]
    readings = ["Twee lezingen 1", "Twee lezingen 2"]
    assert names == ["Randvoorwaarden", *readings, "Van visie naar afspraak"]
    assert [one["name"] for one in seen(told(EXPLAIN))["beside"]] == ["Van visie naar afspraak"]


def test_what_is_on_the_wall_now_is_marked_and_leaves_the_talk_where_it_was(told):
    point = la.PreconditionNoted(precondition="p1", precondition_kind="law", text="De wet.")
    meeting = told(EXPLAIN, point, e.Shown(view="preconditions"))
    assert [one["now"] for one in seen(meeting)["beside"]] == [True, False]
    assert seen(meeting)["back"]["stage"] == "explain"


def test_two_readings_are_marked_as_here_only_at_the_figure_they_are_about(told):
    elsewhere, here = (
        la.DifferenceAgreed(difference=name, provider_reading="Zo.", municipality_reading="Zus.",
                            datum="De duur.", indicator=indicator)
        for name, indicator in (("d1", "een_ander_cijfer"), ("d2", None))
    )  # fmt: skip
    shown = seen(told(EXPLAIN, elsewhere, here))["beside"]
    assert [one["here"] for one in shown if one["body"]["view"] == "difference"] == [False, True]


def test_a_plain_meeting_offers_none_of_it(told):
    plain = PLAN.model_copy(update={"plain": True})
    shown = seen(told(EXPLAIN, plain))
    assert (shown["beside"], shown["on"], shown["coverage"], shown["unheard"]) == ([], [], [], None)


def test_a_learning_point_of_today_without_a_key_person_is_a_hint(told):
    point = la.LearningPointNoted(learning="l1", text="Eén plek om aan te melden.")
    hint = "Bij een leerpunt van vandaag staat nog geen sleutelfiguur."
    assert hint in seen(told(EXPLAIN, point))["hints"]
    known = point.model_copy(update={"key_role": "Inkoper", "key_department": "Inkoop"})
    assert hint not in seen(told(EXPLAIN, known))["hints"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (la.LearningPointNoted(learning="l1", text=TOO_FAR.text), "een leerpunt"),
        (
            la.MishapNoted(mishap="m1", text="Anders.", learned=f"{TOO_FAR.text}."),
            "wat misging",
        ),
        (la.ReserveStated(side=PROVIDER, text=TOO_FAR.text), "een voorbehoud"),
        (
            e.ClosingAnswered(question="to_policy", side=PROVIDER, text=TOO_FAR.text),
            "de afsluiting",
        ),
        (
            e.AgendaSet(items=(ITEM.model_copy(update={"reason_text": TOO_FAR.text}),)),
            "een reden op de agenda",
        ),
    ],
)
def test_what_outlasts_the_meeting_is_named_too_when_it_holds_the_words(told, body, place):
    apart = (TOO_FAR, EXPLAIN, body, e.LineHeld(note="n1"))
    assert place in seen(told(*apart))["held"][0]["also"]


def test_a_figure_that_left_its_forecast_asks_at_improving_for_an_intervention_or_none(told):
    away = ITEM.model_copy(update={"reason": e.AgendaReason.left_forecast_band})
    agenda, improve = e.AgendaSet(items=(away,)), e.Shown(view="item", item="wait", stage="improve")
    hint = (
        "Dit cijfer week af van de prognose. Wat volgt daarop? "
        "uitvoering · organisatie · beleid & inkoop · geen ingreep, we volgen het"
    )
    assert hint in seen(told(agenda, improve))["hints"]
    assert hint not in seen(told(agenda, EXPLAIN))["hints"]
    assert hint not in seen(told(improve))["hints"]
    chosen = e.AgreementMade(
        agreement="a1", item="wait", then_text="we volgen het", side="municipality",
        agreement_kind=e.AgreementKind.none,
    )  # fmt: skip
    assert hint not in seen(told(agenda, improve, chosen))["hints"]
