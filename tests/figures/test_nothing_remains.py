"""Of a file with citizen service numbers nothing remains: not on disk, not in a log, not in words.

Numbers are of the official test range 999900006–999999990 only.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from stdnum.nl import bsn

from tests.figures.files import TRAJECTORY_HEADINGS, many
from tests.figures.workbooks import workbook

NUMBERS = [str(n) for n in range(999900006, 999900300) if bsn.is_valid(str(n))][:12]
CANARY = "Kanarievogel"  # in a column that nobody reads: the rest of the file is not kept either
ROOT = Path(__file__).parents[2]


def refused(folder: Path, form: str) -> Path:
    rows = [f"{n};GM9901;99000001;01;02;2012;10-01-2024;;;{CANARY}" for n in NUMBERS]
    lines = [f"{TRAJECTORY_HEADINGS};extra", *rows]
    folder.mkdir()
    path = folder / f"levering.{form}"
    if form == "csv":
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        workbook(path, {"Blad1": [line.split(";") for line in lines]})
    return path


def left_in(*folders: Path) -> list[str]:
    """The files in these folders that hold anything of the refused one, as text or packed."""
    said = [CANARY.encode(), *(one.encode() for one in NUMBERS)]
    said += [one.decode().encode("utf-16-le") for one in said]
    files = [one for folder in folders for one in folder.rglob("*") if one.is_file()]
    return [str(one) for one in files if any(word in one.read_bytes() for word in said)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("command", ["import", "check"])
def test_the_command_line_leaves_nothing(tmp_path, form, command):
    """In a process of its own with a folder for temporary files that nobody else writes in."""
    path = refused(tmp_path / "aangeleverd", form)
    home, temporary, here = (tmp_path / name for name in ("home", "tijdelijk", "hier"))
    for folder in (home, temporary, here):
        folder.mkdir()
    known = {"TMPDIR": temporary, "TEMP": temporary, "TMP": temporary, "TELVERTEL_HOME": home}
    surroundings = {**os.environ, **{name: str(one) for name, one in known.items()}}
    surroundings |= {"PYTHONPATH": str(ROOT / "src"), "HOME": str(here)}
    asked = [sys.executable, "-c", "from telvertel.cli import app; app()", command, str(path)]
    if command == "check":
        asked += ["--all", "--excel", str(here / "lijst.xlsx")]
    told = subprocess.run(asked, env=surroundings, cwd=here, capture_output=True, text=True)
    assert told.returncode == 1, told.stderr
    assert "burgerservicenummers" in told.stdout
    assert not any(word in told.stdout + told.stderr for word in [CANARY, *NUMBERS])
    assert left_in(home, temporary, here) == []
    assert list(temporary.rglob("*")) == []


def test_what_would_be_left_is_found(tmp_path):
    """The search itself works: it finds the delivered file."""
    refused(tmp_path / "aangeleverd", "csv")
    many(tmp_path / "schoon")
    assert len(left_in(tmp_path)) == 1
