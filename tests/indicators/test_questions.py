"""The question bank: something to ask in every stage, for every kind, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from telvertel.indicators.definition import Kind
from telvertel.indicators.faults import CardFault
from telvertel.indicators.questions import ALWAYS, load
from telvertel.meeting.stages import STAGES, Stage

REAL = load(Path(__file__).parents[2] / "data" / "questions")


def test_the_real_question_bank_loads_without_a_problem():
    assert REAL.problems == ()
    assert {stage for stage, _, _ in REAL.questions} <= set(Stage)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_questions_of_its_own_for_every_kind(stage, kind, language):
    prompts = REAL.prompts(stage, kind, language)
    assert prompts[:2] == REAL.questions[stage, kind, language][:2]
    assert len(prompts) >= 6
    assert len(set(prompts)) == len(prompts)


def test_both_languages_ask_the_same_number_of_questions():
    dutch = {key[:2]: len(lines) for key, lines in REAL.questions.items() if key[2] == "nl"}
    english = {key[:2]: len(lines) for key, lines in REAL.questions.items() if key[2] == "en"}
    assert dutch == english


def test_hard_moments_are_the_same_in_both_languages():
    dutch, english = REAL.hard_moments("nl"), REAL.hard_moments("en")
    assert [len(one.sentences) for one in dutch] == [len(one.sentences) for one in english]
    assert len({one.name for one in dutch}) == len(dutch) >= 5


def test_a_number_is_never_changed_in_the_room():
    moment = REAL.hard_moments("nl")[0]
    assert moment.name == "“Pas dat getal nu aan”"
    assert "Ik pas het hier niet aan" in moment.sentences[0]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("Eén iemand is veel aan het woord", "twee minuten in stilte"),
        ("Het blijft stil", "Neem even een minuut"),
        ("Zorg over het contract", "Het doel van dit gesprek"),
        ("Een verhaal bij een gewone schommeling", "binnen de gewone schommeling"),
        ("Iemand is al bij een ander cijfer", "Ik parkeer het"),
        ("We worden het niet eens over de verklaring", "Welk gegeven zou u"),
        ("“Kun je dat even uitsplitsen?”", "Dat zoeken we uit"),
    ],
)
def test_there_is_something_to_say_at_a_hard_moment(moment, said):
    found = [one for one in REAL.hard_moments("nl") if one.name == moment]
    assert said in " ".join(found[0].sentences)


def test_the_three_reflection_questions_are_asked_when_appraising():
    asked = REAL.questions[Stage.appraise, ALWAYS, "nl"]
    assert {
        "Halen we onze ambitie?",
        "Blijven we binnen de kaders?",
        "Werken we volgens onze leidende principes?",
    } <= set(asked)


def test_a_line_that_is_no_question_is_left_out_and_named(tmp_path):
    (tmp_path / "explain.md").write_text(
        "# Nederlands\n\n## Altijd\n\n- Hoe komt u daarbij?\n- Dat is te laat.\n", encoding="utf-8"
    )
    bank = load(tmp_path)
    assert bank.prompts("explain", "use", "nl") == ("Hoe komt u daarbij?",)
    assert [(one.file, one.fault, one.found) for one in bank.problems] == [
        ("explain.md", CardFault.not_a_question, "Dat is te laat.")
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# Nederlands\n\n## Altyd\n\n- Wat nu?\n", CardFault.unknown_field),
        ("# Deutsch\n\n## Immer\n\n- Was nun?\n", CardFault.unknown_field),
        ("# Nederlands\n\n## Altijd\n\nWat nu?\n", CardFault.missing),
    ],
)
def test_a_section_that_cannot_be_used_is_named(tmp_path, text, fault):
    (tmp_path / "explain.md").write_text(text, encoding="utf-8")
    assert [problem.fault for problem in load(tmp_path).problems] == [fault]


def test_without_files_nothing_is_asked(tmp_path):
    bank = load(tmp_path / "nowhere")
    assert (bank.prompts("explain", "use", "nl"), bank.hard_moments("nl")) == ((), ())
