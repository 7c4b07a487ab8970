"""What every happening is made of: texts, sides, answers, periods.

A period is kept by its key in one spelling. What was on disk before a rule was made stays readable.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from telvertel.indicators.period import read

TEXT = 20_000  # the most characters one field holds
WALL_LINE = 60  # letters of a line that is meant for the wall: it is read from the back of the room

# Given when lines are read back: what was kept before a rule was made stays readable.
FROM_DISK = {"from_disk": True}


def is_from_disk(info: ValidationInfo) -> bool:
    return info.context == FROM_DISK


def _period(value: Any, info: ValidationInfo) -> Any:
    """A period key in its one spelling; empty is None. An unknown one on disk is kept as it is."""
    if is_period(value):
        return read(value).id
    if isinstance(value, str) and value and not is_from_disk(info):
        raise ValueError("not the key of a period")
    return value or None


def _bound(value: Any, info: ValidationInfo) -> Any:
    """The same for the reach of a meeting; an unknown one on disk bounds nothing."""
    found = _period(value, info)
    return None if is_from_disk(info) and not is_period(found) else found


def is_period(value: Any) -> bool:
    """Whether it is the key of a period that has a first and a last day."""
    try:
        return bool(read(value).start <= read(value).end)
    except (TypeError, ValueError):
        return False


PeriodId = Annotated[str | None, BeforeValidator(_period)]
Bound = Annotated[str | None, BeforeValidator(_bound)]


class Side(StrEnum):
    municipality = "municipality"
    provider = "provider"


class Answer(StrEnum):
    yes = "yes"
    partly = "partly"
    no = "no"
    unknown = "unknown"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
