"""Copies of all lines in another place: whole or not there, and removed by age.

The database is not copied: it is made anew from the lines, so a backup of it could only differ.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from telvertel.journal import disk

NAME = "%Y%m%dT%H%M%S%f"
OF_A_DAY = 12
DAYS = 7


def write(folder: Path, files: Mapping[str, bytes], at: datetime) -> Path:
    """A new backup under ``folder``, named by its time, with the SHA-256 of each file."""
    disk.make_folder(folder)
    whole = folder / at.strftime(NAME)
    making = whole.with_name(whole.name + ".new")
    disk.make_folder(making)
    for name, data in files.items():
        disk.make_folder((making / name).parent)
        disk.write_whole(making / name, data)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    disk.write_whole(making / "sha256.json", json.dumps(sums, sort_keys=True, indent=1).encode())
    os.replace(making, whole)
    disk.flush_folder(folder)
    return whole


def tidy(folder: Path, now: datetime) -> None:
    """Remove what is too old, and what a crash left half-made."""
    names = [path.name for path in folder.iterdir() if path.is_dir()]
    for name in too_old([one for one in names if not one.endswith(".new")], now):
        shutil.rmtree(folder / name)


def too_old(names: Iterable[str], now: datetime) -> Sequence[str]:
    """Which backups may go: all but the last twelve of today and the last of each earlier day
    of the past week. Names that are no time of ours are never touched."""
    by_day: dict[str, list[str]] = {}
    for name in sorted(names):
        if _time(name) is not None:
            by_day.setdefault(name[:8], []).append(name)
    today, oldest = f"{now:%Y%m%d}", f"{now - timedelta(days=DAYS):%Y%m%d}"
    gone = []
    for day, of_day in by_day.items():
        keep = OF_A_DAY if day == today else 1 if day >= oldest else 0
        gone += of_day[: len(of_day) - keep]
    return gone


def _time(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, NAME)
    except ValueError:
        return None
