"""When the last copy was made, and where: remembered beside the data, in no log."""

from __future__ import annotations

import json
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


def last(home: Path) -> Backup | None:
    try:
        told = json.loads((home / NAME).read_text(encoding="utf-8"))
        return Backup(Path(told["folder"]), datetime.fromisoformat(told["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
