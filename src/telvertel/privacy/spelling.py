"""One spelling of a text before it is looked through: what looks alike on the screen reads alike.

Word, mail and web pages paste spaces that do not break, hyphens that are none, signs of no width
and letters in two pieces. Each would hide a number from the rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category, normalize

_RANGE = re.compile(r"(?<=\w)[‐-―−](?=\w)")  # a dash without spaces around it is a hyphen


def plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in one spelling, and for each of its characters where it stands in the original; one
    place more for the end."""
    if text.isascii():
        return text, range(len(text) + 1)
    spelled: list[str] = []
    places: list[int] = []
    for at, one in enumerate(text):
        kind = "" if one.isascii() else category(one)
        if kind == "Cf":  # no width at all
            continue
        if kind == "Mn" and spelled and len(joined := normalize("NFC", spelled[-1] + one)) == 1:
            spelled[-1] = joined
            continue
        spelled.append(_spelled(one, kind))
        places.append(at)
    return _RANGE.sub("-", "".join(spelled)), [*places, len(text)]


def _spelled(one: str, kind: str) -> str:
    if kind == "Zs":
        return " "
    if one == "\N{NON-BREAKING HYPHEN}":
        return "-"
    alike = normalize("NFKC", one) if kind else one
    return alike if len(alike) == 1 else one
