"""Invented lines for the check of texts: those the rules were mended with, and those held back.

The lines held back were written before, and first looked at when the rules were done. What they
then told is in docs/privacy.md; what was missed was mended after that.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from telvertel.privacy.text import look

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
HALVES = ("", "_held_out")  # names of files end on it


def lines(name: str) -> list[str]:
    read = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in read if line and not line.startswith("#")]


def hits(half: str) -> list[tuple[str, bool, str]]:
    """Kind, whether it is hard, and a line in which it has to be found."""
    rows = (line.split(" | ", 2) for line in lines(f"hits{half}"))
    return [(kind, weight == "hard", sentence) for kind, weight, sentence in rows]


def found_of(halves: tuple[str, ...] = HALVES) -> dict[str, list[bool]]:
    """Kind → per line whether that kind was found in it, as hard or soft as it should be."""
    found: dict[str, list[bool]] = defaultdict(list)
    for kind, hard, sentence in (one for half in halves for one in hits(half)):
        concerns = {(one.kind.value, one.hard) for one in look(sentence, today=TODAY)}
        found[kind].append((kind, hard) in concerns)
    return found


def alarms_of(halves: tuple[str, ...] = HALVES) -> tuple[list[str], int]:
    """Innocent lines that were taken for something, and how many there are in all."""
    innocent = [one for half in halves for one in lines(f"innocent{half}")]
    return [one for one in innocent if look(one, today=TODAY)], len(innocent)
