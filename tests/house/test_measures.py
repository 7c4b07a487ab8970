"""The statement of measures is true: every place and every test that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from telvertel.journal.periods import DEFAULTS

ROOT = Path(__file__).parents[2]
AVG = ROOT / "docs" / "avg"
TABLE = (AVG / "maatregelen.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (\d\.\d+ .+?) \| (.+?) \| (.+?) \| (`.+?) \| `(.+?)` \|$", TABLE, re.MULTILINE
)
CONTROLS = ("5.15", "5.16", "5.17", "5.18", "8.2", "8.3", "8.4", "8.5", "8.10", "8.11", "8.12",
            "8.13", "8.15", "8.24", "8.25", "8.26", "8.27", "8.28", "8.29", "8.32")  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_measure_names_places_and_a_test_that_exist(row):
    _, _, _, places, test = row
    for place in re.findall(r"`([^`]+)`", places):
        assert (ROOT / "src" / "telvertel" / place).is_file(), place
    path, _, name = test.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_line_of_the_table_is_read_and_no_control_is_missing():
    lines = [one for one in TABLE.splitlines() if one.startswith("| ") and "maatregel |" not in one]
    assert len(ROWS) == len(lines)
    assert {row[0].split()[0] for row in ROWS} == set(CONTROLS)


def test_the_register_tells_the_periods_that_the_app_begins_with():
    told = (AVG / "verwerkingsregister.md").read_text(encoding="utf-8")
    for name, days in DEFAULTS.model_dump().items():
        assert f"`{name} = {days}`" in told


def test_each_test_is_told_in_a_sentence_of_its_own():
    told = [row[2] for row in ROWS]
    assert len(set(told)) == len(told)
    assert all(len(one.split()) > 6 and one.endswith(".") and "::" not in one for one in told)


@pytest.mark.parametrize("paper", ["dpia.md", "verwerkingsregister.md"])
def test_a_paper_says_how_many_places_are_left_to_fill_in(paper):
    text = (AVG / paper).read_text(encoding="utf-8")
    open_places = set(re.findall(r"\[[^\]]+\](?!\()", text)) - {"[haken]"}
    assert f": {len(open_places)} plekken." in text


def test_the_papers_tell_that_the_precise_counts_stand_on_disk_and_in_every_copy():
    for paper in ("dpia.md", "verwerkingsregister.md"):
        text = (AVG / paper).read_text(encoding="utf-8")
        assert "ook waar dat één is" in text and "elke kopie" in text
