"""What is mended at start when lines or database were damaged, and what is told of it.

Pure comparing: which texts are missing where. Nothing is ever thrown away; what is damaged is kept
beside with its time in the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from telvertel.journal.lines import Found, Line, chain, salvaged
from telvertel.journal.record import sequence_of


class RepairKind(StrEnum):
    tail_cut = "tail_cut"  # torn or altered lines taken off the journal
    lines_restored = "lines_restored"  # put back in the journal from the other copy
    lines_missing = "lines_missing"  # in neither copy: the last backup may hold them
    copies_differed = "copies_differed"  # the database said otherwise; the lines were followed
    database_rebuilt = "database_rebuilt"  # set aside and made anew from the lines
    database_away = "database_away"  # cannot be made now; everything said is safe in the lines


@dataclass(frozen=True)
class Repair:
    """One thing mended at start; the words are ``journal.repair.<kind>`` with ``count=lines``."""

    kind: RepairKind
    meeting: str = ""
    lines: int = 0
    kept_as: str = ""  # name of the file that was set aside


def restorable(found: Found, held: Sequence[tuple[int, str]]) -> list[str]:
    """Texts to put after the intact lines, by sequence: from the database, else from the tail.

    ``held`` is what the database holds of this meeting, as (sequence, text).
    """
    last = sequence_of(found.lines[-1].text) if found.lines else 0
    texts = {sequence_of(text): text for text in salvaged(found.tail)}
    texts.update(held)  # the database was never torn, so it goes before the tail
    return [texts[sequence] for sequence in sorted(texts) if sequence > last]


def told(
    meeting: str,
    found: Found,
    restored: Sequence[str],
    held: Sequence[tuple[int, str]],
    kept_as: str,
) -> list[Repair]:
    """What is said of the repair of one meeting; ``held`` is its chain in the database."""
    repairs = []
    lines = [*found.lines, *chain(list(restored), found.head)]
    if found.tail:
        cut = found.tail.rstrip(b"\n").count(b"\n") + 1
        repairs.append(Repair(RepairKind.tail_cut, meeting, cut, kept_as))
    if restored:
        repairs.append(Repair(RepairKind.lines_restored, meeting, len(restored)))
    if restored and (missing := _missing(lines)):
        repairs.append(Repair(RepairKind.lines_missing, meeting, missing))
    if other := _differing(lines, held):
        repairs.append(Repair(RepairKind.copies_differed, meeting, other))
    return repairs


def _missing(lines: Sequence[Line]) -> int:
    """How many sequence numbers are lacking up to the last line."""
    return sequence_of(lines[-1].text) - len(lines)


def _differing(lines: Sequence[Line], held: Sequence[tuple[int, str]]) -> int:
    """How many lines the database holds with another hash."""
    hashes = {sequence_of(line.text): line.hash for line in lines}
    return sum(hashes.get(sequence, hash_) != hash_ for sequence, hash_ in held)
