"""What outlasts a meeting at the desk: every form is there, folded, and gone where it is off."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.wording.words import words
from tests.meeting import lasting as small
from tests.pages.small import open_meeting, page, planned, say, sealed_meeting, texts

TODAY = today()
NL = words("nl")
EXPLAIN = e.Shown(view="item", item="uitval", stage="explain")
POINT = la.LearningPointNoted(learning="l1", text="Aanmelden kan op één plek.")


def forms(test) -> dict[str, dict]:
    """The forms of our own on a page: name → what they were given."""
    found = {}

    def walk(node):
        for child in getattr(node, "children", {}).values():
            walk(child)
        given = getattr(getattr(node, "proto", None), "json", "")
        if given and '"form":' in given:
            told = json.loads(given)
            found[told["form"]] = told

    walk(test.main)
    return found


def at_item(house, *bodies, **plan):
    open_meeting(house, "spring", TODAY, **plan)
    say(house, "spring", EXPLAIN, *bodies)
    return page("lead")


def seldom(test):
    """The choice among the forms that are seldom needed."""
    return next(one for one in test.button_group if "seldom" in one.key)


def choose(test, words_key):
    """One of the forms that are seldom needed."""
    seldom(test).set_value(words_key).run()
    assert not test.exception, test.exception
    return test


def names(form, folded=False):
    return [one["name"] for one in form["fields"] if bool(one.get("folded")) is folded]


def test_the_agreement_asks_six_things_and_keeps_the_rest_behind_a_fold(figures):
    form = forms(at_item(figures))["agreement.uitval"]
    assert names(form) == ["if_text", "then_text", "who", "side", "due", "agreement_kind"]
    assert {"alternative", "principles", "themes", "contract", "contract_fit", "note"} <= set(
        names(form, folded=True)
    )


def test_no_intervention_asks_for_the_reason(figures):
    form = forms(at_item(figures))["agreement.uitval"]
    reason = next(one for one in form["fields"] if one["name"] == "reason")
    assert reason["needed_with"] == {"agreement_kind": "none"}


def test_a_correction_keeps_what_the_form_does_not_ask(figures):
    made = e.AgreementMade(
        agreement="a1", item="uitval", then_text="we bellen", note="n9", principles=("simplicity",)
    )
    without = (la.Extra.principles,)
    form = forms(at_item(figures, made, without=without))["correct.a1.0"]
    assert form["nested"]["principles"] == ["simplicity"]
    assert "principles" not in names(form, folded=True)


def test_a_learning_point_begins_with_its_text_its_way_and_its_key_person(figures):
    form = forms(at_item(figures))["learning.uitval"]
    asked = ["text", "route", "key_role", "key_department", "meaning", "sectors"]
    assert names(form) == asked
    assert [one["name"] for one in form["fields"] if one.get("required")] == ["text"]


def test_an_open_learning_point_can_be_taken_further_and_misses_its_key_person(figures):
    test = at_item(figures, POINT)
    ahead = next(f for f in forms(test)["further.l1.0"]["fields"] if f["name"] == "to")
    assert [one["id"] for one in ahead["options"]][:2] == ["shared", "decided"]
    assert ahead["value"] == "shared"
    assert NL("steering.key_person_missing") in texts(test)


def test_the_age_of_a_learning_point_is_counted_in_meetings(figures):
    sealed_meeting(figures, "winter", TODAY - timedelta(days=90), POINT)
    test = at_item(figures, previous="winter")
    assert "Ingebracht, al 1 gesprek open" in "\n".join(one.label for one in test.expander)


@pytest.mark.parametrize(
    ("part", "words_key"),
    [
        (la.Extra.preconditions, "steering.board"),
        (la.Extra.differences, "steering.differing"),
        (la.Extra.learning, "steering.wishing"),
    ],
)
def test_a_part_that_is_off_has_no_form(figures, part, words_key):
    offered = seldom(at_item(figures)).options
    assert NL(words_key) in offered
    say(figures, "spring", figures.telling.meeting("spring").plan.model_copy(
        update={"without": (part,)}))  # fmt: skip
    left = seldom(page("lead")).options
    assert NL(words_key) not in left


def test_a_plain_meeting_asks_for_chart_story_and_agreement_only(figures):
    test = at_item(figures, plain=True)
    found = forms(test)
    assert "agreement.uitval" in found and "learning.uitval" not in found
    assert "principles" not in names(found["agreement.uitval"], folded=True)


@pytest.mark.parametrize(
    ("words_key", "form"),
    [
        ("steering.board", "precondition.uitval"),
        ("steering.differing", "difference.uitval"),
        ("steering.mishap", "mishap.uitval"),
        ("steering.wishing", "wish.uitval"),
    ],
)
def test_a_form_that_is_seldom_needed_is_one_click_away(figures, words_key, form):
    test = at_item(figures)
    assert form not in forms(test)
    assert form in forms(choose(test, words_key))


def test_whoever_asks_for_more_says_what_can_go(figures):
    form = forms(choose(at_item(figures), "steering.wishing"))["wish.uitval"]
    assert "drops" in [one["name"] for one in form["fields"] if one.get("required")]


def test_two_preconditions_on_the_board_can_be_put_beside_each_other(figures):
    board = [
        la.PreconditionNoted(precondition=name, precondition_kind="contract", text=text)
        for name, text in (("p1", "Vast aantal uren."), ("p2", "Eén lokaal team."))
    ]
    test = choose(at_item(figures, *board[:1]), "steering.board")
    assert "clash" not in forms(test)
    say(figures, "spring", board[1], la.ClashNoted(clash="c", one="p1", other="p2",
                                                   relation="clashes"))  # fmt: skip
    test = choose(page("lead"), "steering.board")
    assert "clash" in forms(test)
    assert "Vast aantal uren\\. ↔ Eén lokaal team\\.\\: botst" in texts(test)


def test_what_is_taken_off_the_board_is_off(figures):
    one = la.PreconditionNoted(precondition="p1", precondition_kind="law", text="De wet.")
    test = choose(at_item(figures, one), "steering.board")
    next(b for b in test.button if b.label == NL("steering.off_the_board")).click().run()
    assert figures.telling.meeting("spring").kept[-1].body.dropped


def test_an_explanation_of_an_earlier_meeting_asks_whether_it_held(figures):
    note = e.NoteWritten(note="n1", item="uitval", stage="explain", text="De vacatures.",
                         note_kind="explanation")  # fmt: skip
    sealed_meeting(figures, "winter", TODAY - timedelta(days=90), note)
    test = choose(at_item(figures, previous="winter"), "steering.explained_before")
    assert forms(test)["held.n1"]["fixed"]["made_in"] == "winter"
    assert NL("steering.never_checked") in texts(test)


def test_at_the_welcome_each_side_can_say_what_it_holds_back_on(figures):
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", e.Shown(view="welcome"))
    assert {"reserve.provider", "reserve.municipality"} <= set(forms(page("lead")))


def test_the_weighing_can_say_how_strong_the_conclusion_is(figures):
    form = forms(at_item(figures))["weighing.uitval"]
    assert names(form, folded=True) == ["strength"]


def test_a_weighing_said_again_keeps_its_strength_while_learning_points_are_off(figures):
    weighed = e.WeighingGiven(
        item="uitval", outcome="too_early", reasons="Het team is nieuw.",
        municipality_share="Geen.", strength="pattern",
    )  # fmt: skip
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", weighed)
    shown = e.Shown(view="item", item="uitval", stage="appraise")
    say(figures, "spring", planned(TODAY, without=("learning",)), shown)
    form = forms(page("lead"))["weighing.uitval"]
    assert "strength" not in names(form, folded=True)
    assert form["fixed"]["strength"] == "pattern"


def test_a_principle_that_was_dropped_still_stands_by_its_name_where_it_was_chosen(figures):
    open_meeting(figures, "spring", TODAY)
    chosen = POINT.model_copy(update={"principles": ("simplicity",)})
    say(figures, "spring", small.principles("nabij", valid_from=TODAY), chosen)
    say(figures, "spring", e.Shown(view="item", item="uitval", stage="explain"))
    form = forms(page("lead"))["correct.learning.l1.0"]
    asked = next(one for one in form["fields"] if one["name"] == "principles")
    assert [one["id"] for one in asked["options"]] == ["nabij"]
    assert asked["names"] == {"simplicity": NL("codes.principle.simplicity")}


def test_what_is_open_comes_back_beside_the_agreements_of_last_time(figures):
    agreed = e.AgreementMade(agreement="a1", item="uitval", then_text="we bellen")
    differ = la.DifferenceAgreed(
        difference="d1", provider_reading="Meer vraag.", municipality_reading="Langer.",
        datum="De duur per leeftijd.",
    )  # fmt: skip
    sealed_meeting(figures, "winter", TODAY - timedelta(days=90), POINT, agreed, differ)
    open_meeting(figures, "spring", TODAY, previous="winter")
    say(figures, "spring", e.Shown(view="last_agreements", agreement="a1"))
    found = forms(page("lead"))
    assert {"review.a1", "further.l1.0", "settle.difference.d1"} <= set(found)


def test_closing_names_what_goes_to_purchasing_and_who_is_missing(figures):
    bought = la.LearningPointNoted(
        learning="l2", text="Kortere contracten.", route="purchasing", key_role="Inkoper",
        key_department="Inkoop", target_document="Bestek 2027",
    )  # fmt: skip
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", POINT, bought)
    told = texts(page("close"))
    assert "Kortere contracten\\. \\(Bestek 2027, Inkoper, Inkoop, Ingebracht\\)" in told
    assert NL("steering.close.key_person_missing", points="Aanmelden kan op één plek\\.") in told
    assert NL("steering.close.balance") in told


def test_a_learning_point_on_the_wall_has_its_forms_at_hand_and_nowhere_twice(figures):
    shown = e.Shown(view="learning", about="l1")
    found = forms(at_item(figures, POINT, shown))
    assert {"further.l1.0", "learning.uitval", "agreement.uitval"} <= set(found)


def test_a_secured_point_is_asked_after_every_third_meeting_and_goes_no_step_further(figures):
    secured = la.LearningPointMoved(learning="l1", to="secured", text="In de verordening.")
    agreed = e.AgreementMade(agreement="a1", item="uitval", then_text="we bellen")
    sealed_meeting(figures, "winter", TODAY - timedelta(days=180), POINT, secured)
    sealed_meeting(figures, "lente", TODAY - timedelta(days=90), agreed, previous="winter")
    open_meeting(figures, "spring", TODAY, previous="lente")
    say(figures, "spring", e.Shown(view="last_agreements", agreement="a1"))
    found = forms(page("lead"))
    assert "back.l1.spring" in found and "further.l1.1" not in found
