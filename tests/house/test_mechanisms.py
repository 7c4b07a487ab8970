"""The table of claims is whole, its places exist, and no file names a document that is not here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "telvertel"
TABLE = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (M\d\d) \| (.+?) \| (.+?) \| (.+?) \|$", TABLE, re.MULTILINE)
STATES = ("works", "partly", "refused")
READ = (".py", ".js", ".css", ".toml", ".md", ".txt")
PLACES = ("src", "pages", "data", "docs", "tests")
# A document is named by its path, or in capitals as one names a document of one's own.
PATH = re.compile(r"(?<![\w./-])((?:[\w-]+/)*[\w-]+\.md)\b")
CAPITALS = re.compile(
    r"\b(?:FEATURES|RELIABILITY|DOMAIN|PRIVACY|MECHANISMS|DESIGN|STACK|EXAMPLES)\b"
)


def texts() -> list[Path]:
    found = [path for place in PLACES for path in (ROOT / place).rglob("*") if path.suffix in READ]
    return sorted([*found, ROOT / "README.md", ROOT / "app.py"])


def exists(path: str, beside: Path) -> bool:
    return any((place / path).exists() for place in (ROOT, PACKAGE, beside.parent, ROOT / "docs"))


def test_every_claim_is_in_the_table_once():
    assert [row[0] for row in ROWS] == [f"M{number:02d}" for number in range(1, 75)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_claim_has_a_state_and_places_that_exist(row):
    _, claim, where, state = row
    assert claim and state.split(":")[0] in STATES
    assert state not in ("partly", "refused"), "partly says what is missing, refused says why"
    places = re.findall(r"`([^`]+)`", where)
    assert places and all((ROOT / one).exists() or (PACKAGE / one).exists() for one in places)


def test_the_count_under_the_table_is_the_count_of_its_rows():
    states = [row[3].split(":")[0] for row in ROWS]
    told = [int(number) for number in re.findall(r"\d+", TABLE.rstrip().splitlines()[-1])]
    assert told == [states.count(one) for one in STATES]


def test_comments_name_only_claims_that_are_in_the_table():
    known = {row[0] for row in ROWS}
    for path in texts():
        if path.is_relative_to(PACKAGE) and path.suffix == ".py":
            named = set(re.findall(r"\bM\d\d\b", path.read_text(encoding="utf-8")))
            assert named <= known, path.name


def test_no_file_names_a_document_that_does_not_exist():
    lost = []
    for path in texts():
        if path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8")
        lost += [f"{path.name}: {one}" for one in CAPITALS.findall(text)]
        if not path.is_relative_to(ROOT / "tests"):
            named = PATH.findall(text)
            lost += [f"{path.name}: {one}" for one in named if not exists(one, path)]
    assert not lost, lost
