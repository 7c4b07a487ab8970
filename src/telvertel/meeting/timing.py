"""Minutes of agenda items: given by one item to another, and divided anew after a late start.

Pure arithmetic in whole minutes. Nothing here decides: the desk shows what it would come to.
"""

from __future__ import annotations

from collections.abc import Mapping

MORE = 2  # minutes that "+2 min" adds
STARTING, CLOSING, WHOLE = 12, 15, 90  # of 90 minutes; see agenda.minutes_for_items
SLACK = 2  # minutes of lateness nobody needs to hear of


def taken(
    minutes: Mapping[str, int], for_item: str, from_item: str | None, more: int = MORE
) -> dict[str, int]:
    """What changes when an item gets more: the giver has that much less, at least one minute.

    Without a giver the meeting runs over. A giver that has too little gives nothing: empty.
    """
    if from_item is None:
        return {for_item: minutes[for_item] + more}
    left = minutes[from_item] - more
    return {for_item: minutes[for_item] + more, from_item: left} if left >= 1 else {}


def givers(minutes: Mapping[str, int], to_come: tuple[str, ...], more: int = MORE) -> list[str]:
    """Items still to come that can miss so many minutes, in the order of the agenda."""
    return [one for one in to_come if minutes[one] > more]


def divided(minutes: Mapping[str, int], available: int) -> dict[str, int]:
    """Whole minutes in proportion to what was planned: at least 1 each, together ``available``.

    With fewer minutes than items each gets 1. What rounding leaves goes to the largest remainders,
    the earlier item first. Nothing planned gives nothing.
    """
    planned = sum(minutes.values())
    if not minutes or available <= len(minutes):
        return dict.fromkeys(minutes, 1)
    # One minute each first; the rest in proportion to what was planned beyond that minute.
    rest, beyond = available - len(minutes), planned - len(minutes)
    shares = {one: rest * (m - 1) / beyond if beyond else rest / len(minutes)
              for one, m in minutes.items()}  # fmt: skip
    given = {one: 1 + int(share) for one, share in shares.items()}
    left = available - sum(given.values())
    by_remainder = sorted(shares, key=lambda one: int(shares[one]) - shares[one])
    return {one: m + (one in by_remainder[:left]) for one, m in given.items()}


def minutes_beside(meeting_minutes: int, begun: bool) -> int:
    """What of a meeting is not for its items: its end, and its start until an item has begun."""
    return meeting_minutes * (CLOSING + (0 if begun else STARTING)) // WHOLE


def short_of(minutes: Mapping[str, int], available: int) -> int | None:
    """The minutes there are, when the items to come clearly ask more than that; else None.

    None too with less than two minutes each: then an item has to go, and people say which.
    """
    asked = sum(minutes.values())
    if asked <= available + SLACK or available < MORE * len(minutes):
        return None
    return available
