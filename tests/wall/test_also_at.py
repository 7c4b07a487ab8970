"""An agreement stands by its number wherever it belongs: with another figure, on the board."""

from telvertel.meeting import events as e
from telvertel.report.document import plain
from telvertel.report.frame import preconditions_board
from telvertel.wall.agreements import also_at
from telvertel.wording.words import words
from tests.meeting.lasting import precondition, talk
from tests.meeting.saying import agreement

AGREED = agreement().model_copy(update={"indicators": ("waiting",)})


def test_an_agreement_is_named_at_the_other_figure_it_is_about_and_not_twice_at_its_own():
    meeting = talk("een", AGREED)
    assert also_at(meeting, "wachttijd", words("nl")) == ["Ook bij afspraak 1: dan bellen wij."]
    assert also_at(meeting, "uitval", words("nl")) == []


def test_an_agreement_that_was_pulled_back_is_named_nowhere_else():
    meeting = talk("een", AGREED, e.AgreementPulledBack(agreement="a1", reason="Kan niet."))
    assert also_at(meeting, "wachttijd", words("nl")) == []


def test_the_board_in_the_minutes_names_the_agreement_of_a_precondition():
    (table,) = preconditions_board(talk("een", AGREED, precondition(agreement="a1")), words("nl"))
    assert "bij afspraak 1: dan bellen wij." in plain(table.rows[0][1])
