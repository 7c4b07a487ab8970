"""Copies of all lines in another place: whole or not there, and removed by age.

The database is not copied: it is made anew from the lines, so a backup of it could only differ.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telvertel.journal import chained, disk, erase_list, erasing
from telvertel.journal.erase_list import NOTHING, Gone
from telvertel.journal.lines import read
from telvertel.journal.troubles import CopyDamaged, JournalNotEmpty

LAST = "last-backup"  # beside the journal: where the last backup was put
SUMS = "sha256.json"
NAME = "%Y%m%dT%H%M%S%f"
MAKING = ".new"  # behind the name of one that is not whole yet
OF_A_DAY = 12
DAYS = 7


def write(folder: Path, files: Mapping[str, bytes], at: datetime) -> Path:
    """A new backup under ``folder``, named by its time, with the SHA-256 of each file."""
    disk.make_folder(folder)
    whole = folder / at.strftime(NAME)
    making = whole.with_name(whole.name + MAKING)
    disk.make_folder(making)
    for name, data in files.items():
        disk.make_folder((making / name).parent)
        disk.write_whole(making / name, data)
    _write_sums(making, {name: _sum(data) for name, data in files.items()})
    os.replace(making, whole)
    disk.flush_folder(folder)
    return whole


def erase(
    folder: Path,
    gone: Mapping[str, Gone],
    previous: Mapping[str, str],
    listed: bytes,
) -> None:
    """Take texts out of all backups under ``folder``: meeting → what of it has to be gone.

    Their words go out of the meetings that follow as well; ``previous`` says which those are.
    """
    for made in folder.iterdir():
        if made.is_dir() and _time(made.name) is not None:
            changed = _without(made, gone, previous)
            if changed:
                _replace(made, {**changed, erase_list.NAME: listed})


def _without(made: Path, gone: Mapping[str, Gone], previous: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a backup that hold something that has to go, without it; what follows on a
    meeting before the meeting itself, so that a crash in between loses no words to look for."""
    words: dict[str, set[str]] = {}
    for name in (one for one in gone if (made / f"{one}.jsonl").exists()):
        found = read((made / f"{name}.jsonl").read_bytes()).lines
        said = erasing.gone_words(found, gone[name])
        if gone[name].expired:
            words.setdefault(name, set())
        for one in (*chained.after(name, previous), name) if said else ():
            words.setdefault(one, set()).update(said)
    order = {name: len(chained.after(name, previous)) for name in words}
    changed = {}
    for name in sorted(words, key=lambda one: order[one]):
        path = made / f"{name}.jsonl"
        old = path.read_bytes() if path.exists() else b""
        new = erasing.without(old, gone.get(name, NOTHING), words[name])
        if new != old:
            changed[path.name] = new
    return changed


def _replace(made: Path, files: Mapping[str, bytes]) -> None:
    """Other contents for files of a backup that stands."""
    sums = json.loads((made / SUMS).read_bytes())
    for name, data in files.items():
        disk.write_whole(made / name, data)
    _write_sums(made, {**sums, **{name: _sum(data) for name, data in files.items()}})


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_sums(folder: Path, sums: Mapping[str, str]) -> None:
    disk.write_whole(folder / SUMS, json.dumps(sums, sort_keys=True, indent=1).encode())


def copies(folder: Path) -> dict[Path, datetime]:
    """Every whole copy under a folder, with its moment; empty when there is no such folder."""
    paths = folder.iterdir() if folder.is_dir() else ()
    found = {path: _time(path.name) for path in paths if path.is_dir()}
    return {path: at.replace(tzinfo=UTC) for path, at in found.items() if at is not None}


def newest(folder: Path) -> Path | None:
    """The last whole copy under a folder, or the folder itself when it is one; None without any."""
    if (folder / SUMS).is_file():
        return folder
    whole = folder.iterdir() if folder.is_dir() else ()
    return max((one for one in whole if _time(one.name) and (one / SUMS).is_file()), default=None)


def restore(made: Path, journal: Path) -> int:
    """Put the lines of a copy in a journal folder that holds none; how many meetings came back.

    What was erased since comes back without its texts: the erase list of the copy and the one that
    is still here are done again as soon as the journal is opened. JournalNotEmpty, CopyDamaged.
    """
    disk.make_folder(journal)
    if any(path.stat().st_size for path in journal.glob("*.jsonl")):
        raise JournalNotEmpty(str(journal))
    sums = json.loads((made / SUMS).read_bytes())
    lines = sorted(name for name in sums if name.endswith(".jsonl") and "/" not in name)
    for name in lines:
        if not (made / name).is_file() or _sum((made / name).read_bytes()) != sums[name]:
            raise CopyDamaged(str(made / name))
    lists = (made / erase_list.NAME, journal / erase_list.NAME)
    # First the list, so that no line can stand here without what has to become of it.
    disk.write_whole(journal / erase_list.NAME, erase_list.together(lists))
    for name in lines:
        disk.write_whole(journal / name, (made / name).read_bytes())
    return len(lines)


def remember(journal: Path, made: Path) -> None:
    """Note beside the journal where its last backup stands."""
    disk.write_whole(journal / LAST, str(made.resolve()).encode())


def last(journal: Path) -> str:
    """Where the last backup was put; empty when none was ever made."""
    path = journal / LAST
    return path.read_text("utf-8") if path.exists() else ""


def tidy(folder: Path, now: datetime) -> None:
    """Remove what is too old, and what a crash left half-made."""
    names = [path.name for path in folder.iterdir() if path.is_dir()]
    half = [name for name in names if name.endswith(MAKING) and _time(name[: -len(MAKING)])]
    for name in (*half, *too_old(names, now)):
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
