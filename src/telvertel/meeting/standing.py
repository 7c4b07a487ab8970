"""What stands in a series besides learning points and preconditions: differences, wishes, mishaps,
reserves, and which explanations held.

Pure. The last thing said of each holds; what was settled stays in the history and leaves the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from telvertel.meeting import events as e
from telvertel.meeting.lasting import (
    DifferenceAgreed,
    ExplanationChecked,
    MishapNoted,
    Visibility,
    WishNoted,
)
from telvertel.meeting.state import Kept, Meeting, Round
from telvertel.meeting.subject import ERASED

Droppable = TypeVar("Droppable", DifferenceAgreed, WishNoted, MishapNoted)


def differences(meeting: Meeting, every: bool = False) -> tuple[DifferenceAgreed, ...]:
    """Differences nobody settled yet, in order of agreeing; with ``every`` the settled ones too."""
    found = {
        k.body.difference: k.body for k in meeting.all_kept if isinstance(k.body, DifferenceAgreed)
    }
    return tuple(one for one in _standing(found) if every or not one.settled.strip())


def wishes(meeting: Meeting, every: bool = False) -> tuple[WishNoted, ...]:
    """Figures one would like to have, in order of wishing; with ``every`` the settled ones too."""
    found = {k.body.wish: k.body for k in meeting.all_kept if isinstance(k.body, WishNoted)}
    return tuple(one for one in _standing(found) if every or not one.settled.strip())


def mishaps(meeting: Meeting) -> tuple[MishapNoted, ...]:
    """What went wrong and was told in this meeting; never brought along, never counted."""
    found = {k.body.mishap: k.body for k in meeting.kept if isinstance(k.body, MishapNoted)}
    return tuple(_standing(found))


def _standing(found: dict[str, Droppable]) -> Iterator[Droppable]:
    """Without what was said by mistake and taken away."""
    return (one for one in found.values() if not one.dropped)


def checks(meeting: Meeting) -> dict[str, ExplanationChecked]:
    """Note → whether it held, as last said in the series."""
    return {k.body.note: k.body for k in meeting.all_kept if isinstance(k.body, ExplanationChecked)}


def heard(meeting: Meeting) -> frozenset[e.Perspective]:
    """From whose position something was said; a client's voice is that of a young person (M11)."""
    found = {n.written.perspective for n in meeting.notes if n.stands and n.written.perspective}
    voice = {e.Perspective.young_person} if meeting.client_voice else set()
    return frozenset(found | voice)


def for_minutes(meeting: Meeting) -> Meeting:
    """The meeting without the lines that were for the talk alone (M30), also where they were
    written first; and, once it is sealed, without what was said elsewhere since."""
    private = [n for n in meeting.notes if n.written.visibility is Visibility.talk]
    gone = {text for note in private for text in (note.text, *note.earlier_texts)}
    told = replace(
        meeting,
        notes=tuple(n for n in meeting.notes if n not in private),
        rounds=tuple(_without(one, gone) for one in meeting.rounds),
    )
    return _as_sealed(told) if meeting.sealed_at else told


def _without(one: Round, gone: set[str]) -> Round:
    """A round in which these lines stand as erased ones do."""
    if one.closed is None:
        return one
    lines = (
        line.model_copy(update={"text": ERASED}) if line.text in gone else line
        for line in one.closed.lines
    )
    return replace(one, closed=one.closed.model_copy(update={"lines": tuple(lines)}))


def _as_sealed(meeting: Meeting) -> Meeting:
    def before(kept: tuple[Kept, ...]) -> tuple[Kept, ...]:
        return tuple(one for one in kept if one.at <= meeting.sealed_at)

    return replace(
        meeting, brought=before(meeting.brought), founded_before=before(meeting.founded_before)
    )
