"""Which day it is for people and on which day a moment fell: by the clock of the Netherlands.

Moments are kept in UTC. A day that somebody reads (on screen, in a file, in its name) is decided
here only, so that it belongs to the time beside it: 23:37 UTC is 00:37 on the day after.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")


def local(at: datetime) -> datetime:
    """A moment with its zone, on the clock here; ValueError without one: no zone is guessed."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone falls on no day")
    return at.astimezone(HOME)


def day_of(at: datetime) -> date:
    """The day on which a moment fell here."""
    return local(at).date()


def today() -> date:
    return day_of(datetime.now(UTC))
