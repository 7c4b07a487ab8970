"""What of a silent round may be shown: enough together that nobody is recognised by being alone.

Pure. A side with fewer than three lines, or with fewer than three people at their phones, stands
together with the other; fewer than three in all are counted and not shown. Nothing here knows who
wrote or when: lines come out in alphabetical order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from telvertel.meeting import events as e

LEAST = 3  # lines, or positions, that have to stand together

Stand = tuple[e.Side | None, e.Position]


def told(
    round_: str, lines: Iterable[e.RoundLine], phones: Mapping[e.Side, int], left_out: int = 0
) -> e.RoundClosed:
    """The end of a round of lines; ``phones`` is how many take part per side, ``left_out`` how
    many lines were kept off before."""
    known = tuple(lines)
    if len(known) < LEAST:
        return e.RoundClosed(round=round_, left_out=left_out + len(known))
    counted = Counter(line.side for line in known)
    apart = _apart(counted, {side: phones.get(side, 0) for side in counted if side})
    shown = (line if apart else line.model_copy(update={"side": None}) for line in known)
    return e.RoundClosed(round=round_, lines=tuple(sorted(shown, key=_by_text)), left_out=left_out)


def stood(round_: str, stands: Iterable[Stand]) -> e.RoundClosed:
    """The end of a round of positions, one per person: a spread per side, never a majority."""
    known = tuple(stands)
    if len(known) < LEAST:
        return e.RoundClosed(round=round_, left_out=len(known))
    people = Counter(side for side, _ in known)
    apart = _apart(people, people)
    counted = Counter((side if apart else None, position) for side, position in known)
    order = sorted(counted, key=lambda one: (one[0] or "", tuple(e.Position).index(one[1])))
    counts = (e.PositionCount(side=one[0], position=one[1], count=counted[one]) for one in order)
    return e.RoundClosed(round=round_, positions=tuple(counts))


def needed(counts: Iterable[int]) -> int:
    """How many more have to come before anything of a round may be shown."""
    return max(0, LEAST - sum(counts))


def _apart(counted: Mapping[e.Side | None, int], people: Mapping[e.Side | None, int]) -> bool:
    """Whether the sides may stand apart: everybody who said something is one of enough."""
    return min((*counted.values(), *people.values())) >= LEAST


def _by_text(line: e.RoundLine) -> tuple[str, str, str]:
    return (line.side or "", line.text.casefold(), line.text)
