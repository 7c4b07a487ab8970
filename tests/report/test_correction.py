"""The correction request: one page to the deliverer, with both numbers and nobody in it."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from telvertel.meeting.following import with_carried
from telvertel.report.correction import request
from telvertel.report.document import Facts, plain
from telvertel.report.html import html
from telvertel.report.text import WIDTH, text
from telvertel.report.word import word
from tests.report.conftest import Talk, agenda, frozen, planned
from tests.report.reading import Page


@pytest.fixture
def dispute(held):
    return held.open_disputes()[0]


def facts_of(document) -> dict[str, str]:
    facts = next(one for one in document.opening if isinstance(one, Facts))
    return {label: plain(line) for label, line in facts.rows}


def test_it_asks_the_deliverer_with_figure_definition_period_and_both_numbers(held, dispute):
    told = facts_of(request(held, dispute, "nl"))
    assert told["Cijfer"] == "Wachttijd langer dan 42 dagen"
    assert told["Definitie"].startswith("Van de jongeren bij wie")
    assert told["Gaat over"] == "1e kwartaal 2026"
    assert told["Zoals geteld"].startswith("54% (bron: levering De Oever")
    assert told["Eigen getal van De Oever"] == "38% (bron: eigen registratie De Oever)"


def test_it_says_what_is_disputed_what_settles_it_who_finds_out_and_in_which_meeting(held, dispute):
    told = facts_of(request(held, dispute, "nl"))
    assert told["Wat er betwist is"] == "Telling"
    assert told["Wat het kan beslechten"].startswith("Vergelijken van tien dossiers")
    assert told["Wie zoekt het uit"] == "contractmanager, vóór 26 november 2026"
    assert told["Gesprek"].endswith("12 november 2026")


def opening_of(document) -> str:
    return plain(document.opening[0].line)


def test_who_disputes_its_own_delivery_finds_out_itself_and_tells_the_other_side(held, dispute):
    asked = opening_of(request(held, dispute, "nl"))
    assert asked.startswith("Aan: De Oever en Rivierstede.")
    assert "De Oever zoekt zelf uit of de levering klopt" in asked
    assert "laat Rivierstede vóór 26 november 2026 weten" in asked
    assert "Wilt u nagaan" not in asked


def test_a_figure_of_the_other_side_is_asked_of_who_delivered_it(held, dispute):
    theirs = dispute.raised.model_copy(update={"side": "municipality"})
    asked = opening_of(request(held, replace(dispute, raised=theirs), "nl"))
    assert asked.startswith("Aan: levering De Oever")
    assert asked.endswith("Wilt u nagaan of de levering klopt?")


def test_it_says_that_the_figure_stays_until_a_new_delivery(held, dispute):
    assert "Het cijfer blijft staan zoals het geteld is" in text(request(held, dispute, "nl"))


def test_words_in_which_somebody_could_be_recognised_are_left_to_the_minutes(held, dispute):
    """Names of children are in no request, whatever was typed in the room."""
    named = dispute.raised.model_copy(update={"text": "Sem de Vries (14) staat er dubbel in."})
    told = facts_of(request(held, replace(dispute, raised=named), "nl"))
    assert told["Wat er niet klopt"] == "staat in het verslag van het gesprek"


def test_as_a_web_page_it_needs_nothing_from_outside_and_has_no_empty_contents(held, dispute):
    page = Page(html(request(held, dispute, "nl")))
    assert "nav" not in [tag for tag, _ in page.tags]
    assert "script" not in [tag for tag, _ in page.tags]
    assert (1, "Wachttijd langer dan 42 dagen, 1e kwartaal 2026") in page.headings


def test_as_a_word_file_it_holds_the_same_words(held, dispute):
    asked = request(held, dispute, "nl")
    found = docx.Document(io.BytesIO(word(asked)))
    told = "\n".join(one.text for one in found.paragraphs)
    assert [one for one in facts_of(asked).values() if one not in told] == []


def test_as_text_for_a_mail_no_line_is_longer_than_mail_is_read(held, dispute):
    lines = text(request(held, dispute, "nl")).splitlines()
    assert lines[0] == "Correctieverzoek: Wachttijd langer dan 42 dagen, 1e kwartaal 2026"
    assert max(len(line) for line in lines) <= WIDTH


def test_of_an_earlier_dispute_it_names_the_meeting_it_was_raised_in(held):
    later = Talk("rivierstede-oever-2027-05", held.opened_at)
    later.says(planned(previous=held.id, title="Gesprek van het voorjaar"), agenda(), *frozen())
    now = with_carried(later.meeting(), (held,))
    asked = request(now, now.open_disputes()[0], "nl")
    assert facts_of(asked)["Gesprek"].startswith("Gesprek Rivierstede en De Oever, najaar 2026")


def test_it_is_complete_in_english(held, dispute):
    assert text(request(held, dispute, "en")).startswith("Correction request: ")
