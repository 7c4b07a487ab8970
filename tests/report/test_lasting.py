"""What outlasts a meeting, as its minutes tell it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.report.document import Box, Table, Tone, Voices, plain
from telvertel.report.minutes import minutes
from tests.report import conftest as c
from tests.report.filled import earlier, filled, talk
from tests.report.reading import as_text


@pytest.fixture(scope="module")
def told():
    return minutes(filled(), earlier(), "nl")


@pytest.fixture(scope="module")
def text(told) -> str:
    return as_text(told)


def test_what_each_side_holds_back_on_stands_side_by_side_under_purpose(text):
    purpose = text.split("## 1 ")[1].split("## 2 ")[0]
    assert "Voorbehoud en zorg van elke kant" in purpose
    assert purpose.index("lager tarief") < purpose.index("De raad vraagt")
    assert "Ambities: Meer kinderen wonen thuis en Niemand wacht langer dan nodig" in purpose


def test_a_principle_is_told_by_figures_by_stories_by_both_or_not_at_all(text):
    assert "Principes: geteld en verteld: De leefwereld centraal" in text
    assert "Principes: nog geen van beide: Ruimte voor professionals" in text


def test_a_framework_stands_with_its_margin_and_being_outside_it_is_a_fact(told):
    rows = [[plain(cell) for cell in row] for row in table(told, "frameworks", 0).rows]
    assert rows[0][1:4] == ["€ 4.500.000", "€ 4.390.000", "€ 110.000"]
    assert rows[1][3] == "€ 150.000 buiten het kader"
    assert rows[2][3] == "0,5 weken"


def test_the_board_says_who_can_change_a_precondition_and_what_both_want_with_it(told, text):
    first = [plain(cell) for cell in table(told, "frameworks", 1).rows[0]]
    assert first[2:] == ["Belemmert", "Deels", "college, bij de inkoop", "Aanpassen"]
    assert "R1 botst met R2: Uren op is uren op" in text
    assert "(contractmanager kijkt ernaar)" in text


def test_the_answers_of_the_room_stand_with_the_figures_and_the_kinds_are_counted(text):
    assert "Deels. Het zegt niet hoe het daarna ging." in text
    assert "Soorten cijfers in dit gesprek: Uitkomst 1, Ervaring 0" in text


def test_a_wish_names_its_burden_and_what_is_dropped_for_it(text):
    assert "600 minuten werk per jaar" in text
    assert "Wat schrappen we: De maandlijst met gewerkte uren" in text


def test_a_reason_stands_with_its_side_its_evidence_and_when_it_is_looked_at_again(text):
    assert "reden: personeel, kant: aanbieder · te zien in: personeelsoverzicht 2025" in text
    assert "01-03-2027 4.1, aantekening 2" in text


def test_two_readings_stand_at_equal_size_with_what_would_convince_both(told):
    box = next(
        one for one in told.blocks() if isinstance(one, Box) and "oneens" in plain(one.title)
    )
    readings = next(one for one in box.blocks if isinstance(one, Voices))
    assert [one.entries[0].text for one in readings.columns] == [
        "Er is meer vraag.",
        "Er wordt langer geholpen.",
    ]
    assert dict(box.blocks[1].rows).keys() == {
        "Welk gegeven zou ons overtuigen?",
        "Wie zoekt het uit",
    }


def test_the_strength_of_a_conclusion_stands_on_its_whole_scale(text):
    assert "Sterkte: Aanwijzing (signaal · aanwijzing · patroon · vastgesteld)" in text


def test_a_learning_point_shows_its_route_its_age_and_who_is_missing(told):
    rows = [[plain(cell) for cell in row] for row in table(told, "learned", 0).rows]
    assert rows[0][2] == "Inkoop Inkoop jeugdhulp 2028 · vóór 01-06-2027"
    assert rows[0][4] == "Besloten 1 gesprek open · Staat in de opdracht inkoop."
    assert rows[1][1].endswith("Tarieven gaan uit van volle teams. · raakt: jeugdhulp en onderwijs"
                               " · sterkte: signaal")  # fmt: skip
    assert rows[4][2:4] == ["nog geen route", "sleutelfiguur ontbreekt"]


def test_an_earlier_explanation_is_told_with_whether_it_held(text):
    assert "De zomer van 2025 was een dip in het team. (gesprek van 21-05-2026) Hield geen" in text


def test_what_went_wrong_stands_with_its_figure_and_what_is_learned(text):
    told = text.split("### 4.1")[1].split("### 4.2")[0]
    assert "drie keer een nieuwe behandelaar. Wat we leren: Eerst bellen" in told


def test_an_agreement_tells_small_what_else_was_considered_and_whether_the_contract_fits(told):
    third = table(told, "agreements", 0).rows[2][1]
    small = [piece.text for piece in third if piece.tone is Tone.under]
    assert "Ook overwogen: Een extra intake; te zwaar voor jongeren." in small[0]
    assert "Contract: perceel ambulant, past niet" in small[0]


def test_where_an_effect_is_expected_it_is_said_that_it_will_be_no_cause(text, held):
    assert "dan is dat samenhang, geen oorzaak." in text
    bare = replace(held, agreements=())
    assert "samenhang, geen oorzaak" not in as_text(minutes(bare, None, "nl"))


def test_perspectives_that_were_not_heard_are_named(text):
    assert "Nog niet gehoord: bestuur van de aanbieder" in text


def test_a_line_for_the_talk_alone_is_in_no_minutes_also_not_where_it_was_written_first():
    secret = "Dit blijft tussen ons."
    said = talk(
        e.RoundOpened(round="s1", item="p1", round_kind="lines", question="Wat zien we?"),
        e.RoundClosed(
            round="s1",
            lines=tuple(
                e.RoundLine(side=side, text=text)
                for side in e.Side
                for text in (secret, "Een.", "Twee.")
            ),
        ),
        c.note("geheim", "p1", secret, visibility="talk"),
        la.LineProjected(note="geheim"),
    ).meeting()
    told = as_text(minutes(said, None, "nl"))
    assert "Een." in told and secret not in told


def test_what_was_said_elsewhere_after_the_seal_does_not_change_the_minutes():
    sealed = filled()
    later = la.VisionSet(
        vision="Een andere visie.", valid_from=sealed.plan.held_on, reason="Nieuwe raad."
    )
    kept = replace(sealed.founded_here[0], body=later, at=sealed.sealed_at.replace(year=2027))
    changed = replace(sealed, founded_before=(kept,))
    assert as_text(minutes(changed, None, "nl")) == as_text(minutes(sealed, None, "nl"))


def test_a_plain_meeting_has_none_of_this(held):
    plain_one = replace(held, plan=held.plan.model_copy(update={"plain": True}))
    told = as_text(minutes(plain_one, None, "nl"))
    for words in ("Principes:", "Nog niet gehoord", "Leerpunt", "Voorbehoud", "Sterkte"):
        assert words not in told


def table(told, anchor: str, at: int) -> Table:
    section = next(section for _, section in told.walk() if section.anchor == anchor)
    return [one for one in section.blocks if isinstance(one, Table)][at]
