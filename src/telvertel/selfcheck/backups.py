"""When the last copy was made, and where: remembered beside the data, in no log."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from telvertel.journal import disk

NAME = "backup.json"


@dataclass(frozen=True)
class Backup:
    folder: Path
    at: datetime


def remember(home: Path, folder: Path, at: datetime) -> None:
    told = {"folder": str(folder.resolve()), "at": at.isoformat()}
    disk.write_whole(home / NAME, json.dumps(told).encode())


PRACTISED = (
    "restored.json"  # beside a copy: when it was last put back, whereto is nobody's business
)


def put_back(copy: Path, at: datetime) -> None:
    """Remember at the copy that it was put back; a disk that takes nothing remembers nothing."""
    with suppress(OSError):
        disk.write_whole(copy / PRACTISED, json.dumps({"at": at.isoformat()}).encode())


def last_put_back(home: Path) -> datetime | None:
    """When the copies of this installation were last put back, here or into another folder; None
    when that cannot be seen."""
    made = last(home)
    if made is None:
        return None
    try:
        told = json.loads((made.folder / PRACTISED).read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def last(home: Path) -> Backup | None:
    try:
        told = json.loads((home / NAME).read_text(encoding="utf-8"))
        return Backup(Path(told["folder"]), datetime.fromisoformat(told["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
