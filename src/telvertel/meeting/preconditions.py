"""The board of preconditions: what gives room, what obstructs, and how they go together (M33–M35).

Pure. What was last said of a precondition or a pair holds, whichever meeting it was said in.
"""

from __future__ import annotations

from dataclasses import dataclass

from telvertel.meeting.lasting import ClashNoted, PreconditionKind, PreconditionNoted, Relation
from telvertel.meeting.state import Meeting


@dataclass(frozen=True)
class Board:
    """Preconditions by kind, then in order of naming; pairs in order of naming."""

    preconditions: tuple[PreconditionNoted, ...] = ()
    pairs: tuple[ClashNoted, ...] = ()

    def find(self, name: str) -> PreconditionNoted | None:
        return next((one for one in self.preconditions if one.precondition == name), None)

    def of_indicator(self, indicator: str) -> tuple[PreconditionNoted, ...]:
        return tuple(one for one in self.preconditions if one.indicator == indicator)

    def clashes_of(self, indicator: str) -> tuple[ClashNoted, ...]:
        """Pairs that clash and touch a figure: their number stands next to it (M34)."""
        touching = {one.precondition for one in self.of_indicator(indicator)}
        return tuple(
            pair
            for pair in self.pairs
            if pair.relation is Relation.clashes and touching & {pair.one, pair.other}
        )


def board(meeting: Meeting) -> Board:
    """The board as it stands in this meeting; empty when nothing was named."""
    noted: dict[str, PreconditionNoted] = {}
    pairs: dict[frozenset[str], ClashNoted] = {}  # two go together in one way
    for kept in meeting.all_kept:
        match kept.body:
            case PreconditionNoted(precondition=name):
                noted[name] = kept.body
            case ClashNoted(one=one, other=other):
                pairs[frozenset((one, other))] = kept.body
    kinds = list(PreconditionKind)
    standing = [one for one in noted.values() if not one.dropped]
    names = {one.precondition for one in standing}
    return Board(
        tuple(sorted(standing, key=lambda one: kinds.index(one.precondition_kind))),
        tuple(p for p in pairs.values() if not p.dropped and {p.one, p.other} <= names),
    )
