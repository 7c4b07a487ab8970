"""No test touches a real installation: the data folder is a fresh one, and the demo stays off."""

from __future__ import annotations

from itertools import islice
from zlib import crc32

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether a claim holds. `make test`
# draws the same examples each time, so that it says one thing of one state of the code; `make soak`
# draws new ones (--hypothesis-profile searching). What it finds becomes an @example.
settings.register_profile("unhurried", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None, max_examples=500)
settings.load_profile("unhurried")

# What the first compiles on a bare machine, the others half-way find on the disk.
COMPILING, COMPILED = "test_cells.py", ("test_large.py", "test_known_changes.py")


def pytest_collection_modifyitems(items):
    """Files that drive a browser come spread among the others, the longest first: two cores carry
    a few of them at a time, and none is left for the end. What a browser did is tried once more
    before it counts as failed (decision 115): the run names every test that needed it (RERUN)."""
    files: dict = {}
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
        files.setdefault(item.path, []).append(item)
    driven = [one for one in files.values() if one[0].get_closest_marker("browser")]
    others = [one for one in files.values() if not one[0].get_closest_marker("browser")]
    others.sort(key=lambda one: crc32(one[0].nodeid.encode()))  # small and large ones mixed
    first = [one for one in others if one[0].path.name == COMPILING]
    later = [one for one in others if one[0].path.name in COMPILED]
    others = [one for one in others if one not in first and one not in later]
    others = [*first, *others[: len(others) // 2], *later, *others[len(others) // 2 :]]
    between, rest = len(others) // (len(driven) + 1), iter(others)
    ordered = []
    for file in sorted(driven, key=len, reverse=True):
        ordered += [file, *islice(rest, between)]
    items[:] = [item for file in (*ordered, *rest) for item in file]


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("TELVERTEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TELVERTEL_DEMO", "0")
