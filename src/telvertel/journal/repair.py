"""What is mended at start when lines or database were damaged, and what is told of it.

Pure comparing: which texts are missing where. Nothing is ever thrown away; what is damaged is kept
beside with its time in the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from telvertel.journal.lines import Found, Line, chain_anew, salvaged
from telvertel.journal.record import sequence_of


class RepairKind(StrEnum):
    tail_cut = "tail_cut"  # torn or altered lines taken off the journal
    lines_restored = "lines_restored"  # put back in the journal from the other copy
    lines_missing = "lines_missing"  # in neither copy: the last backup may hold them
    copies_differed = "copies_differed"  # the database said otherwise; the lines were followed
    database_rebuilt = "database_rebuilt"  # set aside and made anew from the lines
    database_away = "database_away"  # cannot be made now; everything said is safe in the lines
    last_backup = "last_backup"  # where the last backup stands, when lines are missing
    no_backup = "no_backup"  # lines are missing and no backup was ever made here
    erased_late = "erased_late"  # an erasing that could not be finished before is done now
    erasing_waits = "erasing_waits"  # the disk refuses it; tried again at the next start


@dataclass(frozen=True)
class Repair:
    """One thing mended at start; the words are ``journal.repair.<kind>`` with ``count=lines``."""

    kind: RepairKind
    meeting: str = ""
    lines: int = 0
    kept_as: str = ""  # name of the file that was set aside, or the folder of the backup


def restorable(found: Found, held: Sequence[Line]) -> list[Line]:
    """Lines to put after the intact ones, by sequence: from the database, else from the tail.

    ``held`` is what the database holds of this meeting; it was never torn, so it goes before the
    tail.
    """
    last = sequence_of(found.lines[-1].text) if found.lines else 0
    lines = {sequence_of(line.text): line for line in (*salvaged(found.tail), *held)}
    return [lines[sequence] for sequence in sorted(lines) if sequence > last]


def told(
    meeting: str,
    found: Found,
    restored: Sequence[Line],
    held: Sequence[tuple[int, str]],
    kept_as: str,
) -> list[Repair]:
    """What is said of the repair of one meeting; ``held`` is its chain in the database: (sequence,
    hash). That one of them was erased in the lines only is the work of an erasing, not a damage.
    """
    repairs = []
    lines = [*found.lines, *chain_anew(restored, found.head)]
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


def leaves_a_gap(repairs: Sequence[Repair]) -> bool:
    """Whether something may be in no copy any more: lines are lacking, or both copies were damaged
    and nobody can tell what the end of the lines was."""
    kinds = {one.kind for one in repairs}
    both = {RepairKind.tail_cut, RepairKind.database_rebuilt}
    return RepairKind.lines_missing in kinds or both <= kinds


def _missing(lines: Sequence[Line]) -> int:
    """How many sequence numbers are lacking up to the last line."""
    return sequence_of(lines[-1].text) - len(lines)


def _differing(lines: Sequence[Line], held: Sequence[tuple[int, str]]) -> int:
    """How many lines the database holds with another hash."""
    hashes = {sequence_of(line.text): line.hash for line in lines}
    return sum(hashes.get(sequence, hash_) != hash_ for sequence, hash_ in bare(held))


def bare(chain: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """A chain of the database without what it says about erasing."""
    return [(sequence, Line.of(token, "").hash) for sequence, token in chain]
