"""The glossary lives: every pair names something that the code really has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(
    r"^\| (?P<nl>[^|]+) \| (?P<en>[^|]+) \| `(?P<identifier>\w+)` \| (?P<meaning>.+) \|$"
)
LINES = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
ROWS = [found.groupdict() for line in LINES if (found := ROW.match(line))]
CHOICE = re.compile(r"^\* (?P<language>nl|en) .+, not: (?P<losers>.+)$")
CHOICES = [found.groupdict() for line in LINES if (found := CHOICE.match(line))]
WORDING = ROOT / "src" / "telvertel" / "wording"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))


def test_every_line_of_a_table_is_a_pair_with_identifier_and_meaning():
    tables = [line for line in LINES if line.startswith("|")]
    heads = [line for line in tables if line.startswith(("| Dutch", "|---"))]
    assert len(ROWS) == len(tables) - len(heads) > 60


@pytest.mark.parametrize("identifier", [row["identifier"] for row in ROWS])
def test_each_identifier_occurs_in_the_code(identifier):
    assert re.search(rf"\b{identifier}\b", CODE), f"{identifier} is not in src: take it out"


@pytest.mark.parametrize("column", ["nl", "identifier"])
def test_one_concept_has_one_word(column):
    words = [row[column] for row in ROWS]
    assert len(words) == len(set(words)), {word for word in words if words.count(word) > 1}


@pytest.mark.parametrize("choice", CHOICES, ids=lambda one: f"{one['language']}: {one['losers']}")
def test_a_word_that_was_not_chosen_is_read_nowhere(choice):
    losers = [re.escape(one).replace("…", r"[^.]*") for one in choice["losers"].split(", ")]
    loser = re.compile(rf"\b({'|'.join(losers)})", re.IGNORECASE)
    read = {
        f"{path.name}:{number}": found.group()
        for path in sorted((WORDING / choice["language"]).glob("*.toml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := loser.search(line.partition("=")[2]))
    }
    assert read == {}


def test_the_words_that_were_not_chosen_are_listed():
    assert len(CHOICES) >= 11
