"""What the minutes hold, in which order, and what they leave out."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from telvertel.meeting.state import Meeting
from telvertel.report.document import Box, Picture, Table, Voices, plain
from telvertel.report.minutes import NothingPlanned, minutes
from telvertel.report.norms import norm_line
from telvertel.wording.words import words
from tests.report.conftest import planned
from tests.report.reading import as_text

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_minutes_read_as_they_were_accepted(sealed, previous, language):
    """ACCEPT=1 writes the text anew; read the difference before you commit it."""
    text = as_text(minutes(sealed, previous, language))
    file = GOLDEN / f"minutes.{language}.txt"
    if os.environ.get("ACCEPT"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_agreements_come_first_then_the_four_building_blocks_in_their_order(held, previous):
    told = minutes(held, previous, "nl")
    titles = [section.title for _, section in told.walk()]
    first = [
        "In het kort",
        "Wat we hebben afgesproken",
        "Wat er van de vorige afspraken kwam",
        "Waar we het over hadden",
        "1 Bedoeling en kernwaarden",
        "2 Kaders",
        "3 Data: waarover we telden",
        "4 Dialoog: cijfer en verhaal",
    ]
    assert titles[: len(first)] == first
    assert [section.title for section in told.sections[-2:]] == ["Wat nog open staat", "Bijlage"]


def test_an_open_meeting_says_it_is_a_draft_and_a_sealed_one_gives_its_check_code(held, sealed):
    assert "concept, niet vastgesteld" in plain(minutes(held, None, "nl").chips)
    told = minutes(sealed, None, "nl")
    assert told.status == "vastgesteld, controlecode 9F3C27A1"


def test_a_fictional_meeting_says_so_on_top_and_on_every_page(held):
    told = minutes(held, None, "nl")
    assert "fictief" in plain(told.chips)
    assert told.foot.endswith("(fictief)")


def test_an_agreement_without_owner_date_or_kind_shows_what_is_missing(held):
    table = table_of(minutes(held, None, "nl"), "agreements")
    third = [plain(cell) for cell in table.rows[2]]
    assert third[2:] == [
        "nog van niemand samen",
        "nog geen datum nog niet gezegd wat voor afspraak het is, en vanaf wanneer het te zien is",
    ]


def test_the_balance_of_agreements_per_side_is_told(held):
    text = as_text(minutes(held, None, "nl"))
    assert "4 afspraken, verdeeld over de kanten: gemeente 2, aanbieder 1 en samen 1." in text


def test_earlier_agreements_come_back_kept_and_helped_apart_with_a_sentence(held, previous):
    table = table_of(minutes(held, previous, "nl"), "reviews")
    rows = [[plain(cell) for cell in row][2:] for row in table.rows]
    assert rows[0][:2] == ["Ja", "Nog te vroeg om te zien"]
    assert rows[0][2].startswith("Er is bij elf gezinnen gebeld")
    assert rows[2][:2] == ["niet besproken", "niet besproken"]


def test_a_figure_nobody_talked_about_is_named_but_not_shown(held):
    text = as_text(minutes(held, None, "nl"))
    assert text.count("Gerealiseerde kosten") == 1
    assert "- Wat is er aan jeugdhulp uitgegeven? (Gerealiseerde kosten)" in text
    assert "€" not in text


def test_norms_are_told_only_where_the_talk_came_to_weighing(held):
    text = as_text(minutes(held, None, "nl"))
    assert "gemeenteraad" in text  # dropout was weighed
    assert "contract 2024" not in text  # waiting time was not


def test_that_a_target_was_left_out_on_purpose_is_told_once_with_who_when_and_why(held):
    item = held.agenda[0]
    absent = {"kind": "ambition", "absent": True, "value": None, "low": None, "high": None}
    absent |= {"set_by": "Gemeenteraad", "set_on": "2025-11-04", "reason": "Eerst begrijpen."}
    line = plain(norm_line(held, item, absent, words("nl")))
    assert line == "bewust geen streefwaarde: Eerst begrijpen (Gemeenteraad, 4 november 2025)"


def test_what_could_be_said_of_the_series_that_day_is_told_in_words(held):
    facts = section_of(minutes(held, None, "nl"), "item-1-figure").blocks[1]
    told = {label: plain(line) for label, line in facts.rows}["Wat de reeks zegt"]
    assert "gemiddelde" in told or "schommeling" in told


def test_both_sides_stand_beside_each_other_and_an_empty_place_stays_in_sight(held):
    for block in minutes(held, None, "nl").blocks():
        if isinstance(block, Voices) and len(block.columns) == 2:
            assert [voice.name for voice in block.columns] == ["De Oever", "Rivierstede"]
    waiting = section_of(minutes(held, None, "nl"), "item-2-story").blocks[0]
    assert waiting.columns[0].entries == ()
    assert waiting.columns[0].empty == "nog niet verteld"


def test_notes_carry_the_numbers_of_their_markers_in_the_picture(held):
    told = minutes(held, None, "nl")
    for number in (1, 2, 3, 4):
        picture = next(
            one for one in section_of(told, f"item-{number}-figure").blocks
            if isinstance(one, Picture)
        )  # fmt: skip
        pinned = {
            entry.number
            for block in section_of(told, f"item-{number}-story").blocks
            if isinstance(block, Voices)
            for voice in block.columns
            for entry in voice.entries
            if entry.pinned
        }
        assert pinned == {marker for marker, _, _ in picture.markers}


def test_a_line_that_was_taken_back_is_counted_and_not_repeated(held):
    text = as_text(minutes(held, None, "nl"))
    assert "Een los eind" not in text
    assert "1 regel teruggehaald." in text


def test_a_disputed_figure_shows_both_numbers_owner_and_date_until_it_is_settled(held, talk):
    box = next(
        one for one in section_of(minutes(held, None, "nl"), "item-2-story").blocks
        if isinstance(one, Box) and "Betwist" in plain(one.title)
    )  # fmt: skip
    facts = {label: plain(told) for label, told in box.blocks[0].rows}
    assert facts["Zoals geteld"].startswith("54%")
    assert facts["Eigen getal van De Oever"] == "38% (bron: eigen registratie De Oever)"
    assert facts["Wie zoekt het uit"] == "contractmanager, vóór 26 november 2026"
    settled = replace(
        held, disputes=tuple(replace(one, settled="38% klopt niet") for one in held.disputes)
    )
    text = as_text(minutes(settled, None, "nl"))
    assert "Betwist door" not in text
    assert "Uitkomst: 38% klopt niet" in text


def test_nobody_weighs_on_a_disputed_figure(held):
    text = as_text(minutes(held, None, "nl"))
    assert "Niet gewogen: we waarderen niet op een betwist cijfer." in text


def test_a_weighing_stands_with_its_reasons_and_the_share_of_the_municipality(held):
    text = as_text(minutes(held, None, "nl"))
    assert "== Weging na uitleg: Niet behaald, toch waarderen" in text
    assert "Aandeel van de gemeente: De warme overdracht is door ons geschrapt" in text


def test_questions_parked_points_and_unfinished_stages_stay_open(held):
    told = as_text(minutes(held, None, "nl")).split("## Wat nog open staat")[1]
    assert "Wie overstapt naar passende hulp" in told
    assert "Tarief voor dubbele bezetting De Oever" in told
    assert "Waarderen en Verbeteren" in told


def test_a_corrected_line_is_named_and_what_stood_there_first_is_not_printed(held):
    """What was taken away may be just what had to go, a name above all."""
    text = as_text(minutes(held, None, "nl"))
    assert "in het gesprek gewijzigd" in text
    assert "Vier van de tien behandelaren vertrokken in een halfjaar." not in text


def test_an_empty_meeting_still_gives_minutes(talk):
    alone = type(talk)("leeg-gesprek", talk.start).says(planned(goal="")).meeting()
    text = as_text(minutes(alone, None, "nl"))
    assert "Er is nog geen gedeeld doel opgeschreven." in text
    assert "Er staat niets open." in text


def test_a_meeting_that_was_never_planned_gives_none():
    with pytest.raises(NothingPlanned):
        minutes(Meeting("nooit-gepland"), None, "nl")


def table_of(told, anchor: str) -> Table:
    return next(one for one in section_of(told, anchor).blocks if isinstance(one, Table))


def section_of(told, anchor: str):
    return next(section for _, section in told.walk() if section.anchor == anchor)
