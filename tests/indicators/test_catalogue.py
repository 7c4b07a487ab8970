"""Cards: the real ones are whole, and a broken one is named while the others stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telvertel.days import today
from telvertel.indicators.catalogue import HEADINGS, ids, load, meant, nearest
from telvertel.indicators.definition import Better, Family, Kind, Shape, Unit, naming
from telvertel.indicators.faults import CardFault
from telvertel.indicators.period import Grain
from telvertel.indicators.sections import LANGUAGES
from telvertel.wording.words import words

REAL = load(Path(__file__).parents[2] / "data" / "indicators")
CARDS = list(REAL.cards.values())

CARD = """---
id: dropout
kind: outcome
building_block: ambition
unit: percent
better: lower
grain: quarter
measure:
  shape: share
  family: ended
  counted: ["03", "04"]
  out_of: ["01", "02", "03", "04", "05"]
source: BiJ versie 7, §3.7
recorded_by: Aanbieder
burden_minutes: 0
owner: Beleidsadviseur
checked_by: Niemand
review_on: 2027-06-01
---

# Nederlands

## Naam

Uitval

## Vraag

Hoe vaak stopt hulp
op initiatief van één kant?

## Definitie

Het aandeel dat eenzijdig stopte.

## Wat dit cijfer zegt

Eerste alinea.

Tweede alinea.

## Wat dit cijfer niet zegt

Niet waarom.

## Vragen om het gesprek te openen

- Wat vertellen jongeren?
- Wat proberen
  professionals?
- Wat doet de gemeente?

# English

## Name

Dropout

## Question

How often does help stop?

## Definition

The share that stopped.

## What this figure says

This.

## What this figure does not say

Not that.

## Questions to open the talk

- One?
- Two?
- Three?
"""


@pytest.fixture
def read(tmp_path):
    """The catalogue of a folder with one card, after the given replacements in its text."""

    def written(*changes: tuple[str, str], name: str = "dropout.md"):
        text = CARD
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load(tmp_path)

    return written


def problem_of(catalogue):
    assert len(catalogue.problems) == 1, catalogue.problems
    return catalogue.problems[0]


def test_every_real_card_loads_without_a_problem():
    assert REAL.problems == ()
    files = Path(__file__).parents[2].joinpath("data", "indicators").glob("*.md")
    assert {path.stem for path in files} - {"README"} == set(REAL.cards)
    assert len(REAL.cards) >= 14


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_says_who_looks_at_it_again_and_when(card):
    assert card.owner and card.checked_by and card.recorded_by and card.source
    assert card.review_on > today()


@pytest.mark.parametrize("language", LANGUAGES.values())
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_reads_well_on_the_wall(card, language):
    prose = card.prose(language)
    assert prose.question.endswith("?")
    assert prose.definition.endswith(".")
    assert max(len(prose.says), len(prose.says_not)) <= 300
    assert 3 <= len(prose.questions) <= 5
    assert max(map(len, prose.questions)) <= 100
    lines = (prose.name, prose.question, prose.definition, prose.says, prose.says_not)
    assert [one for one in (*lines, *prose.questions) if set("*_`[]<>") & set(one)] == []


def test_every_card_is_meant_by_its_id_and_by_its_name_in_each_language():
    for card in CARDS:
        for text in (card.id, card.nl.name, card.en.name, f" {card.nl.name.upper()}\n"):
            assert meant(text) == card.id, text
    assert meant("Uitval van fietsers") is None


def test_the_nearest_cards_are_as_many_as_were_asked_for_and_each_once():
    found = nearest("Uitvall", 3)
    assert found[0] == "dropout" and len(found) == len({*found}) == 3
    assert {*nearest("", 5)} <= {*ids()}


def test_outcomes_and_experience_come_first_and_money_comes_last():
    kinds = [card.kind for card in CARDS]
    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)
    assert kinds[0] is Kind.outcome
    assert kinds[-1] is Kind.means


def test_duration_has_no_good_direction_and_is_a_distribution():
    duration = REAL.cards["duration"]
    assert (duration.better, duration.measure.shape) == (Better.neutral, Shape.distribution)
    assert "zo lang als nodig is" in duration.nl.says


def test_money_and_volume_have_no_good_direction():
    volume = [card for card in CARDS if card.unit in (Unit.euro, Unit.per_1000, Unit.count)]
    assert {card.id: card.better for card in volume if card.better is not Better.neutral} == {
        "first_line_reach": Better.depends
    }


def test_young_people_and_parents_are_never_counted_together():
    families = [card.measure.family for card in CARDS]
    for young, parent in (
        (Family.usefulness_young, Family.usefulness_parent),
        (Family.further_help_young, Family.further_help_parent),
    ):
        assert families.count(young) == families.count(parent) == 1


def test_parts_that_were_delivered_as_such_are_called_as_those_of_the_family_that_has_them():
    assert naming(REAL.cards["cbs_referrers"].measure) is Family.referrer
    assert naming(REAL.cards["referrers"].measure) is Family.referrer
    assert naming(REAL.cards["cbs_youth_care"].measure) is Family.observed


def test_a_card_is_read_as_it_was_written(read):
    card = read().cards["dropout"]
    assert card.nl.question == "Hoe vaak stopt hulp op initiatief van één kant?"
    assert card.nl.says == "Eerste alinea.\n\nTweede alinea."
    assert card.nl.questions[1] == "Wat proberen professionals?"
    assert card.measure.counted == ("03", "04")
    assert (card.grain, card.review_on, card.better) == (
        Grain.quarter,
        date(2027, 6, 1),
        Better.lower,
    )


def test_no_cards_give_an_empty_catalogue(tmp_path):
    assert load(tmp_path / "nowhere").cards == {}


@pytest.mark.parametrize(
    ("old", "new", "field", "fault"),
    [
        ("kind: outcome", "kind: uitkomst", "kind", CardFault.not_allowed),
        ("owner: Beleidsadviseur\n", "", "owner", CardFault.missing),
        ("owner: Beleidsadviseur", "owner: ''", "owner", CardFault.missing),
        ("owner:", "eigenaar: x\nowner:", "eigenaar", CardFault.unknown_field),
        ("id: dropout", "id: uitval", "id", CardFault.other_name),
        ("2027-06-01", "volgend jaar", "review_on", CardFault.not_a_date),
        ("burden_minutes: 0", "burden_minutes: -5", "burden_minutes", CardFault.not_a_number),
        ("family: ended", "family: einde", "measure.family", CardFault.not_allowed),
        ('["03", "04"]', '["03", "09"]', "measure.counted", CardFault.not_allowed),
        ('["03", "04"]', "[]", "measure.counted", CardFault.missing),
        ("## Naam\n\nUitval\n", "", "# Nederlands, ## Naam", CardFault.missing),
        ("\nUitval\n", "\n", "# Nederlands, ## Naam", CardFault.missing),
        ("\nUitval\n", f"\n{'U' * 61}\n", "# Nederlands, ## Naam", CardFault.too_long),
        (
            "## Naam",
            "## Naam\n\nUitval\n\n## Titel",
            "# Nederlands, ## Titel",
            CardFault.unknown_field,
        ),
        ("- Two?\n", "", "# English, ## Questions to open the talk", CardFault.too_few),
        ("- Two?", "- Two!", "# English, ## Questions to open the talk", CardFault.not_a_question),
    ],
)
def test_a_broken_field_is_named_with_how_to_repair_it(read, old, new, field, fault):
    catalogue = read((old, new))
    problem = problem_of(catalogue)
    assert catalogue.cards == {}
    assert (problem.file, problem.field, problem.fault) == ("dropout.md", field, fault)
    for language in ("nl", "en"):
        sentence = words(language)(f"cards.repair.{problem.fault}", **problem.facts)
        assert problem.found in sentence or not problem.found or fault is CardFault.unknown_field


def test_a_code_without_quotes_is_answered_with_the_codes_to_choose_from(read):
    problem = problem_of(read(('["03", "04"]', '[3, "04"]')))
    assert (problem.field, problem.found) == ("measure.counted", "3")
    assert '"03"' in problem.allowed


def test_all_that_is_wrong_is_said_at_once(read):
    catalogue = read(("kind: outcome", "kind: x"), ("better: lower", "better: y"))
    assert [problem.field for problem in catalogue.problems] == ["kind", "better"]


def test_a_card_that_cannot_be_read_is_named_with_its_line(read):
    problem = problem_of(read(("kind: outcome", "kind: [outcome")))
    assert (problem.fault, problem.line) == (CardFault.unreadable, 4)


def test_a_card_in_another_encoding_is_named_not_raised(tmp_path):
    (tmp_path / "dropout.md").write_bytes(CARD.encode("utf-16"))
    assert problem_of(load(tmp_path)).fault is CardFault.unreadable


def test_a_day_that_does_not_exist_is_named_not_raised(read):
    problem = problem_of(read(("2027-06-01", "2027-02-30")))
    assert problem.fault is CardFault.unreadable


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(CARD)), st.integers(0, 60), st.text(max_size=12))
def test_whatever_is_typed_in_a_card_the_page_still_opens(tmp_path, start, length, typed):
    text = CARD[:start] + typed + CARD[start + length :]
    (tmp_path / "dropout.md").write_text(text, encoding="utf-8", errors="replace")
    catalogue = load(tmp_path)
    assert bool(catalogue.cards) is not bool(catalogue.problems)


def test_an_empty_file_misses_everything_and_raises_nothing(tmp_path):
    (tmp_path / "dropout.md").write_text("", encoding="utf-8")
    faults = {problem.fault for problem in load(tmp_path).problems}
    assert faults == {CardFault.missing}


def test_one_broken_card_leaves_the_others_standing(read, tmp_path):
    (tmp_path / "broken.md").write_text("---\nid: broken\n---\n", encoding="utf-8")
    catalogue = read()
    assert list(catalogue.cards) == ["dropout"]
    assert {problem.file for problem in catalogue.problems} == {"broken.md"}


def test_the_guide_to_the_cards_names_every_heading():
    guide = Path(__file__).parents[2].joinpath("data", "indicators", "README.md")
    text = guide.read_text(encoding="utf-8")
    headings = [heading for language in HEADINGS.values() for heading in language]
    assert [heading for heading in headings if f"`## {heading}`" not in text] == []
