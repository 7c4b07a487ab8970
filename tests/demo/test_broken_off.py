"""A first start that is killed leaves nothing half: the next one sweeps it away or carries on."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from telvertel.demo import MADE, MAKING
from telvertel.installation import open_installation

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no kill that cannot be caught")


def start_killed_at(home: Path, moment: str) -> None:
    """A start in a process of its own, killed just before the first rename to such a path."""
    code = textwrap.dedent(f"""
        import os, signal, sys
        from datetime import date
        from pathlib import Path

        def at(event, facts):
            if event == "os.rename" and os.fspath(facts[1]).startswith({str(home / moment)!r}):
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(at)
        from telvertel.demo import build
        build(Path({str(home)!r}), today=date(2026, 11, 22))
    """)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL


def names(home: Path) -> set[str]:
    return {path.name for path in home.iterdir() if path.is_dir()}


@pytest.mark.soak
def test_a_first_start_that_is_killed_twice_ends_in_the_whole_demo(tmp_path):
    home = tmp_path / "home"
    start_killed_at(home, MAKING)
    assert names(home) == {MAKING}
    (home / MAKING / "left").mkdir()

    start_killed_at(home, "journal")
    assert names(home) == {MADE, "figures"}, "the moment in which there are figures, no meetings"
    assert not (home / MADE / "left").exists()

    house = open_installation(home, demo=True)
    try:
        assert len(house.telling.meetings()) == 5
        assert len(house.warehouse.versions()) > 1
        assert names(home) == {"figures", "journal", "rounds", "secret"}
    finally:
        house.journal.close()
        house.warehouse.close()
