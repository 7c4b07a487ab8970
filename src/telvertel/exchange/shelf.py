"""The shelf: sheets of other municipalities, as files in one folder of the installation."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from telvertel.days import day_of, today
from telvertel.exchange.sheet import Sheet, SheetRefused, parsed, read
from telvertel.journal.disk import make_folder, write_whole

_NAME = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Shelved:
    """A sheet that was taken in; ``sheet`` is None when its file cannot be read any more."""

    name: str
    taken_in: date
    sheet: Sheet | None


class Shelf:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> Shelved:
        """Take a sheet in, whole or not at all; the same file twice is one sheet."""
        sheet = read(data)
        make_folder(self._folder)
        name = hashlib.sha256(data).hexdigest()[:16]
        write_whole(self._folder / f"{name}.json", data)
        return Shelved(name, today(), sheet)

    def sheets(self) -> tuple[Shelved, ...]:
        """Everything on the shelf, what came last first."""
        if not self._folder.is_dir():
            return ()
        files = [one for one in self._folder.glob("*.json") if _NAME.fullmatch(one.stem)]
        found = [(one.stat().st_mtime, one) for one in files]
        return tuple(_shelved(path, at) for at, path in sorted(found, reverse=True))

    def remove(self, name: str) -> None:
        if _NAME.fullmatch(name):
            (self._folder / f"{name}.json").unlink(missing_ok=True)


def _shelved(path: Path, at: float) -> Shelved:
    taken_in = day_of(datetime.fromtimestamp(at, UTC))
    try:
        return Shelved(path.stem, taken_in, parsed(path.read_bytes()))
    except (OSError, SheetRefused):
        return Shelved(path.stem, taken_in, None)
