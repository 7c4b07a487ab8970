"""What is to come: of each kind how much there is, and when the first of it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from telvertel.retention.kept import Kept, Subject

# A kind that is told of also when there is nothing of it.
ALWAYS = (Subject.cube, Subject.notes, Subject.log, Subject.copy)


@dataclass(frozen=True)
class Ahead:
    """One kind: how many there are, how many of those are invented and stay, and the end date that
    comes first; None where nothing of it has one."""

    subject: Subject
    count: int
    invented: int
    first: date | None


def ahead(found: Iterable[Kept]) -> tuple[Ahead, ...]:
    """By kind, in the order of Subject; kinds that always are there also with nothing of them."""
    found = tuple(found)
    told = []
    for subject in Subject:
        ends = [one.until for one in found if one.subject is subject]
        dated = [one for one in ends if one is not None]
        if ends or subject in ALWAYS:
            first = min(dated, default=None)
            told.append(Ahead(subject, len(ends), len(ends) - len(dated), first))
    return tuple(told)
