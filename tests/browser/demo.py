"""The demo as a data folder, made once per run of the tests and copied for each server."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytest import TempPathFactory

from telvertel.days import today
from telvertel.demo import build
from tests.once import once


def copied_to(home: Path, folders: TempPathFactory) -> Path:
    """A fresh copy of the demo in this folder, which must not be there yet."""
    made = once(folders, "demo", lambda folder: build(folder, today=today()))
    shutil.copytree(made, home)
    return home
