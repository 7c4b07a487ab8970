"""The log on disk: one JSON object per line, one file per day, gone after the days it is kept.

Only our own lines, which hold the kind and the place of a mistake and never a text: see
docs/security.md.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

FOLDER, NAME = "logs", "telvertel.jsonl"
OURS = "telvertel"


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """What an exception says may hold a figure or somebody's words: its text is left out."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname, "of": record.name, "told": record.getMessage()}
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
        return json.dumps(told, ensure_ascii=False)


class DailyFile(TimedRotatingFileHandler):
    """The file of today; yesterday's gets its day behind its name. Nobody else can read them."""

    def _open(self):  # the name is that of logging
        fd = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(fd, self.mode, encoding=self.encoding)


def open_log(home: Path, days: int) -> logging.Handler:
    """Write our log to this data folder from now on; ``close_log`` ends it."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = DailyFile(
        folder / NAME, when="midnight", backupCount=days, encoding="utf-8", utc=True, delay=True
    )
    handler.setFormatter(_Lines())
    ours = logging.getLogger(OURS)
    ours.setLevel(logging.INFO)  # that the app started belongs in it
    ours.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    logging.getLogger(OURS).removeHandler(handler)
    handler.close()


def by_day(home: Path) -> Iterator[tuple[Path, date]]:
    """Every file with its day; the one that is written to has the day of its last line."""
    for path in sorted((home / FOLDER).glob(f"{NAME}*")):
        if path.name == NAME:
            yield path, datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
            continue
        try:
            yield path, date.fromisoformat(path.name.removeprefix(f"{NAME}."))
        except ValueError:
            continue
