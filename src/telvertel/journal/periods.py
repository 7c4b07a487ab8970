"""How long each kind of thing is kept, in days: the defaults, and what an installation chose.

``retention.toml`` in the data folder changes them, longer or shorter::

    notes_days = 180
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

NAME = "retention.toml"


class PeriodsUnreadable(Exception):
    """The file with periods cannot be read; nothing is removed before it can. ``low`` and ``high``
    where a number of days was read that is none of them."""

    def __init__(
        self, path: Path, found: str, low: int | None = None, high: int | None = None
    ) -> None:
        super().__init__(f"{path}: {found}")
        self.path, self.found, self.low, self.high = path, found, low, high


class Periods(BaseModel):
    """Days from a moment of its own: import, meeting, day of the log, moment of the copy.

    Delivered files and records have no period: they are never written to this disk.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    cube_days: int = Field(default=730, ge=1, le=3660)
    notes_days: int = Field(default=365, ge=1, le=3660)
    log_days: int = Field(default=14, ge=1, le=366)
    backup_days: int = Field(default=30, ge=1, le=366)


DEFAULTS = Periods()


def periods(home: Path) -> Periods:
    """The periods of a data folder; the defaults where it has no file. PeriodsUnreadable."""
    path = home / NAME
    try:
        return Periods.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return DEFAULTS
    except ValidationError as trouble:
        raise _refused(path, trouble) from None
    except (OSError, ValueError) as trouble:
        raise PeriodsUnreadable(path, str(trouble).splitlines()[0]) from None


def _refused(path: Path, trouble: ValidationError) -> PeriodsUnreadable:
    first = trouble.errors()[0]
    name = ".".join(str(one) for one in first["loc"])
    if first["type"] not in ("greater_than_equal", "less_than_equal"):
        return PeriodsUnreadable(path, name)
    bounds = Periods.model_json_schema()["properties"][name]
    found = f"{name} = {first['input']}"
    return PeriodsUnreadable(path, found, bounds["minimum"], bounds["maximum"])
