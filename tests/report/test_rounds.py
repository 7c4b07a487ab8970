"""Silent rounds, positions and lines that were taken off, in everything that leaves the house."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest

from telvertel.meeting import events as e
from telvertel.meeting.subject import ERASED
from telvertel.report import rounds_file
from telvertel.report.html import html
from telvertel.report.minutes import minutes
from telvertel.report.word import word
from tests.report.conftest import MUNICIPALITY, PROVIDER, Talk, agenda, frozen, note, planned
from tests.report.reading import Page, as_text

A, G = PROVIDER, MUNICIPALITY
SAID = note("n1", "p1", "Het team wisselde.", side=A)
LINES = ((A, "Vertrek"), (A, "Ziekte"), (A, "Reistijd"), (G, "Inkoop"), (G, "Toegang"), (G, "Geld"))


def opened(kind="lines", **more):
    return e.RoundOpened(round="r", item="p1", round_kind=kind, question="Hoe komt dat?", **more)


def closed(*lines, left_out=0):
    told = tuple(e.RoundLine(side=side, text=text) for side, text in lines)
    return e.RoundClosed(round="r", lines=told, left_out=left_out)


def counts(*told):
    positions = tuple(e.PositionCount(side=one, position=p, count=n) for one, p, n in told)
    return e.RoundClosed(round="r", positions=positions)


def meeting(*said, first=(SAID,)):
    talk = Talk("stil-gesprek", datetime(2026, 11, 12, 13, 0, tzinfo=UTC))
    return talk.says(planned(), agenda(), *frozen(), e.MeetingOpened(), *first, *said).meeting()


def text(*said, language="nl", **more):
    return as_text(minutes(meeting(*said, **more), None, language))


def data(*said):
    return json.loads(rounds_file.as_json(meeting(*said)))


def editions(*said) -> list[str]:
    """HTML, Word and data, as bare text."""
    told = minutes(meeting(*said), None, "nl")
    document = docx.Document(BytesIO(word(told)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    as_word = "\n".join([*(one.text for one in document.paragraphs), *cells])
    return ["\n".join(Page(html(told)).text), as_word, json.dumps(data(*said), ensure_ascii=False)]


def test_a_silent_round_stands_at_its_item_with_its_lines_per_side():
    told = text(opened(), closed(*LINES))
    block = told.split("== Stille ronde: Hoe komt dat?\n")[1].split("\n==")[0].splitlines()
    lines = [one.removeprefix(">").replace("- :", "").strip() for one in block]
    assert lines == ["De Oever", "Vertrek", "Ziekte", "Reistijd", "Rivierstede", "Inkoop",
                     "Toegang", "Geld"]  # fmt: skip


def test_lines_that_stood_together_stand_together_in_the_minutes():
    told = text(opened(), closed((None, "Vertrek"), (None, "Geld"), (None, "Inkoop")))
    block = told.split("== Stille ronde")[1].split("\n==")[0]
    assert "> Samen" in block
    assert "Oever" not in block


def test_html_word_and_data_hold_the_lines_and_the_question():
    for edition in editions(opened(), closed(*LINES)):
        for words in ("Hoe komt dat?", *(one for _, one in LINES)):
            assert words in edition


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_round_that_still_runs_is_in_no_minutes(language):
    assert "Hoe komt dat?" not in text(opened(), language=language)
    assert data(opened())["rounds"] == []


def test_an_item_with_nothing_but_a_silent_round_was_talked_about():
    assert "== Stille ronde: Hoe komt dat?" in text(opened(), closed(*LINES), first=())


def test_a_line_taken_over_is_a_note_and_not_said_twice():
    told = text(opened(), closed(*LINES), note("n2", "p1", "Vertrek", side=A))
    assert told.count("Vertrek") == 1
    assert "Overgenomen in het gesprek: aantekening 2" in told
    assert "Ziekte" in told


def test_what_was_changed_after_it_was_taken_over_does_not_come_back_as_it_was():
    revised = e.NoteRevised(note="n2", text="Behandelaren gingen weg.")
    told = editions(opened(), closed(*LINES), note("n2", "p1", "Vertrek", side=A), revised)
    assert not any("Vertrek" in one for one in told)
    assert "aantekening 2" in told[0]


def test_what_left_the_talk_does_not_come_back_through_the_round():
    for gone in (e.LineHeld(note="n2"), e.LinePulledBack(note="n2")):
        told = editions(opened(), closed(*LINES), note("n2", "p1", "Vertrek", side=A), gone)
        assert not any("Vertrek" in one for one in told)
        assert not any("aantekening 2" in one for one in told)


def test_of_a_wiped_line_the_round_keeps_nothing_not_even_its_place():
    told = editions(opened(), closed((A, ERASED), *LINES[1:]))
    assert not any(ERASED in one for one in told)


def test_a_round_of_which_every_line_left_the_talk_says_so():
    lines = ((A, "Vertrek"), (A, "Vertrek"), (A, "Vertrek"))
    taken = note("n2", "p1", "Vertrek", side=A)
    told = text(opened(), closed(*lines), taken, e.LineHeld(note="n2"))
    assert "overgenomen of teruggehaald" in told


def test_how_many_lines_were_left_out_is_told():
    assert "2 regels zijn niet getoond." in text(opened(), closed(*LINES, left_out=2))
    told = text(opened(), closed(left_out=1))
    assert "Er kwam te weinig om te tonen" in told
    assert "1 regel is niet getoond." in told


def test_where_each_side_stands_is_under_the_explanation_it_is_about():
    told = text(opened("positions", note="n1"), counts((A, "agree", 2), (A, "disagree", 1)))
    after = told.split("Het team wisselde.")[1].splitlines()
    assert [one.strip("> ") for one in after[1:3]] == [
        "De Oever: eens 2 · oneens 1",
        "Rivierstede: niemand",
    ]
    assert "Stille ronde" not in told


def test_what_was_said_aloud_stands_there_too_in_all_editions():
    taken = e.PositionTaken(note="n1", side=G, position="partly")
    as_html, as_word, as_data = editions(taken)
    for edition in (as_html, as_word):
        assert "De Oever: nog niet gezegd" in edition
        assert "Rivierstede: deels eens" in edition.replace("Deels", "deels")
    assert json.loads(as_data)["positions"] == [
        {"item": "p1", "note": "n1", "side": "municipality", "position": "partly"}
    ]


def test_no_majority_and_no_average_is_made_of_positions():
    for edition in editions(
        opened("positions", note="n1"), counts((A, "agree", 2), (G, "disagree", 1))
    ):
        assert not any(one in edition.lower() for one in ("meerderheid", "67%", "gemiddeld eens"))


def test_positions_leave_with_the_explanation_they_are_about():
    other = note("n2", "p1", "Iets anders.")
    gone = (opened("positions", note="n1"), counts((A, "agree", 3)), e.LineHeld(note="n1"), other)
    assert "eens 3" not in text(*gone)
    assert data(*gone)["rounds"] == []


def test_too_few_positions_are_counted_and_not_told():
    few = e.RoundClosed(round="r", left_out=2)
    told = text(opened("positions", note="n1"), few)
    assert "2 keuzes zijn niet getoond." in told
    assert "Over aantekening 1" in told


def test_a_line_nobody_decided_about_is_counted_under_what_is_open_without_its_words():
    sealed = (note("n2", "p1", "Iets over een kind."), e.LineHeld(note="n2"))
    told = text(*sealed, e.Sealed(check_code="9F3C27A1"))
    assert "Iets over een kind" not in told
    assert "1 regel is apart gezet, niet beslist." in told.split("## Wat nog open staat")[1]


def test_a_line_that_was_decided_about_is_not_open_any_more():
    held = (note("n2", "p1", "Iets."), e.LineHeld(note="n2"))
    for decided in (e.LineRestored(note="n2"), e.LineWiped(note="n2")):
        assert "apart gezet" not in text(*held, decided)


def test_of_a_wiped_line_only_the_number_and_the_time_are_left():
    gone = (note("n2", "p1", "Iets over een kind."), e.LineHeld(note="n2"), e.LineWiped(note="n2"))
    told = text(*gone).split("Wat er is verbeterd")[1]
    assert "1 regel gewist (14:" in told
    assert not any("Iets over een kind" in one for one in editions(*gone))
