"""Voorspel eerst on Voorbereiden and Regie: a switch of the meeting, and what each side expects."""

from __future__ import annotations

from datetime import timedelta

from telvertel.counting import Party
from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.screen import planning
from telvertel.wording.words import words
from tests.pages.small import open_meeting, page, planned, say, texts

TODAY = today()
NL = words("nl")
PLACE = Party("GM9901", "Rivierstede", "municipality", "", True)
OEVER = Party("99000002", "De Oever", "provider", "files", True)


def at(stage):
    return e.Shown(view="item", item="uitval", stage=stage)


def labels(test, kind):
    return [one.label for one in getattr(test, kind)]


def test_a_new_meeting_predicts_unless_it_is_plain(figures):
    assert planning.first_plan(PLACE, [OEVER], TODAY, NL, None).predict
    assert not planned(TODAY).predict, "a meeting of before has it off"
    say(figures, "eerder", planned(TODAY - timedelta(days=90), plain=True))
    before = figures.telling.meeting("eerder")
    assert not planning.first_plan(PLACE, [OEVER], TODAY, NL, before).predict
    assert not planning.next_plan(before).predict
    say(figures, "eerder", planned(TODAY - timedelta(days=90)))
    assert planning.next_plan(figures.telling.meeting("eerder")).predict


def test_the_switch_stands_in_the_frame_of_the_meeting_and_not_in_a_plain_one(figures):
    say(figures, "gesprek", planned(TODAY, predict=True))
    test = page("prepare", gesprek="gesprek")
    test.session_state["blocks-nl"] = NL("prepare.block_frameworks")
    test.run()
    switch = next(one for one in test.toggle if one.label == NL("prediction.prepare.switch"))
    assert switch.value is True
    switch.set_value(False).run()
    assert figures.telling.meeting("gesprek").plan.predict is False
    plain = next(one for one in test.toggle if one.label == NL("prepare.plain"))
    plain.set_value(True).run()
    assert NL("prediction.prepare.switch") not in labels(test, "toggle")


def test_the_desk_asks_both_sides_and_keeps_what_they_say_folded(figures):
    open_meeting(figures, "spring", TODAY, predict=True)
    expected = e.PredictionGiven(item="uitval", side="provider", value=41, why="Meer mensen")
    say(figures, "spring", at("predict"), expected)
    test = page("lead")
    panels = {one.label: one for one in test.expander}
    assert panels[NL("prediction.desk.title")].proto.expanded
    folded = [one for one in test.expander if one.label == NL("prediction.desk.folded")]
    assert [one.proto.expanded for one in folded] == [False, False]
    assert "**De Oever**: heeft opgeschreven" in texts(test)
    assert "**Rivierstede**: nog niet" in texts(test)


def test_after_the_newest_points_the_desk_asks_whether_it_was_a_surprise(figures):
    open_meeting(figures, "spring", TODAY, predict=True)
    say(figures, "spring", at("predict"), at("recognise"))
    assert NL("prediction.desk.after") in texts(page("lead"))


def test_a_meeting_without_voorspel_has_no_panel(figures):
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", at("recognise"))
    assert NL("prediction.desk.title") not in labels(page("lead"), "expander")
