"""Every rule and remark is a full sentence in both languages."""

from __future__ import annotations

import re

import pytest

from telvertel.figures.problem import Problem, Remark, Rule, problem
from telvertel.wording.notes import sentences
from telvertel.wording.problems import sentence
from telvertel.wording.words import words

FACTS = (
    *("limit", "number", "mapping", "needs", "expected", "earliest", "low", "high", "start"),
    *("oldest", "other", "headings", "whole", "there", "version", "day", "providers"),
    *("codes", "sum", "first", "last", "sheets", "sheet", "cell", "pairs", "most"),
    *("measure", "places", "old", "new", "name", "new_name", "region"),
    *("asked", "mappings", "place", "periods", "names", "kind", "kinds", "times"),
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("rule", [*Rule, *Remark])
def test_a_rule_has_a_sentence_that_says_what_and_how_to_mend_it(rule, language):
    known = problem("x.csv", rule, row=3, column="einde", found="?", **dict.fromkeys(FACTS, "7"))
    facts = (*known.facts, ("count", "2")) if _counts(rule, language) else known.facts
    text = sentence(Problem("x.csv", rule, 3, "einde", "?", facts), words(language))
    assert re.fullmatch(r"[A-Z0-9].*[.)]", text), text
    assert "{" not in text


def _counts(rule, language) -> bool:
    return isinstance(rule, Remark) and isinstance(
        words(language).table("problems.remark").get(rule.value), dict
    )


@pytest.mark.parametrize("rule", list(Rule))
def test_what_is_wrong_can_be_said_of_many_rows_at_once(rule):
    """The first half of the sentence has no facts of one row, so it also counts the rest."""
    assert "{" not in words("nl").table(f"problems.rule.{rule.value}")["what"]


def test_the_example_of_the_manual():
    wrong = problem("x.csv", Rule.date_does_not_exist, row=214, column="einde", found="31-02-2024")
    assert sentence(wrong, words("nl")) == (
        'Rij 214, kolom "einde" (waarde "31-02-2024"): deze datum bestaat niet. '
        "Verwacht: dd-mm-jjjj."
    )


def test_the_rest_of_a_rule_is_counted():
    rest = Problem("x.csv", Rule.date_does_not_exist, more=12)
    assert sentence(rest, words("nl")) == (
        "Nog 12 andere regels met hetzelfde: deze datum bestaat niet."
    )


def test_notes_of_our_own_become_words_and_delivered_ones_stay():
    note = "@endings_incomplete\nNieuw systeem sinds juli.\n@endings_incomplete"
    assert sentences(note, words("en")) == (
        "The reasons of ending of the latest half-year are not complete yet.",
        "Nieuw systeem sinds juli.",
    )
    assert sentences("", words("nl")) == ()
