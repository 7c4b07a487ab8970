"""What stands in a series besides learning points and preconditions: differences, wishes, mishaps,
reserves, and which explanations held.

Pure. The last thing said of each holds; what was settled stays in the history and leaves the list.
"""

from __future__ import annotations

from dataclasses import replace

from telvertel.meeting.lasting import (
    DifferenceAgreed,
    ExplanationChecked,
    MishapNoted,
    Visibility,
    WishNoted,
)
from telvertel.meeting.state import Meeting


def differences(meeting: Meeting, every: bool = False) -> tuple[DifferenceAgreed, ...]:
    """Differences nobody settled yet, in order of agreeing; with ``every`` the settled ones too."""
    found = {
        k.body.difference: k.body for k in meeting.all_kept if isinstance(k.body, DifferenceAgreed)
    }
    return tuple(one for one in found.values() if every or not one.settled.strip())


def wishes(meeting: Meeting, every: bool = False) -> tuple[WishNoted, ...]:
    """Figures one would like to have, in order of wishing; with ``every`` the settled ones too."""
    found = {k.body.wish: k.body for k in meeting.all_kept if isinstance(k.body, WishNoted)}
    return tuple(one for one in found.values() if every or not one.settled.strip())


def mishaps(meeting: Meeting) -> tuple[MishapNoted, ...]:
    """What went wrong and was told in this meeting; never brought along, never counted."""
    found = {k.body.mishap: k.body for k in meeting.kept if isinstance(k.body, MishapNoted)}
    return tuple(found.values())


def checks(meeting: Meeting) -> dict[str, ExplanationChecked]:
    """Note → whether it held, as last said in the series."""
    return {k.body.note: k.body for k in meeting.all_kept if isinstance(k.body, ExplanationChecked)}


def for_minutes(meeting: Meeting) -> Meeting:
    """The meeting without the lines that were for the talk alone (M30)."""
    kept = tuple(n for n in meeting.notes if n.written.visibility is not Visibility.talk)
    return replace(meeting, notes=kept)
