"""Delivered stories where they are used: beside the figure, in the preparation, at the desk."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel import counting
from telvertel.installation import installation
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.wall.scene import scene
from telvertel.wording.words import words
from tests.pages.small import ITEM, open_meeting, page, planned, say, texts
from tests.pages.test_prepare import on_tab, press

NL = words("nl")
HELD = date(2026, 2, 10)
STORIES = """\
periode;gemeente;aanbieder;soort;verteld_door;verteld_op;tekst;bron;toestemming;indicatoren
2025KW02;GM9901;99000002;citaat;jongere;15-06-2025;Er werd geluisterd.;Panel;gegeven;dropout
2025KW02;GM9901;;verhaal;professional;15-06-2025;We bellen nu terug.;Team;niet nodig;dropout
2025KW02;GM9901;99000004;verhaal;ouder;15-06-2025;Van een ander.;Panel;gegeven;dropout
2025KW02;GM9901;99000002;verhaal;ouder;15-06-2025;Over niets in het bijzonder.;Panel;gegeven;
"""
YOUNG = "“Er werd geluisterd.” (jongere; Panel; met toestemming)"


@pytest.fixture
def told(figures, tmp_path):
    (tmp_path / "verhalen.csv").write_text(STORIES, encoding="utf-8")
    receipt = counting.take_in(figures.warehouse, [tmp_path / "verhalen.csv"], who="t", why="w")
    assert receipt.version, receipt.problems
    return figures


def meeting(house) -> e.Happening:
    return house.telling.meeting("gesprek")


def prepared(house):
    say(house, "gesprek", planned(HELD), e.AgendaSet(items=(ITEM,)))
    return on_tab(page("prepare"), "Dialoog")


def pressed(test, label: str, text: str):
    """The button of this label that belongs to the story with this text."""
    told = counting.stories(installation().warehouse, "GM9901")
    story = next(one for one in told if one.text == text)
    found = next(one for one in test.button if one.label == label and one.key.endswith(story.id))
    found.click().run()
    assert not test.exception, test.exception
    return test


@pytest.mark.parametrize("name", ["explore", "account"])
def test_a_story_stands_beside_the_figure_it_speaks_to_with_source_and_consent(told, name):
    seen = texts(page(name, indicator="dropout", providers="99000002")).replace("\\", "")
    assert "“Er werd geluisterd.”" in seen
    assert "Bron: Panel · met toestemming · verteld op 15 juni 2025" in seen
    assert "Bron: Team · anoniem naverteld" in seen
    assert "Van een ander" not in seen
    assert "Er werd geluisterd" not in texts(page(name, indicator="inflow"))


def test_one_click_puts_a_story_with_its_source_in_the_story_of_a_side(told):
    test = pressed(prepared(told), "Naar het verhaal van De Oever", "Er werd geluisterd.")
    story = meeting(told).story("uitval", e.Side.provider)
    assert story == {e.StoryField.young_voice: YOUNG}
    assert "Staat bij het verhaal van De Oever." in texts(test)
    test = pressed(test, "Naar het verhaal van De Oever", "We bellen nu terug.")
    assert "anoniem naverteld" in meeting(told).story("uitval", e.Side.provider)["what_we_see"]


def test_a_story_that_is_taken_along_leaves_what_the_side_wrote_itself(told):
    own = e.StoryPrepared(
        item="uitval", side=e.Side.provider, field=e.StoryField.young_voice, text="Eigen woorden."
    )
    say(told, "gesprek", planned(HELD), e.AgendaSet(items=(ITEM,)), own)
    test = on_tab(page("prepare"), "Dialoog")
    pressed(test, "Naar het verhaal van De Oever", "Er werd geluisterd.")
    kept = meeting(told).story("uitval", e.Side.provider)[e.StoryField.young_voice]
    assert kept == f"Eigen woorden.\n\n{YOUNG}"


def test_the_voice_of_a_young_person_or_parent_can_open_the_talk(told):
    test = prepared(told)
    pressed(test, "Als stem bij de opening", "Over niets in het bijzonder.")
    voice = meeting(told).client_voice
    assert (voice.text, voice.source) == (
        "Over niets in het bijzonder.",
        "Ouder; Panel; met toestemming",
    )
    of_professional = [one for one in test.button if one.label == "Als stem bij de opening"]
    assert len(of_professional) == 1  # the young person's, and none for the professional


def test_stories_of_a_provider_who_is_not_at_the_table_are_not_offered(told):
    assert "Van een ander" not in texts(prepared(told))


def test_without_stories_the_preparation_says_where_they_come_in(figures):
    assert "met het sjabloon Verhalen" in texts(prepared(figures))


def at_the_desk(house, stage: Stage):
    open_meeting(house, "gesprek", HELD)
    say(house, "gesprek", e.Shown(view=e.View.item, item="uitval", stage=stage))
    test = page("lead")
    test.session_state["seldom-gesprek"] = "lead.stories"
    test.run()
    assert not test.exception, test.exception
    return test


def on_wall(house) -> str:
    return str(scene(meeting(house), "nl"))


def test_a_story_is_on_the_wall_only_when_the_facilitator_takes_it_there(told):
    test = at_the_desk(told, Stage.explain)
    assert "Er werd geluisterd" in texts(test)
    assert "Er werd geluisterd" not in on_wall(told)
    test = pressed(test, "Zet op het scherm", "Er werd geluisterd.")
    (note,) = meeting(told).notes
    assert note.text == "“Er werd geluisterd.”"
    assert note.written.evidence == "Jongere; Panel; met toestemming"
    assert (note.written.perspective, note.written.basis) == ("young_person", "client_voice")
    assert (note.written.side, note.written.period) == (None, "2025KW02")
    assert "Er werd geluisterd" in on_wall(told)
    assert "Jongere; Panel; met toestemming" in on_wall(told)
    assert "Is in dit gesprek opgenomen." in texts(test)


def test_before_the_newest_points_are_in_sight_no_story_goes_to_the_wall(told):
    test = at_the_desk(told, Stage.question)
    assert "Zet op het scherm" not in [one.label for one in test.button]


def test_a_new_delivery_leaves_what_was_taken_into_a_meeting(told, tmp_path):
    press(prepared(told), "Als stem bij de opening")
    kept = meeting(told).client_voice
    (tmp_path / "later.csv").write_text(STORIES.replace("gegeven", "nee"), encoding="utf-8")
    assert counting.take_in(told.warehouse, [tmp_path / "later.csv"], who="t", why="w").version
    assert len(counting.stories(told.warehouse, "GM9901")) == 1
    assert meeting(told).client_voice == kept
