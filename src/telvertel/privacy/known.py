"""known: first names and places that a text is looked through for. Read from data/reference, once.

First names are those of Faker's Dutch and Flemish lists; places are the municipalities of CBS, also
those merged away since 2018. Neither list is complete: villages, neighbourhoods and rarer names are
found by the form of the sentence only, or not at all.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"
# Words and names at once: without a capital they are the word.
_ALSO_WORDS = frozenset({
    "assen", "beek", "bergen", "best", "borne", "buren", "dongen", "duiven", "grave", "haren",
    "heusden", "hoorn", "horst", "houten", "huizen", "hulst", "kampen", "laren", "leek", "losser",
    "oss", "oudewater", "putten", "sluis", "someren", "stein", "strijen", "wierden", "waterland",
})  # fmt: skip
_REMARK = re.compile(r"\s?\([^)]{0,9}\)")


def flat(word: str) -> str:
    """A word in small letters without accents, as both lists hold it."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def is_first_name(word: str) -> bool:
    return flat(word) in _first_names()[0]


def is_also_a_word(word: str) -> bool:
    """Whether a first name is an ordinary word too: at the head of a sentence it says little."""
    return flat(word) in _first_names()[1]


def is_place(word: str) -> bool:
    """Whether one word is the whole name of a municipality, with a capital or clearly meant."""
    small = flat(word)
    return small in _places() and (word[:1].isupper() or small not in _ALSO_WORDS)


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@lru_cache
def _first_names() -> tuple[frozenset[str], frozenset[str]]:
    """All first names, and those of them that are words too."""
    rows = _rows("first_names.csv")
    names = frozenset(flat(row["name"]) for row in rows)
    return names, frozenset(flat(row["name"]) for row in rows if row["word"])


@lru_cache
def _places() -> frozenset[str]:
    names = [row["name"] for row in _rows("municipalities_2026.csv")]
    names += [row["old_name"] for row in _rows("mergers.csv")]
    single = (_REMARK.sub("", one) for one in names)
    return frozenset(flat(one) for one in single if " " not in one)
