"""A program that may only read a folder: run for real, also when the tests run as root."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534

# Whoever is root may write everywhere: the rights are given up before the first look at the folder.
BEGIN = f"""
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
def give_up_rights():
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid({NOBODY})
        os.setuid({NOBODY})
"""


@contextmanager
def read_only_for_others() -> Iterator[Path]:
    """A folder that anybody may go into; ``close_for_writing`` takes the writing away."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def close_for_writing(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def run(code: str, folder: Path) -> str:
    """What a program without rights printed; ``folder`` stands for its data folder."""
    whole = BEGIN + textwrap.dedent(code)
    done = subprocess.run(
        [sys.executable, "-c", whole, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TELVERTEL_HOME": str(folder), "TELVERTEL_DEMO": "0"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
