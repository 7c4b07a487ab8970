"""Zoals we het toen zagen: what was revised, in words, and nothing the room may not see yet."""

from __future__ import annotations

import json

import pytest

from telvertel.meeting import events as e
from telvertel.wall.scene import scene
from tests.wall.conftest import PLAN, frozen

THEN = e.Shown(view="then", item="wait")
SPRING = {"meeting": "spring", "held_on": "2026-03-10"}
JUNE = {"version": "v2", "on": "2026-06-02", "why": "nagekomen dossiers"}


def shown(value):
    return {"value": value, "low": None, "high": None, "mark": "shown"}


def revision(period="2026KW01", before=18.0, after=20.0, **more):
    return {
        "period": period, "group": "", "before": shown(before), "after": shown(after), **SPRING,
        "reasons": [JUNE], "redefined": False, "notes": ["n1", "n2"],
    } | more  # fmt: skip


@pytest.fixture
def drawn(told):
    """The screen of an item with these revisions."""

    def draw(*revisions, language="nl", last_talk=SPRING, plan=PLAN, before=()):
        figures = frozen().model_copy(update={"revisions": revisions, "last_talk": last_talk})
        return scene(told(plan, figures, *before, THEN), language)

    return draw


def test_a_revised_figure_is_told_in_words_with_reason_and_day_of_the_delivery(drawn):
    screen = drawn(revision())
    assert screen["title"] == "Zoals we het toen zagen"
    assert screen["since"] == "In het gesprek van 10 maart 2026, en nu"
    assert [(one["period"], one["told"]) for one in screen["rows"]] == [
        ("1e kwartaal 2026", "bijgesteld van 18% naar 20%")
    ]
    assert screen["reasons"] == ["Levering van 2 juni 2026: nagekomen dossiers"]


def test_it_says_how_many_lines_of_then_lean_on_these_figures(drawn):
    twice = (revision(), revision("2026KW02", 29.0, 30.0, notes=["n2", "n3"]))
    assert drawn(*twice)["leaning"] == "3 regels van toen steunen op deze cijfers"
    assert drawn(revision(notes=[]))["leaning"] == ""


def test_the_newest_revised_period_comes_first_and_what_is_more_than_five_is_counted(drawn):
    parts = [revision(group=f"{number}") for number in range(7)]
    screen = drawn(*parts, revision("2026KW02"))
    assert screen["rows"][0]["period"] == "2e kwartaal 2026"
    assert len(screen["rows"]) == 5
    assert screen["more"] == "en nog 3 bijgestelde cijfers"


def test_without_revisions_it_says_since_when_nothing_changed(drawn):
    assert drawn()["calm"] == "Sinds 10 maart 2026 zijn de cijfers van toen niet bijgesteld."


def test_a_figure_that_was_never_talked_about_says_so(drawn):
    assert drawn(last_talk=None)["calm"].startswith("Over dit cijfer spraken we")


def test_what_was_too_small_to_show_stays_in_words(drawn):
    small = {"value": None, "low": None, "high": None, "mark": "small"}
    assert drawn(revision() | {"before": small})["rows"][0]["before"] == "te klein"


def test_a_definition_that_changed_is_told_before_the_deliveries(drawn):
    assert drawn(revision(redefined=True))["reasons"][0] == "De definitie is sindsdien aangepast."
    assert drawn(revision(reasons=[]))["reasons"] == ["Bij de levering is geen reden bewaard."]


def test_a_period_the_room_still_predicts_is_left_out_until_it_was_seen(drawn):
    plan = PLAN.model_copy(update={"predict": True})
    newest = revision("2026KW03", 29.0, 30.0)
    assert "30%" not in json.dumps(drawn(newest, plan=plan))
    seen = e.Shown(view="item", item="wait", stage="recognise")
    assert drawn(newest, plan=plan, before=[seen])["rows"][0]["after"] == "30%"


def test_the_words_are_complete_in_english(drawn):
    assert drawn(revision(), language="en")["rows"][0]["told"] == "revised from 18% to 20%"
