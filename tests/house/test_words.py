"""Every word a person reads: complete in both languages, and free of explanation and verdict."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from enum import Enum
from pathlib import Path
from types import ModuleType

import pytest

import telvertel.wording
from telvertel import indicators, meeting, privacy
from telvertel.figures.scope import AGE_BANDS, CARE_FORMS, Breakdown
from telvertel.indicators.catalogue import load
from telvertel.indicators.comparison import Refused
from telvertel.indicators.definition import PARTS
from telvertel.indicators.faults import CardFault, CardProblem
from telvertel.indicators.limits import Chart
from telvertel.indicators.questions import load as load_questions
from telvertel.indicators.reading import Rule, Standing, State, Way
from telvertel.meeting.policies import Refusal
from telvertel.privacy.own_exact import WhyNot
from telvertel.wording.words import LANGUAGES, Words
from tests.house.speech import found_in

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
WORDING = Path(telvertel.wording.__file__).parent
BOTH = {language: Words(language) for language in LANGUAGES}

# Choices whose words are sentences of their own file, with facts to fill in.
ELSEWHERE: dict[type[Enum], str] = {
    State: "reading",
    Rule: "reading.rule",
    Chart: "reading.chart",
    Refused: "comparison.refused",
    Standing: "reading.standing",
    Way: "reading.run",
    Refusal: "refusals",
    WhyNot: "own_exact.why_not",
}


def enums_of(*rooms: ModuleType) -> list[type[Enum]]:
    """Every enum that a module of these rooms defines."""
    modules = [
        importlib.import_module(f"{room.__name__}.{found.name}")
        for room in rooms
        for found in pkgutil.iter_modules(room.__path__)
    ]
    return sorted(
        {
            thing
            for module in modules
            for thing in vars(module).values()
            if isinstance(thing, type) and issubclass(thing, Enum) and len(thing)
            if thing.__module__ == module.__name__
        },
        key=lambda one: (one.__module__, one.__name__),
    )


@pytest.mark.parametrize("subject", sorted({path.stem for path in WORDING.glob("*/*.toml")}))
def test_both_languages_have_the_same_sentences_with_the_same_facts(subject):
    dutch, english = (
        {key: facts for key, facts in words.keys().items() if key.partition(".")[0] == subject}
        for words in BOTH.values()
    )
    assert {
        key: (dutch.get(key, "absent"), english.get(key, "absent"))
        for key in dutch.keys() | english.keys()
        if dutch.get(key) != english.get(key)
    } == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "choices", [*enums_of(indicators, meeting, privacy), Breakdown], ids=lambda one: one.__name__
)
def test_every_choice_has_a_name_that_people_read(choices, language):
    group = ELSEWHERE.get(choices, f"enum.{choices.__name__}")
    assert [one.value for one in choices if not BOTH[language].has(f"{group}.{one.value}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_figures_has_a_name_that_people_read(language):
    asked = [f"codes.parts.{family}.{part}" for family, parts in PARTS.items() for part in parts]
    asked += [f"codes.care_form.{form}" for form in CARE_FORMS]
    asked += [f"codes.delivered_care_form.{one}" for codes in CARE_FORMS.values() for one in codes]
    asked += [f"codes.age_band.{band}" for band in AGE_BANDS]
    asked += [
        f"codes.principle.{principle}"
        for card in load(DATA / "indicators").cards.values()
        for principle in card.principles
    ]
    assert [key for key in asked if not BOTH[language].has(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", list(CardFault))
def test_every_fault_in_a_card_comes_with_how_to_repair_it(fault, language):
    problem = CardProblem("uitval.md", "measure.family", fault, "uitvaal", "ended", 7)
    assert BOTH[language](f"cards.repair.{fault}", **problem.facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_parts_are_short_enough_for_the_end_of_a_line(language):
    parts = BOTH[language].table("codes")["parts"]
    names = [name for family in parts.values() for name in family.values()]
    assert [name for name in names if len(name) > 32] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_ours_explains_or_judges_a_figure(language):
    said = {
        f"{path.name}:{number}": found
        for path in sorted((WORDING / language).glob("*.toml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := found_in(line, language))
    }
    assert said == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_explains_or_judges_a_figure(language):
    said = {
        card.id: found
        for card in load(DATA / "indicators").cards.values()
        if (found := found_in(str(card.prose(language)), language))
    }
    assert said == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_has_the_answer_in_it(language):
    bank = load_questions(DATA / "questions")
    asked = [line for key, lines in bank.questions.items() if key[2] == language for line in lines]
    asked += [line for moment in bank.hard_moments(language) for line in moment.sentences]
    assert {line: found for line in asked if (found := found_in(line, language))} == {}


def test_nothing_the_demo_says_in_the_name_of_the_app_explains_or_judges_a_figure():
    """Why an item is on the agenda, titles and goals; people's own lines may explain."""
    files = sorted((ROOT / "src" / "telvertel" / "demo" / "told").glob("*.toml"))
    said = [one for path in files for one in tomllib.loads(path.read_text("utf-8"))["said"]]
    ours = [one.get(name, "") for one in said for name in ("title", "goal") if "outcome" not in one]
    ours += [item["reason_text"] for one in said for item in one.get("items", ())]
    assert len(ours) > 20
    assert {line: found for line in ours if (found := found_in(line, "nl"))} == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "De uitval daalde dankzij de nieuwe aanpak.",
        "Het lokale team leidt tot minder verblijf.",
        "Deze aanbieder scoort lager.",
        "Het cijfer is te hoog.",
        "De maatregel maakte dat de wachttijd daalde.",
        "Een succesvolle aanpak.",
    ],
)
def test_a_sentence_that_explains_or_judges_is_recognised(sentence):
    assert found_in(sentence, "nl")


@pytest.mark.parametrize(
    "sentence",
    [
        "Hulp die eenzijdig is beëindigd door de aanbieder.",
        "Niet behaald, verbeterafspraak",
        "Meer bereik gaat samen met minder verwijzingen.",
        "Hoe houden we het goede gesprek?",
    ],
)
def test_an_ordinary_sentence_is_left_in_peace(sentence):
    assert found_in(sentence, "nl") == []
