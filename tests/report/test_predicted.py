"""Voorspeld in the minutes: with the gap when both sides want that, else only the surprise."""

import pytest

from telvertel.report.minutes import minutes
from tests.report.reading import as_text
from tests.wall.test_prediction import (
    MUNICIPALITY,
    PROVIDER,
    at,
    expects,
    note,
    predicted,
    surprise,
)

WRITTEN = (
    expects(PROVIDER, direction="up", value=36, why="Er kwamen mensen bij"),
    expects(MUNICIPALITY, direction="level"),
    at("recognise"),
    note("a", "Een regel", PROVIDER),
)


def told(*said, language="nl"):
    return as_text(minutes(predicted(*WRITTEN, *said), None, language))


def test_both_expectations_stand_beside_what_it_became_when_both_agree():
    text = told(surprise(PROVIDER, False), surprise(MUNICIPALITY, True))
    assert "Voorspeld voor 3e kwartaal 2026" in text
    line = "Verwacht: hoger, 36% · Waarom: Er kwamen mensen bij · Werd 45%: hoger dan verwacht"
    assert line in text
    assert "Verwacht: ongeveer gelijk · Werd 45%: hoger dan verwacht" in text


def test_without_agreement_only_whether_it_was_a_surprise():
    text = told(surprise(PROVIDER, False), surprise(MUNICIPALITY, True, False))
    assert "Verrast: nee" in text and "Verrast: ja" in text
    assert "36%" not in text and "mensen" not in text


def test_before_the_newest_points_were_seen_nothing_is_told():
    early = predicted(expects(PROVIDER, value=36), note("a", "Een regel", PROVIDER))
    assert "Voorspeld" not in as_text(minutes(early, None, "nl"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_meeting_without_voorspel_does_not_speak_of_it(language):
    plain = predicted(at("recognise"), note("a", "Een regel", PROVIDER), predict=False)
    text = as_text(minutes(plain, None, language))
    assert "Voorspeld" not in text and "Predicted" not in text
