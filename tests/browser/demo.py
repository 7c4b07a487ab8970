"""The demo as a data folder, made once per run of the tests and copied for each server."""

from __future__ import annotations

import fcntl
import os
import shutil
from datetime import date
from pathlib import Path

from pytest import TempPathFactory

from telvertel.demo import build


def copied_to(home: Path, folders: TempPathFactory) -> Path:
    """A fresh copy of the demo in this folder, which must not be there yet."""
    shutil.copytree(_made(folders), home)
    return home


def _made(folders: TempPathFactory) -> Path:
    """The one that is copied; whoever comes first makes it, the others wait."""
    place = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent  # that of all workers
    home, done = place / "demo-home", place / "demo-made"
    with (place / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            build(home, today=date.today())
            done.touch()
    return home
