"""What is dear to make and the same for all tests: made once per run, by whoever comes first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from pytest import TempPathFactory


def once(folders: TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder under this name, filled by ``make``; the other workers of the run wait for it.

    Everybody sees the same folder: read it, or copy it, and never write in it.
    """
    place = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent  # that of all workers
    folder, done = place / f"once-{name}", place / f"once-{name}.made"
    with (place / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder
