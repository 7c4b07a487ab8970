"""The smallest count that an installation shows, when it chose a larger one than ours.

``threshold.toml`` in the data folder raises it, and cannot lower it::

    threshold = 15

It holds from the next start on, for everything that is made then.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from telvertel.figures.troubles import ThresholdRefused

NAME = "threshold.toml"


class _Chosen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    threshold: int


def smallest(home: Path) -> int | None:
    """What the file of a data folder says; None where there is none. ThresholdRefused when it says
    anything else than one whole number."""
    path = home / NAME
    try:
        return _Chosen.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).threshold
    except FileNotFoundError:
        return None
    except ValidationError as trouble:
        first = trouble.errors()[0]
        raise ThresholdRefused(str(path), ".".join(str(one) for one in first["loc"])) from None
    except (OSError, ValueError) as trouble:
        raise ThresholdRefused(str(path), str(trouble).splitlines()[0]) from None


def carried(home: Path, other: Path) -> tuple[Path, ...]:
    """The file copied to another data folder that has none; nothing where nobody chose."""
    if not (home / NAME).is_file() or (other / NAME).exists():
        return ()
    return (Path(shutil.copy2(home / NAME, other / NAME)),)
